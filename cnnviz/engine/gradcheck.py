"""The derivative by trying: move one number a little and see what happens."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from cnnviz.engine.arrays import Array, floats


def numeric_gradient(f: Callable[[Array], float], x: ArrayLike, eps: float = 1e-6) -> Array:
    """Return the central difference ``(f(x + eps) - f(x - eps)) / (2 eps)`` for each number of x, in float64.

    `f` takes an array like x and returns one number; it may not keep or change its argument.

    **Shape**: x any, result alike; its unit is that of f by that of x.

    Raises
    ------
    ValueError, TypeError
        For an x without elements, or of anything but real numbers.
    """
    (x,) = floats(("x", x, None))
    point = np.array(x, np.float64, order="C")
    gradient = np.empty_like(point)
    for index in np.ndindex(point.shape):
        value = point[index]
        point[index] = value + eps
        above = float(f(point))
        point[index] = value - eps
        gradient[index] = (above - float(f(point))) / (2 * eps)
        point[index] = value
    return gradient
