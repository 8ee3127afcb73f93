"""All windows of a pooling at once, one cell of the window after another.

A *tap* is the pair of the windows that have their cell (u, v) inside the image, and the cells where they have it.
So padding is never made, and never mistaken for the image.

Windows of 2x2 cells, two apart, over a 3x3 image with one row of padding above and one column before it: window 0
has its first row in the padding, so at tap 0 there is only window 1, on row 1; at tap 1 both, on rows 0 and 2.

    . . . .    window  0 0 1 1    tap (0, 0)  window (1, 1)    cell  5
    . 1 2 3            0 0 1 1        (0, 1)  windows (1, :)   cells 4 6
    . 4 5 6            2 2 3 3        (1, 0)  windows (:, 1)   cells 2 8
    . 7 8 9            2 2 3 3        (1, 1)  all windows      cells 1 3 7 9

>>> windows = windows_of((1, 3, 3, 1), 2, 2, ((1, 0), (1, 0)), 1, False)
>>> image = np.arange(1, 10).reshape(1, 3, 3, 1)
>>> [image[cells].ravel().tolist() for _, cells in windows.taps]
[[5], [4, 6], [2, 8], [1, 3, 7, 9]]
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Axis, Geometry, window_geometry
from cnnviz.engine.settings import Padding, Pair, padding_numbers, pair
from cnnviz.frozen import NamedTuple


class Tap(NamedTuple):
    """The windows that have one of their cells inside the image, and those cells of the image."""

    windows: tuple[slice, ...]
    cells: tuple[slice, ...]


class Taps:
    """Windows, taken apart into taps in row-major order.

    Parameters
    ----------
    taps
    apart : no two windows share a cell
    covering : every cell has a window
    full : every window has all its cells inside the image
    """

    def __init__(self, taps: Sequence[Tap], apart: bool, covering: bool, full: bool) -> None:
        self.taps, self.apart, self.covering, self.full = taps, apart, covering, full

    def room(self, shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> Array:
        """Return room for what the windows give to images of `shape`: zeros, unless all will be overwritten."""
        return np.empty(shape, dtype) if self.apart and self.covering else np.zeros(shape, dtype)

    def give(self, dx: Array, cells: tuple[slice, ...], share: Array) -> None:
        """Add to the cells of a tap, which hold nothing yet where windows lie apart."""
        if self.apart:
            dx[cells] = share
        else:
            dx[cells] += share


class AxisWindows(Taps):
    """The windows along one axis of (c, h, w, n) alone: how many cells there are, and how many windows."""

    def __init__(self, place: int, axis: Axis) -> None:
        self.place, self.size, self.output = place, axis.size, axis.output
        before = (slice(None),) * place
        taps = [
            Tap((*before, windows), (*before, _moved(cells, -axis.before)))
            for windows, cells in axis.meetings(padding=False)
        ]
        covering = bool(axis.covered[axis.before : axis.before + axis.size].all())
        full = axis.before == 0 and axis.start(axis.output - 1) + axis.extent <= axis.size
        super().__init__(taps, axis.stride >= axis.extent, covering, full)

    def along(self, shape: tuple[int, ...], length: int) -> tuple[int, ...]:
        """Return the shape with another length along this axis."""
        return (*shape[: self.place], length, *shape[self.place + 1 :])


class Windows(Taps):
    """The windows of a pooling, and the same along either axis alone."""

    def __init__(self, geometry: Geometry) -> None:
        self.geometry, self.output = geometry, geometry.output
        self.down, self.across = lines = AxisWindows(1, geometry.rows), AxisWindows(2, geometry.columns)
        taps = [
            Tap((*r.windows, c.windows[2]), (*r.cells, c.cells[2]))
            for r in self.down.taps
            for c in self.across.taps
        ]
        super().__init__(
            taps,
            all(line.apart for line in lines),
            all(line.covering for line in lines),
            all(line.full for line in lines),
        )


def windows_of(
    x_shape: Sequence[int],
    kernel: Pair,
    stride: Pair | None,
    padding: Padding,
    dilation: Pair,
    ceil_mode: bool,
) -> Windows:
    """Return the windows over images of `x_shape` (n, h, w, c), made anew or as kept for these settings."""
    if type(kernel) is not int:
        kernel = pair(kernel, "kernel_size", least=1)
    if type(stride) is not int and stride is not None:
        stride = pair(stride, "stride", least=1)
    if type(dilation) is not int:
        dilation = pair(dilation, "dilation", least=1)
    if type(padding) is not int and type(padding) is not str:
        padding = padding_numbers(padding)
    return _make((1, *x_shape[1:3]), kernel, stride, padding, dilation, bool(ceil_mode))


@lru_cache(256)
def _make(
    x_shape: tuple[int, ...],
    kernel: Pair,
    stride: Pair | None,
    padding: Padding,
    dilation: Pair,
    ceil_mode: bool,
) -> Windows:
    return Windows(pooling_geometry(x_shape, kernel, stride, padding, dilation, ceil_mode))


def _moved(cells: slice, by: int) -> slice:
    return slice(cells.start + by, cells.stop + by, cells.step)


def pooling_geometry(
    x_shape: Sequence[int],
    kernel_size: Pair,
    stride: Pair | None,
    padding: Padding,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Geometry:
    """Return where the windows of a pooling lie, or say why there are none."""
    geometry = window_geometry(
        x_shape[1:3],
        kernel_size,
        stride=kernel_size if stride is None else stride,
        padding=padding,
        dilation=dilation,
        ceil_mode=bool(ceil_mode),
    )
    for axis in (geometry.rows, geometry.columns):
        if max(axis.before, axis.after) >= axis.extent:
            raise ValueError(
                f"padding {max(axis.before, axis.after)} must be less than the window's {axis.extent} cells: "
                f"a window of nothing but padding has no maximum and no mean"
            )
    return geometry


@lru_cache(256)
def divisors(windows: Windows, include_pad: bool, dtype: np.dtype[np.floating]) -> Array:
    """Return what the mean of each window divides by, ready to meet an array of (c, oh, ow, n)."""
    counts = window_counts(windows.geometry, include_pad).astype(dtype)
    return counts[:1, :1, None] if (counts == counts[0, 0]).all() else counts[:, :, None]


def window_counts(geometry: Geometry, count_include_pad: bool) -> Array:
    """Return the number of cells that the average of each window divides by, shape (oh, ow)."""
    rows, columns = (_counts(axis, count_include_pad) for axis in (geometry.rows, geometry.columns))
    return np.outer(rows, columns)


def _counts(axis: Axis, include_pad: bool) -> Array:
    low, high = (0, axis.padded) if include_pad else (axis.before, axis.before + axis.size)
    counts: Array = ((axis.taps >= low) & (axis.taps < high)).sum(1)
    return counts
