"""What the names in a template stand for that is about the term in hand: its product, its place, its sum so far."""

from collections.abc import Callable, Iterator, Mapping

from cnnviz.explain.naming import cell_text, plane_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.prose.names import Names
from cnnviz.explain.prose.spans import Span, SpanKind
from cnnviz.explain.prose.step_facts import StepFacts
from cnnviz.explain.sums.terms import is_fraction
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Cell, Factor


class TermValues(Names):
    """Tells of the term in hand, each number as the strip has it."""

    def _chip(self, value: float, array: str, cells: tuple[Cell, ...] = ()) -> Span:
        text = format_in(self._chapter, array, self._facts.frame.decimals).text(value)
        return Span(text, SpanKind.NUMBER, cells, value, array)

    def _sum_chip(self, value: float) -> Span:
        """Return what the sum in hand is, or a part of it, as the cell is written that it is for."""
        target = self._facts.taken.update.target
        return self._chip(value, target.array, (target,))

    def _term_product(self, _: str) -> Iterator[Span]:
        """Yield the factors' names, their numbers, and what these come to: X[1, 1] · W[0, 0] = 2 · (−1) = −2."""
        facts = self._facts
        names = [span for factor in facts.term_factors for span in self._factor_name(factor)]
        for number, span in enumerate(names):
            yield Span(" · " if number else MINUS if facts.term_taken_off else "")
            yield span
        if names:
            yield Span(" = ")
        if len(facts.term_factors) > 1:
            for number, (factor, text) in enumerate(zip(facts.term_factors, facts.term_texts, strict=True)):
                yield Span(" · " if number else "")
                shown = self._factor_number(factor, text)
                yield from (Span("("), shown, Span(")")) if number and text.startswith(MINUS) else (shown,)
            yield Span(f" {facts.term_signs[0]} ")
        yield self._sum_chip(facts.term_product)

    def _factor_name(self, factor: Factor) -> Iterator[Span]:
        """Yield what a factor is called; a constant that is its own name has none."""
        if isinstance(factor, Cell):
            yield self._named(factor)
        elif is_fraction(factor.label) and not factor.of:
            yield Span(factor.label, SpanKind.COUNT, (), factor.value)
        elif not factor.label.removeprefix(MINUS).isdecimal() or factor.of:
            yield Span(factor.of or factor.label)

    def _named(self, cell: Cell) -> Span:
        plane = plane_text(cell, self._chapter)
        text = cell_text(cell, self._chapter)
        return Span(f"{text} ({plane})" if plane else text, SpanKind.NAME, (cell,))

    def _factor_number(self, factor: Factor, text: str) -> Span:
        if isinstance(factor, Cell):
            return Span(text, SpanKind.NUMBER, (factor,), self._facts.number(factor), factor.array)
        return Span(text, SpanKind.COUNT, (), factor.value)

    def _so_far(self, _: str) -> Iterator[Span]:
        """Yield what there was, what is added to it, and what there is then: 3 − 2 = 1."""
        before = self._sum_chip(self._facts.term_sums[0])
        product = self._sum_chip(self._facts.term_product)
        size = product._replace(text=product.text.removeprefix(MINUS), value=abs(self._facts.term_product))
        yield before
        yield Span(f" {MINUS} " if size.text != product.text else " + ")
        yield size
        yield Span(f" {self._facts.term_signs[1]} ")
        yield from self._term_after("")

    def _term_before(self, _: str) -> Iterator[Span]:
        yield self._sum_chip(self._facts.term_sums[0])

    def _term_after(self, _: str) -> Iterator[Span]:
        """Yield what there is with it, as the strip has it."""
        after, rounding = self._sum_chip(self._facts.term_sums[1]), self._facts.term_rounding
        yield from (Span("0 but for rounding ("), after, Span(")")) if rounding else (after,)

    def _term_target(self, _: str) -> Iterator[Span]:
        yield self._named(self._facts.taken.update.target)

    def _term_in_maps(self, _: str) -> Iterator[Span]:
        yield Span(self._facts.term_in_maps, SpanKind.COUNT)

    def _term_cell(self, cell: Cell | None) -> Iterator[Span]:
        assert cell is not None
        yield self._named(cell)


def _tap(facts: StepFacts, axis: int) -> int:
    assert facts.term_tap is not None
    return facts.term_tap[axis]


TERM_NAMED: Mapping[str, Callable[[TermValues, str], Iterator[Span]]] = {
    "term_product": TermValues._term_product,
    "term_in_maps": TermValues._term_in_maps,
    "so_far": TermValues._so_far,
    "term_before": TermValues._term_before,
    "term_after": TermValues._term_after,
    "term_target": TermValues._term_target,
    "term_padding": lambda values, _: values._term_cell(values._facts.term_padding),
    "term_filling": lambda values, _: values._term_cell(values._facts.term_filling),
    "term_zero_cell": lambda values, _: values._term_cell(values._facts.term_zero_cell),
}
TERM_COUNTS: Mapping[str, Callable[[StepFacts], int]] = {
    "term_number": lambda facts: facts.taken.number,
    "tap_row": lambda facts: _tap(facts, 0),
    "tap_column": lambda facts: _tap(facts, 1),
}
