"""Every cell of a chapter by a number of its own, counted from array to array; what the steps write comes last.

A chapter whose steps read X, 2 by 2, and write Y, 1 by 2::

    X   0 1     Y   4 5
        2 3
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Array, Cell, Index


class Numbering:
    """Numbers the cells of a chapter, of the one image that its steps go through.

    Attributes
    ----------
    names : the arrays in the order of their numbers
    made : the first number of what the steps write
    """

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter
        written = set(chapter.trace.outputs) | set(chapter.trace.asides)
        self.names: Sequence[str] = sorted(chapter.info, key=lambda name: name in written)
        self.starts: dict[str, int] = {}
        self.made = 0
        count = 0
        for name in self.names:
            self.starts[name] = count
            count += self.own(name, chapter.arrays).size
            if name not in written:
                self.made = count
        self.count = count

    def own(self, name: str, arrays: Mapping[str, Array]) -> Array:
        """Return an array for the image that is followed."""
        array: Array = arrays[name]
        return array[self._chapter.sample] if self._chapter.info[name].sampled else array

    def numbers(self, name: str, indices: Index) -> NDArray[np.intp]:
        """Return the numbers of cells of an array, given as full indices (cells, axes)."""
        sampled = self._chapter.info[name].sampled
        shape = self._chapter.arrays[name].shape[sampled:]
        axes = tuple(indices[:, axis] for axis in range(sampled, indices.shape[1]))
        return self.starts[name] + np.ravel_multi_index(axes, shape)

    def of(self, cell: Cell) -> int:
        """Return the number of a cell."""
        sampled = self._chapter.info[cell.array].sampled
        place = 0
        for count, at in zip(
            self._chapter.arrays[cell.array].shape[sampled:], cell.index[sampled:], strict=True
        ):
            place = place * count + at
        return self.starts[cell.array] + place

    def cell(self, name: str, place: int) -> Cell:
        """Return a cell by its place within its array."""
        sampled = self._chapter.info[name].sampled
        shape = self._chapter.arrays[name].shape[sampled:]
        index = tuple(int(at) for at in np.unravel_index(place, shape))
        return Cell(name, (self._chapter.sample, *index) if sampled else index)


def runs_of(numbers: Iterable[int]) -> list[int]:
    """Return numbers as runs: 3, 4, 5, 9 as 3, 3, 9, 1, which is the first and how many, each time."""
    found: list[int] = []
    for number in sorted(set(numbers)):
        if found and number == found[-2] + found[-1]:
            found[-1] += 1
        else:
            found += [number, 1]
    return found
