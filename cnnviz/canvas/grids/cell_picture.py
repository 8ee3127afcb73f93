"""An array as a picture for other programs: whole pixels a cell, its channels side by side."""

import math

import numpy as np

from cnnviz.canvas.grids.thumbnail import as_image, cell_colours
from cnnviz.canvas.palette import Palette, rgb
from cnnviz.qt import QImage
from cnnviz.trace.steps import Array

_SIDE = 512  # pixels that the picture should have on its longer side, and has, unless it has more cells
_LARGEST_CELL = 48


def cell_picture(array: Array, palette: Palette, *, image: bool) -> QImage:
    """Return an array as a picture, a list of numbers as a row.

    An image of three channels is in colour. Of any other array the channels stand side by side, of filters a row for
    each, a cell apart.
    """
    array = _upright(array)
    rows, columns, *depth = array.shape
    colour = image and depth == [3]
    across, down = (1, 1) if colour else _arranged(depth)
    width, height = across * (columns + 1) - 1, down * (rows + 1) - 1
    whole = np.full((height, width, 3), rgb(palette.role("stage")), np.uint8)
    planes = array.reshape(rows, columns, -1, order="F")
    for channel in range(across * down if not colour else 1):
        if channel < planes.shape[2]:
            left, top = channel % across * (columns + 1), channel // across * (rows + 1)
            cells = cell_colours(planes, palette, image=image, channel=channel)
            whole[top : top + rows, left : left + columns] = cells
    return as_image(whole, min(max(_SIDE // max(width, height), 1), _LARGEST_CELL))


def _upright(array: Array) -> Array:
    """Return an array with at least rows, columns and channels."""
    array = np.atleast_2d(array)
    return array[..., None] if array.ndim == 2 else array


def _arranged(depth: list[int]) -> tuple[int, int]:
    """Return how many planes stand side by side, and how many one below the other."""
    if len(depth) > 1 and depth[0] > 1:
        return depth[0], math.prod(depth[1:])
    count = math.prod(depth)
    across = math.ceil(math.sqrt(count))
    return across, math.ceil(count / across)
