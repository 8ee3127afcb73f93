"""Which of the cells that all steps of a chapter add to is the one whose sum is written out all along."""

import math
from weakref import WeakKeyDictionary

from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell, Step, value_of

_LOOKED_AT = 64  # steps


def followed(chapter: Chapter) -> int | None:
    """Return the number of its update in each step, None where steps add to cells of their own."""
    if chapter not in _KNOWN:
        _KNOWN[chapter] = _found(chapter)
    return _KNOWN[chapter]


_KNOWN: WeakKeyDictionary[Chapter, int | None] = WeakKeyDictionary()


def _found(chapter: Chapter) -> int | None:
    """Return the first that is added to at all, so that a lesson does not begin with a zero."""
    trace = chapter.trace
    first, *others = (trace[at] for at in dict.fromkeys((0, len(trace) // 2, len(trace) - 1)))
    places = _places(chapter, first)
    if len(places) < 2 or not others or any(_places(chapter, step) != places for step in others):
        return None
    for at in range(min(len(trace), _LOOKED_AT)):
        for number, update in enumerate(trace[at].updates):
            if any(math.prod([value_of(factor, chapter.arrays) for factor in term]) for term in update.terms):
                return number
    return 0


def _places(chapter: Chapter, step: Step) -> list[object]:
    """Return where the cells lie that a step adds to, whichever filter they are of; none where it writes others."""
    if not all(update.accumulate for update in step.updates):
        return []
    return [(update.target.array, _place(chapter, update.target)) for update in step.updates]


def _place(chapter: Chapter, cell: Cell) -> tuple[int, ...]:
    axes = chapter.info[cell.array].axes
    return tuple(at for at, axis in zip(cell.index, axes, strict=True) if axis is not Dim.FILTER)
