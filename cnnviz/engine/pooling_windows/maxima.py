"""The largest of each window and the way back to it, along one axis at a time.

First every column of the image is reduced to the largest of each window's rows, then these along the windows'
columns. The gradient goes back to the rows that hold the largest, then to their columns. What comes first in
row-major order is in the first such row, and there the first column, so that ties keep their order. Where no two
windows share a cell there is no work to be saved by this, and the gradient goes straight to the cells.

Windows of 2x2 cells over a 3x3 image; below, the way back of dy by the largest of each window's columns:

    image  1 3 2   down  4 3 4   y  4 4
           4 0 4         5 1 4      5 4
           5 1 2

    dy   1   10   by row    0    0   dx    0 0    0
       100 1000             1 1010         1 0 1010
                          100    0       100 0    0

>>> from cnnviz.engine.pooling_windows.taps import windows_of
>>> windows = windows_of((1, 3, 3, 1), 2, 1, 0, 1, False)
>>> image = np.array([1.0, 3, 2, 4, 0, 4, 5, 1, 2]).reshape(1, 3, 3, 1)
>>> y = maxima(image, windows)
>>> print(y.squeeze())
[[4. 4.]
 [5. 4.]]
>>> dy = np.array([1.0, 10, 100, 1000]).reshape(1, 2, 2, 1)
>>> print(to_maxima(dy, image, y, windows, "first").squeeze().astype(int))
[[   0    0    0]
 [   1    0 1010]
 [ 100    0    0]]
"""

from typing import Literal, TypeAlias

import numpy as np

from cnnviz.engine.arrays import Array, kept
from cnnviz.engine.pooling_windows.taps import AxisWindows, Taps, Windows

Ties: TypeAlias = Literal["first", "all", "split"]


def maxima(x: Array, windows: Windows) -> Array:
    """Return the largest of each window of (c, h, w, n), shape (c, oh, ow, n); -inf for one without a cell.

    Rows go first, as they lie together in memory.
    """
    return _largest(_largest(x, windows.down), windows.across)


def to_maxima(dy: Array, x: Array, y: Array | None, windows: Windows, ties: Ties) -> Array:
    """Return the gradient of x, to which each window gives that of its maximum; all are (c, h, w, n).

    The maxima y are found again unless they are given.
    """
    rows = None if windows.apart else _largest(x, windows.across)
    if y is None:
        y = maxima(x, windows) if rows is None else _largest(rows, windows.down)
    if np.isnan(np.maximum.reduce(y, axis=None)):
        return to_maxima(dy, ranks(x, ties), None, windows, ties)
    if ties == "split":
        dy = dy / _how_many(x, y, windows)
    step = _to_first if ties == "first" else _to_all
    if rows is None:
        return step(dy, x, y, windows)
    return step(step(dy, rows, y, windows.down), x, rows, windows.across)


def ranks(x: Array, ties: Ties) -> Array:
    """Return the rank of each value of (c, h, w, n), NaN above all others, to find them by comparing.

    With ties="first" the last NaN of a window has to win, so there each ranks above those before it.
    """
    ranks: Array = np.unique(x, return_inverse=True)[1].reshape(x.shape).astype(np.float64)
    if ties == "first":
        _, h, w, _ = x.shape
        ranks += np.isnan(x) * np.arange(h * w).reshape(h, w, 1)
    return ranks


def _largest(x: Array, line: AxisWindows) -> Array:
    if line.full:
        y: Array = np.maximum(x[line.taps[0].cells], x[line.taps[-1].cells])
        for _, cells in line.taps[1:-1]:
            np.maximum(y, x[cells], out=y)
        return y
    y = np.full(line.along(x.shape, line.output), -np.inf, x.dtype)
    for places, cells in line.taps:
        np.maximum(y[places], x[cells], out=y[places])
    return y


def _to_first(dy: Array, x: Array, y: Array, windows: Taps) -> Array:
    dx, free = windows.room(x.shape, dy.dtype), np.ones(y.shape, bool)
    *others, last = windows.taps
    for places, cells in others:
        first, still_free = x[cells] == y[places], free[places]
        first &= still_free
        still_free ^= first
        windows.give(dx, cells, kept(dy[places], first))
    windows.give(dx, last.cells, kept(dy[last.windows], free[last.windows]))
    return dx


def _to_all(dy: Array, x: Array, y: Array, windows: Taps) -> Array:
    dx = windows.room(x.shape, dy.dtype)
    for places, cells in windows.taps:
        windows.give(dx, cells, kept(dy[places], x[cells] == y[places]))
    return dx


def _how_many(x: Array, y: Array, windows: Windows) -> Array:
    """Return how many cells of each window are its maximum y, at least 1."""
    count = np.zeros_like(y)
    for places, cells in windows.taps:
        count[places] += x[cells] == y[places]
    return np.maximum(count, 1)
