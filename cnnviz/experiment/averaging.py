"""Area averaging: each cell of the result is the mean of the part of the picture that it covers."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
ReadRows: TypeAlias = Callable[[int, int], NDArray[Any]]


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
    narrow = _averaged_rows(read, height, rows).swapaxes(0, 1)
    both = _averaged_rows(lambda first, last: narrow[first:last], len(narrow), columns)
    return np.ascontiguousarray(both.swapaxes(0, 1))


def _averaged_rows(read: ReadRows, height: int, rows: int) -> Array:
    if rows == height:
        return np.array(read(0, height), dtype=np.float64)
    return np.array(
        [_covered_mean(read, height, row * height / rows, (row + 1) * height / rows) for row in range(rows)]
    )


def _covered_mean(read: ReadRows, height: int, start: float, stop: float) -> Array:
    first, last = int(start), min(height, int(np.ceil(stop)))
    covered = np.arange(first, last)
    share = np.minimum(covered + 1, stop) - np.maximum(covered, start)
    mean: Array = np.tensordot(share / share.sum(), read(first, last), 1)
    return mean
