"""What is so in a step: the facts by which sentences are chosen, each worked out when a template asks for it."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.rounding import only_rounding
from cnnviz.run.array_info import ArrayRole, Dim
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Step, Term, Update, added, value_of


class Facts:
    """The step of a frame, whole, and what is so in it.

    A template asks for a fact by its name; ``rule:zeros``, ``function:relu`` and ``label:sum`` ask for one of the
    chapter's rules, its function and the label of a constant; ``zero:dy``, ``above:z``, ``below:z``, ``one:dy`` about
    the number that the sum in hand reads of an array, or ``written``; ``writes:b``, ``adds:b`` about it and the step.
    """

    def __init__(self, frame: Frame) -> None:
        self.given, self.within = frame, frame.position.term
        self.goes_by_terms = frame.by_terms and frame.pointed is None
        whole = replace(frame.position, term=None)
        self.frame = frame if self.within is None else Frame(frame.timeline, whole, frame.decimals)
        self.chapter: Chapter = frame.chapter
        self.step: Step = self.frame.step
        self.update = _in_hand(frame) if self.within is not None else _adding(self.frame)
        self.target: Cell = self.update.target

    def holds(self, name: str) -> bool:
        """Return whether a fact holds; with a "!" before it, whether it does not."""
        if name.startswith("!"):
            return not self.holds(name[1:])
        kind, colon, what = name.partition(":")
        if not colon:
            return bool(getattr(self, name))
        if kind in _TESTS:
            value = self.value(what)
            return value is not None and _TESTS[kind](value)
        return {
            "rule": what.replace("|", " ") in self.chapter.rules,
            "function": self.chapter.function == what,
            "writes": self.target.array == what,
            "adds": any(update.target.array == what for update in self.step.updates),
        }[kind]

    def cells(self, array: str) -> Sequence[Cell]:
        """Return the cells of an array that the sum in hand reads, each once; ``written`` is what it writes.

        Where it reads none, those that the step reads or writes, the one in the place of what is written, or at last
        those beside its terms.
        """
        if array == "written":
            return (self.target,)
        for updates in ((self.update,), self.step.updates):
            found = (f for one in updates for term in one.terms for f in term if isinstance(f, Cell))
            cells = tuple(dict.fromkeys(cell for cell in found if cell.array == array))
            if cells:
                return cells
        written = tuple(update.target for update in self.step.updates if update.target.array == array)
        arrays = self.chapter.arrays
        if not written and array in arrays and arrays[array].shape == arrays[self.target.array].shape:
            return (Cell(array, self.target.index),)
        return written or tuple(dict.fromkeys(cell for cell in self.update.aside if cell.array == array))

    def value(self, array: str) -> float | None:
        """Return the first number that the sum in hand reads of an array; None where it reads none."""
        cells = self.cells(array)
        return self.number(cells[0]) if cells else None

    def number(self, cell: Cell) -> float:
        """Return what a cell is when the step is done."""
        return float(self.frame.arrays[cell.array][cell.index])

    @cached_property
    def result(self) -> float:
        """What the cell in hand is when the step is done."""
        return self.number(self.target)

    @cached_property
    def before(self) -> float:
        """What the cell in hand was before the step."""
        return float(self.frame.before[self.target.array][self.target.index])

    @cached_property
    def numbers(self) -> Sequence[float]:
        """What each term comes to."""
        return [self.product(term) for term in self.update.terms]

    def product(self, term: Term) -> float:
        """Return what a term comes to."""
        return math.prod(value_of(factor, self.frame.arrays) for factor in term)

    @cached_property
    def bias(self) -> Cell | None:
        """The parameter that stands alone at the end of the sum in hand, if one does."""
        last = self.update.terms[-1] if self.update.terms else ()
        only = last[0] if len(last) == 1 and len(self.update.terms) > 1 else None
        is_parameter = isinstance(only, Cell) and self.chapter.info[only.array].role is ArrayRole.PARAMETER
        return only if isinstance(only, Cell) and is_parameter else None

    @cached_property
    def products(self) -> Sequence[Term]:
        """The terms of the sum in hand without a bias."""
        return self.update.terms[:-1] if self.bias is not None else self.update.terms

    @property
    def has_bias(self) -> bool:
        """Whether a bias other than 0 is added."""
        return self.bias is not None and self.number(self.bias) != 0

    @property
    def bias_zero(self) -> bool:
        """Whether there is a bias, and it is 0."""
        return self.bias is not None and self.number(self.bias) == 0

    @property
    def finite(self) -> bool:
        """Whether all that is read and written is finite."""
        return self._finite_reads and (math.isfinite(self.result) or self.update.combine is Combine.MAX)

    @property
    def overflows(self) -> bool:
        """Whether finite numbers came to one that is not."""
        adds = bool(self._cells_read) and self.update.combine is Combine.SUM
        return adds and not math.isfinite(self.result) and self._finite_reads and math.isfinite(self.before)

    @property
    def spreads(self) -> bool:
        """Whether something that is not finite is read."""
        return not self._finite_reads

    @cached_property
    def _cells_read(self) -> Sequence[Cell]:
        return [factor for term in self.update.terms for factor in term if isinstance(factor, Cell)]

    @cached_property
    def _finite_reads(self) -> bool:
        """Whether all that is read is finite; a maximum passes over what is less than any number."""
        numbers = [self.number(cell) for cell in self._cells_read]
        largest = self.update.combine is Combine.MAX
        return all(math.isfinite(number) or (largest and number == -math.inf) for number in numbers)

    @property
    def all_zero(self) -> bool:
        """Whether every product is 0."""
        return not any(self.numbers[: len(self.products)])

    @property
    def cancels(self) -> bool:
        """Whether products that are not 0 add up to nothing, without the bias."""
        own = self.numbers[: len(self.products)]
        return self.update.combine is Combine.SUM and any(own) and added(own) == 0

    @property
    def rounding(self) -> bool:
        """Whether what is left of a sum is nothing but rounding."""
        return self.finite and bool(only_rounding(self.frame, self.update, len(self.update.terms)))

    @property
    def several_terms(self) -> bool:
        """Whether more than one product is added."""
        return len(self.products) > 1

    @property
    def two_signs(self) -> bool:
        """Whether some products are above 0 and some below."""
        own = self.numbers[: len(self.products)]
        return any(number > 0 for number in own) and any(number < 0 for number in own)

    @property
    def several_cells(self) -> bool:
        """Whether the step writes more than one cell."""
        return len(self.step.updates) > 1

    @property
    def held(self) -> bool:
        """Whether the cell in hand held a number before."""
        return self.update.accumulate and self.before != 0

    @property
    def last(self) -> bool:
        """Whether it is the last step of its chapter."""
        return self.frame.position.step == len(self.chapter.trace) - 1

    @property
    def at_the_end(self) -> bool:
        """Whether it is the last step of all."""
        return self.last and self.frame.position.chapter == len(self.frame.timeline.chapters) - 1

    @property
    def learns(self) -> bool:
        """Whether the chapter changes what the network has learnt."""
        return self.chapter.phase is Phase.UPDATE

    @cached_property
    def following(self) -> Chapter | None:
        """The next chapter."""
        number = self.frame.position.chapter + 1
        return self.frame.timeline.chapters[number] if number < len(self.frame.timeline.chapters) else None

    @property
    def relu_follows(self) -> bool:
        """Whether a ReLU goes over what this chapter writes."""
        after = self.following
        return after is not None and after.phase is Phase.FORWARD and after.function == "relu"

    @property
    def in_ring(self) -> bool:
        """Whether the cell in hand is padding."""
        return self.is_padding(self.target)

    def is_padding(self, cell: Cell) -> bool:
        """Return whether a cell lies in the border of its array."""
        info = self.chapter.info[cell.array]
        if Dim.ROW not in info.axes:
            return False
        shape = self.chapter.arrays[cell.array].shape
        for axis, (first, last) in zip((Dim.ROW, Dim.COLUMN), info.ring, strict=True):
            at = info.axes.index(axis)
            if not first <= cell.index[at] < shape[at] - last:
                return True
        return False


def _adding(frame: Frame) -> Update:
    """Return the update that the formula writes out, so that both tell of one cell."""
    (target,) = formula(frame).target.cells
    return next(update for update in frame.step.updates if update.target == target)


def _in_hand(frame: Frame) -> Update:
    """Return, term by term, the update whose term was last, whole."""
    return frame.step.updates[len(frame.done.updates) - 1]


_TESTS = {
    "zero": lambda value: value == 0,
    "above": lambda value: value > 0,
    "below": lambda value: value < 0,
    "one": lambda value: value == 1,
}
