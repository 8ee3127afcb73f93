"""How many steps of a chapter belong together where they do nothing but copy."""

from math import prod

from cnnviz.trace.trace import Trace

CELL_BY_CELL = 100
"""So many cells are copied one by one: an 8x8 image with a border of one cell is still seen cell by cell."""

ROW_BY_ROW = 32
"""So many rows are copied row by row; more of them are copied all at once."""


def natural(trace: Trace) -> int:
    """Return how many steps of a copy one sees at once: a cell of a small array, a row of a larger one, else all.

    >>> from cnnviz.trace.padding import PadForward
    >>> import numpy as np
    >>> [natural(PadForward(np.zeros((1, size, size, 1)), 1)) for size in (8, 28, 64)]
    [1, 30, 4356]
    """
    steps, row = len(trace), prod(trace.shape[1:])
    if steps <= CELL_BY_CELL:
        return 1
    return row if steps <= ROW_BY_ROW * row else steps
