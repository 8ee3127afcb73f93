"""The arrays and shapes that an experiment is made of."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Shape

Array: TypeAlias = NDArray[np.float64]


def is_picture(array: Array) -> bool:
    """Return whether an array looks like a picture, from black to white; with negative values it is signed data."""
    return bool((array >= 0).all())


def laid(array: Array, size: tuple[int, int], by: tuple[int, int], fill: Array | float = 0.0) -> Array:
    """Lay an array (rows, columns, ...) on one of `size`, moved `by` so many rows down and columns to the right.

    What falls beside it is cut off, what is not covered is of `fill`.

    Returns
    -------
    Array
        (*size, ...), a new one
    """
    result = np.empty((*size, *array.shape[2:]))
    result[:] = fill
    take, put = [], []
    for old, new, shift in zip(array.shape, size, by, strict=False):
        take.append(slice(max(-shift, 0), max(min(old, new - shift), 0)))
        put.append(slice(max(shift, 0), max(min(new, old + shift), 0)))
    result[tuple(put)] = array[tuple(take)]
    return result


def image_shape(shape: Shape, title: str) -> tuple[int, int, int]:
    """Return `shape` as (height, width, channels), or say that there is no image any more."""
    if len(shape) != 3:
        raise ValueError(f"{title} takes an image, but here is a list of {shape[0]} numbers")
    return shape[0], shape[1], shape[2]
