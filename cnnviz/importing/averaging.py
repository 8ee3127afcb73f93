"""Area averaging: each cell of the result is the mean of the part of the picture that it covers."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
ReadRows: TypeAlias = Callable[[int, int], NDArray[Any]]

_BLOCK = 32


def averaged(read: ReadRows, height: int, shape: tuple[int, int]) -> Array:
    """Average a picture down to `shape` (rows, columns).

    Parameters
    ----------
    read
        `read(first, last)` returns the picture's rows from `first` up to but without `last`, so that a large
        picture need never be in memory as a whole.
    height
        Rows of the picture.
    shape
        Rows and columns of the result, at most as many as the picture has. A pixel that two cells cover in
        part counts for each by that part.
    """
    rows, columns = shape
    blocks = [_block(read, height, rows, columns, top) for top in range(0, rows, _BLOCK)]
    return np.concatenate(blocks)


def _block(read: ReadRows, height: int, rows: int, columns: int, top: int) -> Array:
    """Average some rows both ways, so that what is averaged in one direction only stays small."""
    narrow = _averaged_rows(read, height, rows, top, min(top + _BLOCK, rows)).swapaxes(0, 1)
    width = len(narrow)
    both = _averaged_rows(lambda first, last: narrow[first:last], width, columns, 0, columns)
    return np.ascontiguousarray(both.swapaxes(0, 1))


def _averaged_rows(read: ReadRows, height: int, rows: int, top: int, bottom: int) -> Array:
    """Return the rows from `top` up to but without `bottom` of the `rows` that `height` are averaged to."""
    if rows == height:
        return np.array(read(top, bottom), dtype=np.float64)
    edges = [row * height / rows for row in range(top, bottom + 1)]
    return np.array([_covered_mean(read, height, *edge) for edge in pairwise(edges)])


def _covered_mean(read: ReadRows, height: int, start: float, stop: float) -> Array:
    first, last = int(start), min(height, int(np.ceil(stop)))
    covered = np.arange(first, last)
    share = np.minimum(covered + 1, stop) - np.maximum(covered, start)
    mean: Array = np.tensordot(share / share.sum(), read(first, last), 1)
    return mean
