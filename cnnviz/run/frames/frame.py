"""What a view may know of a position: nothing else reaches it, and all of it is derived once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cnnviz.hidden import HIDDEN
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.standing import Standing, standings_in
from cnnviz.run.timeline import Position, Timeline
from cnnviz.trace.steps import Array, Cell, Combine, Index, Step, apply

if TYPE_CHECKING:
    from cnnviz.run.frames.asking import Asking
    from cnnviz.run.frames.theirs import Beside, Theirs


class Frame:
    """A run, looked at from one position.

    Immutable; its parts are worked out when they are first asked for. Numbers are written with so many `decimals`, or
    with as many as they need where that is 0. With `one_scale` all of the run are coloured by one. One goes
    `by_terms` where the sum of each step is followed as it grows. While someone draws,
    `earlier` is the run as it was before the stroke. With a `replay` that step is in hand in the place of the run's
    own: a mistake, say. Who predicts is `asking`. Somebody else's numbers are told by `beside`. Of a
    training it is the round before which so many rounds are done, `trained`. Of the cells that the step writes it is
    told of the one that was `pointed` at.
    """

    def __init__(
        self,
        timeline: Timeline,
        position: Position,
        decimals: int = 0,
        earlier: Timeline | None = None,
        *,
        one_scale: bool = False,
        by_terms: bool = False,
        replay: Step | None = None,
        asking: Asking | None = None,
        beside: Beside | None = None,
        trained: int | None = None,
        pointed: Cell | None = None,
    ) -> None:
        self.timeline = timeline
        self.position = position
        self.decimals = decimals
        self.earlier = earlier
        self.one_scale = one_scale
        self.by_terms = by_terms or position.term is not None
        self.replay = replay
        self.asking = asking
        self.beside = beside
        self.trained = trained
        self.pointed = pointed

    def replaying(self, step: Step) -> Frame:
        """Return the frame with another step in hand, worked out on the same numbers."""
        other = Frame(
            self.timeline,
            self.position,
            self.decimals,
            self.earlier,
            one_scale=self.one_scale,
            by_terms=self.by_terms,
            replay=step,
            asking=self.asking,
            beside=self.beside,
            trained=self.trained,
        )
        other.before = self.before
        return other

    def replaying_each(self, steps: Iterable[Step]) -> Iterator[Frame]:
        """Yield the frames with other steps in hand, each to be looked at before the next: they share their arrays.

        Large ones would take long to copy for every step.
        """
        arrays: dict[str, Array] | None = None
        for step in steps:
            other = self.replaying(step)
            if arrays is None:
                arrays = other._copied()
            before = {cell: arrays[cell.array][cell.index] for cell in other.done.writes}
            other._write(arrays)
            other.arrays = arrays
            yield other
            for cell, number in before.items():
                arrays[cell.array][cell.index] = number

    def is_drawn_as(self, other: Frame) -> bool:
        """Return whether the same numbers look the same in another frame."""
        mine, others = ((f.decimals, f.one_scale, f.by_terms, f.trained) for f in (self, other))
        return mine == others and self.beside is other.beside and self.replay is other.replay

    def follows(self, other: Frame) -> bool:
        """Return whether it is the next step of the same run."""
        same, index = self.timeline is other.timeline, self.timeline.index
        return same and index(self.position) == index(other.position) + 1

    @property
    def chapter(self) -> Chapter:
        """The chapter of the position."""
        return self.timeline.chapters[self.position.chapter]

    @cached_property
    def step(self) -> Step:
        """The step in hand, whole."""
        return self.timeline.step(self.position) if self.replay is None else self.replay

    @cached_property
    def done(self) -> Step:
        """The part of the step that is done: nothing while it is asked where it writes."""
        if self.waits:
            return Step(())
        term = self.position.term
        return self.step if term is None else self.step.first(term)

    @property
    def waits(self) -> bool:
        """Whether not even the place where the step writes is to be seen."""
        return self.asking is not None and self.asking.waits and bool(self.asked)

    @property
    def answers(self) -> bool:
        """Whether the step in hand is an answer: what comes of it is no secret, and what is right still is one."""
        return self.asking is not None and self.replay is not None

    @property
    def mistaken(self) -> Cell | None:
        """The cell that the answer in hand is wrong about, where its step comes to that cell."""
        cell = self.asking.cell if self.asking is not None and self.answers else None
        return cell if cell in self.done.writes else None

    def withholds(self, cell: Cell) -> bool:
        """Return whether what the step in hand writes to `cell` is hidden."""
        return not self.answers and self.chapter.trace.withholds(self.position.step, cell)

    @property
    def hidden(self) -> frozenset[Cell]:
        """The cells that somebody has hidden, by what their arrays are called."""
        return self.timeline.hidden

    @cached_property
    def asked(self) -> tuple[Cell, ...]:
        """What the step in hand writes and nobody is to see yet, in the order of its updates."""
        return tuple(update.target for update in self.step.updates if self.withholds(update.target))

    @cached_property
    def theirs(self) -> Theirs | None:
        """What somebody else's array holds after the step in hand, where there is one beside the chapter's."""
        return None if self.beside is None else self.beside(self.chapter, self.position)

    @cached_property
    def standings(self) -> Mapping[Cell, Standing]:
        """How the cells stand that the step in hand compares; while it still looks for a maximum nobody has won."""
        looking = any(update.combine is Combine.MAX for update in self.step.updates)
        if looking and self.position.term is not None:
            return {}
        return standings_in(self.chapter.trace, self.position.step, self.step)

    @cached_property
    def focus(self) -> int:
        """The channel or filter in hand, 0 where the chapter goes through none one by one."""
        wanted = self.chapter.in_hand
        for update in self.step.updates if wanted else ():
            for cell in chain((update.target,), chain.from_iterable(update.terms)):
                if isinstance(cell, Cell) and cell.array in wanted:
                    return cell.index[-1]
        return 0

    @cached_property
    def before(self) -> Mapping[str, Array]:
        """Every array of the chapter as it was before the step in hand."""
        return self.chapter.trace.state(self.position.step)

    @cached_property
    def arrays(self) -> Mapping[str, Array]:
        """Every array of the chapter as it is now."""
        trace, step = self.chapter.trace, self.position.step
        if self.waits:
            return self.before
        if self.position.term is None and self.replay is None:
            return trace.state(step + 1)
        arrays = self._copied()
        self._write(arrays)
        if self.answers:  # a mask is that of the right step
            known = trace.state(step + 1)
            arrays.update({name: known[name] for name in trace.asides})
        return arrays

    def _copied(self) -> dict[str, Array]:
        """Return the arrays as they were before the step in hand, of which those can be written that it writes."""
        written = self.chapter.trace.outputs
        return {name: array.copy() if name in written else array for name, array in self.before.items()}

    def _write(self, arrays: dict[str, Array]) -> None:
        """Do in some arrays what is done of the step in hand."""
        apply(self.done, arrays)
        for cell in filter(self.withholds, self.done.writes):
            arrays[cell.array][cell.index] = HIDDEN

    @cached_property
    def progress(self) -> Mapping[str, NDArray[np.int8]]:
        """How far each cell of the written arrays is: 0 untouched, 1 partly accumulated, 2 finished."""
        trace, step = self.chapter.trace, self.position.step
        if self.waits:
            return trace.progress(step)
        if self.position.term is None:
            return trace.progress(step + 1)
        progress = {name: flags.copy() for name, flags in trace.progress(step).items()}
        for cell in self.done.writes:
            progress[cell.array][cell.index] = 1
        return progress

    @cached_property
    def changed(self) -> Mapping[str, Index]:
        """Which cells the stroke in hand has changed: indices (cells, axes) by array, none without a stroke.

        It is the whole run that is compared: of what is not reached yet the numbers to come.
        """
        was = None if self.earlier is None else _alike(self.earlier, self.position.chapter, self.chapter)
        if was is None:
            return {}
        changed = {
            name: np.argwhere(~_same(array, was.arrays[name]))
            for name, array in self.chapter.arrays.items()
            if was.arrays[name].shape == array.shape
        }
        return {name: cells for name, cells in changed.items() if len(cells)}


def _alike(timeline: Timeline, number: int, chapter: Chapter) -> Chapter | None:
    """Return the chapter of another run that goes through the same arrays, if there is one."""
    if number >= len(timeline.chapters):
        return None
    other = timeline.chapters[number]
    return other if other.kind is chapter.kind and other.arrays.keys() == chapter.arrays.keys() else None


def _same(array: Array, other: Array) -> NDArray[np.bool_]:
    return np.asarray((array == other) | (np.isnan(array) & np.isnan(other)))
