"""Window arithmetic: where each window lies, how many there are, and what they leave uncovered.

Everything that slides a window over an array, vectorised or step by step, takes its indices from here.
Formula: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relation 6, with
dilation.
"""

from collections.abc import Sequence
from functools import lru_cache
from numbers import Integral
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import NamedTuple

Pair: TypeAlias = int | tuple[int, int]
Padding: TypeAlias = (
    int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | Literal["valid", "same", "full"]
)
Amounts: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


class Axis(NamedTuple):
    """Windows along one axis.

    Parameters
    ----------
    size : cells of the input along this axis
    kernel, stride, dilation : of the window
    before, after : padding at either end
    ceil_mode : also count a last window that overhangs the end, as PyTorch's pooling does

    The number of windows is ``floor((size + before + after - dilation*(kernel-1) - 1) / stride) + 1``.
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


def pad_amounts(
    shape: tuple[int, int],
    kernel: tuple[int, int],
    stride: tuple[int, int],
    padding: Padding,
    dilation: tuple[int, int],
) -> Amounts:
    """Return `padding` as ((top, bottom), (left, right)).

    ``"same"`` gives ``ceil(size / stride)`` windows, the odd cell at the end, as TensorFlow and ONNX
    (SAME_UPPER) do; ``"full"`` pads by ``dilation*(kernel-1)``, so that every window that touches the input
    is there.
    """
    if isinstance(padding, str):
        if padding not in _NAMED:
            raise ValueError(f"padding {padding!r} is not one of {', '.join(map(repr, _NAMED))} or numbers")
        reach = tuple(d * (k - 1) for k, d in zip(kernel, dilation, strict=True))
        if padding == "full":
            return (reach[0], reach[0]), (reach[1], reach[1])
        if padding == "same":
            ends = [_same(n, r, s) for n, r, s in zip(shape, reach, stride, strict=True)]
            return ends[0], ends[1]
        return (0, 0), (0, 0)
    return padding_numbers(padding)


def padding_numbers(padding: Padding) -> Amounts:
    """Return a padding given in numbers, of any form, as ((top, bottom), (left, right))."""
    if isinstance(padding, Sequence) and not isinstance(padding, str) and len(padding) == 2:
        top, left = (pair(side, "padding", least=0) for side in padding)
        return top, left
    amount = pair(padding, "padding", least=0)[0]  # type: ignore[arg-type]  # pair refuses what it cannot use
    return (amount, amount), (amount, amount)


def pair(value: Pair, name: str, least: int) -> tuple[int, int]:
    """Return an int or a pair of ints as a pair, refusing anything smaller than `least`."""
    both = (value, value) if type(value) is int or isinstance(value, Integral) else value
    if (
        type(both) is tuple
        and len(both) == 2
        and type(both[0]) is type(both[1]) is int
        and min(both) >= least
    ):
        return both  # the usual form; the questions below take their time
    if (
        not isinstance(both, Sequence)
        or isinstance(both, str)
        or len(both) != 2
        or not all(isinstance(v, Integral) and not isinstance(v, bool) for v in both)
    ):
        raise TypeError(f"{name} {value!r} is neither an integer nor a pair of integers")
    if min(both) < least:
        raise ValueError(f"{name} {value!r} must be at least {least}")
    return int(both[0]), int(both[1])


def integer(value: int, name: str) -> int:
    """Return an integer of any type as an int, refusing anything else."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} {value!r} is not an integer")
    return int(value)


_NAMED = ("valid", "same", "full")


def _same(size: int, reach: int, stride: int) -> tuple[int, int]:
    total = max((-(-size // stride) - 1) * stride + reach + 1 - size, 0)
    return total // 2, total - total // 2


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
