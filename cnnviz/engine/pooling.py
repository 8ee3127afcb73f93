"""Max and average pooling with their backward passes, and the masks that share out the gradient of one window."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, one_of, same_shape
from cnnviz.engine.geometry import Axis, Geometry, Padding, Pair, window_geometry

Ties: TypeAlias = Literal["first", "all", "split"]

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
    shape = pooling_geometry(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    x_pad = _canvas(x, shape, -np.inf)
    y = np.full((len(x), *shape.output, x.shape[3]), -np.inf, x.dtype)
    for tap in _taps(shape):
        np.maximum(y, x_pad[tap], out=y)
    return y


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
    ``"first"`` of them in row-major order (PyTorch's convention; of several NaN it is the last), to ``"all"``, each
    the whole of it, or ``"split"`` evenly.

    **Shape**: dy ``(n, oh, ow, c)``, x and result ``(n, h, w, c)``.
    """
    one_of("ties", ties, TIES)
    dy, x = floats(("dy", dy, 4), ("x", x, 4))
    shape = pooling_geometry(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    same_shape("dy", dy, (len(x), *shape.output, x.shape[3]), "the shape of the output")
    x_pad, real = _canvas(x, shape, -np.inf), _canvas(np.ones_like(x, bool), shape, False)
    windows = np.stack([x_pad[tap] for tap in _taps(shape)])
    mask = _masks(windows, np.stack([real[tap] for tap in _taps(shape)]), ties)
    dx_pad = np.zeros(x_pad.shape, dy.dtype)
    for tap, share in zip(_taps(shape), mask, strict=True):
        dx_pad[tap] += np.where(share, dy * share if ties == "split" else dy, 0)
    return _crop(dx_pad, shape)


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
    shape = pooling_geometry(x.shape, kernel_size, stride, padding, 1, ceil_mode)
    x_pad = _canvas(x, shape, 0)
    y = np.zeros((len(x), *shape.output, x.shape[3]), x.dtype)
    with np.errstate(all="ignore"):
        for tap in _taps(shape):
            y += x_pad[tap]
        y /= window_counts(shape, count_include_pad).astype(x.dtype)[:, :, None]
    return y


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
    n, h, w, c = x_shape
    shape = pooling_geometry((n, h, w, c), kernel_size, stride, padding, 1, ceil_mode)
    same_shape("dy", dy, (n, *shape.output, c), "the shape of the output")
    with np.errstate(all="ignore"):
        share = dy / window_counts(shape, count_include_pad).astype(dy.dtype)[:, :, None]
        dx_pad = np.zeros((n, _reach(shape.rows), _reach(shape.columns), c), dy.dtype)
        for tap in _taps(shape):
            dx_pad[tap] += share
    return _crop(dx_pad, shape)


def max_mask(window: ArrayLike, ties: Ties = "all") -> Array:
    """Return where a window has its maximum: booleans, or with ``ties="split"`` the share of each cell."""
    one_of("ties", ties, TIES)
    (window,) = floats(("window", window, None))
    flat = window.reshape(-1)
    return _masks(flat, np.ones(flat.shape, bool), ties).reshape(window.shape)


def average_mask(value: float, shape: Sequence[int]) -> Array:
    """Return `value` spread evenly over a window of `shape`."""
    return np.full(shape, value / np.prod(shape))


def pooling_geometry(
    x_shape: Sequence[int],
    kernel_size: Pair,
    stride: Pair | None,
    padding: Padding,
    dilation: Pair = 1,
    ceil_mode: bool = False,
) -> Geometry:
    """Return where the windows of a pooling lie, or say why there are none."""
    shape = window_geometry(
        x_shape[1:3],
        kernel_size,
        stride=kernel_size if stride is None else stride,
        padding=padding,
        dilation=dilation,
        ceil_mode=bool(ceil_mode),
    )
    for axis in (shape.rows, shape.columns):
        if max(axis.before, axis.after) >= axis.extent:
            raise ValueError(
                f"padding {max(axis.before, axis.after)} must be less than the window's {axis.extent} cells: "
                f"a window of nothing but padding has no maximum and no mean"
            )
    return shape


def window_counts(shape: Geometry, count_include_pad: bool) -> Array:
    """Return the number of cells that the average of each window divides by, shape (oh, ow)."""
    rows, columns = (_counts(axis, count_include_pad) for axis in (shape.rows, shape.columns))
    return np.outer(rows, columns)


def _counts(axis: Axis, include_pad: bool) -> Array:
    low, high = (0, axis.padded) if include_pad else (axis.before, axis.before + axis.size)
    return ((axis.taps >= low) & (axis.taps < high)).sum(1)


def _reach(axis: Axis) -> int:
    return max(axis.padded, (axis.output - 1) * axis.stride + axis.extent)


def _canvas(x: Array, shape: Geometry, fill: float) -> Array:
    n, h, w, c = x.shape
    top, left = shape.rows.before, shape.columns.before
    canvas = np.full((n, _reach(shape.rows), _reach(shape.columns), c), fill, x.dtype)
    canvas[:, top : top + h, left : left + w] = x
    return canvas


def _crop(canvas: Array, shape: Geometry) -> Array:
    r, c = shape.rows, shape.columns
    return canvas[:, r.before : r.before + r.size, c.before : c.before + c.size].copy()


def _taps(shape: Geometry) -> list[tuple[slice, slice, slice]]:
    """Return for each cell of the window, row-major, the slice of the canvas that all windows read there."""
    rows, columns = ([_tap(axis, u) for u in range(axis.kernel)] for axis in (shape.rows, shape.columns))
    return [(slice(None), r, c) for r in rows for c in columns]


def _tap(axis: Axis, index: int) -> slice:
    start = index * axis.dilation
    return slice(start, start + (axis.output - 1) * axis.stride + 1, axis.stride)


def _masks(windows: Array, real: Array, ties: Ties) -> Array:
    """Return which cell along axis 0 is the maximum; only cells that are `real` take part."""
    nan = np.isnan(windows)
    mask: Array = np.where(nan.any(0), nan, (windows == windows.max(0)) & real)
    if ties == "split":
        return mask / np.maximum(mask.sum(0), 1)
    if ties == "first":
        last = len(mask) - 1 - nan[::-1].argmax(0)
        chosen = np.where(nan.any(0), last, mask.argmax(0))
        mask = mask & (np.arange(len(mask)).reshape(-1, *[1] * (mask.ndim - 1)) == chosen)
    return mask
