"""All windows of a pooling at once, one cell of the window after another.

A *tap* is the pair of the windows that have their cell (u, v) inside the image, and the cells where they have it.
So padding is never made, and never mistaken for the image.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from cnnviz.engine.arrays import Array
from cnnviz.engine.geometry import Axis, Geometry, Padding, Pair, padding_numbers, pair, window_geometry


class Tap(NamedTuple):
    """The windows that have one of their cells inside the image, and those cells of the image."""

    windows: tuple[slice, ...]
    cells: tuple[slice, ...]


class Line(NamedTuple):
    """The windows along one axis of (c, h, w, n) alone, and their taps in order."""

    axis: int
    output: int
    taps: tuple[Tap, ...]
    apart: bool  # no two windows share a cell
    full: bool  # every window has all its cells inside the image

    def give(self, dx: Array, cells: tuple[slice, ...], share: Array) -> None:
        """Add to the cells of a tap, which hold nothing yet where windows lie apart."""
        if self.apart:
            dx[cells] = share
        else:
            dx[cells] += share


class Windows(NamedTuple):
    """The windows of a pooling, its taps in row-major order, and the same along either axis alone."""

    geometry: Geometry
    taps: tuple[Tap, ...]
    apart: bool  # no two windows share a cell
    down: Line
    across: Line

    def counts(self, include_pad: bool, dtype: np.dtype[np.floating]) -> Array:
        """Return what each mean divides by, ready to meet an array of (c, oh, ow, n)."""
        counts = window_counts(self.geometry, include_pad).astype(dtype)
        return counts[:1, :1, None] if (counts == counts[0, 0]).all() else counts[:, :, None]

    def give(self, dx: Array, cells: tuple[slice, ...], share: Array) -> None:
        """Add to the cells of a tap, which hold nothing yet where windows lie apart."""
        if self.apart:
            dx[cells] = share
        else:
            dx[cells] += share


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
    geometry = pooling_geometry(x_shape, kernel, stride, padding, dilation, ceil_mode)
    rows, columns = _meetings(geometry.rows), _meetings(geometry.columns)
    whole = slice(None)
    taps = [Tap((whole, r[0], c[0]), (whole, r[1], c[1])) for r in rows for c in columns]
    down, across = _line(1, geometry.rows), _line(2, geometry.columns)
    return Windows(geometry, tuple(taps), down.apart and across.apart, down, across)


def _line(place: int, axis: Axis) -> Line:
    before = (slice(None),) * place
    taps = [Tap((*before, windows), (*before, cells)) for windows, cells in _meetings(axis)]
    full = axis.before == 0 and axis.start(axis.output - 1) + axis.extent <= axis.size
    return Line(place, axis.output, tuple(taps), axis.stride >= axis.extent, full)


def _meetings(axis: Axis) -> list[tuple[slice, slice]]:
    """Return for each tap along one axis the windows that have it in the image, and where."""
    found = []
    for u in range(axis.kernel):
        first = u * axis.dilation - axis.before  # the cell that window 0 meets, or would meet
        start = max(-(first // axis.stride), 0)
        stop = max(min((axis.size - 1 - first) // axis.stride + 1, axis.output), start)
        begin = first + start * axis.stride
        found.append((slice(start, stop), slice(begin, begin + (stop - start) * axis.stride, axis.stride)))
    return found


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


def window_counts(geometry: Geometry, count_include_pad: bool) -> Array:
    """Return the number of cells that the average of each window divides by, shape (oh, ow)."""
    rows, columns = (_counts(axis, count_include_pad) for axis in (geometry.rows, geometry.columns))
    return np.outer(rows, columns)


def _counts(axis: Axis, include_pad: bool) -> Array:
    low, high = (0, axis.padded) if include_pad else (axis.before, axis.before + axis.size)
    counts: Array = ((axis.taps >= low) & (axis.taps < high)).sum(1)
    return counts
