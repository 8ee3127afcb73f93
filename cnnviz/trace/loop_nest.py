"""A pass as a loop nest: every question about it is answered from its tables, and nothing is stored."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.trace.steps import Array, Cell, Index, Step, Term, Trace, Update
from cnnviz.trace.tables import (
    Access,
    Constant,
    Statement,
    Table,
    distinct,
    mesh,
    picked,
    places,
    product,
    reached,
)

Box: TypeAlias = tuple[slice, ...]
Count: TypeAlias = NDArray[np.int32]
_NEVER = 1 << 28  # four of them still fit


class LoopNest(Trace):
    """A pass given by loops and statements.

    Parameters
    ----------
    inputs : arrays that are read
    loops : the values that each loop variable takes, ascending, outermost loop first
    axes : the loops' names
    statements : what happens in each step, or how to find out; the tables of each statement have all loop variables
    """

    def __init__(
        self,
        inputs: Mapping[str, Array],
        loops: Mapping[str, ArrayLike],
        axes: Sequence[str],
        statements: Iterable[Statement] | Callable[[], Iterable[Statement]],
    ) -> None:
        self.inputs = {name: _read_only(array) for name, array in inputs.items()}
        self._loops: dict[str, Index] = {letter: np.asarray(loop, np.intp) for letter, loop in loops.items()}
        self._given = statements
        self.axes = tuple(axes)
        self.shape = tuple(map(len, self._loops.values()))

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return tuple(self._given() if callable(self._given) else self._given)

    @cached_property
    def outputs(self) -> Mapping[str, Array]:
        """Return the finished arrays."""
        with np.errstate(all="ignore"):
            return {name: _read_only(array) for name, array in self._finished().items()}

    @abstractmethod
    def _finished(self) -> Mapping[str, Array]:
        """Compute the finished arrays, vectorised."""

    def step(self, n: int) -> Step:
        """Build step `n`."""
        visit = self._visit(n)
        found: dict[tuple[str, tuple[int, ...]], tuple[Statement, list[Term]]] = {}
        for statement in self._statements:
            points = product([table.where(visit) for table in statement.tables])
            terms = zip(*(picked(factor, points) for factor in statement.factors), strict=True)
            for place in places(statement.target, points):
                _, own = found.setdefault((statement.target.array, place), (statement, []))
                own.extend(islice(terms, 1))
        return Step(
            tuple(
                Update(
                    Cell(*target), tuple(terms), statement.combine, statement.function, statement.accumulate
                )
                for target, (statement, terms) in found.items()
            )
        )

    def _visit(self, n: int) -> dict[str, int]:
        """Return what the loop variables are in step `n`."""
        places = zip(self._loops.items(), np.unravel_index(n, self.shape), strict=True)
        return {letter: int(loop[place]) for (letter, loop), place in places}

    def state(self, n: int) -> Mapping[str, Array]:
        """Return every array after `n` steps."""
        if not 0 <= n <= len(self):
            raise IndexError(f"state {n} of a pass with {len(self)} steps")
        arrays = dict(self.inputs)
        with np.errstate(all="ignore"):
            sums = self._accumulated(n) if 0 < n < len(self) else {}
            for name, done in self.outputs.items():
                _, last = self._spans[name]
                arrays[name] = _read_only(sums[name] if name in sums else np.where(last < n, done, 0))
        return arrays

    def progress(self, n: int) -> Mapping[str, NDArray[np.int8]]:
        """Return for every output what is not yet written (0), partly (1) or finished (2)."""
        return {
            name: (first < n).view(np.int8) + (last < n).view(np.int8)
            for name, (first, last) in self._spans.items()
        }

    def steps_of(self, cell: Cell) -> Sequence[int]:
        """Return the steps that write `cell`, ascending."""
        found = []
        for statement in self._statements:
            if statement.target.array == cell.array:
                tables = [table.where(statement.target.at(cell)) for table in statement.tables]
                parts = [np.unique(self._numbers(table)) for table in tables]
                found.append(reduce(np.add.outer, parts).ravel())
        return _ascending(np.concatenate(found) if found else np.zeros(0, np.intp))

    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass."""
        found: dict[str, list[Index]] = {}
        for statement in self._statements:
            accesses = [
                access for access in (statement.target, *statement.factors) if isinstance(access, Access)
            ]
            for i, access in enumerate(accesses):
                if access.array == cell.array and len(access.letters) == len(cell.index):
                    tables = [table.where(access.at(cell)) for table in statement.tables]
                    for other in (
                        dict.fromkeys(accesses[:i] + accesses[i + 1 :]) if all(map(len, tables)) else ()
                    ):
                        found.setdefault(other.array, []).append(reached(other, tables))
        merged = {
            name: parts[0] if len(parts) == 1 else distinct(np.concatenate(parts).T).T
            for name, parts in found.items()
        }
        if cell.array in merged:
            own = merged[cell.array]
            merged[cell.array] = own[(own != cell.index).any(1)]
        return {name: cells for name, cells in merged.items() if len(cells)}

    @cached_property
    def _strides(self) -> dict[str, int]:
        return {letter: prod(self.shape[i + 1 :]) for i, letter in enumerate(self._loops)}

    def _numbers(self, table: Table) -> Index:
        """Return what each point of `table` contributes to the number of its step."""
        number = np.zeros(len(table), np.intp)
        for letter, column in table.columns.items():
            if letter in self._loops:
                number += np.searchsorted(self._loops[letter], column) * self._strides[letter]
        return number

    @cached_property
    def _spans(self) -> dict[str, tuple[Count, Count]]:
        """The first and the last step that writes each cell; ``len(self)`` for both where none does."""
        return {
            name: self._span(name)
            for name in {statement.target.array: None for statement in self._statements}
        }

    def _span(self, name: str) -> tuple[Count, Count]:
        statements = [statement for statement in self._statements if statement.target.array == name]
        first = reduce(
            np.minimum, (self._extremes(statement, np.minimum, _NEVER) for statement in statements)
        )
        np.minimum(first, len(self), out=first)
        if not any(statement.accumulate for statement in statements):
            return first, first
        last = reduce(
            np.maximum, (self._extremes(statement, np.maximum, -_NEVER) for statement in statements)
        )
        last[last < 0] = len(self)
        return first, last

    def _extremes(self, statement: Statement, extreme: np.ufunc, start: int) -> Count:
        """Return per target cell the least or largest step number: a sum over the tables."""
        shape, letters = self.outputs[statement.target.array].shape, statement.target.letters
        parts = []
        for table in statement.tables:
            axes = [axis for axis, letter in enumerate(letters) if letter in table.columns]
            part = np.full([size if axis in axes else 1 for axis, size in enumerate(shape)], start, np.int32)
            nowhere = np.zeros(len(table), np.intp)
            index = tuple(table.columns.get(letter, nowhere) for letter in letters)
            extreme.at(part, index, self._numbers(table).astype(np.int32))
            parts.append(part)
        total: Count = reduce(np.add, parts)
        return total

    def _accumulated(self, n: int) -> Mapping[str, Array]:
        """Return the arrays that accumulate, after `n` steps."""
        names = {statement.target.array for statement in self._statements if statement.accumulate}
        sums = {name: np.zeros_like(self.outputs[name]) for name in names}
        for box in prefix(n, self.shape) if names else ():
            self._add(box, sums)
        return sums

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        """Add what the steps of `box` add, and nothing else, so that a NaN shows only after its step."""
        for statement in (statement for statement in self._statements if statement.accumulate):
            at = mesh([self._within(table, box) for table in statement.tables])
            total = sums[statement.target.array]
            place = np.ravel_multi_index([at[letter] for letter in statement.target.letters], total.shape)
            value: Array = np.ones([1] * len(statement.tables))
            for factor in statement.factors:
                value = value * self._array(factor)[tuple(at[letter] for letter in factor.letters)]
            place, value = np.broadcast_arrays(place, value)
            total += np.bincount(place.ravel(), value.ravel(), total.size).reshape(total.shape)

    def _array(self, factor: Access | Constant) -> Array:
        if isinstance(factor, Constant):
            return factor.values
        return self.inputs[factor.array] if factor.array in self.inputs else self.outputs[factor.array]

    def _within(self, table: Table, box: Box) -> Table:
        chosen = np.ones(len(table), bool)
        for (letter, loop), span in zip(self._loops.items(), box, strict=True):
            if letter in table.columns:
                column, inside = table.columns[letter], loop[span]
                chosen &= (column >= inside[0]) & (column <= inside[-1])
        return table.keep(chosen)


def prefix(n: int, shape: Sequence[int]) -> Iterator[Box]:
    """Yield the boxes that the first `n` steps of a row-major loop fill: slabs, then rows, then cells."""
    lead: Box = ()
    for axis in range(len(shape)):
        count, n = divmod(n, prod(shape[axis + 1 :]))
        if count:
            yield (*lead, slice(0, count), *(slice(0, size) for size in shape[axis + 1 :]))
        lead = (*lead, slice(count, count + 1))


def _read_only(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view


def _ascending(numbers: Index) -> Sequence[int]:
    """Return the numbers, sorted: evenly spaced ones as a range, others as a tuple."""
    if len(numbers) == 0:
        return ()
    if (np.diff(numbers) <= 0).any():
        numbers = np.unique(numbers)
    step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else 1
    if (np.diff(numbers) == step).all():
        return range(int(numbers[0]), int(numbers[-1]) + 1, step)
    return tuple(numbers.tolist())
