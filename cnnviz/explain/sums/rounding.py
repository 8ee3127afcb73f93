"""Sums whose terms cancel but for rounding: what is left is named for what it is."""

import math
import sys
from collections.abc import Iterator, Sequence

from cnnviz.explain.number_format import format_in
from cnnviz.explain.sums.printed import Fraction, fraction, total
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import largest
from cnnviz.trace.steps import Cell, Combine, Const, Factor, Term, Update, value_of

_TINY = 1e-12  # of what is added; what is left of it may be rounding
_SAFE = 15  # digits of a number that can be meant; the others come of the binary system
_MOST_STEPS = 500


def only_rounding(frame: Frame, update: Update, done: int) -> str:
    """Return that what the first `done` terms come to is nothing but rounding, or nothing where it is more."""
    value = float(frame.arrays[update.target.array][update.target.index])
    if not value or not math.isfinite(value):
        return ""
    if update.combine is not Combine.SUM or update.function is not None:
        return ""
    own = update.terms[:done]
    if abs(value) > _TINY * max(_before(frame, update), _bound(own, frame)):
        return ""  # as mostly, and no term need be looked at
    if abs(value) > _TINY * max([_before(frame, update), *(abs(_size(term, frame)) for term in own)]):
        return ""
    terms = [*_earlier(frame, update), *own]
    reach = math.fsum(abs(_size(term, frame)) for term in terms)
    if reach != reach or abs(value) > len(terms) * sys.float_info.epsilon * reach:
        return ""
    by_hand = total(_by_hand(term, frame) for term in terms)
    return f"by hand it is {'0' if by_hand is not None and by_hand[0] == 0 else '0 or next to it'}"


def rounding_read(frame: Frame, update: Update) -> Cell | None:
    """Return which cell is so that an update of a single term reads or goes by, if one is, and nothing is hidden."""
    if len(update.terms) != 1 or frame.timeline.is_veiled:
        return None
    cells = (factor for factor in (*update.terms[0], *update.aside) if isinstance(factor, Cell))
    return next((cell for cell in cells if _is_tiny(frame, cell) and _is_rounding(frame, cell)), None)


def _is_tiny(frame: Frame, cell: Cell) -> bool:
    """Return whether a cell is next to nothing among the others, as few are."""
    array, info = frame.chapter.arrays[cell.array], frame.chapter.info[cell.array]
    return 0 < abs(float(array[cell.index])) <= _TINY * max(largest(array), info.beside)


def _is_rounding(frame: Frame, cell: Cell) -> bool:
    from cnnviz.explain.ledgers.origin import made_in, position_of  # hardly a step has such a number

    made = made_in(frame, cell)
    if made is None or not len(frame.timeline.chapters[made.chapter].trace.steps_of(made.cell)):
        return False
    there = Frame(frame.timeline, position_of(frame, made))
    (update,) = (one for one in there.step.updates if one.target == made.cell)
    return bool(only_rounding(there, update, len(update.terms)))


def _before(frame: Frame, update: Update) -> float:
    """Return how large the numbers may have been that a cell had before; 0 where it had none."""
    return format_in(frame.chapter, update.target.array).largest if update.accumulate else 0.0


def _bound(terms: Sequence[Term], frame: Frame) -> float:
    """Return what no term of a finite sum is larger than: the largest numbers of its arrays multiplied."""
    bounds: dict[tuple[str, ...], float] = {}
    for term in terms:
        if any(isinstance(factor, Const) for factor in term):
            return math.inf
        arrays = tuple([factor.array for factor in term if isinstance(factor, Cell)])
        if arrays not in bounds:
            bounds[arrays] = math.prod([largest(frame.arrays[name]) for name in arrays])
    return max(bounds.values(), default=0.0)


def _earlier(frame: Frame, update: Update) -> Iterator[Term]:
    """Yield the terms that earlier steps have added to the cell."""
    if not update.accumulate:
        return
    trace, last = frame.chapter.trace, frame.position.step
    for number in trace.steps_of(update.target)[:_MOST_STEPS]:
        if number < last:
            for one in trace[number].updates:
                if one.target == update.target:
                    yield from one.terms


def _size(term: Term, frame: Frame) -> float:
    return math.prod(value_of(factor, frame.arrays) for factor in term)


def _by_hand(term: Term, frame: Frame) -> Fraction:
    above, below = 1, 1
    for factor in term:
        found = _meant(factor, frame)
        above, below = above * found[0], below * found[1]
    return above, below


def _meant(factor: Factor, frame: Frame) -> Fraction:
    """Return a factor as one would write it by hand."""
    if isinstance(factor, Const) and "/" in factor.label:
        return fraction(factor.label) or (0, 1)
    text = f"{value_of(factor, frame.arrays):.{_SAFE}g}"
    return fraction(text.replace("-", MINUS)) or (0, 1)
