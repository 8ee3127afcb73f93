"""What a brush does to an image, and what moves or changes all of it at once; every function returns a new image.

Images are (height, width, channels). A value is one number for all channels, or one for each.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.experiment.layers import Array

Cells: TypeAlias = NDArray[np.intp]
Value: TypeAlias = float | Sequence[float]


def line(start: tuple[int, int], end: tuple[int, int]) -> Cells:
    """Return the cells (row, column) on the straight line between two, both included, without a gap."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    along = np.arange(steps + 1)[:, None] / steps
    return np.rint(start + (np.array(end) - start) * along).astype(np.intp)


def painted(image: Array, cells: Cells, value: Value, size: int = 1) -> Array:
    """Return the image with a round brush of `size` cells set down on each of `cells`."""
    reach = np.arange(size) - (size - 1) // 2
    middle = (size - 1) / 2 - (size - 1) // 2
    rows, columns = np.meshgrid(reach, reach, indexing="ij")
    disc = (rows - middle) ** 2 + (columns - middle) ** 2 <= (size / 2) ** 2 * 1.05
    stamp = np.stack([rows[disc], columns[disc]], axis=1)
    touched = (cells[:, None] + stamp[None]).reshape(-1, 2)
    inside = ((touched >= 0) & (touched < image.shape[:2])).all(axis=1)
    result = image.copy()
    result[tuple(touched[inside].T)] = value
    return result


def filled(image: Array, cell: tuple[int, int], value: Value) -> Array:
    """Return the image with the area of like cells around `cell` set to `value`."""
    alike = (image == image[cell]).all(axis=2)
    area = np.zeros(alike.shape, bool)
    area[cell] = True
    while True:
        grown = area.copy()
        grown[1:] |= area[:-1]
        grown[:-1] |= area[1:]
        grown[:, 1:] |= area[:, :-1]
        grown[:, :-1] |= area[:, 1:]
        grown &= alike
        if np.array_equal(grown, area):
            break
        area = grown
    result = image.copy()
    result[area] = value
    return result


def inverted(image: Array) -> Array:
    """Return the image with black for white: 1 minus each value."""
    return np.asarray(1 - image)


def shifted(image: Array, rows: int, columns: int) -> Array:
    """Return the image moved by whole cells; zeros come in behind it."""
    result = np.zeros_like(image)
    height, width = image.shape[:2]
    rows, columns = min(max(rows, -height), height), min(max(columns, -width), width)
    source = image[max(-rows, 0) : height - max(rows, 0), max(-columns, 0) : width - max(columns, 0)]
    top, left = max(rows, 0), max(columns, 0)
    result[top : top + source.shape[0], left : left + source.shape[1]] = source
    return result


def scattered(shape: Sequence[int], seed: int) -> Array:
    """Return an image of random values from 0 to 1, in tenths, the same for the same seed."""
    return np.asarray(np.round(np.random.default_rng(seed).random(tuple(shape)), 1))
