"""The loops of a pass by themselves: from a step's number to its variables and back, and when cells are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.trace.steps import Index
from cnnviz.trace.tables import Statement, Table, once_each

Box: TypeAlias = tuple[slice, ...]
"""A range of each loop."""


class Loops:
    """Loops inside each other; a step is one visit of the innermost.

    Parameters
    ----------
    values : what each loop variable takes, ascending, outermost loop first
    """

    def __init__(self, values: Mapping[str, ArrayLike]) -> None:
        self.values: dict[str, Index] = {letter: np.asarray(loop, np.intp) for letter, loop in values.items()}
        self.shape = tuple(map(len, self.values.values()))
        self._strides = {letter: prod(self.shape[i + 1 :]) for i, letter in enumerate(self.values)}

    def __len__(self) -> int:
        return prod(self.shape)

    def variables(self, n: int) -> dict[str, int]:
        """Return what the variables are in step `n`."""
        found = {}
        for letter, loop in self.values.items():
            place, n = divmod(n, self._strides[letter])
            found[letter] = int(loop[place])
        return found

    def numbers(self, table: Table) -> Index:
        """Return what each point of `table` contributes to the number of its step."""
        number = np.zeros(len(table), np.intp)
        for letter, column in table.columns.items():
            if letter in self.values:
                number += np.searchsorted(self.values[letter], column) * self._strides[letter]
        return number

    def repeat(self, tables: Iterable[Table]) -> bool:
        """Return whether every step has the same points of the tables, moved."""
        return all(map(self._moves, tables))

    def _moves(self, table: Table) -> bool:
        letters = [letter for letter in table.columns if letter in self.values]
        if len(letters) != 1:
            return not letters
        values = self.values[letters[0]][:, None]
        if not len(table) or len(table) % len(values):
            return False
        loop, *others = (
            table.columns[letter].reshape(len(values), -1)
            for letter in sorted(table.columns, key=letters[0].__ne__)
        )
        moved = (column - column[:, :1] for column in others)
        return bool((loop == values).all()) and all((column == column[0]).all() for column in moved)

    def within(self, table: Table, box: Box) -> Table:
        """Return the points of `table` that belong to the steps of `box`."""
        chosen = np.ones(len(table), bool)
        for (letter, loop), span in zip(self.values.items(), box, strict=True):
            if letter in table.columns:
                column, inside = table.columns[letter], loop[span]
                chosen &= (column >= inside[0]) & (column <= inside[-1])
        return table.keep(chosen)


def everything(shape: Sequence[int]) -> Box:
    """Return the box of all steps."""
    return tuple(slice(0, size) for size in shape)


def prefix(n: int, shape: Sequence[int]) -> Iterator[Box]:
    """Yield the boxes that the first `n` steps of a row-major loop fill: slabs, then rows, then cells."""
    lead: Box = ()
    for axis in range(len(shape)):
        count, n = divmod(n, prod(shape[axis + 1 :]))
        if count:
            yield (*lead, slice(0, count), *everything(shape[axis + 1 :]))
        lead = (*lead, slice(count, count + 1))


def ascending(numbers: Index) -> Sequence[int]:
    """Return the numbers, sorted: evenly spaced ones as a range, others as a tuple."""
    if len(numbers) == 0:
        return ()
    if (np.diff(numbers) <= 0).any():
        numbers = once_each(numbers)
    step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else 1
    if (np.diff(numbers) == step).all():
        return range(int(numbers[0]), int(numbers[-1]) + 1, step)
    return tuple(numbers.tolist())


Count: TypeAlias = NDArray[np.int32]
_NEVER = 1 << 28  # four of them still fit


def span(statements: Sequence[Statement], shape: tuple[int, ...], loops: Loops) -> tuple[Count, Count]:
    """Return the first and the last step in which these statements write each cell of their target, of `shape`.

    Where none does, both are the number of steps, which is later than all of them.
    """
    first = reduce(np.minimum, (_extremes(one, shape, loops, np.minimum, _NEVER) for one in statements))
    np.minimum(first, len(loops), out=first)
    if not any(statement.accumulate for statement in statements):
        return first, first
    last = reduce(np.maximum, (_extremes(one, shape, loops, np.maximum, -_NEVER) for one in statements))
    last[last < 0] = len(loops)
    return first, last


def _extremes(
    statement: Statement, shape: tuple[int, ...], loops: Loops, extreme: np.ufunc, start: int
) -> Count:
    """Return per target cell the least or largest step number: a sum over the tables."""
    letters, parts = statement.target.letters, []
    for table in statement.tables:
        own = [size if letter in table.columns else 1 for size, letter in zip(shape, letters, strict=True)]
        part = np.full(own, start, np.int32)
        nowhere = np.zeros(len(table), np.intp)
        index = tuple(table.columns.get(letter, nowhere) for letter in letters)
        extreme.at(part, index, loops.numbers(table).astype(np.int32))
        parts.append(part)
    total: Count = reduce(np.add, parts)
    return total
