"""Window arithmetic: where each window lies, how many there are, and what they leave uncovered.

Everything that slides a window over an array, vectorised or step by step, takes its indices from here.
Formula: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relation 6, with
dilation.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.settings import Amounts, Padding, Pair, pad_amounts, pair
from cnnviz.frozen import NamedTuple


class Axis(NamedTuple):
    """Windows along one axis.

    Parameters
    ----------
    size : cells of the input along this axis
    kernel, stride, dilation : of the window
    before, after : padding at either end
    ceil_mode : also count a last window that overhangs the end, as PyTorch's pooling does

    The number of windows is ``floor((size + before + after - dilation*(kernel-1) - 1) / stride) + 1``; with
    `ceil_mode` it is rounded up, unless the last window would begin behind the input and the padding before it.
    """

    size: int
    kernel: int
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    ceil_mode: bool = False

    @property
    def padded(self) -> int:
        """Cells of the padded input."""
        return self.before + self.size + self.after

    @property
    def extent(self) -> int:
        """Cells from the first to the last that one window reads, gaps included."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def output(self) -> int:
        """Number of windows."""
        room = self.padded - self.extent
        count = room // self.stride + 1
        overhangs = self.ceil_mode and room % self.stride > 0
        return count + (overhangs and count * self.stride < self.before + self.size)

    @property
    def left_over(self) -> int:
        """Cells at the end of the padded input that lie behind the last window."""
        return max(self.padded - (self.output - 1) * self.stride - self.extent, 0)

    def start(self, index: int) -> int:
        """Return where window `index` begins in the padded input."""
        return index * self.stride

    def meetings(self, *, padding: bool) -> list[tuple[slice, slice]]:
        """Return for each tap the windows that have it on a padded cell, or on a real one, and these cells."""
        low, high = (0, self.padded) if padding else (self.before, self.before + self.size)
        found = []
        for tap in range(0, self.extent, self.dilation):
            start = max(-((tap - low) // self.stride), 0)
            stop = max(min((high - 1 - tap) // self.stride + 1, self.output), start)
            cells = slice(tap + self.start(start), tap + self.start(stop), self.stride)
            found.append((slice(start, stop), cells))
        return found

    @property
    def taps(self) -> NDArray[np.intp]:
        """What window i reads at tap u of the padded input: ``i*stride + u*dilation``, (output, kernel)."""
        return _taps(self)

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Which cells of the padded input any window reads, shape (padded,)."""
        return _covered(self)


@lru_cache(256)
def _taps(axis: Axis) -> NDArray[np.intp]:
    taps = np.arange(axis.output)[:, None] * axis.stride + np.arange(axis.kernel) * axis.dilation
    taps.setflags(write=False)
    return taps


@lru_cache(256)
def _covered(axis: Axis) -> NDArray[np.bool_]:
    reached = np.zeros(axis.padded, bool)
    reached[axis.taps[axis.taps < axis.padded]] = True
    reached.setflags(write=False)
    return reached


class Geometry(NamedTuple):
    """Windows over rows and columns."""

    rows: Axis
    columns: Axis

    @property
    def output(self) -> tuple[int, int]:
        """Windows along rows and columns, which is the output's height and width."""
        return self.rows.output, self.columns.output

    @property
    def padded(self) -> tuple[int, int]:
        """Height and width of the padded input."""
        return self.rows.padded, self.columns.padded

    @property
    def amounts(self) -> Amounts:
        """Padding as ((top, bottom), (left, right))."""
        return (self.rows.before, self.rows.after), (self.columns.before, self.columns.after)


def window_geometry(
    shape: Sequence[int],
    kernel_size: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Geometry:
    """Lay windows over an input of `shape` (height, width).

    Raises
    ------
    ValueError
        For a size that is not positive, a negative padding, or a kernel that does not fit the padded input.
    TypeError
        For a setting that is neither an integer nor a pair of them.
    """
    height, width = shape
    if min(height, width) < 1:
        raise ValueError(f"input {_times(height, width)} has no cells")
    kernel = pair(kernel_size, "kernel_size", least=1)
    steps = pair(stride, "stride", least=1)
    gaps = pair(dilation, "dilation", least=1)
    (top, bottom), (left, right) = pad_amounts((height, width), kernel, steps, padding, gaps)
    rows = Axis(height, kernel[0], steps[0], top, bottom, gaps[0], ceil_mode)
    columns = Axis(width, kernel[1], steps[1], left, right, gaps[1], ceil_mode)
    if rows.extent > rows.padded or columns.extent > columns.padded:
        raise ValueError(
            f"kernel {_times(rows.extent, columns.extent)}{_spread(kernel, gaps)} does not fit the padded "
            f"input {_times(rows.padded, columns.padded)} "
            f"({_times(height, width)} with padding {_shown(rows, columns)})"
        )
    return Geometry(rows, columns)


def _times(rows: int, columns: int) -> str:
    return f"{rows}x{columns}"


def _spread(kernel: tuple[int, int], dilation: tuple[int, int]) -> str:
    return "" if dilation == (1, 1) else f" ({_times(*kernel)} with dilation {dilation})"


def _shown(rows: Axis, columns: Axis) -> str:
    symmetric = rows.before == rows.after and columns.before == columns.after
    return str(
        (rows.before, columns.before)
        if symmetric
        else ((rows.before, rows.after), (columns.before, columns.after))
    )
