"""Which cells of a run hold the very same number, because one is copied from the other: hiding one hides all.

dX[0, 0] is cut out of dX padded[1, 1]: whoever sees the one knows the other. What is copied is read off the steps: an
update of one term, of one cell, with no function and nothing added to.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from cnnviz.run.chapter import Chapter
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Cell, Combine, Update


class Copies:
    """The copies of a run, looked for chapter by chapter when a cell of one is asked about."""

    def __init__(self, timeline: Timeline) -> None:
        self._pairs: dict[int, Mapping[Cell, Collection[Cell]]] = {}
        self._timeline = timeline

    @cached_property
    def _copying(self) -> Mapping[str, Collection[int]]:
        """Which chapters copy an array, or to it, by what it is called."""
        found: dict[str, set[int]] = {}
        for number, chapter in enumerate(self._timeline.chapters):
            for name in _ends(chapter):
                found.setdefault(chapter.label(name), set()).add(number)
        return found

    def with_copies(self, cells: Iterable[Cell]) -> frozenset[Cell]:
        """Return cells, by what their arrays are called, with all that hold the same numbers."""
        found = set(cells)
        waiting = list(found)
        while waiting:
            cell = waiting.pop()
            for number in self._copying.get(cell.array, ()):
                new = set(self._of(number).get(cell, ())) - found
                found |= new
                waiting.extend(new)
        return frozenset(found)

    def _of(self, number: int) -> Mapping[Cell, Collection[Cell]]:
        if number not in self._pairs:
            self._pairs[number] = _pairs(self._timeline.chapters[number])
        return self._pairs[number]


def _ends(chapter: Chapter) -> Collection[str]:
    """Return between which arrays a chapter copies: none where its steps work something out."""
    for number in range(len(chapter.trace)):
        for update in chapter.trace[number].updates:
            if (source := _copied(update)) is not None:
                return source.array, update.target.array
            if any(isinstance(factor, Cell) for term in update.terms for factor in term):
                return ()
    return ()  # nothing but a border


def _pairs(chapter: Chapter) -> Mapping[Cell, Collection[Cell]]:
    """Return which cells a chapter copies from each other, both ways."""
    found: dict[Cell, list[Cell]] = {}
    for number in range(len(chapter.trace)):
        for update in chapter.trace[number].updates:
            if (source := _copied(update)) is not None:
                one, other = (Cell(chapter.label(cell.array), cell.index) for cell in (source, update.target))
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
    return found


def _copied(update: Update) -> Cell | None:
    """Return the cell from which an update takes its number over; None where it works something out."""
    plain = update.combine is Combine.SUM and not update.accumulate and len(update.terms) == 1
    if not plain or update.function not in (None, "identity") or len(update.terms[0]) != 1:
        return None
    (factor,) = update.terms[0]
    return factor if isinstance(factor, Cell) else None
