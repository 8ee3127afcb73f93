"""What a step is: which cells it reads, which it writes, and by what arithmetic.

Everything else that is shown about a pass (highlight, connectors, formula, ledger, narration) is derived from
these records, so that no two of them can disagree.
"""

import functools
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.activation import LEAK
from cnnviz.frozen import frozen_dataclass

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


def apply(step: Step, arrays: Mapping[str, Array]) -> None:
    """Carry out `step` on `arrays`, in place, by plain Python arithmetic: this is what a step means."""
    for update in step.updates:
        products = [math.prod([value_of(factor, arrays) for factor in term]) for term in update.terms]
        write(update, products, arrays)


def write(update: Update, products: Sequence[float], arrays: Mapping[str, Array]) -> None:
    """Write what the terms of an update make, given what each of them comes to."""
    value = _combined(update.combine, products)
    if update.function is not None:
        value = FUNCTIONS[update.function](value)
    array, index = arrays[update.target.array], update.target.index
    array[index] = float(array[index]) + value if update.accumulate else value


def _combined(combine: Combine, products: Sequence[float]) -> float:
    if combine is Combine.SUM:
        return added(products)
    largest = -math.inf
    for value in products:
        largest = value if value > largest or math.isnan(value) else largest
    return largest


def added(numbers: Iterable[float]) -> float:
    """Return a sum as it comes in the order of its numbers: `sum` corrects its rounding from Python 3.12 on."""
    return functools.reduce(operator.add, numbers, 0.0)


def value_of(factor: Factor, arrays: Mapping[str, Array]) -> float:
    """Return what a factor is."""
    return factor.value if isinstance(factor, Const) else float(arrays[factor.array][factor.index])


def _relu(z: float) -> float:
    return 0.0 if z <= 0 else z


def _leaky_relu(z: float) -> float:
    return LEAK * z if z <= 0 else z


def _exp(z: float) -> float:
    try:
        return math.exp(z)
    except OverflowError:
        return math.inf


def _sigmoid(z: float) -> float:
    small = _exp(-abs(z))
    return (small if z < 0 else 1.0) / (1.0 + small)


def _log(z: float) -> float:
    if z == 0:
        return -math.inf
    return math.nan if z < 0 else math.log(z)


def _reciprocal(z: float) -> float:
    return math.copysign(math.inf, z) if z == 0 else 1.0 / z


FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "identity": float,
    "relu": _relu,
    "leaky_relu": _leaky_relu,
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "exp": _exp,
    "log": _log,
    "reciprocal": _reciprocal,
}
"""What may be done to the terms of an update once they are combined, in plain Python."""
