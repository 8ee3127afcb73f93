"""Gradient descent: a step against the gradient."""

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats, same_shape


@np.errstate(all="ignore")
def sgd_step(parameter: ArrayLike, gradient: ArrayLike, learning_rate: float) -> Array:
    """Return ``parameter - learning_rate * gradient``, a new array.

    **Shape**: parameter and gradient alike, any; result too.

    Raises
    ------
    ValueError
        For a gradient of another shape.
    """
    parameter, gradient = floats(("parameter", parameter, None), ("gradient", gradient, None))
    same_shape("gradient", gradient, parameter.shape, "the shape of the parameter")
    return np.asarray(parameter - float(learning_rate) * gradient)
