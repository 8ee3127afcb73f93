"""The terms of an update with what stands around them, each number as its array writes it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import prod

from cnnviz.explain.lenses.tiles import channel_of
from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.explain.numbers import in_parentheses, written
from cnnviz.explain.sums.pieces import Piece, Role
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.losses.loss import derivative
from cnnviz.trace.steps import Cell, Combine, Const, Term, Update, added, value_of

MOST_TERMS = 200
"""So many terms are written out; nobody reads more, and they take their time."""
MOST_PRODUCTS = 12
"""So many products stand in one line; of more it is told what each channel adds, or how many are 0."""
_FEW = 3  # of which fewer take no more room than what is said of them
_FUNCTIONS = {"reciprocal": "1/", "leaky_relu": "leaky relu", "relu": "relu"}


def is_copy(update: Update) -> bool:
    """Return whether nothing is worked out: a number is only taken over."""
    plain = update.combine is Combine.SUM and update.function is None and not update.accumulate
    return plain and len(update.terms) == 1 and len(update.terms[0]) == 1


def is_fraction(label: str) -> bool:
    """Return whether a constant's label is a number itself, such as the 1/9 of a mean."""
    return label.replace("/", "", 1).isdecimal()


def constant_text(factor: Const, form: NumberFormat) -> str:
    """Return a constant without its sign: a fraction, or what a person has set, as typed, else in an array's format."""
    if is_fraction(factor.label):
        return factor.label
    size = abs(factor.value)
    if factor.label.startswith(MINUS):
        return written(size)
    return form.text(size)


def constant_format(update: Update, frame: Frame) -> NumberFormat:
    """Return how constants that are worked out, such as a slope, are written beside the number that they make."""
    return format_in(frame.chapter, update.target.array, frame.decimals)


def term_text(number: int, update: Update, frame: Frame) -> str:
    """Return a term as it is written by itself, with a minus where it is taken off."""
    shown = _shown(update.terms[number], number, update, frame, first=number == 0)
    return f"{MINUS} {shown.text}" if shown.operator == MINUS else shown.text


def pieces(update: Update, frame: Frame, done: int) -> Iterator[Piece]:
    """Yield the terms with what stands around them, of which the first `done` are done."""
    if is_copy(update):
        yield _copied(update, frame.chapter)
        return
    name = update.function
    wrapped = name is not None or update.combine is Combine.MAX
    if wrapped:
        opening = "max" if update.combine is Combine.MAX else _FUNCTIONS.get(str(name), str(name))
        yield Piece(f"{opening}(", Role.OPERATOR)
    if update.accumulate:
        old = float(frame.before[update.target.array][update.target.index])
        text = format_in(frame.chapter, update.target.array, frame.decimals).text(old)
        yield Piece(text, Role.TERM, (update.target,))
    yield from _terms(update, frame, done)
    if wrapped:
        yield Piece(")", Role.OPERATOR)


def _copied(update: Update, chapter: Chapter) -> Piece:
    ((only,),) = update.terms
    if isinstance(only, Cell):
        return Piece(cell_text(only, chapter), Role.TERM, (only,))
    of = chapter.derivative_of
    text = derivative(cell_text(Cell(of, update.target.index), chapter)) if of else only.label
    return Piece(text, Role.TERM)


def _terms(update: Update, frame: Frame, done: int) -> Iterator[Piece]:
    if not update.terms:
        yield Piece("0", Role.TERM)
    chapter = frame.chapter
    channels = [_channel(term, chapter) for term in update.terms]
    several = len(set(channels) - {None}) > 1
    if several and done == len(update.terms) > MOST_PRODUCTS and frame.position.term is None:
        yield from _subtotals(channels, update, frame)
        return
    named = several and len(set(channels)) == len(
        list(groupby(channels))
    )  # one after the other, not by turns
    zeros = _zeros(update, frame)
    kept = [number for number in range(len(update.terms)) if number not in zeros]
    told = f"{len(zeros)} {'products that are 0' if len(update.terms[0]) > 1 else 'zeros'}" if zeros else ""
    begins = bool(kept and zeros) and max(zeros) < kept[0] and not update.accumulate  # all but a bias is 0
    if begins:
        yield Piece(told, Role.NOTE)
    last = None
    numbers = _written_out(len(kept), done - len(zeros))
    if numbers.start:
        yield Piece(f"{numbers.start} terms …", Role.NOTE)
    for number in kept[numbers.start : numbers.stop]:
        term = update.terms[number]
        shown = _shown(term, number, update, frame, first=number == kept[0] and not begins)
        if shown.operator:
            yield Piece(shown.operator, Role.OPERATOR)
        channel = channels[number]
        if named and channel not in (None, last):
            yield Piece(_channel_name(term, chapter), Role.NOTE)
            last = channel
        role = Role.TERM if number < done else Role.PENDING
        cells = tuple(factor for factor in term if isinstance(factor, Cell))
        yield Piece(shown.text, role, cells, shown.label if named else "")  # else the note says what it is
    if numbers.stop < len(kept):
        yield Piece(f"… {len(kept) - numbers.stop} terms more", Role.NOTE)
    if told and not begins:
        yield Piece(f"and {told}" if kept or update.accumulate else told, Role.NOTE)


def _zeros(update: Update, frame: Frame) -> frozenset[int]:
    """Return which terms of a long sum are 0, and take no room from the others; who goes term by term sees them all."""
    terms = update.terms
    one_by_one = frame.by_terms or frame.position.term is not None
    if len(terms) <= MOST_PRODUCTS or update.combine is Combine.MAX or one_by_one:
        return frozenset()
    least = min(len(terms[0]), 2)  # a bias behind products is written out whatever it is
    zeros = [number for number, term in enumerate(terms) if len(term) >= least and _is_zero(term, frame)]
    return frozenset(zeros if len(zeros) >= _FEW else ())


def _is_zero(term: Term, frame: Frame) -> bool:
    values = [value_of(factor, frame.arrays) for factor in term]
    return 0.0 in values and prod(values) == 0  # NaN times 0 is none


def _subtotals(channels: Sequence[int | None], update: Update, frame: Frame) -> Iterator[Piece]:
    """Yield what each channel adds, then what stands alone: who goes term by term sees every term instead."""
    form = format_in(frame.chapter, update.target.array, frame.decimals)
    behind = update.accumulate
    for channel in dict.fromkeys(channels):
        if channel is None:
            continue
        terms = [term for term, own in zip(update.terms, channels, strict=True) if own == channel]
        text = form.text(added(prod(value_of(factor, frame.arrays) for factor in term) for term in terms))
        if behind:
            yield Piece("+", Role.OPERATOR)
        cells = tuple(factor for term in terms for factor in term if isinstance(factor, Cell))
        label = _channel_name(terms[0], frame.chapter)
        yield Piece(in_parentheses(text) if behind else text, Role.TERM, cells, label)
        behind = True
    for number, (term, channel) in enumerate(zip(update.terms, channels, strict=True)):
        if channel is None:
            shown = _shown(term, number, update, frame, first=number == 0)
            yield Piece(shown.operator, Role.OPERATOR)
            cells = tuple(factor for factor in term if isinstance(factor, Cell))
            yield Piece(shown.text, Role.TERM, cells, shown.label)


def _written_out(count: int, done: int) -> range:
    """Return which of many terms are written out: the first ones, or those around the one that was added last."""
    start = 0 if done == count else min(max(done - MOST_TERMS // 2, 0), max(count - MOST_TERMS, 0))
    return range(start, min(start + MOST_TERMS, count))


def _channel(term: Term, chapter: Chapter) -> int | None:
    """Return the channel, or the map, that a product of a sum reads, or None for a bias or a constant."""
    return channel_of(chapter, _read(term, chapter))


def _channel_name(term: Term, chapter: Chapter) -> str:
    """Return what the channel is called that a product reads."""
    read = _read(term, chapter)
    assert read is not None
    info, channel = chapter.info[read.array], channel_of(chapter, read)
    assert channel is not None
    if info.maps is not None:
        return f"map {channel}"
    channels = chapter.arrays[read.array].shape[3]
    return channel_text(channel, channels, image=info.in_colours, filters=info.of_filters)


def _read(term: Term, chapter: Chapter) -> Cell | None:
    """Return the cell of an image, or of a list, that a product reads, sooner than a parameter's."""
    cells = [cell for cell in term if isinstance(cell, Cell)]
    if len(cells) > 1:
        for cell in cells:
            if chapter.info[cell.array].sampled:
                return cell
    return None


class _Shown(NamedTuple):
    """A term as it is printed: what stands before it, itself, and what it is called."""

    operator: str
    text: str
    label: str


def _shown(term: Term, number: int, update: Update, frame: Frame, *, first: bool) -> _Shown:
    """Return a term as it is printed, `first` or not; a constant's minus becomes the operator, a factor of 1 goes."""
    largest, behind = update.combine is Combine.MAX, not first or update.accumulate
    head = term[0]
    minus = isinstance(head, Const) and head.label.startswith(MINUS) and head.value <= 0
    if minus and len(term) > 1 and value_of(head, {}) == -1:
        term = term[1:]
    term = tuple(factor for factor in term if not _is_one(factor)) or term
    operator = ("," if largest else MINUS if minus else "+") if behind else ""
    texts = [_factor(factor, update, frame) for factor in term]
    if len(texts) == 1:
        bare = largest or not behind
        text = texts[0] if bare else in_parentheses(texts[0])
    else:
        text = "·".join(map(in_parentheses, texts))
    return _Shown(
        operator, (MINUS if minus and not behind else "") + text, _label(term, number, update, frame)
    )


def _is_one(factor: Cell | Const) -> bool:
    """Return whether a factor is the share of a window of one cell, 1/1."""
    return isinstance(factor, Const) and factor.label == "1/1"


def _factor(factor: Cell | Const, update: Update, frame: Frame) -> str:
    if isinstance(factor, Cell):
        value = float(frame.arrays[factor.array][factor.index])
        return format_in(frame.chapter, factor.array, frame.decimals).text(value)
    text = constant_text(factor, constant_format(update, frame))
    return MINUS + text if factor.value < 0 and not factor.label.startswith(MINUS) else text


def _label(term: Term, number: int, update: Update, frame: Frame) -> str:
    """Return what a bias is called behind its products; beside other numbers a name would read as a factor."""
    only = term[0]
    if len(term) > 1 or not number or not isinstance(only, Cell):
        return ""
    if update.combine is Combine.MAX or update.function is not None:
        return ""
    parameter = frame.chapter.info[only.array].role is ArrayRole.PARAMETER
    adds = parameter and bool(frame.arrays[only.array][only.index])
    return cell_text(only, frame.chapter) if adds else ""
