"""Convolution as deep learning means it: the kernel slides over the image without being turned."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, check_shape, of_one_type, same_shape
from cnnviz.engine.geometry import Geometry, window_geometry
from cnnviz.engine.im2col.plan import Plan, Plans
from cnnviz.engine.padding import PaddingMode, check_mode
from cnnviz.engine.settings import Padding, Pair, integer, padding_numbers, pair

_plans = Plans()


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
        x, weight = of_one_type(("x", "weight"), x, weight)
    else:
        x, weight, bias = of_one_type(("x", "weight", "bias"), x, weight, bias)
    plan = _plan(x, weight, stride, padding, dilation, groups, padding_mode)
    if bias is not None and bias.shape != plan.y_shape[3:]:
        check_bias(bias.shape, plan.y_shape)
    return plan.forward(x, weight, bias)


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
    ``dweight[..., c] += x_pad[window] * dy[n,i,j,c]`` and ``dbias[c] += dy[n,i,j,c]``; dx is dx_pad without
    its padding (see `pad2d_backward`).

    `bias_shape` ``(oh, ow, c_out)`` asks for the gradient of a bias per position instead of ``(c_out,)``.

    **Shape**: dy ``(n, oh, ow, c_out)``; dx, dweight and dbias as x, weight and bias.

    Raises
    ------
    ValueError, TypeError
        As `conv2d` does, and for a dy that is not shaped like its result.
    """
    dy, x, weight = of_one_type(("dy", "x", "weight"), dy, x, weight)
    plan = _plan(x, weight, stride, padding, dilation, groups, padding_mode)
    if dy.shape != plan.y_shape:
        _refuse_gradient(dy, plan)
    dx, dweight, dbias = plan.backward(dy, x, weight)
    return dx, dweight, _shaped(dbias, dy, bias_shape)


def weight_gradient(
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
) -> tuple[Array, Array]:
    """Return dweight and dbias as `conv2d_backward` does, without dx: for a first layer, whose x does not learn.

    **Shape** and errors as `conv2d_backward`.
    """
    dy, x, weight = of_one_type(("dy", "x", "weight"), dy, x, weight)
    plan = _plan(x, weight, stride, padding, dilation, groups, padding_mode)
    if dy.shape != plan.y_shape:
        _refuse_gradient(dy, plan)
    dweight, dbias = plan.weight_gradient(dy, x)
    return dweight, _shaped(dbias, dy, bias_shape)


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
    geometry = window_geometry(size, kernel, stride=stride, padding=padding, dilation=dilation)
    check_mode(size, geometry.amounts, mode)
    return geometry


def check_bias(bias: Sequence[int], output: Sequence[int]) -> None:
    """Refuse a bias that is neither shared per filter nor one per output position."""
    if bias not in (output[3:], output[1:]):
        shared, own = tuple(output[3:]), tuple(output[1:])
        raise ValueError(
            f"bias of shape {bias} is neither {shared}, one per filter, nor {own}, one per position"
        )


def _refuse_gradient(dy: Array, plan: Plan) -> None:
    """Say what is wrong with a dy that is not shaped like the output."""
    check_shape("dy", dy.shape, 4)
    same_shape("dy", dy, plan.y_shape, "the shape of the output")


def _shaped(dbias: Array, dy: Array, shape: Sequence[int] | None) -> Array:
    if shape is None:
        return dbias
    check_bias(tuple(shape), dy.shape)
    return dbias if len(shape) == 1 else dy.sum(0)


def _plan(
    x: Array, weight: Array, stride: Pair, padding: Padding, dilation: Pair, groups: int, mode: PaddingMode
) -> Plan:
    """Return the plan for these settings; ints and words are looked up as they are, the rest as plain tuples."""
    if type(stride) is not int:
        stride = pair(stride, "stride", least=1)
    if type(dilation) is not int:
        dilation = pair(dilation, "dilation", least=1)
    if type(padding) is not int and type(padding) is not str:
        padding = padding_numbers(padding)
    if type(groups) is not int:
        groups = integer(groups, "groups")
    return _plans.get(_new_plan, x.shape, weight.shape, x.dtype, stride, padding, dilation, groups, mode)


def _new_plan(
    x_shape: tuple[int, ...],
    weight_shape: tuple[int, ...],
    dtype: np.dtype[np.floating],
    stride: Pair,
    padding: Padding,
    dilation: Pair,
    groups: int,
    mode: PaddingMode,
) -> Plan:
    check_shape("x", x_shape, 4)
    check_shape("weight", weight_shape, 4)
    geometry = convolution_geometry(
        x_shape, weight_shape, stride=stride, padding=padding, dilation=dilation, groups=groups, mode=mode
    )
    return Plan(x_shape, weight_shape, dtype, geometry, groups, mode)


def _check_groups(c_in: int, weight_shape: Sequence[int], groups: int) -> None:
    groups, c_out = integer(groups, "groups"), weight_shape[3]
    if groups < 1 or c_in % groups or c_out % groups:
        raise ValueError(
            f"groups {groups} must be at least 1 and divide {c_in} input and {c_out} output channels"
        )
    if weight_shape[2] * groups != c_in:
        where = f"{c_in} in {groups} groups" if groups > 1 else str(c_in)
        raise ValueError(
            f"weight of shape {tuple(weight_shape)} reads {weight_shape[2]} channels, but the input has {where}"
        )
