"""What a brush does to an image, and what moves or changes all of it at once; every function returns a new image.

Images are (height, width, channels). A value is one number for all channels, or one for each.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.experiment.arrays import Array, laid

Place: TypeAlias = tuple[int, int]
Cells: TypeAlias = NDArray[np.intp]
Value: TypeAlias = float | Sequence[float]

SMALLEST_SIDE, LARGEST_SIDE = 4, 64
"""Cells a side of an image that is made to be drawn on."""
LARGEST_BRUSH = 9
LARGEST_VALUE = 100.0
"""What is drawn, typed aside, lies between this and its negative."""


def line(start: Place, end: Place) -> Cells:
    """Return the cells (row, column) on the straight line between two, both included, without a gap."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    along = np.arange(steps + 1)[:, None] / steps
    return np.rint(start + (np.array(end) - start) * along).astype(np.intp)


def rectangle(start: Place, end: Place) -> Cells:
    """Return the cells on the outline of the rectangle that has two opposite corners in `start` and `end`."""
    corners = (start, (start[0], end[1]), end, (end[0], start[1]), start)
    return np.concatenate([line(*side) for side in pairwise(corners)])


@lru_cache(maxsize=LARGEST_BRUSH)
def brush_cells(size: int) -> Cells:
    """Return where a round brush of `size` cells reaches, as (rows, columns) from the cell that it is set down on."""
    reach = np.arange(size) - (size - 1) // 2
    middle = (size - 1) / 2 - (size - 1) // 2
    rows, columns = np.meshgrid(reach, reach, indexing="ij")
    disc = (rows - middle) ** 2 + (columns - middle) ** 2 <= (size / 2) ** 2 * 1.05
    return np.stack([rows[disc], columns[disc]], axis=1)


def painted(image: Array, cells: Cells, value: Value, size: int = 1) -> Array:
    """Return the image with a round brush of `size` cells set down on each of `cells`."""
    touched = (cells[:, None] + brush_cells(size)[None]).reshape(-1, 2)
    inside = ((touched >= 0) & (touched < image.shape[:2])).all(axis=1)
    result = image.copy()
    result[tuple(touched[inside].T)] = value
    return result


def filled(image: Array, cell: Place, value: Value) -> Array:
    """Return the image with the area of like cells around `cell` set to `value`; it does not go round corners."""
    alike = (image == image[cell]).all(axis=2)
    alike[cell] = True  # a cell that is not a number is not even like itself
    free = np.pad(alike, 1).ravel()
    width = image.shape[1] + 2
    edge = np.array([(cell[0] + 1) * width + cell[1] + 1])
    area = np.zeros_like(free)
    while edge.size:
        free[edge], area[edge] = False, True
        edge = np.unique(edge[:, None] + (1, -1, width, -width))
        edge = edge[free[edge]]
    result = image.copy()
    result[area.reshape(-1, width)[1:-1, 1:-1]] = value
    return result


def inverted(image: Array) -> Array:
    """Return the image with black for white: 1 minus each value."""
    return np.asarray(1 - image)


def shifted(image: Array, rows: int, columns: int) -> Array:
    """Return the image moved by whole cells; zeros come in behind it."""
    height, width = image.shape[:2]
    return laid(image, (height, width), (rows, columns))


def scattered(shape: Sequence[int], seed: int, *, normal: bool = False) -> Array:
    """Return an image of random values in tenths, the same for the same seed: from 0 to 1, or standard normal."""
    random = np.random.default_rng(seed)
    values = random.standard_normal(tuple(shape)) if normal else random.random(tuple(shape))
    return np.asarray(np.round(values, 1) + 0.0)


def resized(image: Array, rows: int, columns: int, *, middle: bool) -> Array:
    """Return the image cropped, or extended by zeros, to `rows` by `columns`.

    What stays where it was is the middle, or else the top left; an odd row or column goes, or comes, at the bottom
    and the right.
    """
    more = rows - image.shape[0], columns - image.shape[1]
    down, right = (int(cells / 2) if middle else 0 for cells in more)
    return laid(image, (rows, columns), (down, right))


def in_colour(image: Array) -> Array:
    """Return the image with its grey value in red, green and blue."""
    return image if image.shape[2] == 3 else np.repeat(in_grey(image), 3, axis=2)


def in_grey(image: Array) -> Array:
    """Return the image with one channel: the brightness of its colours by Rec. 601, or the mean of other channels."""
    if image.shape[2] == 1:
        return image
    from cnnviz.importing.reduction import grey  # a start does not wait for it

    same = (image == image[..., :1]).all(axis=2, keepdims=True)
    brightness = grey(image) if image.shape[2] == 3 else image.mean(axis=2, keepdims=True)
    return np.where(same, image[..., :1], brightness)  # grey stays grey to the last bit
