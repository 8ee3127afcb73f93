"""The largest of each window and the way back to it, along one axis at a time.

First every row of the image is reduced to the largest of each window's columns, then these down the windows' rows.
The gradient takes the same way back: to the rows that hold the largest, then to the columns. What comes first in
row-major order is in the first such row, and there the first column, so that ties keep their order.
"""

from typing import NamedTuple

import numpy as np

from cnnviz.engine.arrays import Array, bits
from cnnviz.engine.taps import Line, Windows


class Maxima(NamedTuple):
    """The largest of each window's columns in every row, and of these the largest in each window."""

    rows: Array
    windows: Array


def maxima(x: Array, windows: Windows) -> Maxima:
    """Return the maxima of (c, h, w, n), shapes (c, h, ow, n) and (c, oh, ow, n)."""
    rows = _largest(x, windows.across)
    return Maxima(rows, _largest(rows, windows.down))


def to_first(dy: Array, x: Array, found: Maxima, windows: Windows) -> Array:
    """Return the gradient of x if the first maximum of each window gets that of the window."""
    drows = _to_first(dy, found.rows, found.windows, windows.down)
    return _to_first(drows, x, found.rows, windows.across)


def to_all(dy: Array, x: Array, found: Maxima, windows: Windows) -> Array:
    """Return the gradient of x if every maximum of each window gets that of the window."""
    drows = _to_all(dy, found.rows, found.windows, windows.down)
    return _to_all(drows, x, found.rows, windows.across)


def _largest(x: Array, line: Line) -> Array:
    if line.full:
        y: Array = np.maximum(x[line.taps[0].cells], x[line.taps[-1].cells])
        for _, cells in line.taps[1:-1]:
            np.maximum(y, x[cells], out=y)
        return y
    y = np.full((*x.shape[: line.axis], line.output, *x.shape[line.axis + 1 :]), -np.inf, x.dtype)
    for places, cells in line.taps:
        np.maximum(y[places], x[cells], out=y[places])
    return y


def _to_first(dy: Array, x: Array, y: Array, line: Line) -> Array:
    dx = np.zeros_like(x, dy.dtype)
    left = bits(dy.copy())
    *others, last = line.taps
    for places, cells in others:
        given = left[places] * (x[cells] == y[places])
        line.give(dx, cells, given.view(dy.dtype))
        left[places] -= given
    line.give(dx, last.cells, left[last.windows].view(dy.dtype))
    return dx


def _to_all(dy: Array, x: Array, y: Array, line: Line) -> Array:
    dx = np.zeros_like(x, dy.dtype)
    for places, cells in line.taps:
        given = bits(dy[places]) * (x[cells] == y[places])
        line.give(dx, cells, given.view(dy.dtype))
    return dx
