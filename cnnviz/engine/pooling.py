"""Max and average pooling with their backward passes, and the masks that share out one window's gradient."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, one_of, same_shape
from cnnviz.engine.geometry import Padding, Pair
from cnnviz.engine.maxima import maxima, to_all, to_first
from cnnviz.engine.taps import Windows, pooling_geometry, window_counts, windows_of

Ties: TypeAlias = Literal["first", "all", "split"]

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
    return _batch_first(maxima(_batch_last(x), windows).windows)


@np.errstate(all="ignore")
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
    """
    one_of("ties", ties, TIES)
    dy, x = floats(("dy", dy, 4), ("x", x, 4))
    windows = windows_of(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    same_shape("dy", dy, (len(x), *windows.geometry.output, x.shape[3]), "the shape of the output")
    x, dy = _batch_last(x), _batch_last(dy)
    found = maxima(x, windows)
    if np.isnan(found.windows.max()):
        x = _ranks(x, ties)
        found = maxima(x, windows)
    if ties == "first":
        return _batch_first(to_first(dy, x, found, windows))
    if ties == "split":
        dy = dy / _ties(x, found.windows, windows)
    return _batch_first(to_all(dy, x, found, windows))


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
    x = _batch_last(x)
    y = np.zeros((x.shape[0], *windows.geometry.output, x.shape[3]), x.dtype)
    for places, cells in windows.taps:
        y[places] += x[cells]
    y /= windows.counts(count_include_pad, x.dtype)
    return _batch_first(y)


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
    """
    (dy,) = floats(("dy", dy, 4))
    if len(x_shape) != 4:
        raise ValueError(f"x_shape {tuple(x_shape)} has {len(x_shape)} axes instead of 4")
    n, h, w, c = x_shape
    windows = windows_of((n, h, w, c), kernel_size, stride, padding, 1, ceil_mode)
    same_shape("dy", dy, (n, *windows.geometry.output, c), "the shape of the output")
    share = _batch_last(dy) / windows.counts(count_include_pad, dy.dtype)
    dx = np.zeros((c, h, w, n), dy.dtype)
    for places, cells in windows.taps:
        windows.give(dx, cells, share[places])
    return _batch_first(dx)


def max_mask(window: ArrayLike, ties: Ties = "all") -> Array:
    """Return where a window has its maximum: booleans, or with ``ties="split"`` the share of each cell."""
    one_of("ties", ties, TIES)
    (window,) = floats(("window", window, None))
    row = _ranks(window.reshape(1, 1, -1, 1), ties).ravel()
    mask: Array = row == row.max()
    if ties == "first":
        mask &= np.arange(mask.size) == mask.argmax()
    share: Array = mask / mask.sum() if ties == "split" else mask
    return share.reshape(window.shape)


def average_mask(value: float, shape: Sequence[int]) -> Array:
    """Return `value` spread evenly over a window of `shape`."""
    return np.full(shape, value / np.prod(shape))


def _ties(x: Array, y: Array, windows: Windows) -> Array:
    """Return how many cells of each window are its maximum y, at least 1."""
    count = np.zeros_like(y)
    for places, cells in windows.taps:
        count[places] += x[cells] == y[places]
    return np.maximum(count, 1)


def _ranks(x: Array, ties: Ties) -> Array:
    """Return the rank of each value of (c, h, w, n), NaN above all others, to find them by comparing.

    With ties="first" the last NaN of a window has to win, so there each ranks above those before it.
    """
    ranks: Array = np.unique(x, return_inverse=True)[1].reshape(x.shape).astype(np.float64)
    if ties == "first":
        _, h, w, _ = x.shape
        ranks += np.isnan(x) * np.arange(h * w).reshape(h, w, 1)
    return ranks


def _batch_last(x: Array) -> Array:
    return np.ascontiguousarray(x.transpose(3, 1, 2, 0))


def _batch_first(x: Array) -> Array:
    return x.transpose(3, 1, 2, 0)
