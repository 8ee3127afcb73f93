"""What is open: an experiment and its rounds of training, its run, and which way one goes through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from cnnviz.experiment.document import Experiment
from cnnviz.gallery.first_example import START, first_example
from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.numbers.training import Round
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.session.runs import BeforeStroke, Runs
from cnnviz.session.undo import Opened, Place
from cnnviz.session.walk import Walk
from cnnviz.trace.steps import Cell


class OpenRun(Walk):
    """An experiment, the example where there is no other, and a position in its run.

    Signals
    -------
    experiment_changed : another is open, another filter is followed, or numbers look different
    frame_changed, grain_changed : as in `Walk`
    rounds_changed : there are other rounds of training, or another one is open
    refused : the sentence that says why what was asked for is not done; everything is as it was
    """

    experiment_changed = pyqtSignal()
    rounds_changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(
        self, experiment: Experiment | None, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        opened, options, runs = experiment or first_example(), RunOptions(follow=0), Runs()
        timeline = runs.take(opened, options)
        self._hidden: frozenset[Cell] = frozenset()
        self._is_as_given = False
        super().__init__(timeline, START if experiment is None else timeline.first, clock, parent)
        self._experiment, self._options, self._runs = opened, options, runs
        self._rounds: Sequence[Round] = [Round(opened, timeline.loss)]
        self._stroke = BeforeStroke()
        self._place: Place | None = None  # where one is to be in what is opened next, None for where one is

    def seek(self, position: Position) -> None:
        """Go to `position`, or to the nearest that exists: what a stroke has changed is no longer looked at."""
        before = self._frame
        super().seek(position)
        if self._frame is not before:
            self._stroke.end()

    @property
    def hidden(self) -> frozenset[Cell]:
        """The cells that are hidden, by what their arrays are called."""
        return self._hidden

    @property
    def experiment(self) -> Experiment:
        """What is set up."""
        return self._experiment

    @property
    def followed(self) -> int:
        """The filter that is stepped through."""
        return self._options.follow or 0

    @property
    def options(self) -> RunOptions:
        """Which way one goes through the run."""
        return self._options

    @property
    def rounds(self) -> Sequence[Round]:
        """The rounds of training that lead to what is open, and on from there."""
        return self._rounds

    @property
    def round(self) -> int:
        """Which of the rounds is open."""
        known = (
            k for k, one in enumerate(self._rounds) if one.is_known and one.experiment is self._experiment
        )
        return next(known)

    def set_decimals(self, decimals: int) -> None:
        """Write numbers with so many decimals, or with as many as they need where that is 0."""
        if decimals != self._decimals:
            self._decimals = decimals
            self._show(self.position)

    def set_one_scale(self, one_scale: bool) -> None:
        """Colour all numbers of the run by one scale, or those of each array by its own."""
        if one_scale != self._one_scale:
            self._one_scale = one_scale
            self._show(self.position)

    def follow(self, filter_: int | None) -> None:
        """Step through another filter, of those that there are, or through all in turn."""
        self.set_options(follow=_possible(filter_, self._experiment))

    def set_options(self, **changes: Any) -> None:
        """Go through the run in another way; `changes` are of its `RunOptions`."""
        options = replace(self._options, **changes)
        if options != self._options and self._has_room(
            self._experiment, options, self.tr("show it otherwise")
        ):
            self._options = options
            self._stroke.end()
            self._run()

    def _fitting(self, experiment: Experiment) -> RunOptions:
        """Return which way one will go through another experiment's run."""
        return replace(self._options, follow=_possible(self._options.follow, experiment))

    @property
    def _here(self) -> Place:
        """The place where one is."""
        return Place(self._frame.chapter.key, self.position)

    def _open_at(self, opened: Opened, place: Place | None) -> None:
        """Open something at a place, as far as it is there, or where one is."""
        self._place = place
        self._set_open(opened)

    def _opened_now(self) -> Opened:
        """Return what is open, as undo shows it again."""
        return Opened(self._experiment, self._rounds, self._hidden, self._is_as_given)

    def _has_room(self, experiment: Experiment, options: RunOptions, text: str) -> bool:
        """Return whether the memory suffices for a run, which is computed before anything is changed."""
        if self._runs.prepare(experiment, options):
            return True
        from cnnviz.session.jobs.sentences import no_memory

        self._refuse(no_memory(text))
        return False

    def _refuse(self, reason: str) -> None:
        """Show everything again as it is, and say why something is not done, where nobody knows."""
        self.experiment_changed.emit()
        if reason:
            self.refused.emit(reason)

    def _set_open(self, opened: Opened) -> None:
        alike = opened.experiment is self._experiment and opened.rounds is self._rounds
        self._experiment, self._rounds, self._hidden, self._is_as_given = opened
        if alike:  # it is only that other cells are hidden
            self._show(self._taken_place() or self.position)
            return
        self._options = self._fitting(opened.experiment)
        self._run()
        self.rounds_changed.emit()

    def _run(self) -> None:
        """Compute the experiment anew and stay where one was, as far as that is still there."""
        self._take(self._runs.take(self._experiment, self._options))
        self._rounds = self._rounds or [Round(self._experiment, self._timeline.loss)]
        self._trained = self.round if len(self._rounds) > 1 else None
        from cnnviz.run.frames.same_place import same_place  # a start does not wait for it

        self._show(self._taken_place() or same_place(self._timeline, self._frame))

    def _taken_place(self) -> Position | None:
        """Return the position that is asked for in what is open now, None where its chapter is not there."""
        place, self._place = self._place, None
        keys = [chapter.key for chapter in self._timeline.chapters]
        if place is None or place.chapter not in keys:
            return None
        return self._timeline.nearest(replace(place.position, chapter=keys.index(place.chapter)))

    def _show(self, position: Position) -> None:
        """Have everything shown anew, at a position."""
        self._frame = self._frame_at(position, self._stroke.before)
        self.experiment_changed.emit()
        self.frame_changed.emit(self._frame)


def _possible(filter_: int | None, experiment: Experiment) -> int | None:
    return None if filter_ is None else min(max(filter_, 0), experiment.most_channels - 1)
