"""What is so about the window of a step: where it lies, how it moves, how many cover a cell, who ties."""

from collections.abc import Sequence
from functools import cached_property

from cnnviz.explain.ledgers.coverage import Coverage, coverage
from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.explain.ledgers.origin import Origin
from cnnviz.explain.prose.facts import Facts
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.trace.steps import Cell, Step


class Twin(NamedTuple):
    """The step on the way forward that a step on the way back belongs to.

    Parameters
    ----------
    chapter, step : which it is
    cells : what it read, cell by cell
    values : their numbers
    won : which of the cells had the maximum, or have the share of it
    result : what it wrote
    """

    chapter: Chapter
    step: Step
    cells: tuple[Cell, ...]
    values: tuple[float, ...]
    won: tuple[Cell, ...]
    result: Cell


class WindowFacts(Facts):
    """What is so in a step, its window included."""

    @cached_property
    def patch(self) -> Sequence[Cell]:
        """The cells among which the window lies: those that the step writes, where they are many, or that it reads."""
        return self._patch(self.step)

    def _patch(self, step: Step) -> Sequence[Cell]:
        writes = [update.target for update in step.updates if update.target.array == self.target.array]
        if len(writes) > 1 and self.chapter.info[self.target.array].sampled:
            return writes
        update = next((one for one in step.updates if one.target.array == self.target.array), step.updates[0])
        reads: dict[str, list[Cell]] = {}
        for cell in (factor for term in update.terms for factor in term if isinstance(factor, Cell)):
            if self.chapter.info[cell.array].sampled:
                reads.setdefault(cell.array, []).append(cell)
        if not reads or (len(writes) > 1 and not self.chapter.info[self.target.array].sampled):
            reads = {}
            for one in step.updates:
                for factor in (factor for term in one.terms for factor in term if isinstance(factor, Cell)):
                    if self.chapter.info[factor.array].sampled:
                        reads.setdefault(factor.array, []).append(factor)
        return max(reads.values(), key=lambda cells: len({*cells}), default=[])

    def ranges(self, cells: Sequence[Cell]) -> tuple[tuple[int, int], ...]:
        """Return from which row to which, and from which column to which, some cells of a plane lie."""
        if not cells or not self.chapter.info[cells[0].array].is_plane:
            return ()
        axes = self.chapter.info[cells[0].array].axes
        found = []
        for dim in (Dim.ROW, Dim.COLUMN):
            places = [cell.index[axes.index(dim)] for cell in cells]
            found.append((min(places), max(places)))
        return tuple(found)

    @property
    def is_window(self) -> bool:
        """Whether the step looks at an area of a plane."""
        return bool(self.ranges(self.patch)) and len(self.patch) > 1

    @cached_property
    def channels(self) -> tuple[int, ...]:
        """Which channels the sum in hand reads."""
        cells = [cell for array in self.chapter.info for cell in self.cells(array) if array != "target"]
        images = [cell for cell in cells if self.chapter.info[cell.array].axes[-1] is Dim.CHANNEL]
        if not images:
            return ()
        return tuple(dict.fromkeys(cell.index[-1] for cell in images if cell.array == images[0].array))

    @property
    def several_channels(self) -> bool:
        """Whether the sum in hand goes over more than one channel."""
        return len(self.channels) > 1

    @property
    def few_channels(self) -> bool:
        """Whether there are several channels, and not too many to name the part of each."""
        return 1 < len(self.channels) <= 4

    @property
    def several_filters(self) -> bool:
        """Whether what is made has more than one channel, each by a filter of its own."""
        return int(self.chapter.arrays[self.target.array].shape[-1]) > 1

    @property
    def grouped(self) -> bool:
        """Whether the channels are read in groups."""
        return max(info.groups for info in self.chapter.info.values()) > 1

    @cached_property
    def padding_cells(self) -> Sequence[Cell]:
        """Which cells of the window are padding."""
        return tuple(cell for cell in dict.fromkeys(self.patch) if self.is_padding(cell))

    @property
    def at_edge(self) -> bool:
        """Whether the window reaches into the padding."""
        return bool(self.padding_cells)

    @property
    def ring_zero(self) -> bool:
        """Whether the padding under the window is 0 everywhere."""
        return all(self.number(cell) == 0 for cell in self.padding_cells)

    @cached_property
    def unread(self) -> tuple[str, tuple[int, int]] | None:
        """The array that windows do not read all of, and how many of its rows and columns; None where there is none."""
        for name, info in self.chapter.info.items():
            if info.covered is not None and not all(line.all() for line in info.covered):
                rows, columns = (int((~line).sum()) for line in info.covered)
                return name, (rows, columns)
        return None

    @property
    def leaves_over(self) -> bool:
        """Whether there are cells that no window reads."""
        return self.unread is not None

    @cached_property
    def shift(self) -> tuple[int, int] | None:
        """By how many rows and columns the window moves to the next step, where it goes on in its row."""
        if self.last or not self.is_window:
            return None
        here = self.ranges(self.patch)
        there = self.ranges(self._patch(self.chapter.trace[self.frame.position.step + 1]))
        if not there or [a - b for a, b in here] != [a - b for a, b in there]:
            return None
        return there[0][0] - here[0][0], there[1][0] - here[1][0]

    @property
    def moves_right(self) -> bool:
        """Whether the window goes on to the right."""
        return self.shift is not None and self.shift[0] == 0 and self.shift[1] > 0

    @property
    def same_place(self) -> bool:
        """Whether the next step is about the same window: another filter's."""
        return self.shift == (0, 0)

    @cached_property
    def covered(self) -> Coverage | None:
        """How many windows cover the cells of the plane that is written."""
        return coverage(Ledger(self.frame, Origin(self.frame.position.chapter, self.target)))

    @property
    def covered_less(self) -> bool:
        """Whether fewer windows cover the cell in hand than others."""
        return self.covered is not None and self.covered.own < self.covered.most

    @property
    def several_windows(self) -> bool:
        """Whether more than one window covers the cell in hand."""
        return self.covered is not None and self.covered.own > 1

    @cached_property
    def times(self) -> int:
        """How many terms the cell in hand gets over the whole chapter."""
        return int(self.chapter.trace.counts(self.target.array)[self.target.index])

    @property
    def several_times(self) -> bool:
        """Whether more than one term comes to the cell in hand over the whole chapter."""
        return self.times > 1

    @property
    def several_of_each_window(self) -> bool:
        """Whether each window that covers the cell in hand made more than one output of it, one by each filter."""
        return self.covered is not None and self.times > self.covered.own

    @cached_property
    def twin(self) -> Twin | None:
        """The step of the way forward, of a maximum, that the step in hand is or belongs to."""
        if self.chapter.winners is None:
            return None
        chapter = self.frame.timeline.chapters[self.chapter.winners]
        number = self.frame.position.step
        step = chapter.trace[number]
        (update,) = step.updates
        cells = tuple(term[0] for term in update.terms if isinstance(term[0], Cell))
        values = tuple(float(chapter.arrays[cell.array][cell.index]) for cell in cells)
        won = tuple(chapter.trace.highlights(number))
        return Twin(chapter, step, cells, values, won, update.target)

    @property
    def tied(self) -> Sequence[Cell]:
        """The cells that have the maximum, in the names of the way forward."""
        twin = self.twin
        if twin is None:
            return ()
        most = float(twin.chapter.arrays[twin.result.array][twin.result.index])
        return [cell for cell, value in zip(twin.cells, twin.values, strict=True) if value == most]

    @property
    def decided(self) -> bool:
        """Whether a cell has the maximum: none has, where all that a window sees is padding."""
        return self.twin is not None and len(self.twin.won) > 0

    @property
    def tie(self) -> bool:
        """Whether several cells have the maximum."""
        return len(self.tied) > 1 and self.decided
