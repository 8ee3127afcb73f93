"""A learner's mistake replayed step by step in a run: what their array holds after each step, beside the engine's."""

import numpy as np

from cnnviz.explain.mistakes.over_passes import Way
from cnnviz.explain.mistakes.visit import Visit
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array, Cell, apply

_FEW, _MOST = 3, 7


class Both(NamedTuple):
    """The part of a plane that a step writes to, as it is after the step.

    Parameters
    ----------
    array : what it is called in the run
    theirs, right : with the mistake made in every step so far, and without
    """

    array: str
    theirs: Array
    right: Array


class Replay:
    """A way to make a mistake, in one chapter of a run; states are kept, so that one may go on and back."""

    def __init__(self, chapter: Chapter, way: Way) -> None:
        self.chapter, self.way = chapter, way
        self._name = next(iter(chapter.trace.outputs))
        self._states: list[Array] = [np.zeros(chapter.trace.outputs[self._name].shape)]

    @staticmethod
    def can(chapter: Chapter, way: Way) -> bool:
        """Return whether a mistake can be made step by step in a chapter."""
        return way.variant.step is not None and chapter.kind in way.variant.kinds

    def after(self, frame: Frame) -> Both | None:
        """Return what stands there after a frame's step, None where the mistake cannot be made in it."""
        number = frame.position.step
        while len(self._states) <= number + 1:
            if not self._go_on(len(self._states) - 1):
                return None
        cells = [update.target for update in frame.step.updates if update.target.array == self._name]
        theirs, right = self._states[number + 1], frame.chapter.trace.state(number + 1)[self._name]
        cell = next(
            (one for one in cells if theirs[one.index] != right[one.index]), cells[0] if cells else None
        )
        if cell is None:
            return None
        axes = _axes(cell)
        index: list[int | slice] = list(cell.index)
        for axis in axes:
            at = [one.index[axis] for one in cells]
            index[axis] = _around(min(at), max(at), theirs.shape[axis])
        cut = tuple(index)
        return Both(self._name, np.atleast_2d(theirs[cut]), np.atleast_2d(right[cut]))

    def _go_on(self, number: int) -> bool:
        assert self.way.variant.step is not None
        trace = self.chapter.trace
        step = self.way.variant.step(Visit(self.chapter.kind, trace, number))
        if step is None:
            return False
        state = self._states[-1].copy()
        apply(step, {**trace.inputs, self._name: state})
        self._states.append(state)
        return True


def _axes(cell: Cell) -> tuple[int, ...]:
    """Return which axes of the array that a cell is of count rows and columns, as the steps have it."""
    rank = len(cell.index)
    if rank < 4:
        return tuple(range(min(rank, 2)))
    return (0, 1) if cell.array.startswith("dweight") else (1, 2)


def _around(first: int, last: int, size: int) -> slice:
    """Return so many cells that they can be read: all that are written, and some beside a single one."""
    if last - first + 1 < _FEW:
        first, last = max(first - 1, 0), min(max(first + 1, last), size - 1)
    return slice(first, min(last + 1, first + _MOST, size))
