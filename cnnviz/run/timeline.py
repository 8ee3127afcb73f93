"""A run as chapters one after another, and moving about in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property, partial
from itertools import accumulate
from math import prod
from typing import TYPE_CHECKING

from cnnviz.frozen import frozen_dataclass
from cnnviz.run.array_info import SINGLE_NUMBER, RunArray, RunParameter
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.looked_through import largest
from cnnviz.trace.steps import Cell, Step

if TYPE_CHECKING:
    from cnnviz.run.numbers.numbers import Numbers


class Grain(Enum):
    """What one step means to the person who presses Next."""

    TERM = "a multiplication"
    STEP = "a window"
    ROW = "a row"
    CHAPTER = "a chapter"


@frozen_dataclass(slots=True)
class Position:
    """Where one is in a run.

    Parameters
    ----------
    chapter, step : counted from 0; the step's cells are written
    term : how many of the step's terms are done, or None where all of them are
    """

    chapter: int
    step: int
    term: int | None = None


class Timeline:
    """The chapters of a run, one after another; its arrays and parameters, its loss and the target of that.

    They show the `numbers` of an experiment, whose network can be asked what would come of others.
    """

    def __init__(
        self,
        chapters: Sequence[Chapter],
        products: Sequence[RunArray],
        loss: float | None = None,
        parameters: Sequence[RunParameter] = (),
        target: RunArray | None = None,
        numbers: Numbers | None = None,
        hidden: frozenset[Cell] = frozenset(),
        token: object = None,
    ) -> None:
        self.chapters = tuple(chapters)
        self.arrays = tuple(products)
        self.parameters = tuple(parameters)
        self.loss, self.target, self.numbers = loss, target, numbers
        self.is_veiled = token is not None  # whether numbers are hidden, or not known yet
        self.token = token or object()  # the same for a run, however much of it is hidden
        self.hidden = hidden  # cells that are not to be seen, by the labels of their arrays

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of steps before each chapter, and behind the last."""
        return (0, *accumulate(len(chapter.trace) for chapter in self.chapters))

    def __len__(self) -> int:
        return self.starts[-1]

    @cached_property
    def largest(self) -> float:
        """The size of the largest finite number of the run that belongs to no picture, nor stands alone as the loss."""
        signed = {
            id(array): array
            for chapter in self.chapters
            for name, array in chapter.arrays.items()
            if chapter.info[name].is_signed and chapter.info[name].axes != SINGLE_NUMBER
        }
        return max(map(largest, signed.values()), default=0.0)

    @property
    def first(self) -> Position:
        """The very first step."""
        return Position(0, 0)

    @property
    def last(self) -> Position:
        """The very last step."""
        return self.at(len(self) - 1)

    def at(self, index: int) -> Position:
        """Return the position of step `index` of the whole run, kept within it."""
        index = min(max(index, 0), len(self) - 1)
        chapter = bisect_right(self.starts, index) - 1
        return Position(chapter, index - self.starts[chapter])

    def index(self, position: Position) -> int:
        """Return which step of the whole run `position` is in."""
        return self.starts[position.chapter] + position.step

    def forward_of(self, layer: int) -> Chapter | None:
        """Return the chapter in which a layer makes its output, behind its padding if it has any."""
        forward = (one for one in reversed(self.chapters) if one.phase is Phase.FORWARD)
        return next((one for one in forward if one.layer == layer), None)

    @cached_property
    def weight_updates(self) -> Mapping[int, int]:
        """The numbers of the chapters in which weights are updated, by their layers."""
        return {one.layer: number for number, one in enumerate(self.chapters) if one.updates_weights}

    def step(self, position: Position) -> Step:
        """Return the step at `position`, whole."""
        return self.chapters[position.chapter].trace[position.step]

    def entry(self, chapter: int, grain: Grain, step: int = 0) -> Position:
        """Return where a step of a chapter is entered: by multiplications only the first of them is done."""
        return self._whole(Position(chapter, step, 1 if grain is Grain.TERM else None))

    def nearest(self, position: Position) -> Position:
        """Return `position` if it exists here, else the nearest that does."""
        if position.chapter >= len(self.chapters):
            return self.last
        chapter = max(position.chapter, 0)
        step = min(max(position.step, 0), len(self.chapters[chapter].trace) - 1)
        return self._whole(Position(chapter, step, position.term if step == position.step else None))

    def seek_cell(self, chapter: int, cell: Cell, after: int = -1) -> Position | None:
        """Return the first step of `chapter` behind step `after` that writes `cell`, else the first of all, if any."""
        steps = self.chapters[chapter].trace.steps_of(cell)
        if not len(steps):
            return None
        return Position(chapter, int(next((step for step in steps if step > after), steps[0])))

    def move(self, position: Position, grain: Grain, by: int) -> Position:
        """Go `by` grains on (or back, where it is negative), and stop at the ends.

        A step is what is `natural` in its chapter: a window, but a row of a border that is copied.
        """
        go = self._term if grain is Grain.TERM else partial(self._end, grain)
        for _ in range(abs(by)):
            before, position = position, go(position, by)
            if position == before:
                break
        return position

    def _term(self, position: Position, by: int) -> Position:
        done = self.step(position).operations if position.term is None else position.term
        if by > 0 and position.term is not None:
            return self._whole(replace(position, term=done + 1))
        if by < 0 and done > 1:
            return replace(position, term=done - 1)
        beside = self.at(self.index(position) + (1 if by > 0 else -1))
        if replace(position, term=None) == beside:
            return position
        return self._whole(replace(beside, term=1)) if by > 0 else beside

    def _end(self, grain: Grain, position: Position, by: int) -> Position:
        """Go to where the next (or last) step, row or chapter is done."""
        chapter, done = position.chapter, position.step + (position.term is None)
        if by > 0 and done == len(self.chapters[chapter].trace) and chapter + 1 < len(self.chapters):
            chapter, done = chapter + 1, 0
        length = _length(self.chapters[chapter], grain)
        runs = done // length + 1 if by > 0 else position.step // length
        return self.at(min(self.starts[chapter] + runs * length, self.starts[chapter + 1]) - 1)

    def _whole(self, position: Position) -> Position:
        if position.term is None or 0 < position.term < self.step(position).operations:
            return position
        return replace(position, term=None)


def _length(chapter: Chapter, grain: Grain) -> int:
    """Return how many steps of a chapter a grain is."""
    if grain is Grain.STEP:
        return chapter.natural
    return len(chapter.trace) if grain is Grain.CHAPTER else prod(chapter.trace.shape[1:])


def step_text(chapter: Chapter) -> str:
    """Return what `Grain.STEP` means in a chapter: a window, a weight, or as much of a copy as goes by at once."""
    if chapter.natural > 1:
        return "all at once" if chapter.natural >= len(chapter.trace) else "a row at once"
    visit = chapter.kind.visit
    return f"{'an' if visit[0] in 'aeio' else 'a'} {visit}"


def hides_given(timeline: Timeline) -> bool:
    """Return whether a number that a person sets up is hidden: of the image, a parameter or the target."""
    labels = {cell.array for cell in timeline.hidden}
    if not labels:
        return False
    given = (info for chapter in timeline.chapters for info in chapter.info.values() if info.edit is not None)
    return any(info.label in labels for info in given)
