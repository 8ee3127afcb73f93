"""What meets what in a pooling: its windows, the cells that win them, and how a mean counts.

Say that 2x2 windows go over a 3x3 image, one cell at a time:

>>> x = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 0.0], [7.0, 6.0, 8.0]])
>>> settings = PoolSettings(2, stride=1)
>>> won = winners(x.reshape(1, 3, 3, 1), settings, "first")

The 5 wins both windows above, the 7 and the 8 one each below:

>>> at = won.table.columns
>>> list(zip(*(at[letter].tolist() for letter in "hwij"), strict=True))
[(0, 0, 0, 1), (0, 1, 0, 1), (1, 0, 2, 0), (1, 1, 2, 2)]
>>> won.mask[0, :, :, 0].tolist()
[[0.0, 2.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]]

A mean counts 4 cells in each window:

>>> share(pool_layout((1, 3, 3, 1), settings), True).values.tolist()
[[0.25, 0.25], [0.25, 0.25]]
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Axis, Geometry, padding_numbers, pair
from cnnviz.engine.pooling import Ties, pooling_geometry, window_counts
from cnnviz.trace.convolution.windows import taps
from cnnviz.trace.pooling.settings import PoolSettings
from cnnviz.trace.steps import Array, Index
from cnnviz.trace.tables import Constant, Table, followed, only

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
            rows = rows.keep(_real(self.geometry.rows, rows.columns["i"]))
            columns = columns.keep(_real(self.geometry.columns, columns.columns["j"]))
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


class Winners:
    """Which cells ``i, j`` have the maximum of window ``h, w, c``, in the order of the windows.

    They are looked for when they are first asked for.

    Parameters
    ----------
    find : returns the variables, and what part of its window's gradient each gets
    ties : what becomes of several
    shape : of the padded images
    sample : the one that is followed
    """

    def __init__(
        self, find: Callable[[], tuple[Table, Array]], ties: Ties, shape: Sequence[int], sample: int
    ) -> None:
        self._find, self.ties = find, ties
        self.shape, self.sample = tuple(shape), sample

    @cached_property
    def _found(self) -> tuple[Table, Array]:
        return self._find()

    @property
    def table(self) -> Table:
        """The variables."""
        return self._found[0]

    @property
    def share(self) -> Array:
        """What part of its window's gradient each gets."""
        return self._found[1]

    @cached_property
    def places(self) -> Index:
        """Where each lies in its image, all cells in a row."""
        at = self.table.columns
        return np.ravel_multi_index((at["i"], at["j"], at["c"]), self.shape[1:])

    @cached_property
    def mask(self) -> Array:
        """The sum of shares per cell of the padded images."""
        mask = np.zeros(self.shape)
        own = mask[self.sample]
        own[...] = np.bincount(self.places, self.share, own.size).reshape(own.shape)
        return mask

    def of(self, channels: Index) -> "Winners":
        """Return those of some channels."""
        if len(channels) == self.shape[3]:
            return self
        return Winners(lambda: self._of(channels), self.ties, self.shape, self.sample)

    def _of(self, channels: Index) -> tuple[Table, Array]:
        chosen = np.zeros(self.shape[3], bool)
        chosen[channels] = True
        kept = chosen[self.table.columns["c"]]
        return self.table.keep(kept), self.share[kept]


def winners(x_pad: Array, settings: PoolSettings, ties: Ties) -> Winners:
    """Return which cells of each window get its gradient, in all channels of the sample that is followed.

    Padding never does, and of several NaN the last.
    """
    geometry = pool_layout(x_pad.shape, settings).geometry
    return Winners(lambda: _find(x_pad[settings.sample], geometry, ties), ties, x_pad.shape, settings.sample)


def _find(image: Array, geometry: Geometry, ties: Ties) -> tuple[Table, Array]:
    seen = _seen(image, geometry)
    largest = seen.max(0)
    mask = seen == largest
    if np.isneginf(largest).any():
        mask &= _inside(geometry)
    nan = np.isnan(largest)
    if nan.any():
        mask |= np.isnan(seen)
    if ties == "first":
        h, w, c = np.nonzero(mask.any(0))
        tap = _chosen(mask, nan)[h, w, c]
    else:
        h, w, c, tap = np.nonzero(np.moveaxis(mask, 0, -1))
    share = 1 / mask.sum(0)[h, w, c] if ties == "split" else np.ones(len(h))
    u, v = np.divmod(tap, geometry.columns.kernel)
    return Table(h=h, w=w, c=c, i=geometry.rows.taps[h, u], j=geometry.columns.taps[w, v]), share


def _seen(image: Array, geometry: Geometry) -> Array:
    """Return what the windows see, (taps, oh, ow, c), with -inf for padding and what lies behind it.

    The taps come first, so that what is compared lies in long runs of memory.
    """
    rows, columns = (axis.meetings(padding=False) for axis in (geometry.rows, geometry.columns))
    seen = np.full((len(rows), len(columns), *geometry.output, image.shape[2]), -np.inf, image.dtype)
    for u, (h, i) in enumerate(rows):
        for v, (w, j) in enumerate(columns):
            seen[u, v, h, w] = image[i, j]
    return seen.reshape(-1, *seen.shape[2:])


def _inside(geometry: Geometry) -> NDArray[np.bool_]:
    """Return which of what the windows see is no padding, (taps, oh, ow, 1)."""
    rows, columns = (_real(axis, axis.taps).T for axis in (geometry.rows, geometry.columns))
    inside = rows[:, None, :, None] & columns[:, None, :]
    return inside.reshape(-1, *geometry.output, 1)


def _chosen(mask: NDArray[np.bool_], nan: NDArray[np.bool_]) -> Index:
    """Return the first tap of each window that is in the mask, or the last where it is NaN."""
    chosen = np.zeros(nan.shape, np.intp)
    for tap in reversed(range(len(mask))):
        np.copyto(chosen, tap, where=mask[tap])
    if nan.any():
        for tap in range(len(mask)):
            np.copyto(chosen, tap, where=mask[tap] & nan)
    return chosen


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


def _real(axis: Axis, cell: Index) -> NDArray[np.bool_]:
    """Return which padded cells along an axis are not padding."""
    return (cell >= axis.before) & (cell < axis.before + axis.size)
