"""How far apart windows lie, and the cells in a window: the same in all steps of a layer."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell


class Spacing(NamedTuple):
    """By how many rows and columns.

    Parameters
    ----------
    strides : windows move on; 1 where there is only one window
    gaps : the cells of a window lie apart; 1 where it has only one
    """

    strides: tuple[int, int] = (1, 1)
    gaps: tuple[int, int] = (1, 1)


_KNOWN: WeakKeyDictionary[Chapter, Spacing] = WeakKeyDictionary()


def spacing(forward: Chapter | None) -> Spacing:
    """Return how the windows of a chapter on the way forward lie."""
    if forward is None or len(forward.trace.shape) != 3:
        return Spacing()
    if forward not in _KNOWN:
        _KNOWN[forward] = Spacing(_strides(forward), _gaps(forward))
    return _KNOWN[forward]


def _strides(forward: Chapter) -> tuple[int, int]:
    found, (rows, columns) = [], forward.trace.shape[:2]
    for axis, (size, there) in enumerate(((rows, (1, 0)), (columns, (0, 1))), start=1):
        if size < 2:
            found.append(1)
            continue
        one, next_ = ([cell.index[axis] for cell in _window(forward, *at)] for at in ((0, 0), there))
        cut = not one or not next_  # of a window that sticks out the cells at one end may not count
        found.append(1 if cut else max(end(next_) - end(one) for end in (min, max)))
    return found[0], found[1]


def _gaps(forward: Chapter) -> tuple[int, int]:
    found = []
    for axis in (1, 2):
        middle = (forward.trace.shape[0] // 2, forward.trace.shape[1] // 2)
        places = sorted({cell.index[axis] for cell in _window(forward, *middle)})
        found.append(places[1] - places[0] if len(places) > 1 else 1)
    return found[0], found[1]


def _window(forward: Chapter, row: int, column: int) -> Sequence[Cell]:
    """Return the cells that a window reads."""
    number = int(np.ravel_multi_index((row, column, 0), forward.trace.shape))
    update = forward.trace[number].updates[0]
    cells = (factor for term in update.terms for factor in term if isinstance(factor, Cell))
    return [cell for cell in cells if forward.info[cell.array].axes[-1] is Dim.CHANNEL]
