"""A pass as a loop nest: tables of what the loop variables are together, and rules that pick cells by them.

A variable is a letter, and a rule reads like a line inside the loops: ``y[n,h,w,f] += x_pad[n,i,j,c] *
weight[u,v,k,f]`` is ``Pick("y", "nhwf")`` from ``Pick("x_pad", "nijc")`` and ``Pick("weight", "uvkf")``.
Rows, columns and channels do not depend on each other, so a handful of small tables stands for millions of
terms, and every question about the pass (what does this step read, which steps write this cell) is a
selection in each of them.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.trace.steps import Array, Cell, Combine, Const, Factor, Index, Step, Term, Trace, Update

Box: TypeAlias = tuple[slice, ...]
_NEVER = 1 << 40


class Table:
    """Values that some variables take together, a column each, such as h, u and i = h*stride + u*dilation."""

    def __init__(self, **columns: ArrayLike) -> None:
        self.columns: dict[str, Index] = {
            letter: np.asarray(column, np.intp) for letter, column in columns.items()
        }

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def keep(self, chosen: NDArray[np.bool_]) -> "Table":
        """Return the chosen points."""
        return Table(**{letter: column[chosen] for letter, column in self.columns.items()})

    def where(self, values: Mapping[str, int]) -> "Table":
        """Return the points at which the variables have these values; others than its own do not matter."""
        tests = [self.columns[letter] == value for letter, value in values.items() if letter in self.columns]
        return self.keep(np.logical_and.reduce(tests)) if tests else self


@dataclass(frozen=True, slots=True)
class Pick:
    """Cells of an array, a variable for each axis."""

    array: str
    letters: str


@dataclass(frozen=True, slots=True)
class Given:
    """Constants, one for each value of the variables."""

    values: Array
    letters: str
    label: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens at every point of the product of `tables`: one term, added in the order of the points.

    Without factors a rule only says that the target is written: a sum of no terms, unless other rules add
    some.
    """

    target: Pick
    factors: tuple[Pick | Given, ...]
    tables: tuple[Table, ...]
    combine: Combine = Combine.SUM
    function: str | None = None
    accumulate: bool = False


class Nest(Trace):
    """A pass given by loops and rules.

    Parameters
    ----------
    inputs : arrays that are read
    loops : the values that each loop variable takes, ascending, outermost loop first
    axes : the loops' names
    rules : what happens in each step; all loop variables are in the tables of each rule
    """

    def __init__(
        self,
        inputs: Mapping[str, Array],
        loops: Mapping[str, ArrayLike],
        axes: Sequence[str],
        rules: Iterable[Rule],
    ) -> None:
        self.inputs = {name: _read_only(array) for name, array in inputs.items()}
        self._loops: dict[str, Index] = {
            letter: np.asarray(values, np.intp) for letter, values in loops.items()
        }
        self._rules = tuple(rules)
        self.axes = tuple(axes)
        self.shape = tuple(len(values) for values in self._loops.values())

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
        indices = np.unravel_index(n, self.shape)
        values = {
            letter: int(loop[i]) for (letter, loop), i in zip(self._loops.items(), indices, strict=True)
        }
        found: dict[Cell, tuple[Rule, list[Term]]] = {}
        for rule in self._rules:
            points = _product([table.where(values) for table in rule.tables])
            targets = _cells(rule.target, points)
            for target, *term in zip(
                targets, *(_cells(factor, points) for factor in rule.factors), strict=True
            ):
                terms = found.setdefault(target, (rule, []))[1]
                if term:
                    terms.append(tuple(term))
        return Step(
            tuple(
                Update(target, tuple(terms), rule.combine, rule.function, rule.accumulate)
                for target, (rule, terms) in found.items()
            )
        )

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
        for rule in self._rules:
            if rule.target.array == cell.array:
                tables = [table.where(_values(rule.target, cell)) for table in rule.tables]
                parts = [np.unique(self._numbers(table)) for table in tables]
                found.append(reduce(np.add.outer, parts).ravel())
        return _ascending(np.unique(np.concatenate(found)) if found else np.zeros(0, np.intp))

    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass."""
        found: dict[str, list[Index]] = {}
        for rule in self._rules:
            picks = [pick for pick in (rule.target, *rule.factors) if isinstance(pick, Pick)]
            for i, pick in enumerate(picks):
                if pick.array == cell.array and len(pick.letters) == len(cell.index):
                    tables = [table.where(_values(pick, cell)) for table in rule.tables]
                    for other in picks[:i] + picks[i + 1 :] if all(map(len, tables)) else ():
                        found.setdefault(other.array, []).append(_image(other, tables))
        merged = {
            name: parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts), axis=0)
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
    def _spans(self) -> dict[str, tuple[Index, Index]]:
        """The first and the last step that writes each cell; ``len(self)`` for both where none does."""
        firsts: dict[str, list[Index]] = {}
        lasts: dict[str, list[Index]] = {}
        for rule in self._rules:
            name = rule.target.array
            firsts.setdefault(name, []).append(self._extremes(rule, np.minimum, _NEVER))
            lasts.setdefault(name, []).append(self._extremes(rule, np.maximum, -_NEVER))
        spans = {}
        for name in firsts:
            first, last = np.minimum.reduce(firsts[name]), np.maximum.reduce(lasts[name])
            last[last < 0] = len(self)
            spans[name] = np.minimum(first, len(self)), last
        return spans

    def _extremes(self, rule: Rule, extreme: np.ufunc, start: int) -> Index:
        """Return per target cell the least or largest step number: a sum over the tables."""
        shape, letters = self.outputs[rule.target.array].shape, rule.target.letters
        total = np.zeros(shape, np.intp)
        for table in rule.tables:
            axes = [axis for axis, letter in enumerate(letters) if letter in table.columns]
            part = np.full([size if axis in axes else 1 for axis, size in enumerate(shape)], start, np.intp)
            index = [table.columns[letters[axis]] if axis in axes else 0 for axis in range(len(shape))]
            extreme.at(
                part,
                tuple(np.broadcast_arrays(*index, np.zeros(len(table), np.intp))[:-1]),
                self._numbers(table),
            )
            total += part
        return total

    def _accumulated(self, n: int) -> Mapping[str, Array]:
        """Return the arrays that accumulate, after `n` steps."""
        names = {rule.target.array for rule in self._rules if rule.accumulate}
        sums = {name: np.zeros_like(self.outputs[name]) for name in names}
        for box in prefix(n, self.shape):
            self._add(box, sums)
        return sums

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        """Add what the steps of `box` add, and nothing else, so that a NaN shows only after its step."""
        arrays = {**self.inputs, **self.outputs}
        for rule in (rule for rule in self._rules if rule.accumulate):
            mesh = _mesh([self._within(table, box) for table in rule.tables])
            value: Array = np.ones(())
            for factor in rule.factors:
                values = factor.values if isinstance(factor, Given) else arrays[factor.array]
                value = value * values[tuple(mesh[letter] for letter in factor.letters)]
            np.add.at(sums[rule.target.array], tuple(mesh[letter] for letter in rule.target.letters), value)

    def _within(self, table: Table, box: Box) -> Table:
        chosen = np.ones(len(table), bool)
        for (letter, loop), span in zip(self._loops.items(), box, strict=True):
            if letter in table.columns:
                chosen &= np.isin(table.columns[letter], loop[span])
        return table.keep(chosen)


def prefix(n: int, shape: Sequence[int]) -> Iterator[Box]:
    """Yield the boxes that the first `n` steps of a row-major loop fill: slabs, then rows, then cells."""
    lead: Box = ()
    for axis in range(len(shape)):
        count, n = divmod(n, prod(shape[axis + 1 :]))
        if count:
            yield (*lead, slice(0, count), *(slice(0, size) for size in shape[axis + 1 :]))
        lead = (*lead, slice(count, count + 1))


def floats(x: ArrayLike) -> Array:
    """Return `x` as an array of floats."""
    array = np.asarray(x)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def only(sample: int, size: int) -> Table:
    """Return the table of the one sample that a trace follows."""
    if not 0 <= sample < size:
        raise ValueError(f"sample {sample} is not one of {size}")
    return Table(n=[sample])


def _read_only(array: Array) -> Array:
    view = array.view()
    view.flags.writeable = False
    return view


def _values(pick: Pick, cell: Cell) -> dict[str, int]:
    return dict(zip(pick.letters, cell.index, strict=True))


def _mesh(tables: Sequence[Table]) -> dict[str, Index]:
    """Return each variable over the product of the tables, broadcastable."""
    mesh = {}
    for axis, table in enumerate(tables):
        for letter, column in table.columns.items():
            mesh[letter] = column.reshape([-1 if other == axis else 1 for other in range(len(tables))])
    return mesh


def _product(tables: Sequence[Table]) -> dict[str, Index]:
    """Return each variable at every point of the product of the tables, the last table running fastest."""
    sizes = tuple(map(len, tables))
    return {letter: np.broadcast_to(column, sizes).ravel() for letter, column in _mesh(tables).items()}


def _cells(factor: Pick | Given, points: Mapping[str, Index]) -> Sequence[Factor]:
    index = [points[letter] for letter in factor.letters]
    if isinstance(factor, Given):
        values = np.broadcast_to(factor.values[tuple(index)], next(iter(points.values())).shape)
        return [Const(value, factor.label(value)) for value in values.tolist()]
    return [Cell(factor.array, tuple(place)) for place in np.stack(index, -1).tolist()]


def _image(pick: Pick, tables: Sequence[Table]) -> Index:
    """Return the cells that `pick` gives over the product of the tables, each once."""
    parts = []
    for table in tables:
        letters = [letter for letter in pick.letters if letter in table.columns]
        if letters:
            rows = np.stack([table.columns[letter] for letter in letters], -1)
            parts.append(Table(**dict(zip(letters, np.unique(rows, axis=0).T, strict=True))))
    points = _product(parts)
    return np.stack([points[letter] for letter in pick.letters], -1)


def _ascending(numbers: Index) -> Sequence[int]:
    """Return evenly spaced numbers as a range, others as a tuple."""
    if len(numbers) == 0:
        return ()
    step = int(numbers[1] - numbers[0]) if len(numbers) > 1 else 1
    if (np.diff(numbers) == step).all():
        return range(int(numbers[0]), int(numbers[-1]) + 1, step)
    return tuple(numbers.tolist())
