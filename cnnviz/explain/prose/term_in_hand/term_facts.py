"""What is so in the term in hand: where its numbers lie, what it comes to, and what that does to its sum."""

import math
from functools import cached_property

from cnnviz.explain.ledgers.places import WINDOW
from cnnviz.explain.lenses.running import sums
from cnnviz.explain.naming import place_in_maps
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.zero_facts import ZeroFacts
from cnnviz.explain.sums.printed import ABOUT, EQUAL, sum_sign
from cnnviz.explain.sums.rounding import only_rounding
from cnnviz.explain.sums.terms import constant_format, constant_text
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import LISTS, ArrayRole
from cnnviz.trace.steps import Cell, Combine, Const, Term, Update


class Taken(NamedTuple):
    """The term that was taken up last: its update, its place in it from 0, and in the whole step from 1."""

    update: Update
    at: int
    number: int

    @property
    def term(self) -> Term:
        """The term itself."""
        return self.update.terms[self.at]


class TermFacts(ZeroFacts):
    """What is so in a step, the term in hand included; of it alone a template asks where there is one."""

    @cached_property
    def found(self) -> Taken | None:
        """The term in hand, where one goes by terms and the step has several; who points at a cell wants all of it."""
        done = self.step.operations if self.within is None else self.within
        if not self.goes_by_terms or self.step.operations < 2:
            return None
        left = done
        for update in self.step.updates:
            if left <= len(update.terms):
                return Taken(update, left - 1, done)
            left -= len(update.terms)
        return None

    @property
    def taken(self) -> Taken:
        """The term in hand, which there is."""
        assert self.found is not None
        return self.found

    @property
    def term_in_hand(self) -> bool:
        """Whether there is one."""
        return self.found is not None

    @cached_property
    def term_product(self) -> float:
        """What it comes to."""
        return self.product(self.taken.term)

    @cached_property
    def term_sums(self) -> tuple[float, float]:
        """What there was before it, of its sum or as the largest number, and what there is then."""
        update, at = self.taken.update, self.taken.at
        target = update.target
        held = float(self.frame.before[target.array][target.index]) if update.accumulate else 0.0
        found = sums(update, [self.product(term) for term in update.terms[: at + 1]], held)
        return found[at - 1] if at else held, found[at]

    @cached_property
    def term_tap(self) -> tuple[int, int] | None:
        """In which row and column of its window it lies, where the step goes over one of several cells."""
        geometry = self.chapter.trace.geometry
        if (
            geometry is None
            or self.chapter.kind.visit != WINDOW
            or geometry.rows.kernel * geometry.columns.kernel < 2
        ):
            return None
        visit = self.chapter.trace.variables(self.frame.position.step)
        for cell in (*self.taken.term, self.taken.update.target):
            if isinstance(cell, Cell) and self.chapter.arrays[cell.array].shape[1:3] == geometry.padded:
                starts = geometry.rows.start(visit["h"]), geometry.columns.start(visit["w"])
                row, column = (at - start for at, start in zip(cell.index[1:3], starts, strict=True))
                return row // geometry.rows.dilation, column // geometry.columns.dilation
        return None

    @property
    def term_in_maps(self) -> str:
        """Where in the maps that came before a list it reads that, "" where it reads none that was maps."""
        lists = (
            f for f in self.taken.term if isinstance(f, Cell) and self.chapter.info[f.array].axes == LISTS
        )
        return next(filter(None, (place_in_maps(cell, self.chapter) for cell in lists)), "")

    @cached_property
    def term_texts(self) -> tuple[str, ...]:
        """The numbers of its factors as they are printed; of −1 the sign alone is."""
        form, texts = constant_format(self.taken.update, self.frame), []
        for factor in self.term_factors:
            if isinstance(factor, Cell):
                texts.append(self.printed(factor.array, self.number(factor)))
            else:
                text = constant_text(factor, form)
                texts.append(f"{MINUS}{text}" if factor.value < 0 else text)
        return tuple(texts)

    @property
    def term_factors(self) -> Term:
        """Its factors, but for a −1 before others."""
        return self.taken.term[self.term_taken_off :]

    @property
    def term_taken_off(self) -> bool:
        """Whether it is a number that is taken off: −1 times it."""
        head = self.taken.term[0]
        return isinstance(head, Const) and head.value == -1 and len(self.taken.term) > 1

    def printed(self, array: str, value: float) -> str:
        """Return a number as an array of the chapter writes it."""
        return format_in(self.chapter, array, self.frame.decimals).text(value)

    @property
    def term_signs(self) -> tuple[str, str]:
        """Whether its printed factors come to the printed product, and that to the printed sum."""
        target, (held, now) = self.taken.update.target.array, self.term_sums
        numbers = held, self.term_product, 0.0 if self.term_rounding else now
        before, product, after = (self.printed(target, number) for number in numbers)
        own = EQUAL if len(self.term_factors) == 1 else sum_sign(["·".join(self.term_texts)], product)
        return own, sum_sign([before, product], after)

    @cached_property
    def term_rounding(self) -> bool:
        """Whether what there is with it is nothing but rounding."""
        return bool(only_rounding(self.given, self.taken.update, self.taken.at + 1))

    @property
    def term_rounded(self) -> bool:
        """Whether numbers of it do not come to what is written, as all of them are printed."""
        product, whole = self.term_signs
        tells_sum = (self.term_added or self.term_to_cell) and not (self.term_first or self.term_zero)
        return product == ABOUT or (tells_sum and whole == ABOUT)

    @property
    def term_padding(self) -> Cell | None:
        """Which of its cells is padding, if one is and it is compared, or a factor of a product."""
        cells = [factor for factor in self.taken.term if isinstance(factor, Cell)]
        counts = len(self.taken.term) > 1 or self.term_compared
        return next((cell for cell in cells if counts and self.is_padding(cell)), None)

    @property
    def term_padding_zero(self) -> bool:
        """Whether one of its cells is padding that is 0."""
        return self.term_padding is not None and self.number(self.term_padding) == 0

    @property
    def term_filling(self) -> Cell | None:
        """Which of its cells is a 0 that was filled in between or around others, if one is."""
        return next((f for f in self.taken.term if isinstance(f, Cell) and self._is_spread(f)), None)

    def _is_spread(self, cell: Cell) -> bool:
        spread = self.chapter.info[cell.array].spread
        return spread is not None and not (spread[0][cell.index[1]] and spread[1][cell.index[2]])

    @property
    def term_zero_cell(self) -> Cell | None:
        """Which of the cells of a product is 0, if one is."""
        cells = [f for f in self.taken.term if isinstance(f, Cell)] if len(self.taken.term) > 1 else []
        return next((cell for cell in cells if self.number(cell) == 0), None)

    @property
    def term_stopped(self) -> bool:
        """Whether a mask lets nothing pass."""
        return any(isinstance(factor, Const) and factor.of and not factor.value for factor in self.taken.term)

    @property
    def term_zero(self) -> bool:
        """Whether it comes to 0."""
        return self.term_product == 0

    @property
    def term_bias(self) -> bool:
        """Whether it is the bias behind products."""
        terms = self.taken.update.terms
        only = self.taken.term[0]
        alone = len(self.taken.term) == 1 and 0 < self.taken.at == len(terms) - 1
        return alone and isinstance(only, Cell) and self.chapter.info[only.array].role is ArrayRole.PARAMETER

    @property
    def term_compared(self) -> bool:
        """Whether the largest term is looked for."""
        return self.taken.update.combine is Combine.MAX

    @property
    def term_added(self) -> bool:
        """Whether it is one of several that are added up to what the step writes anew."""
        update = self.taken.update
        return not update.accumulate and not self.term_compared and len(update.terms) > 1

    @property
    def term_first(self) -> bool:
        """Whether it is the first of its sum, or of those among which the largest is looked for."""
        return self.taken.at == 0 and not self.taken.update.accumulate

    @property
    def term_to_cell(self) -> bool:
        """Whether it is added to what a cell holds already."""
        return self.taken.update.accumulate

    @property
    def term_last(self) -> bool:
        """Whether it is the last of several that make a cell."""
        update = self.taken.update
        return (
            0 < self.taken.at == len(update.terms) - 1 and update.function is None and not update.accumulate
        )

    @property
    def term_completes(self) -> bool:
        """Whether it is the last that the chapter adds to a cell, of more than one."""
        update = self.taken.update
        if not update.accumulate or self.taken.at < len(update.terms) - 1:
            return False
        steps = self.chapter.trace.steps_of(update.target)
        return len(steps) > 1 and steps[-1] == self.frame.position.step

    @property
    def term_nan(self) -> bool:
        """Whether it is no number."""
        return math.isnan(self.term_product)

    @property
    def term_after_nan(self) -> bool:
        """Whether what is no number has come before it."""
        return math.isnan(self.term_sums[0])

    @property
    def term_larger(self) -> bool:
        """Whether it is larger than all before it."""
        return self.term_product > self.term_sums[0]

    @property
    def term_equal(self) -> bool:
        """Whether it is as large as the largest before it."""
        return self.term_product == self.term_sums[0]
