"""The mean of each window and the way back from it, along one axis at a time."""

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.pooling_windows.taps import AxisWindows, Windows


def means(x: Array, windows: Windows, count: Array) -> Array:
    """Return the sum over each window of (c, h, w, n), divided by its count."""
    y = _sums(_sums(x, windows.down), windows.across)
    y /= count
    return y


def from_means(dy: Array, windows: Windows, count: Array) -> Array:
    """Return the gradient of x, to each cell of which a window gives that of its mean, divided by its count."""
    return _spread(_spread(dy / count, windows.across), windows.down)


def _sums(x: Array, line: AxisWindows) -> Array:
    if line.full and len(line.taps) > 1:
        y: Array = x[line.taps[0].cells] + x[line.taps[1].cells]
        others = line.taps[2:]
    else:
        y, others = np.zeros(line.along(x.shape, line.output), x.dtype), line.taps
    for places, cells in others:
        y[places] += x[cells]
    return y


def _spread(share: Array, line: AxisWindows) -> Array:
    dx = line.room(line.along(share.shape, line.size), share.dtype)
    for places, cells in line.taps:
        line.give(dx, cells, share[places])
    return dx
