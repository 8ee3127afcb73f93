"""What is to be known of a kind of layer to run it: three functions; and what chapters of several kinds have alike."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.frozen import NamedTuple
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.trace.trace import Trace


class LayerKind(NamedTuple):
    """How a kind of layer is computed and stepped through.

    Parameters
    ----------
    operations : the network's layers that do what the layer does to an input of a shape; padding, if any, comes first
    forward : appends the layer's chapters and arrays on the way forward, and returns what the way back needs
    backward : appends the layer's chapters and arrays on the way back
    """

    operations: Callable[[Any, Shape], Sequence[NetworkLayer]]
    forward: Callable[[Builder, int, Any], ForwardPass]
    backward: Callable[[Builder, ForwardPass], None]


def times(pair: tuple[int, int]) -> str:
    """Return a size: 3×3, 2×1."""
    return f"{pair[0]}×{pair[1]}"


def brief(pair: tuple[int, int]) -> str:
    """Return one number where both are the same, else both: 1, 2×1."""
    return f"{pair[0]}" if pair[0] == pair[1] else times(pair)


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
