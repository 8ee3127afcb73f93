"""The arrays and shapes that an experiment is made of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Shape: TypeAlias = tuple[int, ...]
"""(height, width, channels) of an image, or (units,) of a list of numbers."""


def frozen(array: Array) -> Array:
    """Return a read-only copy."""
    result = np.array(array, float)
    result.setflags(write=False)
    return result


def image_shape(shape: Shape, title: str) -> tuple[int, int, int]:
    """Return `shape` as (height, width, channels), or say that there is no image any more."""
    if len(shape) != 3:
        raise ValueError(f"{title} takes an image, but here is a list of {shape[0]} numbers")
    return shape[0], shape[1], shape[2]
