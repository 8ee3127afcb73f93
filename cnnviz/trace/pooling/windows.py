"""What meets what in a pooling: its windows, and how a mean counts.

Say that 2x2 windows go over a 3x3 image, one cell at a time:

>>> settings = PoolSettings(2, stride=1)

A mean counts 4 cells in each of them:

>>> share(pool_layout((1, 3, 3, 1), settings), True).values.tolist()
[[0.25, 0.25], [0.25, 0.25]]
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Axis, Geometry
from cnnviz.engine.pooling import pooling_geometry, window_counts
from cnnviz.engine.settings import Padding, Pair, padding_numbers, pair
from cnnviz.frozen import NamedTuple
from cnnviz.trace.convolution.windows import taps
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Constant, Table, followed, only


class PoolSettings(NamedTuple):
    """How a window goes over its padded image, and what is followed of it.

    Parameters
    ----------
    kernel_size, stride, dilation, ceil_mode : as in `max_pool2d`
    padding : how much of the padded image is padding: an int, ``(rows, columns)`` or
        ``((top, bottom), (left, right))``
    sample : the image that is followed
    channels : the channels that are followed, or None for all
    """

    kernel_size: Pair
    stride: Pair | None = None
    padding: Padding = 0
    dilation: Pair = 1
    ceil_mode: bool = False
    sample: int = 0
    channels: Sequence[int] | None = None


AXES = ("row", "column", "channel")


class PoolLayout(NamedTuple):
    """Where a pooling's windows lie: window ``h, w``, cell ``i, j`` of the padded image, channel ``c``."""

    geometry: Geometry
    sample: Table
    channels: Index

    @property
    def loops(self) -> dict[str, Index]:
        """The loops over the output cells."""
        rows, columns = self.geometry.output
        return {"h": np.arange(rows), "w": np.arange(columns), "c": self.channels}

    def tables(self, *, padding: bool = True) -> tuple[Table, ...]:
        """Return what each window reads, with or without the padding."""
        rows, columns = taps(self.geometry.rows, "hui"), taps(self.geometry.columns, "wvj")
        if not padding:
            rows = rows.keep(real(self.geometry.rows, rows.columns["i"]))
            columns = columns.keep(real(self.geometry.columns, columns.columns["j"]))
        return self.sample, Table(c=self.channels), rows, columns

    def output_of(self, x_pad_shape: Sequence[int]) -> tuple[int, ...]:
        """Return the shape of what comes out."""
        return x_pad_shape[0], *self.geometry.output, x_pad_shape[3]

    def crop(self, x_pad: Array) -> Array:
        """Return the image without its padding."""
        inside = (slice(axis.before, axis.before + axis.size) for axis in self._axes)
        return x_pad[:, *inside]

    @property
    def settings(self) -> dict[str, Any]:
        """The window's settings as the engine's functions take them."""
        rows, columns = self._axes
        return {
            "kernel_size": (rows.kernel, columns.kernel),
            "stride": (rows.stride, columns.stride),
            "padding": self.geometry.amounts,
            "ceil_mode": rows.ceil_mode,
        }

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        return self.geometry.rows, self.geometry.columns


def pool_layout(x_pad_shape: Sequence[int], settings: PoolSettings) -> PoolLayout:
    """Lay out the windows over a padded image, `padding` being the part of it that is padding."""
    kernel_size, stride, padding, dilation, ceil_mode, sample, channels = settings
    amounts = padding_numbers(padding)
    height, width = (size - sum(ends) for size, ends in zip(x_pad_shape[1:3], amounts, strict=True))
    if min(height, width) < 1:
        raise ValueError(f"x_pad of shape {tuple(x_pad_shape)} is nothing but padding, which is {amounts}")
    shape = x_pad_shape[0], height, width, x_pad_shape[3]
    geometry = pooling_geometry(shape, kernel_size, stride, amounts, dilation, ceil_mode)
    return PoolLayout(geometry, only(sample, shape[0]), followed(channels, shape[3], "channels"))


def mean_layout(x_pad_shape: Sequence[int], settings: PoolSettings) -> PoolLayout:
    """Lay out the windows of an average pooling, which has no dilation."""
    if pair(settings.dilation, "dilation", least=1) != (1, 1):
        raise ValueError(f"dilation {settings.dilation!r} is not 1, as average pooling has it")
    return pool_layout(x_pad_shape, settings)


def meetings_of(axis: Axis, span: slice, *, padding: bool) -> Iterator[tuple[slice, slice]]:
    """Yield for each tap which windows of `span` have it on a cell, with the padding or without, and these cells."""
    for windows, cells in axis.meetings(padding=padding):
        start = max(windows.start, span.start)
        count = max(min(windows.stop, span.stop) - start, 0)
        first = cells.start + (start - windows.start) * cells.step
        yield slice(start, start + count), slice(first, first + count * cells.step, cells.step)


def share(layout: PoolLayout, count_include_pad: bool) -> Constant:
    """Return 1 over the number of cells that count in each window."""
    counts = window_counts(layout.geometry, count_include_pad)
    return Constant(1 / counts, "hw", fraction)


def fraction(value: float) -> str:
    """Return 1 over a whole number as text: ``1/9``."""
    return f"1/{round(1 / value)}"


def real(axis: Axis, cell: Index) -> NDArray[np.bool_]:
    """Return which padded cells along an axis are not padding."""
    return (cell >= axis.before) & (cell < axis.before + axis.size)
