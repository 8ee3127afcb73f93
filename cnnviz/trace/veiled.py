"""A pass of which some numbers are hidden: whoever looks at it gets a mark in their place.

Where Y[0, 0] is hidden, `outputs` and every `state` hold `HIDDEN` there, the step that writes it names no winner, no
mask and no slope, and `withholds` says so to those who would work it out themselves.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from cnnviz.hidden import HIDDEN, MARK
from cnnviz.trace.steps import Array, Cell, Const, Factor, Index, Step, Term, Update, value_of
from cnnviz.trace.tables import read_only
from cnnviz.trace.trace import Terms, Trace

Masks = Mapping[str, NDArray[np.bool_]]

_MANY = 400  # hidden numbers of an array


class VeiledTrace(Trace):
    """A trace with numbers hidden.

    Parameters
    ----------
    trace : the pass
    hidden : where arrays of it are hidden, from its first step to its last
    known : how many of its steps are known; what others write is hidden until then. None where all are
    told : what is known of that which the next step writes
    """

    is_veiled = True

    def __init__(
        self, trace: Trace, hidden: Masks, known: int | None = None, told: frozenset[Cell] = frozenset()
    ) -> None:
        self._trace, self._hidden, self._told = trace, hidden, told
        self.geometry = trace.geometry
        self._known = len(trace) if known is None else known
        self.shape, self.axes = trace.shape, trace.axes
        self.inputs = {name: veiled(array, hidden.get(name)) for name, array in trace.inputs.items()}

    @property
    def goes_on(self) -> bool:
        """Whether there are steps that are not known yet."""
        return self._known < len(self)

    @cached_property
    def outputs(self) -> Mapping[str, Array]:
        """Return the finished arrays, as far as they are known."""
        return self._finished(self._trace.outputs)

    @cached_property
    def asides(self) -> Mapping[str, Array]:
        """Return what follows from the steps, as far as it is known."""
        return self._finished(self._trace.asides)

    @cached_property
    def _hidden_asides(self) -> Masks:
        """Return what of a mask is hidden: what steps leave in it that compare, or find, a number that is hidden.

        Where many numbers are hidden all of it is: each of their steps would have to be looked at.
        """
        found = {name: np.zeros(array.shape, bool) for name, array in self._trace.asides.items()}
        for name, mask in self._hidden.items() if found else ():
            if mask.all() or np.count_nonzero(mask) > _MANY:
                return {name: np.ones(mask.shape, bool) for name, mask in found.items()}
            cells = [Cell(name, index) for index in map(tuple, np.argwhere(mask).tolist())]
            steps = {n for cell in cells for n in self._trace.touching(cell)}
            for update in (update for n in steps for update in self._trace[n].updates):
                for aside in update.aside:
                    if aside.array in found:
                        found[aside.array][aside.index] = True
        return found

    def _mask(self, name: str) -> NDArray[np.bool_] | None:
        """Return where an array is hidden, from the first step to the last."""
        return _either(self._hidden.get(name), self._hidden_asides.get(name))

    def _finished(self, arrays: Mapping[str, Array]) -> Mapping[str, Array]:
        unknown = {}
        if self._known < len(self):
            progress = self._trace.progress(self._known)
            unknown = {name: progress[name] < 2 for name in arrays}
        return {
            name: veiled(array, _either(self._mask(name), unknown.get(name)))
            for name, array in arrays.items()
        }

    def withholds(self, n: int, cell: Cell) -> bool:
        """Return whether what step `n` writes to `cell` is hidden."""
        mask = self._hidden.get(cell.array)
        ahead = n > self._known or (n == self._known and cell not in self._told)
        return ahead or (mask is not None and bool(mask[cell.index]))

    def step(self, n: int) -> Step:
        """Build step `n`; a mask or a slope that would tell what is hidden has no number."""
        step = self._trace.step(n)
        read = any(self._is_hidden(cell) for update in step.updates for cell in update.aside)
        return Step(tuple(self._closed(update, n, read=read) for update in step.updates))

    def _closed(self, update: Update, n: int, *, read: bool) -> Update:
        decided = any(isinstance(factor, Const) and factor.of for term in update.terms for factor in term)
        given = any(all(isinstance(factor, Const) for factor in term) for term in update.terms)
        if not (update.aside or decided or given) or not (read or self.withholds(n, update.target)):
            return update
        terms = tuple(tuple(map(_closed, term)) for term in update.terms)
        return Update(update.target, terms, update.combine, update.function, update.accumulate, update.aside)

    def _is_hidden(self, cell: Cell) -> bool:
        mask = self._hidden.get(cell.array)
        return mask is not None and bool(mask[cell.index])

    def variables(self, n: int) -> Mapping[str, int]:
        """Return what the loop variables are in step `n`."""
        return self._trace.variables(n)

    def highlights(self, n: int) -> Sequence[Cell]:
        """Return what step `n` singles out, where that tells nothing."""
        return () if self._compares(n) else self._trace.highlights(n)

    def tied(self, n: int) -> Sequence[Cell]:
        """Return what ties in step `n`, where that tells nothing."""
        return () if self._compares(n) else self._trace.tied(n)

    def _compares(self, n: int) -> bool:
        """Return whether who has won in step `n` would tell what is hidden."""
        if n >= self._known:
            return True
        return bool(self._hidden) and any(map(self._is_hidden, self._trace[n].cells))

    def state(self, n: int) -> Mapping[str, Array]:
        """Return every array after `n` steps, as far as it is known."""
        arrays = dict(self._trace.state(n))
        unknown = self._written_since(n)
        for name, array in arrays.items():
            arrays[name] = veiled(array, _either(self._mask(name), unknown.get(name)))
        return arrays

    def _written_since(self, n: int) -> Masks:
        """Return where the steps that are not known have written before step `n`."""
        if n <= self._known:
            return {}
        now = self._trace.progress(n)
        if n > self._known + 1:
            before = self._trace.progress(self._known)
            return {name: (flags > 0) & (before[name] < 2) for name, flags in now.items()}
        written = {name: np.zeros(flags.shape, bool) for name, flags in now.items()}
        step = self._trace[self._known]
        asides = (cell for update in step.updates for cell in update.aside if cell.array in written)
        for cell in (*step.writes, *asides):
            written[cell.array][cell.index] = cell not in self._told
        return written

    def progress(self, n: int) -> Mapping[str, NDArray[np.int8]]:
        """Return how far each output is after `n` steps."""
        return self._trace.progress(n)

    def steps_of(self, cell: Cell) -> Sequence[int]:
        """Return the steps that write `cell`."""
        return self._trace.steps_of(cell)

    def terms_of(self, cell: Cell) -> Terms:
        """Return every term that makes `cell`; where that is hidden none has a product."""
        return _VeiledTerms(self._trace.terms_of(cell), self, cell)

    def counts(self, array: str) -> Index:
        """Return how many terms each cell of a written array has."""
        return self._trace.counts(array)

    def touching(self, cell: Cell) -> Sequence[int]:
        """Return the steps that have to do with `cell`."""
        return self._trace.touching(cell)

    def related(self, cell: Cell) -> Mapping[str, Index]:
        """Return all that `cell` touches over the whole pass."""
        return self._trace.related(cell)

    def companions(self, cell: Cell) -> Index:
        """Return what the steps that access `cell` access of its own array."""
        return self._trace.companions(cell)


class _VeiledTerms(Terms):
    """The terms of a cell, with no number that tells what is hidden."""

    def __init__(self, terms: Terms, trace: VeiledTrace, cell: Cell) -> None:
        self._terms, self._trace, self._cell = terms, trace, cell
        self.steps = terms.steps

    def _item(self, n: int) -> tuple[int, Term]:
        number, term = self._terms[n]
        return number, tuple(map(_closed, term)) if self._closes(number) else term

    def _closes(self, number: int) -> bool:
        if self._trace.withholds(number, self._cell):
            return True
        step = self._trace.step(number)
        own = (update for update in step.updates if update.target == self._cell)
        factors = (factor for update in own for term in update.terms for factor in term)
        return any(isinstance(factor, Const) and factor.value != factor.value for factor in factors)

    def products(self, arrays: Mapping[str, Array]) -> NDArray[np.float64]:
        """Return what each term comes to, as far as that is known."""
        found = np.array(self._terms.products(arrays), np.float64)
        kept = {
            int(number): self._trace.withholds(int(number), self._cell) for number in set(self.steps.tolist())
        }
        found[[kept[int(number)] for number in self.steps]] = HIDDEN
        if any(isinstance(factor, Const) and factor.of for _, term in self[:1] for factor in term):
            values = [prod(value_of(factor, arrays) for factor in term) for _, term in self[:]]
            found[:] = values
        return found


def veiled(array: Array, mask: NDArray[np.bool_] | None) -> Array:
    """Return an array with the hidden mark where a mask says so; the very array where it says so nowhere."""
    if mask is None or not mask.any():
        return array
    return read_only(np.where(mask, array.dtype.type(HIDDEN), array))


def _either(one: NDArray[np.bool_] | None, other: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
    return other if one is None else one if other is None else one | other


def _closed(factor: Factor) -> Factor:
    """Return a number that is decided by others without what it is."""
    if not isinstance(factor, Const):
        return factor
    told = factor.of or factor.label.replace("/", "", 1).isdecimal()
    return Const(HIDDEN, MARK if told else factor.label, factor.of)
