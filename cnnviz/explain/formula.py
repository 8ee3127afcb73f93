"""A step as a formula with its numbers in it: every term, every cell that it stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from cnnviz.explain.numbers import in_parentheses, shown
from cnnviz.trace.frame import Frame
from cnnviz.trace.steps import Array, Cell, Const, Update

CHANNEL_NAMES = ("red", "green", "blue")


class Role(Enum):
    """What a piece of a formula is, so that a view can colour it."""

    TARGET = "target"
    TERM = "term"
    PENDING = "pending"
    OPERATOR = "operator"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a formula: its text, what it is, and the cells that it stands for."""

    text: str
    role: Role
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """What is computed, from what, and what comes out; `note` says what the formula leaves unsaid."""

    target: Piece
    terms: tuple[Piece, ...]
    result: str
    note: str

    def __str__(self) -> str:
        return f"{self.target.text} = {' '.join(piece.text for piece in self.terms)} = {self.result}"


def formula(frame: Frame) -> Formula:
    """Return the first update of the step in hand as a formula, with the numbers that it reads."""
    update = frame.step.updates[0]
    term = frame.position.term
    done = len(update.terms) if term is None else min(term, len(update.terms))
    value = float(frame.arrays[update.target.array][update.target.index])
    return Formula(
        Piece(cell_text(update.target, frame.chapter.labels), Role.TARGET, (update.target,)),
        tuple(_terms(update, frame.arrays, frame.chapter.labels, done)),
        shown(value) + ("" if done == len(update.terms) else " so far"),
        _note(frame),
    )


def cell_text(cell: Cell, labels: Mapping[str, str]) -> str:
    """Return a cell as people name it: Y[2, 3], with channel or filter where it has one to choose from."""
    label = labels.get(cell.array, cell.array)
    index = cell.index[1:3] if len(cell.index) == 4 and cell.array != "weight" else cell.index[:2]
    return f"{label}[{', '.join(map(str, index))}]" if len(cell.index) > 1 else label


def _terms(
    update: Update, arrays: Mapping[str, Array], labels: Mapping[str, str], done: int
) -> Iterator[Piece]:
    channels = {_channel(term) for term in update.terms} - {None}
    last = None
    for number, term in enumerate(update.terms):
        if number:
            yield Piece("+", Role.OPERATOR)
        channel = _channel(term)
        if len(channels) > 1 and channel is not None and channel != last:
            yield Piece(_channel_name(channel, len(channels)), Role.NOTE)
            last = channel
        role = Role.TERM if number < done else Role.PENDING
        yield Piece(_product(term, arrays, labels), role, tuple(f for f in term if isinstance(f, Cell)))


def _channel(term: tuple[Cell | Const, ...]) -> int | None:
    """Return the input channel that a product reads, or None for a bias or a constant."""
    first = term[0]
    return first.index[3] if len(term) > 1 and isinstance(first, Cell) and len(first.index) == 4 else None


def _channel_name(channel: int, count: int) -> str:
    return CHANNEL_NAMES[channel] if count == 3 else f"channel {channel}"


def _product(term: tuple[Cell | Const, ...], arrays: Mapping[str, Array], labels: Mapping[str, str]) -> str:
    if len(term) > 1:
        return "·".join(in_parentheses(_factor(factor, arrays)) for factor in term)
    only = term[0]
    name = f"{only.label}" if isinstance(only, Const) else cell_text(only, labels)
    return f"{in_parentheses(_factor(only, arrays))} ({name})"


def _factor(factor: Cell | Const, arrays: Mapping[str, Array]) -> str:
    return shown(factor.value if isinstance(factor, Const) else float(arrays[factor.array][factor.index]))


def _note(frame: Frame) -> str:
    others = len(frame.step.updates) - 1
    if others:
        return f"and {others} cell{'s' if others > 1 else ''} more"
    count = frame.step.operations
    return f"{count} terms" if count > 1 else ""
