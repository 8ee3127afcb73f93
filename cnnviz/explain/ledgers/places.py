"""Where a term of the ledger is from: the window that added it, or the cell that it reads."""

from collections.abc import Sequence
from functools import cached_property

from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell, Term
from cnnviz.trace.trace import Terms

WINDOW = "window"
"""What a step goes over where one step is one filter at one place."""


class Places:
    """Writes the first column of a ledger.

    Parameters
    ----------
    terms : of the cell
    heads : what its factors are called
    grows : whether one step after another adds to it; else all terms are in one step, and are told by what they read
    """

    def __init__(self, chapter: Chapter, terms: Terms, heads: Sequence[str], *, grows: bool) -> None:
        self._chapter, self._terms, self._heads, self._grows = chapter, terms, heads, grows

    @cached_property
    def head(self) -> str:
        """What the column is called: what a step goes over, or the array that the terms read."""
        if self._grows:
            visit = self._chapter.kind.visit
            return f"{self._chapter.trace.axes[2]}: {visit}" if len(self._last) > 1 else visit
        if self._main is None:
            return "term"
        label = self._chapter.label(self._main.array)
        cell = "cell" if label in self._heads[:1] else label
        return f"{self._channel}: {cell}" if self._channel else cell

    def text(self, step: int, term: Term) -> str:
        """Return where a term is from."""
        if self._grows:
            return self._visited(step)
        placing = self._placing(term)
        if placing is None:
            return next((factor.label for factor in term if not isinstance(factor, Cell)), "")
        if self._main is None or placing.array != self._main.array:
            return cell_text(placing, self._chapter)
        info, count = self._chapter.info[placing.array], self._chapter.arrays[placing.array].shape[-1]
        text = _in_brackets(info.place(placing.index))
        if self._channel == "channel" and info.picture:
            return f"{channel_text(placing.index[-1], count, image=True)} {text}"
        return f"{placing.index[-1]}: {text}" if self._channel else text

    def place(self, term: Term) -> tuple[int, ...]:
        """Return the row and column of what a term reads, or its place in a list."""
        placing = self._placing(term)
        return () if placing is None else self._chapter.info[placing.array].place(placing.index)

    def window(self, step: int) -> tuple[int, ...]:
        """Return the row and column of the window that a step visits, or its place in a list."""
        at = tuple(self._chapter.trace.variables(step).values())
        return at[:2] if len(at) > 2 else at

    @cached_property
    def windows(self) -> int:
        """How many windows add to the cell, in each perhaps several filters; of anything else how many terms."""
        window = self._chapter.kind.visit == WINDOW
        return len(self._terms) // max(len(self._last) if window else 1, 1)

    def _visited(self, step: int) -> str:
        """Return the loop variables of a step; of filters or channels only where several add to the cell."""
        trace, text = self._chapter.trace, _in_brackets(self.window(step))
        if len(self._last) > 1:
            return f"{[*trace.variables(step).values()][2]}: {text}"
        return text

    @cached_property
    def _last(self) -> frozenset[int]:
        """Where the steps are in the third loop, that over filters or channels."""
        shape = self._chapter.trace.shape
        return frozenset((self._terms.steps % shape[2]).tolist()) if len(shape) == 3 else frozenset()

    @cached_property
    def _main(self) -> Cell | None:
        """The cell by whose array terms are told apart: that of the first, none where two are of one each."""
        cells = [self._placing(self._terms[n][1]) for n in range(min(len(self._terms), 3))]
        if len(cells) == 2 and len({None if cell is None else cell.array for cell in cells}) == 2:
            return None
        return cells[0] if cells else None

    @cached_property
    def _channel(self) -> str:
        """What the last axis of that array counts, where several of it add to the cell."""
        main = self._main
        if main is None or self._chapter.info[main.array].axes[-1] is not Dim.CHANNEL:
            return ""
        info, places = self._chapter.info[main.array], {self._terms[n][1] for n in (0, len(self._terms) - 2)}
        cells = [self._placing(term) for term in places]
        several = len({cell.index[-1] for cell in cells if cell is not None and cell.array == main.array}) > 1
        return ("filter" if info.of_filters else "channel") if several else ""

    def _placing(self, term: Term) -> Cell | None:
        """Return the cell by which a term is told from others: an image's sooner than a parameter's."""
        cells: list[Cell] = [factor for factor in term if isinstance(factor, Cell)]
        return next(
            (cell for cell in cells if self._chapter.info[cell.array].sampled), next(iter(cells), None)
        )


def _in_brackets(place: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, place))}]"
