"""A step as a formula with its numbers in it: every term, every cell that it stands for."""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from cnnviz.explain.channels import channel_text
from cnnviz.explain.numbers import in_parentheses, shown
from cnnviz.run.array_info import IMAGES, ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frame import Frame
from cnnviz.trace.steps import Array, Cell, Combine, Const, Term, Update

MOST_TERMS = 200
"""So many terms are written out; nobody reads more, and they take their time."""
_FUNCTIONS = {"reciprocal": "1/", "leaky_relu": "leaky relu", "relu": "relu"}


class Role(Enum):
    """What a piece of a formula is, so that a view can colour it."""

    TARGET = "target"
    TERM = "term"
    PENDING = "pending"
    OPERATOR = "operator"
    NOTE = "note"


class Piece(NamedTuple):
    """A piece of a formula: its text, what it is, and the cells that it stands for."""

    text: str
    role: Role
    cells: tuple[Cell, ...] = ()


class Formula(NamedTuple):
    """What is computed, from what, and what comes out; `note` says what the formula leaves unsaid."""

    target: Piece
    terms: tuple[Piece, ...]
    result: str
    note: str

    def __str__(self) -> str:
        return f"{self.target.text} = {' '.join(piece.text for piece in self.terms)} = {self.result}"


@lru_cache(maxsize=2)  # the strip, the status line and a screen reader ask for the same one
def formula(frame: Frame) -> Formula:
    """Return the update in hand as a formula, with the numbers that it reads."""
    number, done = _in_hand(frame)
    update = frame.step.updates[number]
    value = float(frame.arrays[update.target.array][update.target.index])
    return Formula(
        Piece(cell_text(update.target, frame.chapter), Role.TARGET, (update.target,)),
        tuple(_pieces(update, frame, done)),
        shown(value) + ("" if done == len(update.terms) else " so far"),
        _note(frame, update),
    )


def _in_hand(frame: Frame) -> tuple[int, int]:
    """Return which update of the step is written out, and how many of its terms are done.

    Term by term it is the one whose term was last; else the first that adds anything, so that a lesson does not begin
    with a zero.
    """
    updates, term = frame.step.updates, frame.position.term
    if term is not None:
        done = frame.done.updates
        return len(done) - 1, len(done[-1].terms)
    adding = (
        number
        for number, update in enumerate(updates)
        if update.accumulate and any(_value(term, frame.arrays) for term in update.terms)
    )
    number = next(adding, 0)
    return number, len(updates[number].terms)


def cell_text(cell: Cell, chapter: Chapter) -> str:
    """Return a cell as people name it: Y[2, 3]; a list's by its place, a single number by its name alone."""
    info = chapter.info[cell.array]
    if len(cell.index) == 1 and chapter.arrays[cell.array].size == 1:
        return info.label
    return f"{info.label}[{', '.join(map(str, info.place(cell.index)))}]"


def _pieces(update: Update, frame: Frame, done: int) -> Iterator[Piece]:
    """Yield the terms with what stands around them."""
    name = update.function
    wrapped = name is not None or update.combine is Combine.MAX
    if wrapped:
        opening = "max" if update.combine is Combine.MAX else _FUNCTIONS.get(str(name), str(name))
        yield Piece(f"{opening}(", Role.OPERATOR)
    if update.accumulate:
        old = float(frame.before[update.target.array][update.target.index])
        yield Piece(f"{shown(old)}", Role.TERM, (update.target,))
        yield Piece("+", Role.OPERATOR)
    yield from _terms(update, frame, done)
    if wrapped:
        yield Piece(")", Role.OPERATOR)


def _terms(update: Update, frame: Frame, done: int) -> Iterator[Piece]:
    if not update.terms:
        yield Piece("0", Role.TERM)
    arrays, chapter = frame.arrays, frame.chapter
    operator = "," if update.combine is Combine.MAX else "+"
    several = len({_channel(term, chapter) for term in update.terms} - {None}) > 1
    last = None
    written = _written_out(len(update.terms), done)
    if written.start:
        yield Piece(f"{written.start} terms …", Role.NOTE)
    for number in written:
        term = update.terms[number]
        if number:
            yield Piece(operator, Role.OPERATOR)
        channel = _channel(term, chapter)
        if several and channel not in (None, last):
            yield Piece(_channel_name(term, chapter), Role.NOTE)
            last = channel
        role = Role.TERM if number < done else Role.PENDING
        cells = tuple(factor for factor in term if isinstance(factor, Cell))
        yield Piece(_product(term, update, arrays, chapter), role, cells)
    if written.stop < len(update.terms):
        yield Piece(f"… {len(update.terms) - written.stop} terms more", Role.NOTE)


def _written_out(count: int, done: int) -> range:
    """Return which of many terms are written out: the first ones, or those around the one that was added last."""
    start = 0 if done == count else min(max(done - MOST_TERMS // 2, 0), max(count - MOST_TERMS, 0))
    return range(start, min(start + MOST_TERMS, count))


def _channel(term: Term, chapter: Chapter) -> int | None:
    """Return the input channel that a product of a sum reads, or None for a bias or a constant."""
    cells = [cell for cell in term if isinstance(cell, Cell)]
    if len(cells) < 2 or chapter.info[cells[0].array].axes != IMAGES:
        return None
    return cells[0].index[3]


def _channel_name(term: Term, chapter: Chapter) -> str:
    """Return what the channel is called that a product reads."""
    cells = [cell for cell in term if isinstance(cell, Cell)]
    picture = any(chapter.info[cell.array].picture for cell in cells)
    return channel_text(cells[0].index[3], chapter.arrays[cells[0].array].shape[3], image=picture)


def _product(term: Term, update: Update, arrays: Mapping[str, Array], chapter: Chapter) -> str:
    if len(term) > 1:
        return "·".join(_factor(factor, arrays) for factor in term)
    only = term[0]
    number = _factor(only, arrays)
    if isinstance(only, Const):
        return number if only.label == shown(only.value) else f"{number} ({only.label})"
    if update.combine is Combine.MAX or update.function is not None:
        return number.strip("()")
    plain = len(update.terms) > 2 and chapter.info[only.array].role is not ArrayRole.PARAMETER
    return number if plain else f"{number} ({cell_text(only, chapter)})"


def _factor(factor: Cell | Const, arrays: Mapping[str, Array]) -> str:
    if isinstance(factor, Const):
        return factor.label if _is_fraction(factor.label) else in_parentheses(shown(factor.value))
    return in_parentheses(shown(float(arrays[factor.array][factor.index])))


def _is_fraction(label: str) -> bool:
    """Return whether a constant's label is a number itself, such as the 1/9 of a mean."""
    return label.replace("/", "", 1).isdecimal()


def _value(term: Term, arrays: Mapping[str, Array]) -> float:
    product = 1.0
    for factor in term:
        product *= factor.value if isinstance(factor, Const) else float(arrays[factor.array][factor.index])
    return product


def _note(frame: Frame, update: Update) -> str:
    """Return how many cells or terms there are, how often the cell is written, and whether several tie."""
    others = len(frame.step.updates) - 1
    notes = [f"and {others} cell{'s' if others > 1 else ''} more"] if others else []
    if update.combine is Combine.MAX:
        values = [_value(term, frame.arrays) for term in update.terms]
        tied = values.count(max(values))
        if tied > 1:
            notes.append(f"{tied} cells tie: {frame.chapter.remark}")
    elif len(update.terms) > 1 and not others:
        notes.append(f"{len(update.terms)} terms")
    notes += sorted(
        {
            f"{factor.label} = {shown(factor.value)}"
            for term in update.terms
            if len(term) > 1
            for factor in term
            if isinstance(factor, Const)
        }
    )
    if update.accumulate:
        times = len(frame.chapter.trace.steps_of(update.target))
        notes.append(f"written by {times} step{'s' if times > 1 else ''}")
    return " · ".join(notes)
