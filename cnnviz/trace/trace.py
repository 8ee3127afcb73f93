"""What a pass answers: any of its steps, its arrays after so many of them, and what a cell has to do with it."""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Geometry
from cnnviz.trace.steps import Array, Cell, Index, Step, Term

Item = TypeVar("Item")


class OnDemand(Sequence[Item], ABC):
    """A sequence of which nothing is stored: items by number, from 0 or from the end, or some of them by a slice.

    Raises
    ------
    IndexError
        For an item that there is not.
    """

    @abstractmethod
    def _item(self, n: int) -> Item:
        """Return item `n`, counted from 0, which there is."""

    def _missing(self, n: int) -> str:
        """Return what is said of an item that there is not."""
        return f"item {n} of {len(self)}"

    @overload
    def __getitem__(self, n: int) -> Item: ...
    @overload
    def __getitem__(self, n: slice) -> list[Item]: ...
    def __getitem__(self, n: int | slice) -> Item | list[Item]:
        if isinstance(n, slice):
            return [self._item(at) for at in range(*n.indices(len(self)))]
        at = n + len(self) if n < 0 else n
        if not 0 <= at < len(self):
            raise IndexError(self._missing(n))
        return self._item(int(at))


class Terms(OnDemand[tuple[int, Term]]):
    """All that makes one cell over a whole pass: the step and the term itself, in the order of the adding up.

    Attributes
    ----------
    steps : the step of each term, ascending
    """

    steps: Index

    def __len__(self) -> int:
        return len(self.steps)

    @abstractmethod
    def products(self, arrays: Mapping[str, Array]) -> NDArray[np.float64]:
        """Return what each term comes to, its factors multiplied in their order."""


class Trace(OnDemand[Step]):
    """A pass as a sequence of steps with random access, none of them stored.

    Attributes
    ----------
    inputs : arrays that the steps only read
    shape : the steps' own loop shape, row-major; there are ``prod(shape)`` steps
    axes : what each axis of `shape` counts, such as ("row", "column", "filter")
    geometry : where the windows lie on the padded image, None in a pass that has none
    is_veiled : whether numbers of it are hidden
    """

    inputs: Mapping[str, Array]
    shape: tuple[int, ...]
    axes: tuple[str, ...]
    geometry: Geometry | None = None
    is_veiled = False

    @property
    @abstractmethod
    def outputs(self) -> Mapping[str, Array]:
        """Return the finished arrays, as far as the steps write them equal to ``state(len(self))``."""

    @abstractmethod
    def step(self, n: int) -> Step:
        """Build step `n`, counted from 0."""

    @abstractmethod
    def variables(self, n: int) -> Mapping[str, int]:
        """Return what the loop variables are in step `n`, by the letters that a listing of the loops has."""

    @property
    def repeats(self) -> bool:
        """Whether each step is the first one at another place: as many terms, of cells that lie alike."""
        return False

    @property
    def asides(self) -> Mapping[str, Array]:
        """Return arrays that follow from the steps and that no term needs, finished: the mask of a maximum."""
        return {}

    def highlights(self, n: int) -> Sequence[Cell]:
        """Return which of the cells in step `n` it singles out: the winners of a maximum. Nothing in most passes."""
        return ()

    def tied(self, n: int) -> Sequence[Cell]:
        """Return the cells in step `n` that are as large as its winners, and win nothing by the rule in force."""
        return ()

    def withholds(self, n: int, cell: Cell) -> bool:
        """Return whether what step `n` writes to `cell` is hidden, so that nobody may work it out for others to see."""
        return False

    @abstractmethod
    def state(self, n: int) -> Mapping[str, Array]:
        """Return every array after `n` steps, read-only, asides too; cells not yet written are 0.

        Raises
        ------
        IndexError
            For fewer than 0 or more than all steps.
        """

    @abstractmethod
    def progress(self, n: int) -> Mapping[str, NDArray[np.int8]]:
        """Return for every output and aside, after `n` steps: 0 not yet written, 1 more will be added, 2 finished."""

    @abstractmethod
    def steps_of(self, cell: Cell) -> Sequence[int]:
        """Return the steps that write `cell`, ascending."""

    @abstractmethod
    def terms_of(self, cell: Cell) -> Terms:
        """Return every term that makes `cell`."""

    @abstractmethod
    def counts(self, array: str) -> Index:
        """Return how many terms each cell of a written array has over the whole pass."""

    @abstractmethod
    def touching(self, cell: Cell) -> Sequence[int]:
        """Return the steps in which `cell` is written, is a factor or stands aside, ascending."""

    def adding(self, after: int, by: int = 1) -> int | None:
        """Return the next step that adds something, or the last before where `by` is negative; None where none does.

        What adds something, `trace.adding` says. Of a pass of which numbers are hidden it is not told.
        """
        return None

    @abstractmethod
    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass: per array its cells, shape (cells, ndim).

        For a cell that is read, its partners in products and the targets of those; for one that is written,
        all cells among its terms; what stands aside counts with both. The cell itself is left out.
        """

    @abstractmethod
    def companions(self, cell: Cell) -> Index:
        """Return what the steps that access `cell` access of its own array, with itself: shape (cells, ndim).

        Of an image these are all windows that the cell is in.
        """

    def __len__(self) -> int:
        return math.prod(self.shape)

    def _item(self, n: int) -> Step:
        return self.step(n)

    def _missing(self, n: int) -> str:
        return f"step {n} of a pass with {len(self)} steps"
