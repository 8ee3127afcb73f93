"""The terms of the step in hand, each with the numbers that it has at the moment when it is worked out."""

import math
from collections.abc import Iterable
from typing import Any

from cnnviz.frozen import NamedTuple
from cnnviz.hidden import HIDDEN
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Array, Cell, Factor, Term, Update, value_of, write


class WorkedTerm(NamedTuple):
    """A term of an update, with its numbers at the moment when it is worked out.

    Parameters
    ----------
    update, term
    values : what its factors are, in their order
    product : what they come to, multiplied in their order
    before, after : what the target holds before the update and after the whole of it
    done : whether the frame is beyond it
    cells : the cells among its factors
    """

    update: Update
    term: Term
    values: tuple[float, ...]
    product: float
    before: float
    after: float
    done: bool
    cells: tuple[Cell, ...]


def worked(frame: Frame) -> Iterable[tuple[list[WorkedTerm], Update]]:
    """Carry the step out and yield each update with its terms; one without terms writes a 0."""
    written = frame.chapter.trace.outputs
    arrays: dict[str, Any] = {
        name: _Draft(array) if name in written else array for name, array in frame.before.items()
    }
    left = frame.done.operations
    for update in frame.step.updates:
        target = arrays[update.target.array]
        before = float(target[update.target.index])
        values = [tuple([value_of(factor, arrays) for factor in term]) for term in update.terms]
        products = [math.prod(numbers) for numbers in values]
        write(update, products, arrays)
        if frame.withholds(update.target):
            target[update.target.index] = HIDDEN
            products = [HIDDEN for _ in products]
        after, done = float(target[update.target.index]), range(left)
        yield (
            [
                WorkedTerm(update, term, numbers, product, before, after, number in done, cells_of(term))
                for number, (term, numbers, product) in enumerate(
                    zip(update.terms, values, products, strict=True)
                )
            ]
            or [WorkedTerm(update, (), (0.0,), 0.0, before, after, True, ())],
            update,
        )
        left -= len(update.terms)


def cells_of(factors: Iterable[Factor]) -> tuple[Cell, ...]:
    """Return the cells among factors, in their order."""
    return tuple([factor for factor in factors if isinstance(factor, Cell)])


class _Draft:
    """An array that a step writes on, while the true one stays as it is: a copy of a large one would take long."""

    def __init__(self, array: Array) -> None:
        self._array = array
        self._written: dict[tuple[int, ...], Any] = {}

    def __getitem__(self, index: tuple[int, ...]) -> Any:
        return self._written[index] if index in self._written else self._array[index]

    def __setitem__(self, index: tuple[int, ...], value: float) -> None:
        self._written[index] = self._array.dtype.type(value)
