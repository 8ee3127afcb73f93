"""Every term that made a cell, line by line: where it is from, its factors, what they come to, the sum so far.

Of dX padded[2, 3] in a scattered gradient::

    window     dY     W    product    running sum
    [0, 1]      0  ×  -1  =      0              0
    ...
    [1, 3]      1  ×   2  =      2              2
    [2, 1]      0  ×  -1     to come

A line is built when it is looked at: a bias may have one for each cell of a large image.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.ledgers.line import Line, Number, State
from cnnviz.explain.ledgers.origin import Origin, origin
from cnnviz.explain.ledgers.places import Places
from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import NumberFormat, format_in
from cnnviz.explain.sums.terms import constant_text, is_fraction
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import FUNCTIONS, Cell, Combine, Factor, Term, Update, value_of
from cnnviz.trace.trace import OnDemand

_SO_FAR = {Combine.SUM: "running sum", Combine.MAX: "largest so far"}
_IN_ALL = {Combine.SUM: "total", Combine.MAX: "largest"}


class Ledger(OnDemand[Line]):
    """All terms of one cell.

    Attributes
    ----------
    frame : where one is
    chapter, cell : the chapter that makes the cell, and the cell as it is called there
    """

    def __init__(self, frame: Frame, made: Origin) -> None:
        self.frame, self._made = frame, made
        self.chapter: Chapter = frame.timeline.chapters[made.chapter]
        self.cell = made.cell
        trace = self.chapter.trace
        self._terms = trace.terms_of(made.cell)
        self._arrays = trace.state(len(trace))
        self._formats: dict[str, NumberFormat] = {}

    @property
    def name(self) -> str:
        """What the cell is called."""
        return cell_text(self.cell, self.chapter)

    @cached_property
    def update(self) -> Update:
        """The first update of the cell, which tells how all of them work."""
        first = self.chapter.trace[int(self.chapter.trace.steps_of(self.cell)[0])]
        return next(update for update in first.updates if update.target == self.cell)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What the columns of the factors are called: the array that all of a column are from, if it is one."""
        found: list[str] = []
        samples = [0, len(self._terms) // 2] if len(self._terms) else []
        for term in (self._terms[number][1] for number in samples):
            names = [self._head(factor) for factor in term]
            found = names if len(names) > len(found) else found
        return tuple(found)

    def _head(self, factor: Factor) -> str:
        if isinstance(factor, Cell):
            return self.chapter.label(factor.array)
        return factor.of or ("share" if is_fraction(factor.label) else "factor")

    @property
    def total_head(self) -> str:
        """What the last column is called."""
        return _SO_FAR[self.update.combine]

    @property
    def total_word(self) -> str:
        """What all terms together come to is called."""
        return _IN_ALL[self.update.combine]

    @property
    def multiplies(self) -> bool:
        """Whether any term has more than one factor."""
        return len(self.heads) > 1

    def __len__(self) -> int:
        return len(self._terms)

    def _item(self, n: int) -> Line:
        step, term = self._terms[n]
        factors: list[Number | None] = [self._number(factor) for factor in term]
        missing = len(self.heads) - len(factors)
        return Line(
            self.places.text(step, term),
            (*factors[:-1], *[None] * missing, *factors[-1:]),
            self._written(float(self.products[n])),
            self._written(float(self.totals[n])),
            self.state(n),
            n,
            self.position,
            self._stands_alone(term),
        )

    def _stands_alone(self, term: Term) -> bool:
        """Return whether a term is one number among products, and of nothing that the last column is called by."""
        return self.multiplies and len(term) == 1 and self._head(term[0]) != self.heads[-1]

    @cached_property
    def products(self) -> NDArray[np.float64]:
        """What each term comes to."""
        return self._terms.products(self._arrays)

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """What all terms up to each come to."""
        with np.errstate(all="ignore"):
            if self.update.combine is Combine.MAX:
                return np.asarray(np.maximum.accumulate(self.products))
            return np.asarray(np.cumsum(self.products))

    @property
    def result(self) -> Number:
        """The finished cell."""
        return self._written(float(self._arrays[self.cell.array][self.cell.index]))

    @property
    def function(self) -> str | None:
        """What is applied to the last total, if anything."""
        return self.update.function

    def applied(self) -> float:
        """Return what comes of the last total."""
        total = float(self.totals[-1]) if len(self) else 0.0
        return FUNCTIONS[self.function](total) if self.function is not None else total

    @cached_property
    def done(self) -> int:
        """How many terms are done where one is."""
        position = self.frame.position
        if position.chapter != self._made.chapter:
            return len(self) if position.chapter > self._made.chapter else 0
        before = int(np.searchsorted(self._terms.steps, position.step))
        if position.term is None:
            return int(np.searchsorted(self._terms.steps, position.step, "right"))
        return before + sum(
            len(update.terms) for update in self.frame.done.updates if update.target == self.cell
        )

    def state(self, n: int) -> State:
        """Return whether term `n` is done already, or in this very step."""
        if n >= self.done:
            return State.LATER
        position = self.frame.position
        here = position.chapter == self._made.chapter and self._terms.steps[n] == position.step
        newest = self.grows if position.term is None else n == self.done - 1
        return State.NOW if here and newest else State.DONE

    def position(self, n: int) -> Position:
        """Return where term `n` was added: the whole step, or so far into it where all terms are in one."""
        step = int(self._terms.steps[n])
        return Position(self._made.chapter, step, self._term_in_step(step, n) if not self.grows else None)

    def _term_in_step(self, step: int, n: int) -> int | None:
        trace, count = self.chapter.trace, 0
        for update in trace[step].updates:
            if update.target == self.cell:
                count += n + 1 - int(np.searchsorted(self._terms.steps, step))
                break
            count += len(update.terms)
        return count if count < trace[step].operations else None

    @property
    def grows(self) -> bool:
        """Whether one step after another adds to the cell."""
        return self.update.accumulate

    @cached_property
    def places(self) -> Places:
        """What the first column says."""
        return Places(self.chapter, self._terms, self.heads, grows=self.grows)

    @property
    def windows(self) -> int:
        """How many windows, or places, the terms are from; in each there may be several filters."""
        if self.grows:
            return self.places.windows
        return len({self.places.place(term) for _, term in self._terms})

    def _number(self, factor: Factor) -> Number:
        if isinstance(factor, Cell):
            value = value_of(factor, self._arrays)
            return Number(self._format(factor.array).text(value), value, factor.array, (factor,))
        text = constant_text(factor, self._format(self.cell.array))
        if factor.value < 0:
            text = f"−{text}"
        return Number(text, factor.value, self.cell.array)

    def _written(self, value: float) -> Number:
        return Number(self._format(self.cell.array).text(value), value, self.cell.array, (self.cell,))

    def _format(self, array: str) -> NumberFormat:
        if array not in self._formats:
            self._formats[array] = format_in(self.chapter, array, self.frame.decimals)
        return self._formats[array]


def ledger(frame: Frame, cell: Cell) -> Ledger | None:
    """Return the terms that make a cell which the chapter of a frame shows; None where no step of the run does."""
    made = origin(frame, cell)
    return None if made is None else Ledger(frame, made)
