"""Max and average pooling with their backward passes, and the masks that share out one window's gradient."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, one_of, same_shape
from cnnviz.engine.pooling_windows.maxima import Ties, maxima, ranks, to_maxima
from cnnviz.engine.pooling_windows.means import from_means, means
from cnnviz.engine.pooling_windows.taps import divisors, pooling_geometry, window_counts, windows_of
from cnnviz.engine.settings import Padding, Pair

__all__ = [
    "TIES",
    "Ties",
    "average_mask",
    "avg_pool2d",
    "avg_pool2d_backward",
    "max_mask",
    "max_pool2d",
    "max_pool2d_backward",
    "pooling_geometry",
    "window_counts",
]

TIES = ("first", "all", "split")


def max_pool2d(
    x: ArrayLike,
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Array:
    """Return the largest value of each window; a NaN wins. Padding never does.

    With dilation a window may step over the image, so that all of its cells are padding. Its maximum is that of
    nothing, -inf, and its gradient goes nowhere.

    **Shape**: x ``(n, h, w, c)``, result ``(n, oh, ow, c)`` with
    ``oh = floor((h + top + bottom - dilation*(kh - 1) - 1) / stride) + 1``, rounded up with `ceil_mode`.
    `stride` is the kernel's size unless given.

    Raises
    ------
    ValueError
        For a kernel that does not fit, or padding in which a whole window would fit.
    """
    (x,) = floats(("x", x, 4))
    windows = windows_of(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    return _batch_first(maxima(_batch_last(x), windows))


def max_pool2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
    ties: Ties = "first",
) -> Array:
    """Return the gradient of `max_pool2d` with respect to x: ``dx[window] += mask * dy[n,i,j,c]``.

    The mask is 1 where the window has its maximum. Where several cells share it, `ties` gives the gradient to the
    ``"first"`` of them in row-major order (PyTorch's convention; of several NaN it is the last), to ``"all"``,
    each the whole of it, or ``"split"`` evenly.

    **Shape**: dy ``(n, oh, ow, c)``, x and result ``(n, h, w, c)``.

    Raises
    ------
    ValueError
        As `max_pool2d` does, for a dy that is not shaped like its result, or an unknown `ties`.
    """
    return from_maxima(dy, x, None, kernel_size, stride, padding, dilation, ceil_mode, ties)


@np.errstate(all="ignore")
def from_maxima(
    dy: ArrayLike,
    x: ArrayLike,
    y: Array | None,
    kernel_size: Pair,
    stride: Pair | None = None,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil_mode: bool = False,
    ties: Ties = "first",
) -> Array:
    """Return what `max_pool2d_backward` does; whoever has kept the maxima y of x spares finding them again."""
    one_of("ties", ties, TIES)
    dy, x = floats(("dy", dy, 4), ("x", x, 4))
    windows = windows_of(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    same_shape("dy", dy, (len(x), *windows.output, x.shape[3]), "the shape of the output")
    kept = None if y is None else _batch_last(y)
    return _batch_first(to_maxima(_batch_last(dy), _batch_last(x), kept, windows, ties))


@np.errstate(all="ignore")
def avg_pool2d(
    x: ArrayLike,
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Return the mean of each window.

    Padding counts as zeros, or not at all without `count_include_pad`; what a last window of `ceil_mode` reads
    beyond the padding never counts. **Shape** as `max_pool2d`.

    Raises
    ------
    ValueError
        For a kernel that does not fit, or padding in which a whole window would fit.
    """
    (x,) = floats(("x", x, 4))
    windows = windows_of(x.shape, kernel_size, stride, padding, 1, ceil_mode)
    count = divisors(windows, bool(count_include_pad), x.dtype)
    return _batch_first(means(_batch_last(x), windows, count))


@np.errstate(all="ignore")
def avg_pool2d_backward(
    dy: ArrayLike,
    x_shape: Sequence[int],
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Padding = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """Return the gradient of `avg_pool2d` with respect to x: ``dx[window] += dy[n,i,j,c] / count``.

    **Shape**: dy ``(n, oh, ow, c)``; x_shape and result ``(n, h, w, c)``.

    Raises
    ------
    ValueError
        As `avg_pool2d` does, and for a dy that is not shaped like its result.
    """
    (dy,) = floats(("dy", dy, 4))
    if len(x_shape) != 4:
        raise ValueError(f"x_shape {tuple(x_shape)} has {len(x_shape)} axes instead of 4")
    n, h, w, c = x_shape
    windows = windows_of((n, h, w, c), kernel_size, stride, padding, 1, ceil_mode)
    same_shape("dy", dy, (n, *windows.output, c), "the shape of the output")
    count = divisors(windows, bool(count_include_pad), dy.dtype)
    return _batch_first(from_means(_batch_last(dy), windows, count))


def max_mask(window: ArrayLike, ties: Ties = "all") -> Array:
    """Return where a window has its maximum: booleans, or with ``ties="split"`` the share of each cell.

    **Shape**: any, kept.

    Raises
    ------
    ValueError, TypeError
        For a window without elements, anything but real numbers, or an unknown `ties`.
    """
    one_of("ties", ties, TIES)
    (window,) = floats(("window", window, None))
    row = ranks(window.reshape(1, 1, -1, 1), ties).ravel()
    mask: Array = row == row.max()
    if ties == "first":
        mask &= np.arange(mask.size) == mask.argmax()
    share: Array = mask / mask.sum() if ties == "split" else mask
    return share.reshape(window.shape)


def average_mask(value: float, shape: Sequence[int]) -> Array:
    """Return `value` spread evenly over a window: ``value / number of cells`` in each.

    **Shape**: `shape`.
    """
    return np.full(shape, value / np.prod(shape))


def _batch_last(x: Array) -> Array:
    return np.ascontiguousarray(x.swapaxes(0, 3))


def _batch_first(x: Array) -> Array:
    return x.swapaxes(0, 3)
