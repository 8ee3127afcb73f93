"""A pass as a loop nest: every question about it is answered from its tables, and nothing is stored.

Say that the four windows of a 2x2 kernel give back what they took of a 3x3 image. One step is one window:

>>> from cnnviz.trace.convolution.input_gradient import ConvScatter
>>> dy, weight = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[10.0, 1.0], [0.0, 5.0]])
>>> trace = ConvScatter(dy.reshape(1, 2, 2, 1), weight.reshape(2, 2, 1, 1), (1, 3, 3, 1))
>>> trace.variables(1)
{'h': 0, 'w': 1, 'f': 0}
>>> trace.state(2)["dx_pad"][0, :, :, 0].tolist()
[[10.0, 21.0, 2.0], [0.0, 5.0, 10.0], [0.0, 0.0, 0.0]]

The first row is finished by now, the second waits for the windows below. In the middle all four meet:

>>> trace.progress(2)["dx_pad"][0, :, :, 0].tolist()
[[2, 2, 2], [1, 1, 1], [0, 0, 0]]
>>> trace.steps_of(Cell("dx_pad", (0, 1, 1, 0)))
range(0, 4)
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnviz.engine.arrays import one_of, same_shape
from cnnviz.trace.loops import Box, Count, Loops, ascending, prefix, span
from cnnviz.trace.steps import Array, Cell, Index, Step, Term, Update
from cnnviz.trace.tables import (
    Access,
    Constant,
    Statement,
    as_floats,
    factors_at,
    mesh,
    once_each,
    places,
    product,
    read_only,
)
from cnnviz.trace.trace import Terms, Trace


class LoopNest(Trace):
    """A pass given by loops and statements.

    Parameters
    ----------
    inputs : arrays that are read
    shapes : of the arrays that are written
    loops : the values that each loop variable takes, ascending, outermost loop first
    axes : the loops' names
    statements : what happens in each step, or how to find out; the tables of each statement have all loop variables
    finished : the arrays that are written, as they are at the end, of all samples, filters and channels, where
        somebody has computed them already; those that are missing are computed when they are asked for
    partial : whether samples or filters that are not followed add to the cells that the steps write, too; then
        finished arrays hold more than the steps give, and states are worked out without them
    """

    def __init__(
        self,
        inputs: Mapping[str, Array],
        shapes: Mapping[str, Sequence[int]],
        loops: Mapping[str, ArrayLike],
        axes: Sequence[str],
        statements: Iterable[Statement] | Callable[[], Iterable[Statement]],
        finished: Mapping[str, Array] | None = None,
        *,
        partial: bool = False,
    ) -> None:
        self.inputs = {name: read_only(array) for name, array in inputs.items()}
        self.axes = tuple(axes)
        self._shapes = {name: tuple(shape) for name, shape in shapes.items()}
        self._loops = Loops(loops)
        self.shape = self._loops.shape
        self._source = statements
        self._finished = {name: self._checked(name, array) for name, array in (finished or {}).items()}
        self._partial = partial
        self._added: tuple[Sequence[Box] | None, Mapping[str, Array]] = None, {}

    def _checked(self, name: str, array: Array) -> Array:
        one_of("finished array", name, self._shapes)
        array = as_floats(array)
        same_shape(name, array, self._shapes[name], "the shape of what the steps write")
        return read_only(array)

    @cached_property
    def _statements(self) -> tuple[Statement, ...]:
        return tuple(self._source() if callable(self._source) else self._source)

    @cached_property
    def outputs(self) -> Mapping[str, Array]:
        """Return the finished arrays: those that were given, the others computed."""
        given = self._finished
        return {name: given[name] if name in given else self._computed[name] for name in self._shapes}

    @cached_property
    def _computed(self) -> Mapping[str, Array]:
        with np.errstate(all="ignore"):
            return {name: read_only(array) for name, array in self._compute().items()}

    @abstractmethod
    def _compute(self) -> Mapping[str, Array]:
        """Compute what the steps arrive at, vectorised; where they do not write, anything may stand."""

    @property
    def _arrived(self) -> Mapping[str, Array]:
        """What the steps arrive at, and nothing that others add."""
        return self._computed if self._partial else self.outputs

    def step(self, n: int) -> Step:
        """Build step `n`."""
        visit = self.variables(n)
        found: dict[tuple[str, tuple[int, ...]], tuple[Statement, list[Term], dict[Cell, None]]] = {}
        for statement in self._statements:
            points = product([table.where(visit) for table in statement.tables])
            terms = zip(*(factors_at(factor, points) for factor in statement.factors), strict=True)
            aside = zip(*(factors_at(access, points) for access in statement.aside), strict=True)
            for place in places(statement.target, points):
                _, own, beside = found.setdefault((statement.target.array, place), (statement, [], {}))
                own.extend(map(statement.cut, islice(terms, 1)) if statement.cut else islice(terms, 1))
                if statement.aside:
                    beside.update(dict.fromkeys(next(aside)))
        updates = []
        for target, (said, own, beside) in found.items():
            how = said.combine, said.function, said.accumulate
            factors = {factor for term in own for factor in term} if beside else ()
            others = tuple(cell for cell in beside if cell not in factors)
            updates.append(Update(Cell(*target), tuple(own), *how, others))
        return Step(tuple(updates))

    def variables(self, n: int) -> Mapping[str, int]:
        """Return what the loop variables are in step `n`."""
        return self._loops.variables(n)

    @cached_property
    def repeats(self) -> bool:
        """Whether each step is the first one at another place."""
        return all(said.is_uniform and self._loops.repeat(said.tables) for said in self._statements)

    def state(self, n: int) -> Mapping[str, Array]:
        """Return every array after `n` steps."""
        if not 0 <= n <= len(self):
            raise IndexError(f"state {n} of a pass with {len(self)} steps")
        arrays = dict(self.inputs)
        with np.errstate(all="ignore"):
            sums = self._accumulated(n) if 0 < n < len(self) else {}
            for name, done in self._arrived.items():
                _, last = self._spans[name]
                arrays[name] = read_only(sums[name] if name in sums else np.where(last < n, done, 0))
        return arrays

    def progress(self, n: int) -> Mapping[str, NDArray[np.int8]]:
        """Return for every output what is not yet written (0), partly (1) or finished (2)."""
        return {
            name: (first < n).view(np.int8) + (last < n).view(np.int8)
            for name, (first, last) in self._spans.items()
        }

    def steps_of(self, cell: Cell) -> Sequence[int]:
        """Return the steps that write `cell`, ascending."""
        return self._steps(cell, lambda statement: (statement.target,))

    def touching(self, cell: Cell) -> Sequence[int]:
        """Return the steps that have anything to do with `cell`, ascending."""
        return self._steps(cell, lambda statement: statement.accesses)

    def _steps(self, cell: Cell, of: Callable[[Statement], Iterable[Access]]) -> Sequence[int]:
        found = [np.zeros(0, np.intp)]
        for statement in self._statements:
            for access in of(statement):
                if access.array == cell.array and len(access.letters) == len(cell.index):
                    tables = [table.where(access.at(cell)) for table in statement.tables]
                    parts = [once_each(self._loops.numbers(table)) for table in tables]
                    found.append(reduce(np.add.outer, parts).ravel())
        return ascending(np.concatenate(found))

    def terms_of(self, cell: Cell) -> Terms:
        """Return every term that makes `cell`."""
        from cnnviz.trace.terms_of import TermsOf  # a start does not wait for it

        return TermsOf(cell, self._statements, self._loops)

    def counts(self, array: str) -> Index:
        """Return how many terms each cell of a written array has over the whole pass."""
        from cnnviz.trace.terms_of import counts

        return counts([one for one in self._statements if one.target.array == array], self._shapes[array])

    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass."""
        from cnnviz.trace.terms_of import related

        return related(cell, self._statements)

    def companions(self, cell: Cell) -> Index:
        """Return what the steps that access `cell` access of its own array, with itself."""
        from cnnviz.trace.terms_of import companions

        return companions(cell, self._statements, self._loops)

    def adding(self, after: int, by: int = 1) -> int | None:
        """Return the next step that adds something, or the last before where `by` is negative."""
        from cnnviz.trace.adding import nearest

        return nearest(self._statements, self._loops, self._array, after, by)

    @cached_property
    def _spans(self) -> dict[str, tuple[Count, Count]]:
        """The first and the last step that writes each cell; ``len(self)`` for both where none does."""
        names = dict.fromkeys(one.target.array for one in self._statements)
        own = {name: [one for one in self._statements if one.target.array == name] for name in names}
        return {name: span(said, self._shapes[name], self._loops) for name, said in own.items()}

    def _accumulated(self, n: int) -> Mapping[str, Array]:
        """Return the arrays that accumulate, after `n` steps; the next one mostly adds a little to the same sums."""
        names = {statement.target.array for statement in self._statements if statement.accumulate}
        if not names:
            return {}
        (*whole, last) = prefix(n, self.shape)
        known, sums = self._added
        if known != whole:
            sums = {name: np.zeros_like(self._arrived[name]) for name in names}
            for box in whole:
                self._add(box, sums)
            self._added = whole, sums
        now = {name: array.copy() for name, array in sums.items()}
        self._add(last, now)
        return now

    def _add(self, box: Box, sums: Mapping[str, Array]) -> None:
        """Add what the steps of `box` add, and nothing else, so that a NaN shows only after its step."""
        for statement in (statement for statement in self._statements if statement.accumulate):
            at = mesh([self._loops.within(table, box) for table in statement.tables])
            total = sums[statement.target.array]
            place = np.ravel_multi_index([at[letter] for letter in statement.target.letters], total.shape)
            value: Array = np.ones([1] * len(statement.tables))
            for factor in statement.factors:
                value = value * self._array(factor)[tuple(at[letter] for letter in factor.letters)]
            place, value = np.broadcast_arrays(place, value)
            total += np.bincount(place.ravel(), value.ravel(), total.size).reshape(total.shape)

    def _array(self, factor: Access | Constant) -> Array:
        if isinstance(factor, Constant):
            values: Array = factor.values
            return values
        return self.inputs[factor.array] if factor.array in self.inputs else self._arrived[factor.array]
