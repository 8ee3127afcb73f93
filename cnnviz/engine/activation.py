"""Activations, one number at a time: their values and their derivatives."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, kept, one_of, same_shape
from cnnviz.frozen import NamedTuple

LEAK = 0.01


class Pointwise(NamedTuple):
    """A function of one number, and ``backward(da, z) = da * derivative(z)``."""

    forward: Callable[[Array], Array]
    backward: Callable[[Array, Array], Array]


@np.errstate(all="ignore")
def activation(name: str, z: ArrayLike) -> Array:
    """Apply one of relu, leaky_relu, sigmoid, tanh and identity to each number.

    ``relu = max(z, 0)``, ``leaky_relu = z if z > 0 else z/100``, ``sigmoid = 1 / (1 + exp(-z))``.

    **Shape**: any, kept.

    Raises
    ------
    ValueError
        For an unknown name.
    """
    one_of("activation", name, ACTIVATIONS)
    (z,) = floats(("z", z, None))
    return np.asarray(ACTIVATIONS[name].forward(z))


@np.errstate(all="ignore")
def activation_backward(name: str, da: ArrayLike, z: ArrayLike) -> Array:
    """Return ``da * f'(z)``: relu' = 1 where z > 0, else 0; sigmoid' = s(1 - s); tanh' = 1 - tanh².

    **Shape**: da and z alike, kept.

    Raises
    ------
    ValueError
        For an unknown name, or a da of another shape than z.
    """
    one_of("activation", name, ACTIVATIONS)
    da, z = floats(("da", da, None), ("z", z, None))
    same_shape("da", da, z.shape, "the shape of z")
    return np.asarray(ACTIVATIONS[name].backward(da, z))


def _sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def _sigmoid_backward(da: Array, z: Array) -> Array:
    s = _sigmoid(z)
    return np.asarray(da * (s * (1 - s)))


ACTIVATIONS: dict[str, Pointwise] = {
    "relu": Pointwise(lambda z: np.maximum(z, 0), lambda da, z: kept(da, ~(z <= 0))),
    "leaky_relu": Pointwise(
        lambda z: np.where(z > 0, z, z * LEAK),
        lambda da, z: np.where(z > 0, da, da * LEAK),
    ),
    "sigmoid": Pointwise(_sigmoid, _sigmoid_backward),
    "tanh": Pointwise(np.tanh, lambda da, z: da * (1 - np.tanh(z) ** 2)),
    "identity": Pointwise(np.copy, lambda da, z: da.copy()),
}
