"""The session owns what is open: the experiment with its undo stack, the run, the position, the player."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.same import unchanged
from cnnviz.gallery.first_example import START, first_example
from cnnviz.qt import QObject, QUndoStack, pyqtSignal
from cnnviz.run.compute import run_of
from cnnviz.run.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.same_place import same_place
from cnnviz.run.timeline import Grain, Position, Timeline
from cnnviz.run.training import Round, trained
from cnnviz.session.player import Player
from cnnviz.session.undo import Edit, Opened
from cnnviz.trace.steps import Cell

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example

_UNDO_DEPTH = 500


class Session(QObject):
    """What a person is working on.

    Views ask with `seek`, `edit`, `follow`, ..., and hear of it by the signals.
    What plays or glides goes by `clock`.

    Signals
    -------
    experiment_changed : after an edit, an undo or a redo, and when another filter is followed or numbers look different
    frame_changed : the new `Frame`, whenever anything that a view shows may differ
    grain_changed : the `Grain` that Next and Back go by
    rounds_changed : there are other rounds of training, or another one is open
    undo_changed : there is something else to undo or to redo
    """

    experiment_changed = pyqtSignal()
    frame_changed = pyqtSignal(object)
    grain_changed = pyqtSignal(object)
    rounds_changed = pyqtSignal()
    undo_changed = pyqtSignal()

    def __init__(
        self,
        experiment: Experiment | None = None,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._experiment = experiment or first_example()
        self._options = RunOptions(follow=0)
        self._timeline = run_of(self._experiment, self._options)
        self._rounds: Sequence[Round] = [Round(self._experiment, self._timeline.loss)]
        start = self._timeline.nearest(START) if experiment is None else Position(0, 0)
        self._decimals = 0
        self._frame = Frame(self._timeline, start)
        self._grain = Grain.STEP
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_DEPTH)
        self.clock = clock
        self.undo_stack.indexChanged.connect(self._on_undo)
        self.player = Player(self._play_on, clock, self)

    @property
    def experiment(self) -> Experiment:
        """What is set up."""
        return self._experiment

    @property
    def timeline(self) -> Timeline:
        """The run of the experiment."""
        return self._timeline

    @property
    def position(self) -> Position:
        """Where one is in the run."""
        return self._frame.position

    @property
    def frame(self) -> Frame:
        """All that is to be seen at the position."""
        return self._frame

    @property
    def grain(self) -> Grain:
        """What one step means."""
        return self._grain

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
        return next(k for k, known in enumerate(self._rounds) if known.experiment is self._experiment)

    def seek(self, position: Position) -> None:
        """Go to `position`, or to the nearest that exists."""
        position = self._timeline.nearest(position)
        if position != self.position:
            self._frame = Frame(self._timeline, position, self._decimals)
            self.frame_changed.emit(self._frame)

    def move(self, by: int, grain: Grain | None = None) -> None:
        """Go `by` steps on, or back, in the grain in force or another."""
        self.seek(self._timeline.move(self.position, grain or self._grain, by))

    def move_rows(self, by: int) -> None:
        """Go to the same place in the next row, or in the last."""
        row = math.prod(self._frame.chapter.trace.shape[1:])
        step = self.position.step + by * row
        if 0 <= step < len(self._frame.chapter.trace):
            self.seek(Position(self.position.chapter, step))

    def move_chapters(self, by: int) -> None:
        """Go to the beginning of the next chapter, or of this one, or of the last."""
        within = by < 0 and self.position.step > 0
        chapter = self.position.chapter + (0 if within else by)
        if 0 <= chapter < len(self._timeline.chapters):
            self.seek(Position(chapter, 0))

    def seek_cell(self, cell: Cell) -> bool:
        """Go to the step of this chapter that writes `cell`; return whether there is one."""
        position = self._timeline.seek_cell(self.position.chapter, cell, self.position.step)
        if position is not None:
            self.seek(position)
        return position is not None

    def set_grain(self, grain: Grain) -> None:
        """Set what one step means."""
        if grain is not self._grain:
            self._grain = grain
            self.grain_changed.emit(grain)

    def set_decimals(self, decimals: int) -> None:
        """Write numbers with so many decimals, or with as many as they need where that is 0."""
        if decimals != self._decimals:
            self._decimals = decimals
            self._show(self.position)

    def follow(self, filter_: int | None) -> None:
        """Step through another filter, of those that there are, or through all in turn."""
        self.set_options(follow=self._possible(filter_))

    def _possible(self, filter_: int | None) -> int | None:
        return None if filter_ is None else min(max(filter_, 0), self._experiment.most_channels - 1)

    def set_options(self, **changes: Any) -> None:
        """Go through the run in another way; `changes` are of its `RunOptions`."""
        options = replace(self._options, **changes)
        if options != self._options:
            self._options = options
            self._run()

    def train(self, rounds: int) -> None:
        """Repeat the whole run with the parameters that come of it, so many times, as one edit."""
        history = [*self._rounds[: self.round + 1], *trained(self._experiment, rounds)]
        self._push(history[-1].experiment, self.tr("train {0} rounds").format(rounds), rounds=history)

    def go_to_round(self, number: int) -> None:
        """Go back, or forth again, to a round of the training, with the very numbers that it had."""
        if number != self.round:
            text = self.tr("go to round {0}").format(number)
            self._push(self._rounds[number].experiment, text, rounds=self._rounds)

    def edit(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Replace the experiment, as one entry of the undo stack that is called `text`; nothing changed is no entry.

        Edits one after another that are `part_of` the same thing, such as a stroke, become one entry.
        """
        if not unchanged(experiment, self._experiment):
            self._push(experiment, text, part_of)

    def _push(
        self, experiment: Experiment, text: str, part_of: int = -1, rounds: Sequence[Round] = ()
    ) -> None:
        """Set `experiment`, one of `rounds`; without any a new history begins."""
        self.undo_stack.push(
            Edit(
                text,
                part_of,
                self._set_open,
                Opened(self._experiment, self._rounds),
                Opened(experiment, rounds),
            )
        )

    def open_example(self, example: Example) -> None:
        """Open an example of the gallery at the step that it is about, as one edit."""
        self._options = example.options
        self._push(example.make(), self.tr("open {0}").format(example.title))
        chapters = [chapter.key for chapter in self._timeline.chapters]
        self.seek(Position(chapters.index(example.chapter), example.step))

    def toggle(self) -> None:
        """Play or pause; at the very end, play from the start."""
        if self.player.playing:
            self.player.pause()
            return
        if self.position == self._timeline.last:
            self.seek(self._timeline.first)
        self.player.play()

    def _on_undo(self, _: int) -> None:
        """Pass on what the stack says as long as there is a session: a stack that is destroyed has a last word."""
        self.undo_changed.emit()

    def _play_on(self, moves: int) -> bool:
        self.move(moves)
        return self.position != self._timeline.last

    def _set_open(self, opened: Opened) -> None:
        self._experiment, self._rounds = opened
        self._options = replace(self._options, follow=self._possible(self._options.follow))
        self._run()
        self.rounds_changed.emit()

    def _run(self) -> None:
        """Compute the experiment anew and stay where one was, as far as that is still there."""
        self._timeline = run_of(self._experiment, self._options)
        self._rounds = self._rounds or [Round(self._experiment, self._timeline.loss)]
        self._show(same_place(self._timeline, self._frame))

    def _show(self, position: Position) -> None:
        """Have everything shown anew, at a position."""
        self._frame = Frame(self._timeline, position, self._decimals)
        self.experiment_changed.emit()
        self.frame_changed.emit(self._frame)
