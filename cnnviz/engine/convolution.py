"""Convolution as deep learning means it: the kernel slides over the image without being turned."""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape
from cnnviz.engine.geometry import Geometry, Padding, Pair, window_geometry
from cnnviz.engine.padding import PaddingMode, check_mode, pad2d, pad2d_backward


def conv2d(
    x: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
    padding_mode: PaddingMode = "zeros",
) -> Array:
    """Slide every filter over every image.

    ``y[n,i,j,c] = bias[c] + sum over u,v,k of x_pad[n, i*s + u*d, j*s + v*d, k] * weight[u,v,k,c]``

    **Shape**: x ``(n, h, w, c_in)``; weight ``(kh, kw, c_in / groups, c_out)``; bias ``(c_out,)``, or
    ``(oh, ow, c_out)`` for one per position; result ``(n, oh, ow, c_out)`` with
    ``oh = floor((h + top + bottom - dilation*(kh - 1) - 1) / stride) + 1``, likewise ow.

    Raises
    ------
    ValueError
        For shapes that do not fit each other, or settings out of range.
    TypeError
        For anything but real numbers.
    """
    if bias is None:
        x, weight = floats(("x", x, 4), ("weight", weight, 4))
    else:
        x, weight, bias = floats(("x", x, 4), ("weight", weight, 4), ("bias", bias, None))
    shape = convolution_geometry(
        x.shape,
        weight.shape,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        mode=padding_mode,
    )
    columns = _windows(pad2d(x, shape.amounts, padding_mode), shape)
    with np.errstate(all="ignore"):
        parts = zip(np.split(columns, groups, 3), np.split(weight, groups, 3), strict=True)
        y = np.concatenate([np.einsum("nijkuv,uvkc->nijc", v, w, optimize=True) for v, w in parts], 3)
        if bias is not None:
            check_bias(bias.shape, y.shape)
            y += bias
    return y


def conv2d_backward(
    dy: ArrayLike,
    x: ArrayLike,
    weight: ArrayLike,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
    padding_mode: PaddingMode = "zeros",
    bias_shape: Sequence[int] | None = None,
) -> tuple[Array, Array, Array]:
    """Return the gradients of `conv2d` with respect to x, weight and bias.

    Each window gives back what it took: ``dx_pad[window] += weight[..., c] * dy[n,i,j,c]``,
    ``dweight[..., c] += x_pad[window] * dy[n,i,j,c]`` and ``dbias[c] += dy[n,i,j,c]``; dx is dx_pad without its
    padding (see `pad2d_backward`).

    `bias_shape` ``(oh, ow, c_out)`` asks for the gradient of a bias per position instead of ``(c_out,)``.

    **Shape**: dy ``(n, oh, ow, c_out)``; dx, dweight and dbias as x, weight and bias.

    Raises
    ------
    ValueError, TypeError
        As `conv2d` does, and for a dy that is not shaped like its result.
    """
    dy, x, weight = floats(("dy", dy, 4), ("x", x, 4), ("weight", weight, 4))
    shape = convolution_geometry(
        x.shape,
        weight.shape,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        mode=padding_mode,
    )
    same_shape("dy", dy, (len(x), *shape.output, weight.shape[3]), "the shape of the output")
    x_pad = pad2d(x, shape.amounts, padding_mode)
    dx_pad = np.zeros_like(x_pad)
    with np.errstate(all="ignore"):
        parts = (np.split(a, groups, 3) for a in (dy, x_pad, dx_pad, weight))
        dweight = np.concatenate([_group_backward(*part, shape) for part in zip(*parts, strict=True)], 3)
        shared = bias_shape is None or tuple(bias_shape) == dy.shape[3:]
        if not shared:
            check_bias(tuple(bias_shape or ()), dy.shape)
        dbias = dy.sum((0, 1, 2) if shared else 0)
        return pad2d_backward(dx_pad, shape.amounts, padding_mode), dweight, dbias


def convolution_geometry(
    x_shape: Sequence[int],
    weight_shape: Sequence[int],
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
    mode: PaddingMode = "zeros",
) -> Geometry:
    """Return where the windows of a convolution lie, or say why there are none."""
    _check_groups(x_shape[3], weight_shape, groups)
    size, kernel = (x_shape[1], x_shape[2]), (weight_shape[0], weight_shape[1])
    shape = window_geometry(size, kernel, stride=stride, padding=padding, dilation=dilation)
    check_mode(size, shape.amounts, mode)
    return shape


def check_bias(bias: Sequence[int], output: Sequence[int]) -> None:
    """Refuse a bias that is neither shared per filter nor one per output position."""
    if bias not in (output[3:], output[1:]):
        raise ValueError(
            f"bias of shape {bias} is neither {tuple(output[3:])}, one per filter, nor {tuple(output[1:])}, one per position"
        )


def _check_groups(c_in: int, weight_shape: Sequence[int], groups: int) -> None:
    if isinstance(groups, bool) or not isinstance(groups, (int, np.integer)):
        raise TypeError(f"groups {groups!r} is not an integer")
    c_out = weight_shape[3]
    if groups < 1 or c_in % groups or c_out % groups:
        raise ValueError(
            f"groups {groups} must be at least 1 and divide {c_in} input and {c_out} output channels"
        )
    if weight_shape[2] * groups != c_in:
        raise ValueError(
            f"weight of shape {tuple(weight_shape)} reads {weight_shape[2]} channels, but the input has {c_in}"
            + (f" in {groups} groups" if groups > 1 else "")
        )


def _windows(x_pad: Array, shape: Geometry) -> Array:
    r, c = shape.rows, shape.columns
    windows = sliding_window_view(x_pad, (r.extent, c.extent), (1, 2))
    return windows[:, :: r.stride, :: c.stride, :, :: r.dilation, :: c.dilation]


def _group_backward(dy: Array, x_pad: Array, dx_pad: Array, weight: Array, shape: Geometry) -> Array:
    windows = _windows(x_pad, shape)
    for u, rows in enumerate(shape.rows.taps.T):
        for v, columns in enumerate(shape.columns.taps.T):
            dx_pad[:, rows[:, None], columns] += dy @ weight[u, v].T
    dweight: Array = np.einsum("nijkuv,nijc->uvkc", windows, dy, optimize=True)
    return dweight
