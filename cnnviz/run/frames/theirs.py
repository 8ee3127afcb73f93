"""Somebody else's array beside the run's own: what it holds after a step, and where it is another one.

A learner assigns where windows overlap. After the second window of a scatter::

    the run's        theirs, all of it known      wrong
    1 0 -1 ...       1 1 0 -1                     [0, 1] and [0, 2]
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import frozen_dataclass
from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Array, Cell


@frozen_dataclass(eq=False)
class Theirs:
    """What somebody's array holds.

    Parameters
    ----------
    array : what the steps call the array
    values : its numbers, in the shape that it has in the run
    known : of which cells it is known what they hold after the step
    wrong : which of these differ by more than rounding explains
    whole : all of its numbers, as far as they are known at the end
    how : what was done otherwise, in some words; nothing where nobody knows
    unknown : why nothing of it is ever known, in some words
    """

    array: str
    values: Array
    known: NDArray[np.bool_]
    wrong: NDArray[np.bool_]
    whole: Array
    how: str = ""
    unknown: str = ""

    def value(self, cell: Cell) -> float | None:
        """Return what it holds in a cell, None where that is not known."""
        return float(self.values[cell.index]) if self.known[cell.index] else None

    def differ(self, cells: Iterable[Cell]) -> int:
        """Return how many of some cells differ."""
        return sum(bool(self.wrong[cell.index]) for cell in cells if cell.array == self.array)


Beside: TypeAlias = Callable[[Chapter, Position], Theirs | None]
"""Returns what somebody else's array holds at a position; None in a chapter that has nothing to do with it."""
