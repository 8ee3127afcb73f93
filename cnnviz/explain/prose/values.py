"""What the names in a template stand for: names of cells, numbers in their arrays' format, counts and places."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.explain.number_format import format_in, format_of
from cnnviz.explain.numbers import written
from cnnviz.explain.prose.names import Names
from cnnviz.explain.prose.spans import Span, SpanKind
from cnnviz.explain.prose.step_facts import StepFacts
from cnnviz.explain.prose.term_in_hand.term_values import TERM_COUNTS, TERM_NAMED, TermValues
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.sums.printed import ABOUT, EQUAL, sum_sign
from cnnviz.explain.sums.terms import MOST_TERMS, term_text
from cnnviz.numerals import MINUS
from cnnviz.trace.steps import Cell, Const, added

_MOST_CHIPS = 9


class Values(TermValues):
    """Fills in what templates ask for, from the facts of a step."""

    def spans(self, name: str, of: str = "") -> Iterator[Span]:
        """Return what a name stands for.

        Raises
        ------
        KeyError
            Where no such name is known.
        """
        source = f"{name}:{of}" if of else name
        if name in self._chapter.info and not of:
            yield Span(self._chapter.label(name), SpanKind.PLAIN)
            return
        found = _NAMED[name](self, of) if name in _NAMED else self._count(name)
        for span in found:
            yield span._replace(source=source) if span.value is not None or span.cells else span

    def _count(self, name: str) -> Iterator[Span]:
        value = _COUNTS[name](self._facts)
        yield Span(str(value), SpanKind.COUNT, (), float(value))

    def _value(self, of: str) -> Iterator[Span]:
        cell = self._facts.cells(of)[0]
        yield self._chip(self._facts.number(cell), cell.array, (cell,))

    def _values(self, of: str) -> Iterator[Span]:
        cells = self._facts.cells(of)
        for number, cell in enumerate(cells[:_MOST_CHIPS]):
            if number:
                yield Span(" ")
            yield self._chip(self._facts.number(cell), cell.array, (cell,))
        if len(cells) > _MOST_CHIPS:
            yield Span(" …")

    def _before(self, _: str) -> Iterator[Span]:
        yield self._chip(self._facts.before, self._facts.target.array, (self._facts.target,))

    def _equals(self, _: str) -> Iterator[Span]:
        """Yield the sign of the formula, which the numbers stand beside: whether they come to the result as printed."""
        yield Span(formula(self._facts.frame).sign)

    def _sum(self, _: str) -> Iterator[Span]:
        numbers = self._facts.numbers[: len(self._facts.products)]
        chip = self._chip(added(numbers), self._facts.target.array, self._read())
        if self._sign(numbers, chip.text) == ABOUT:
            yield Span("about ")
        yield chip

    def _sign(self, products: Sequence[float], text: str) -> str:
        """Return whether printed products add up to what is printed, or the factors of one; too many nobody adds."""
        if len(products) > MOST_TERMS:
            return EQUAL
        if len(products) == 1:
            return sum_sign([term_text(0, self._facts.update, self._facts.frame)], text)
        form = format_in(self._chapter, self._facts.target.array, self._facts.frame.decimals)
        return sum_sign(map(form.text, products), text)

    def _signed(self, of: str) -> Iterator[Span]:
        numbers = self._facts.numbers[: len(self._facts.products)]
        yield self._chip(
            added(n for n in numbers if (n > 0) == (of == "above")),
            self._facts.target.array,
            self._read(),
        )

    def _largest(self, of: str) -> Iterator[Span]:
        """Yield the product that counts most, or the cell of an array that it is made of."""
        numbers = self._facts.numbers[: len(self._facts.products)]
        at = int(np.argmax(np.abs(numbers)))
        cells = tuple(factor for factor in self._facts.products[at] if isinstance(factor, Cell))
        if not of:
            yield self._chip(numbers[at], self._facts.target.array, cells)
            return
        cell = next(cell for cell in cells if cell.array == of)
        yield Span(cell_text(cell, self._chapter), SpanKind.NAME, (cell,))
        yield from self._plane(cell)

    def _read(self) -> tuple[Cell, ...]:
        terms = self._facts.products
        return tuple(dict.fromkeys(factor for term in terms for factor in term if isinstance(factor, Cell)))

    def _channels(self, of: str) -> Iterator[Span]:
        """Yield what each channel of an array gives to the sum: red gives 1.43, green −0.11."""
        info, count = self._chapter.info[of], self._chapter.arrays[of].shape[-1]
        for number, channel in enumerate(self._facts.channels):
            own = [
                term
                for term in self._facts.products
                if any(isinstance(f, Cell) and f.array == of and f.index[-1] == channel for f in term)
            ]
            name = channel_text(channel, count, image=info.in_colours, filters=info.of_filters)
            cells = tuple(f for term in own for f in term if isinstance(f, Cell))
            yield Span(f"{', ' if number else ''}{name} {'gives ' if not number else ''}")
            total = added(self._facts.product(term) for term in own)
            yield self._chip(total, self._facts.target.array, cells)

    def _constant(self, _: str) -> Iterator[Span]:
        """Yield the constant that the sum in hand multiplies by, as a number."""
        found = [factor for term in self._facts.update.terms for factor in term if isinstance(factor, Const)]
        factor = next((one for one in found if one.value != -1), found[0])
        if "/" in factor.label:
            yield Span(factor.label, SpanKind.COUNT, (), factor.value)
        elif factor.label.startswith(MINUS):
            yield Span(written(abs(factor.value)), SpanKind.COUNT, (), abs(factor.value))
        else:
            text = format_of(np.array([factor.value]), self._facts.frame.decimals).text(factor.value)
            yield Span(text, SpanKind.COUNT, (), factor.value)

    def _term(self, _: str) -> Iterator[Span]:
        """Yield the term that was taken up last, while some of the step's are done."""
        facts = self._facts
        number = len(facts.step.first(facts.within or 1).updates[-1].terms) - 1
        cells = tuple(factor for factor in facts.update.terms[number] if isinstance(factor, Cell))
        yield Span(term_text(number, facts.update, facts.frame), SpanKind.NAME, cells)

    def _area(self, _: str) -> Iterator[Span]:
        """Yield which rows and columns the window covers."""
        ranges = self._facts.ranges(self._facts.patch)
        for number, ((first, last), word) in enumerate(zip(ranges, ("row", "column"), strict=False)):
            yield Span(" and " if number else "")
            yield Span(f"{word} " if first == last else f"{word}s ")
            yield Span(str(first), SpanKind.COUNT, (), float(first))
            if first != last:
                yield Span(" and " if last == first + 1 else " to ")
                yield Span(str(last), SpanKind.COUNT, (), float(last))

    def _move(self, _: str) -> Iterator[Span]:
        """Yield how the window moves to the right."""
        assert self._facts.shift is not None
        columns = self._facts.shift[1]
        yield Span(str(columns), SpanKind.COUNT, (), float(columns))
        yield Span(" column" if columns == 1 else " columns")

    def _counted(self, of: str) -> Iterator[Span]:
        """Yield a count with its word: 1 cell, 3 cells."""
        name, _, word = of.partition(" ")
        (count,) = self._count(name)
        yield count
        yield Span(f" {word}{'' if count.value == 1 else 's'}")

    def _earlier(self, word: str) -> Iterator[Span]:
        """Yield how many windows, or what else the steps go over, came before: an earlier window, 3 earlier windows."""
        count = self._facts.earlier
        if count == 1:
            yield Span(f"an earlier {word}")
            return
        yield Span(str(count), SpanKind.COUNT, (), float(count))
        yield Span(f" earlier {word}s")

    def _maximum(self, _: str) -> Iterator[Span]:
        """Yield the maximum of the window on the way forward."""
        twin = self._facts.twin
        assert twin is not None
        value = float(twin.chapter.arrays[twin.result.array][twin.result.index])
        text = format_in(twin.chapter, twin.cells[0].array, self._facts.frame.decimals).text(value)
        yield Span(text, SpanKind.COUNT, (), value)


_NAMED: Mapping[str, Callable[[Values, str], Iterator[Span]]] = {
    "name": Names._name,
    "value": Values._value,
    "values": Values._values,
    "before": Values._before,
    "sum": Values._sum,
    "equals": Values._equals,
    "signed": Values._signed,
    "largest": Values._largest,
    "channels": Values._channels,
    "constant": Values._constant,
    "area": Values._area,
    "move": Values._move,
    "next": Names._next,
    "counted": Values._counted,
    "next_chapter": Names._next_chapter,
    "filter": Names._channel,
    "tied": Names._tied,
    "both": Names._both,
    "won": Names._won,
    "earlier": Values._earlier,
    "maximum": Values._maximum,
    "over": Names._over,
    "rounding_cell": Names._rounding_cell,
    "made": Names._winner_of,
    "pooling": Names._pooling,
    "tied_windows": Names._tied_windows,
    "bent": Names._bent,
    "kernel": Names._kernel,
    "forward": Names._forward,
    "term": Values._term,
    "falls": Names._falls,
    "unread": Names._unread,
    **TERM_NAMED,
}
_COUNTS: Mapping[str, Callable[[StepFacts], int]] = {
    "terms": lambda facts: len(facts.update.terms),
    "products": lambda facts: len(facts.products),
    "updates": lambda facts: len(facts.step.updates),
    "operations": lambda facts: facts.step.operations,
    "padding": lambda facts: len(facts.padding_cells),
    "patch": lambda facts: len({*facts.patch}),
    "times": lambda facts: facts.times,
    "windows": lambda facts: facts.covered.own if facts.covered is not None else facts.times,
    "corner": lambda facts: facts.covered.corner if facts.covered is not None else facts.times,
    "most": lambda facts: facts.covered.most if facts.covered is not None else facts.times,
    "ties": lambda facts: len(facts.tied),
    "channel_count": lambda facts: len(facts.channels),
    "filling": lambda facts: facts.filling,
    "place_in_list": lambda facts: facts.target.index[-1],
    "stride_rows": lambda facts: facts.strides[0],
    "stride_columns": lambda facts: facts.strides[1],
    "gap_rows": lambda facts: facts.gaps[0],
    "gap_columns": lambda facts: facts.gaps[1],
    **TERM_COUNTS,
}
"""What is counted, by the names that templates have for it."""
