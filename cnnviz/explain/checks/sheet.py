"""How the numbers that can be nudged lie on a small sheet: a plane of an array, or a list in rows."""

import math
from collections.abc import Sequence
from itertools import product

import numpy as np

from cnnviz.explain.checks.spot import Given, plane_text
from cnnviz.run.array_info import Dim
from cnnviz.trace.steps import Index

_LAID_OUT = Dim.ROW, Dim.COLUMN
_MOST_COLUMNS = 8  # of a list


def planes(given: Given) -> Sequence[tuple[tuple[int, ...], str]]:
    """Return the first cell of each plane of an array, and what the plane is called."""
    axes, fixed = given.axes, _crosswise(given)
    ranges = [range(given.array.shape[axis]) if axis in fixed else range(1) for axis in range(len(axes))]
    at = sorted(product(*ranges), key=lambda cell: cell[::-1])
    return [(cell, plane_text(given, cell) if fixed else "") for cell in at]


def sheet(given: Given, at: Sequence[int]) -> Index:
    """Return the indices (rows, columns, axes) of the plane that a cell is in; -1 where a row has no more cells."""
    fixed, shape = _crosswise(given), given.array.shape
    across = [range(size) if axis not in fixed else (at[axis],) for axis, size in enumerate(shape)]
    cells = np.array(list(product(*across)), np.intp)
    if Dim.ROW in given.axes:
        return cells.reshape(shape[0], shape[1], len(shape))
    columns = min(max(math.ceil(math.sqrt(len(cells))), 1), _MOST_COLUMNS)
    filled = np.full((-(-len(cells) // columns) * columns, len(shape)), -1, np.intp)
    filled[: len(cells)] = cells
    return filled.reshape(-1, columns, len(shape))


def plane_of(given: Given, at: Sequence[int]) -> tuple[int, ...]:
    """Return the first cell of the plane that a cell is in."""
    fixed = _crosswise(given)
    return tuple(place if axis in fixed else 0 for axis, place in enumerate(at))


def in_plane(given: Given, at: Sequence[int], plane: Sequence[int]) -> tuple[int, ...]:
    """Return the cell that lies in another plane where a cell lies in its own."""
    fixed = _crosswise(given)
    pairs = zip(at, plane, strict=True)
    return tuple(other if axis in fixed else own for axis, (own, other) in enumerate(pairs))


def _crosswise(given: Given) -> frozenset[int]:
    """Return the axes of which one place is seen at a time: all but rows and columns, of a list all but the first."""
    if Dim.ROW in given.axes:
        return frozenset(axis for axis, dim in enumerate(given.axes) if dim not in _LAID_OUT)
    return frozenset(range(1, len(given.axes)))
