"""What cells and chapters are called in a template: the one that is written, the next, those that tie."""

from collections.abc import Iterator, Sequence

from cnnviz.explain.naming import cell_text, channel_text, filter_text
from cnnviz.explain.prose.spans import Span, SpanKind
from cnnviz.explain.prose.step_facts import StepFacts
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell, Step

_MOST_NAMES = 5


class Names:
    """Names what a step is about."""

    def __init__(self, facts: StepFacts) -> None:
        self._facts = facts
        self._chapter: Chapter = facts.chapter

    def _name(self, of: str) -> Iterator[Span]:
        cell = self._facts.cells(of)[0]
        yield Span(cell_text(cell, self._chapter), SpanKind.NAME, (cell,))

    def _next(self, _: str) -> Iterator[Span]:
        """Yield the cell that the next step is about, and its channel, where nothing else of it changes."""
        here, there = self._facts.step, self._chapter.trace[self._facts.frame.position.step + 1]
        before, cell = self._turn(here), self._turn(there)
        text = cell_text(cell, self._chapter)
        yield Span(text, SpanKind.NAME, (cell,))
        if text == cell_text(before, self._chapter) and cell != before:
            info, count = self._chapter.info[cell.array], self._chapter.arrays[cell.array].shape[-1]
            name = channel_text(cell.index[-1], count, image=info.in_colours, filters=info.of_filters)
            yield Span(f" of {name}")

    def _turn(self, step: Step) -> Cell:
        """Return the cell that a step is about."""
        if any(update.accumulate for update in step.updates):
            found: dict[str, list[Cell]] = {}
            for factor in (f for update in step.updates for term in update.terms for f in term):
                if isinstance(factor, Cell) and self._chapter.info[factor.array].sampled:
                    found.setdefault(factor.array, []).append(factor)
            alone = [cells[0] for cells in found.values() if len({*cells}) == 1]
            if alone:
                return alone[0]
        own = (update.target for update in step.updates if update.target.array == self._facts.target.array)
        return next(own, step.updates[0].target)

    def _rounding_cell(self, _: str) -> Iterator[Span]:
        """Yield the number that is read and is nothing but rounding."""
        cell = self._facts.rounding_cell
        assert cell is not None
        yield Span(cell_text(cell, self._chapter), SpanKind.NAME, (cell,))

    def _over(self, _: str) -> Iterator[Span]:
        """Yield the array that the windows go over on the way forward, so that they are not taken for others."""
        yield Span(self._facts.gone_over)

    def _unread(self, _: str) -> Iterator[Span]:
        """Yield how many rows and columns no window reads, and of what."""
        assert self._facts.unread is not None
        array, counts = self._facts.unread
        found = [(count, word) for count, word in zip(counts, ("row", "column"), strict=True) if count]
        for number, (count, word) in enumerate(found):
            yield Span(" and " if number else "")
            yield Span(str(count), SpanKind.COUNT, (), float(count))
            yield Span(f" {word}{'' if count == 1 else 's'}")
        yield Span(f" of {self._chapter.label(array)}")

    def _falls(self, _: str) -> Iterator[Span]:
        """Yield what an update makes smaller: the loss, or what stands for one."""
        yield Span(self._facts.falls)

    def _forward(self, _: str) -> Iterator[Span]:
        """Yield what the cell is called that the gradient in hand belongs to, as the way forward has it."""
        yield Span(self._facts.forward_name, SpanKind.NAME)

    def _next_chapter(self, _: str) -> Iterator[Span]:
        after = self._facts.following
        yield Span("" if after is None else after.title)

    def _channel(self, of: str) -> Iterator[Span]:
        """Yield which filter or channel the cell in hand belongs to."""
        yield Span(str(self._facts.target.index[-1]), SpanKind.COUNT, (), float(self._facts.target.index[-1]))

    def _tied(self, _: str) -> Iterator[Span]:
        """Yield the names of the cells that have the maximum, as the way forward calls them."""
        yield from self._forward_names(self._facts.tied)

    def _both(self, _: str) -> Iterator[Span]:
        """Yield how all the cells are called together that have the maximum."""
        yield Span("both" if len(self._facts.tied) == 2 else "all")

    def _won(self, _: str) -> Iterator[Span]:
        twin = self._facts.twin
        yield from self._forward_names(() if twin is None else twin.won)

    def _forward_names(self, cells: Sequence[Cell]) -> Iterator[Span]:
        twin = self._facts.twin
        assert twin is not None
        here = twin.chapter is self._chapter or "x_pad" in self._chapter.info
        named = cells if len(cells) <= _MOST_NAMES else cells[: _MOST_NAMES - 1]
        for number, cell in enumerate(named):
            if number:
                yield Span(" and " if number == len(cells) - 1 else ", ")
            yield Span(cell_text(cell, twin.chapter), SpanKind.NAME, (cell,) if here else ())
        if len(cells) > len(named):
            rest = len(cells) - len(named)
            yield Span(" and ")
            yield Span(str(rest), SpanKind.COUNT, (), float(rest))
            yield Span(" cells more")

    def _pooling(self, of: str) -> Iterator[Span]:
        """Yield what the windows of the pooling are called that a cell was in: one, or each of several."""
        alone = self._facts.pooling_windows(of) == 1
        yield Span("the pooling window" if alone else "each pooling window")

    def _tied_windows(self, of: str) -> Iterator[Span]:
        """Yield the windows of the pooling in which a cell that lost was as large as the one that won."""
        tied, count = self._facts.tied_windows, self._facts.pooling_windows(of)
        if tied == count:
            yield from self._pooling(of)
            yield Span(" that it was in")
            return
        yield Span(str(tied), SpanKind.COUNT, (), float(tied))
        yield Span(" of the ")
        yield Span(str(count), SpanKind.COUNT, (), float(count))
        yield Span(" pooling windows that it was in, and smaller than the others'")

    def _bent(self, _: str) -> Iterator[Span]:
        """Yield the output whose gradient has become 0, and what it was on the way forward."""
        name, text = self._facts.bent_text
        yield Span(name, SpanKind.NAME)
        yield Span(" = ")
        yield Span(text, SpanKind.COUNT, (), self._facts.bent)

    @property
    def _passes(self) -> Sequence[Chapter]:
        """The chapters of the layer in hand."""
        return [one for one in self._facts.frame.timeline.chapters if one.layer == self._chapter.layer]

    def _kernel(self, of: str) -> Iterator[Span]:
        """Yield to which filter and channel a weight of a kernel belongs, where there are several."""
        array, index = self._chapter.arrays[of], self._facts.cells(of)[0].index
        parts = [filter_text(index[3])] if array.shape[3] > 1 else []
        image = next(one.info["x_pad"].picture for one in self._passes if "x_pad" in one.info)
        parts += [channel_text(index[2], array.shape[2], image=image)] if array.shape[2] > 1 else []
        yield Span(", ".join(parts))

    def _plane(self, cell: Cell) -> Iterator[Span]:
        """Yield the channel that a cell belongs to, or the filter, after a name that does not say it."""
        info, count = self._chapter.info[cell.array], self._chapter.arrays[cell.array].shape[-1]
        if count > 1 and info.axes[-1] in (Dim.CHANNEL, Dim.FILTER):
            of_kernel = info.axes[-1] is Dim.FILTER
            text = channel_text(
                cell.index[-1], count, image=info.in_colours, filters=info.of_filters or of_kernel
            )
            yield Span(f" of {text}")

    def _winner_of(self, _: str) -> Iterator[Span]:
        """Yield the name of what the window made on the way forward."""
        twin = self._facts.twin
        assert twin is not None
        yield Span(cell_text(twin.result, twin.chapter), SpanKind.NAME)
