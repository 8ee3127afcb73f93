"""Which cells a step changes: those to which it gives something, or that were something else before it."""

import math

from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Update, added, value_of


def changing(frame: Frame) -> list[Cell]:
    """Return the cells that the step in hand changes, in the order of its updates.

    What is added tells it where a cell is added to: the arrays of two positions are each summed up in an order of
    their own, and may differ by rounding where the step adds 0.
    """
    return [update.target for update in frame.step.updates if _changes(update, frame)]


def _changes(update: Update, frame: Frame) -> bool:
    array, index = update.target.array, update.target.index
    before = float(frame.before[array][index])
    if not update.accumulate:
        return before != float(frame.arrays[array][index])
    given = (math.prod([value_of(factor, frame.before) for factor in term]) for term in update.terms)
    return before + added(given) != before
