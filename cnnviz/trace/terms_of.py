"""What has to do with one cell over a whole pass: its terms as columns, how many each cell has, and all it touches."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import NamedTuple
from cnnviz.trace.loops import Loops
from cnnviz.trace.steps import Array, Cell, Index, Term
from cnnviz.trace.tables import (
    Access,
    Constant,
    Statement,
    Table,
    distinct,
    factors_at,
    meetings,
    product,
    reached,
)
from cnnviz.trace.trace import Terms


class _Part(NamedTuple):
    """The terms that one statement adds to the cell."""

    factors: tuple[Access | Constant, ...]
    points: Mapping[str, Index]
    steps: Index
    cut: Callable[[Term], Term] | None


class TermsOf(Terms):
    """The terms of a cell, none built before it is asked for: a bias may have one for each cell of an image."""

    def __init__(self, cell: Cell, statements: Sequence[Statement], loops: Loops) -> None:
        self._parts = list(_parts(cell, statements, loops))
        steps = np.concatenate([part.steps for part in self._parts] or [np.zeros(0, np.intp)])
        self._order = np.argsort(steps, kind="stable")
        self._ends = np.cumsum([len(part.steps) for part in self._parts])
        self.steps: Index = steps[self._order]

    def _item(self, n: int) -> tuple[int, Term]:
        at = int(self._order[n])
        number = int(np.searchsorted(self._ends, at, "right"))
        part = self._parts[number]
        within = at - (int(self._ends[number - 1]) if number else 0)
        point = {letter: column[within : within + 1] for letter, column in part.points.items()}
        term = tuple(factors_at(factor, point)[0] for factor in part.factors)
        return int(self.steps[n]), term if part.cut is None else part.cut(term)

    def products(self, arrays: Mapping[str, Array]) -> NDArray[np.float64]:
        """Return what each term comes to."""
        found = [np.zeros(0)]
        with np.errstate(all="ignore"):
            for part in self._parts:
                value, stopped = np.ones(len(part.steps)), np.zeros(len(part.steps), bool)
                for factor in part.factors:
                    source = factor.values if isinstance(factor, Constant) else arrays[factor.array]
                    numbers = source[tuple(part.points[letter] for letter in factor.letters)]
                    value = value * numbers
                    if isinstance(factor, Constant) and factor.of:  # a mask of 0 lets no infinity pass
                        stopped |= numbers == 0
                found.append(np.where(stopped, 0.0, value))
        return np.concatenate(found)[self._order]


def _parts(cell: Cell, statements: Sequence[Statement], loops: Loops) -> Iterator[_Part]:
    for statement in statements:
        if statement.target.array == cell.array and statement.factors:
            tables = [table.where(statement.target.at(cell)) for table in statement.tables]
            if all(map(len, tables)):
                numbers = [loops.numbers(table) for table in tables]
                steps = reduce(np.add.outer, numbers).ravel()
                yield _Part(statement.factors, product(tables), steps, statement.cut)


def counts(statements: Sequence[Statement], shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Return how many terms these statements add to each cell of their target, of `shape`.

    The tables do not depend on each other: what each counts is multiplied.
    """
    total = np.zeros(shape, np.intp)
    for statement in statements:
        if statement.factors:
            total += reduce(np.multiply, (_count(statement, table, shape) for table in statement.tables))
    return total


def _count(statement: Statement, table: Table, shape: tuple[int, ...]) -> NDArray[np.intp]:
    letters = statement.target.letters
    own = [size if letter in table.columns else 1 for size, letter in zip(shape, letters, strict=True)]
    part = np.zeros(own, np.intp)
    nowhere = np.zeros(len(table), np.intp)
    np.add.at(part, tuple(table.columns.get(letter, nowhere) for letter in letters), 1)
    return part


def related(cell: Cell, statements: Sequence[Statement]) -> Mapping[str, Index]:
    """Return all that a cell touches by statements, by array and without itself."""
    found: dict[str, list[Index]] = {}
    for statement in statements:
        for access, tables in meetings(statement, cell):
            found.setdefault(access.array, []).append(reached(access, tables))
    merged = {
        name: parts[0] if len(parts) == 1 else distinct(np.concatenate(parts).T).T
        for name, parts in found.items()
    }
    if cell.array in merged:
        own = merged[cell.array]
        merged[cell.array] = own[(own != cell.index).any(1)]
    return {name: cells for name, cells in merged.items() if len(cells)}


def companions(cell: Cell, statements: Sequence[Statement], loops: Loops) -> Index:
    """Return what the steps that access a cell by a statement access of its own array by the same one."""
    found = [np.array([cell.index], np.intp)]
    for statement in statements:
        for access in statement.accesses:
            if access.array != cell.array or len(access.letters) != len(cell.index):
                continue
            own = [_in_its_steps(table, access.at(cell), loops) for table in statement.tables]
            if all(map(len, own)):
                found.append(reached(access, own))
    return distinct(np.concatenate(found).T).T


def _in_its_steps(table: Table, values: Mapping[str, int], loops: Loops) -> Table:
    """Return the points of a table in the steps in which some points have these values."""
    numbers = loops.numbers(table)
    return table.keep(np.isin(numbers, loops.numbers(table.where(values))))
