"""The flat end of a network: every number of the input meets every output."""

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape


@np.errstate(all="ignore")
def linear(x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None) -> Array:
    """Return ``y = x @ weight + bias``.

    **Shape**: x ``(n, inputs)``, weight ``(inputs, outputs)``, bias ``(outputs,)``, result ``(n, outputs)``.

    Raises
    ------
    ValueError
        For shapes that do not fit each other.
    """
    if bias is None:
        x, weight = floats(("x", x, 2), ("weight", weight, 2))
    else:
        x, weight, bias = floats(("x", x, 2), ("weight", weight, 2), ("bias", bias, 1))
        same_shape("bias", bias, weight.shape[1:], "the outputs of the weight")
    check_inputs(x, weight)
    y: Array = x @ weight
    if bias is not None:
        y += bias
    return y


@np.errstate(all="ignore")
def linear_backward(dy: ArrayLike, x: ArrayLike, weight: ArrayLike) -> tuple[Array, Array, Array]:
    """Return ``dx = dy @ weight.T``, ``dweight = x.T @ dy`` and ``dbias = sum of dy over the samples``.

    **Shape**: dy ``(n, outputs)``; dx, dweight and dbias as x, weight and bias.

    Raises
    ------
    ValueError
        As `linear` does, and for a dy that is not shaped like its result.
    """
    dy, x, weight = floats(("dy", dy, 2), ("x", x, 2), ("weight", weight, 2))
    check_inputs(x, weight)
    same_shape("dy", dy, (len(x), weight.shape[1]), "the shape of the output")
    return dy @ weight.T, x.T @ dy, dy.sum(0)


def flatten(x: ArrayLike) -> Array:
    """Lay out each sample as one row, row-major.

    **Shape**: x ``(n, ...)``, result ``(n, product of the rest)``.

    Raises
    ------
    ValueError, TypeError
        For an array without elements or without samples, or anything but real numbers.
    """
    (x,) = floats(("x", x, None))
    if x.ndim == 0:
        raise ValueError("x of shape () is a single number, not one row or image per sample")
    return x.flatten().reshape(len(x), -1)


def flatten_backward(dy: ArrayLike, x_shape: Sequence[int]) -> Array:
    """Return each row of `dy` in the shape that it had before `flatten`.

    **Shape**: dy ``(n, product of the rest)``; x_shape and result ``(n, ...)``.

    Raises
    ------
    ValueError, TypeError
        For a dy that is not shaped like what `flatten` makes of `x_shape`.
    """
    (dy,) = floats(("dy", dy, 2))
    same_shape("dy", dy, (x_shape[0], prod(x_shape[1:])), "the shape of the flat input")
    return dy.reshape(x_shape).copy()


def check_inputs(x: Array, weight: Array) -> None:
    """Refuse a weight that reads another number of inputs than x has."""
    if x.shape[1] != weight.shape[0]:
        raise ValueError(
            f"weight of shape {weight.shape} reads {weight.shape[0]} inputs, but x has {x.shape[1]}"
        )
