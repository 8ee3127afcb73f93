"""What a step is: which cells it reads, which it writes, and by what arithmetic.

Everything else that is shown about a pass (highlight, connectors, formula, ledger, narration) is derived from
these records, so that no two of them can disagree.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.geometry import Geometry
from cnnviz.frozen import frozen_dataclass
from cnnviz.trace.functions import FUNCTIONS

Array: TypeAlias = NDArray[np.floating[Any]]
Index: TypeAlias = NDArray[np.intp]


@frozen_dataclass(slots=True)
class Cell:
    """One number of an array, by the array's name and the full index: (sample, row, column, channel), say."""

    array: str
    index: tuple[int, ...]


@frozen_dataclass(slots=True)
class Const:
    """A factor that is no cell of any array, with the text that stands for it in a formula: ``1/9``.

    `of` is what such factors are together, where they differ from cell to cell: the mask of a maximum.
    """

    value: float
    label: str
    of: str = ""


Factor: TypeAlias = Cell | Const
Term: TypeAlias = tuple[Factor, ...]


class Combine(Enum):
    """How the terms of an update become one number."""

    SUM = "sum"
    MAX = "max"


@frozen_dataclass(slots=True)
class Update:
    """One cell written: ``target = function(combine(product of each term's factors))``.

    Parameters
    ----------
    target : the cell that is written
    terms : products, in the order in which they are added; a bias is a term of one factor, after the products
    combine : SUM adds the terms (none give 0), MAX takes the largest of them (a NaN wins)
    function : name in `trace.functions.FUNCTIONS`, applied to the combined terms
    accumulate : add to what the cell holds instead of replacing it
    aside : cells that belong to it without being factors: they decide about the terms, as the z of a slope does, or
        keep what was decided, as a mask does
    """

    target: Cell
    terms: tuple[Term, ...]
    combine: Combine = Combine.SUM
    function: str | None = None
    accumulate: bool = False
    aside: tuple[Cell, ...] = ()

    @property
    def reads(self) -> frozenset[Cell]:
        """The cells among the terms' factors."""
        return frozenset(factor for term in self.terms for factor in term if isinstance(factor, Cell))


@frozen_dataclass(slots=True)
class Step:
    """One visit of a pass's loop: updates, carried out one after another."""

    updates: tuple[Update, ...]

    @property
    def reads(self) -> frozenset[Cell]:
        """The cells among the terms of all updates."""
        return frozenset().union(*(update.reads for update in self.updates))

    @property
    def writes(self) -> frozenset[Cell]:
        """The targets of all updates."""
        return frozenset(update.target for update in self.updates)

    @property
    def cells(self) -> frozenset[Cell]:
        """All cells that it has to do with: read, written or aside."""
        return self.reads | self.writes | frozenset(cell for update in self.updates for cell in update.aside)

    @property
    def operations(self) -> int:
        """The number of terms over all updates."""
        return sum(len(update.terms) for update in self.updates)

    def first(self, operations: int) -> "Step":
        """Return the step cut off after that many terms; a function waits until its update is whole."""
        updates, left = [], operations
        for update in self.updates:
            if len(update.terms) > left:
                if left > 0:
                    target, terms, combine = update.target, update.terms[:left], update.combine
                    updates.append(Update(target, terms, combine, None, update.accumulate, update.aside))
                break
            updates.append(update)
            left -= len(update.terms)
        return Step(tuple(updates))


class Terms(Sequence[tuple[int, Term]]):
    """All that makes one cell over a whole pass: the step and the term itself, in the order of the adding up.

    Attributes
    ----------
    steps : the step of each term, ascending
    """

    steps: Index

    @abstractmethod
    def products(self, arrays: Mapping[str, Array]) -> NDArray[np.float64]:
        """Return what each term comes to, its factors multiplied in their order."""


class Trace(Sequence[Step], ABC):
    """A pass as a sequence of steps with random access, none of them stored.

    Attributes
    ----------
    inputs : arrays that the steps only read
    shape : the steps' own loop shape, row-major; there are ``prod(shape)`` steps
    axes : what each axis of `shape` counts, such as ("row", "column", "filter")
    geometry : where the windows lie on the padded image, None in a pass that has none
    """

    inputs: Mapping[str, Array]
    shape: tuple[int, ...]
    axes: tuple[str, ...]
    geometry: Geometry | None = None

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
        """Return every array after `n` steps, read-only, asides too; cells not yet written are 0."""

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

    @abstractmethod
    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass: per array its cells, shape (cells, ndim).

        For a cell that is read, its partners in products and the targets of those; for one that is written,
        all cells among its terms; what stands aside counts with both. The cell itself is left out.
        """

    def __len__(self) -> int:
        return math.prod(self.shape)

    @overload
    def __getitem__(self, n: int) -> Step: ...
    @overload
    def __getitem__(self, n: slice) -> list[Step]: ...
    def __getitem__(self, n: int | slice) -> Step | list[Step]:
        if isinstance(n, slice):
            return [self.step(i) for i in range(*n.indices(len(self)))]
        position = n + len(self) if n < 0 else n
        if not 0 <= position < len(self):
            raise IndexError(f"step {n} of a pass with {len(self)} steps")
        return self.step(int(position))


def apply(step: Step, arrays: Mapping[str, Array]) -> None:
    """Carry out `step` on `arrays`, in place, by plain Python arithmetic: this is what a step means."""
    for update in step.updates:
        value = _combined(update, arrays)
        if update.function is not None:
            value = FUNCTIONS[update.function](value)
        array, index = arrays[update.target.array], update.target.index
        array[index] = float(array[index]) + value if update.accumulate else value


def _combined(update: Update, arrays: Mapping[str, Array]) -> float:
    total, largest = 0.0, -math.inf
    for term in update.terms:
        value = math.prod(value_of(factor, arrays) for factor in term)
        total += value
        largest = value if value > largest or math.isnan(value) else largest
    return total if update.combine is Combine.SUM else largest


def value_of(factor: Factor, arrays: Mapping[str, Array]) -> float:
    """Return what a factor is."""
    return factor.value if isinstance(factor, Const) else float(arrays[factor.array][factor.index])
