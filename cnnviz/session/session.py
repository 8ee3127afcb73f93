"""The session owns what is open: the experiment with its undo stack, the run, the position, the player."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.same import unchanged
from cnnviz.experiment.size import why_too_large
from cnnviz.gallery.first_example import START, first_example
from cnnviz.qt import QObject, QUndoStack, pyqtSignal
from cnnviz.run.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.same_place import same_place
from cnnviz.run.timeline import Position
from cnnviz.run.training import Round
from cnnviz.session.runs import Runs
from cnnviz.session.stroke import Stroke
from cnnviz.session.undo import Edit, Opened, bound_memory
from cnnviz.session.walk import Walk

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example
    from cnnviz.session.beforehand import Beforehand
    from cnnviz.session.jobs import Jobs

_UNDO_DEPTH = 500


class Session(Walk):
    """What a person is working on.

    Views ask with `seek`, `edit`, `follow`, ..., and hear of it by the signals.
    What plays or glides goes by `clock`.

    Signals
    -------
    experiment_changed : after an edit, an undo or a redo, and when another filter is followed or numbers look different
    frame_changed, grain_changed : as in `Walk`
    rounds_changed : there are other rounds of training, or another one is open
    undo_changed : there is something else to undo or to redo
    jobs_changed : a job has begun, got on or ended
    refused : the sentence that says why what was asked for is not done; everything is as it was
    """

    experiment_changed = pyqtSignal()
    rounds_changed = pyqtSignal()
    undo_changed = pyqtSignal()
    jobs_changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(
        self,
        experiment: Experiment | None = None,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        opened, options, runs = experiment or first_example(), RunOptions(follow=0), Runs()
        timeline = runs.take(opened, options)
        super().__init__(timeline, START if experiment is None else timeline.first, clock, parent)
        self._experiment, self._options, self._runs = opened, options, runs
        self._rounds: Sequence[Round] = [Round(opened, timeline.loss)]
        self._stroke = Stroke()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_DEPTH)
        self.undo_stack.indexChanged.connect(self._on_undo)
        self._jobs: Jobs | None = None

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
        return next(k for k, known in enumerate(self._rounds) if known.experiment is self._experiment)

    @property
    def jobs(self) -> Jobs:
        """What is done off the GUI thread."""
        if self._jobs is None:
            from cnnviz.session.jobs import Jobs  # a start does not wait for it

            self._jobs = Jobs(self.clock)
            self._jobs.changed.connect(self.jobs_changed)
        return self._jobs

    @cached_property
    def _beforehand(self) -> Beforehand:
        from cnnviz.session.beforehand import Beforehand

        return Beforehand(self.jobs, self._runs, self._refuse)

    def seek(self, position: Position) -> None:
        """Go to `position`, or to the nearest that exists: what a stroke has changed is no longer looked at."""
        before = self._frame
        super().seek(position)
        if self._frame is not before:
            self._stroke.end()

    def set_decimals(self, decimals: int) -> None:
        """Write numbers with so many decimals, or with as many as they need where that is 0."""
        if decimals != self._decimals:
            self._decimals = decimals
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

    def train(self, rounds: int, failed: Callable[[str], object] | None = None) -> None:
        """Repeat the whole run with the parameters that come of it, so many times, as a job and one edit.

        Why it cannot be is said to `failed`, else by `refused`.
        """
        from cnnviz.session.training import train

        before = self._rounds[: self.round + 1]

        def keep(known: Sequence[Round], text: str) -> None:
            last = known[-1].experiment
            self._beforehand.compute(last, text, lambda: self._push(last, text, rounds=[*before, *known]))

        train(self._experiment, before, rounds, self.jobs, keep, failed or self.refused.emit)

    def go_to_round(self, number: int) -> None:
        """Go back, or forth again, to a round of the training, with the very numbers that it had."""
        if number != self.round:
            there, rounds = self._rounds[number].experiment, self._rounds
            text = self.tr("go to round {0}").format(number)
            self._beforehand.compute(there, text, lambda: self._push(there, text, rounds=rounds))

    def edit(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Replace the experiment, as one entry of the undo stack that is called `text`; nothing changed is no entry.

        Edits one after another that are `part_of` the same thing, such as a stroke, become one entry.
        """
        if not unchanged(experiment, self._experiment):
            self._push(experiment, text, part_of)

    def ask(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Do what `edit` does, as a person asks for it: what takes long is computed beside everything else first."""
        self._beforehand.compute(experiment, text, lambda: self.edit(experiment, text, part_of), part_of)

    def _push(
        self, experiment: Experiment, text: str, part_of: int = -1, rounds: Sequence[Round] = ()
    ) -> bool:
        """Set `experiment`, one of `rounds`; without any a new history begins. Return whether there is room for it."""
        reason = why_too_large(experiment)
        if reason is not None:
            self._refuse(reason)
        if reason is not None or not self._has_room(experiment, self._fitting(experiment), text):
            return False
        before, after = Opened(self._experiment, self._rounds), Opened(experiment, rounds)
        self._stroke.go_on(self._experiment, experiment, part_of, self._timeline)
        self.undo_stack.push(Edit(text, part_of, self._set_open, before, after))
        bound_memory(self.undo_stack)
        return True

    def undo(self) -> None:
        """Take the last edit back."""
        edit = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(edit, Edit):
            self._show_again(edit.before.experiment, edit.text(), self.undo_stack.undo)

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        edit = self.undo_stack.command(self.undo_stack.index())
        if isinstance(edit, Edit):
            self._show_again(edit.after.experiment, edit.text(), self.undo_stack.redo)

    def _show_again(self, experiment: Experiment, text: str, show: Callable[[], object]) -> None:
        def show_it() -> None:
            if self._has_room(experiment, self._fitting(experiment), text):
                self._stroke.end()
                show()

        self._beforehand.compute(experiment, text, show_it)

    def _fitting(self, experiment: Experiment) -> RunOptions:
        """Return which way one will go through another experiment's run."""
        return replace(self._options, follow=_possible(self._options.follow, experiment))

    def _has_room(self, experiment: Experiment, options: RunOptions, text: str) -> bool:
        """Return whether the memory suffices for a run, which is computed before anything is changed."""
        if self._runs.prepare(experiment, options):
            return True
        from cnnviz.session.sentences import no_memory

        self._refuse(no_memory(text))
        return False

    def _refuse(self, reason: str) -> None:
        """Show everything again as it is, and say why something is not done, where nobody knows."""
        self.experiment_changed.emit()
        if reason:
            self.refused.emit(reason)

    def open_example(self, example: Example) -> None:
        """Open an example of the gallery at the step that it is about, as one edit."""
        before, self._options = self._options, example.options
        if not self._push(example.make(), self.tr("open {0}").format(example.title)):
            self._options = before
            return
        chapters = [chapter.key for chapter in self._timeline.chapters]
        self.seek(Position(chapters.index(example.chapter), example.step))

    def close(self) -> None:
        """Stop playing, and what is on its way."""
        self.player.pause()
        if self._jobs is not None:
            self._jobs.close()

    def _on_undo(self, _: int) -> None:
        """Pass on what the stack says as long as there is a session: a stack that is destroyed has a last word."""
        self.undo_changed.emit()

    def _set_open(self, opened: Opened) -> None:
        self._experiment, self._rounds = opened
        self._options = self._fitting(opened.experiment)
        self._run()
        self.rounds_changed.emit()
        if self._jobs is not None:
            self._jobs.outdate()

    def _run(self) -> None:
        """Compute the experiment anew and stay where one was, as far as that is still there."""
        self._timeline = self._runs.take(self._experiment, self._options)
        self._rounds = self._rounds or [Round(self._experiment, self._timeline.loss)]
        self._show(same_place(self._timeline, self._frame))

    def _show(self, position: Position) -> None:
        """Have everything shown anew, at a position."""
        self._frame = Frame(self._timeline, position, self._decimals, self._stroke.before)
        self.experiment_changed.emit()
        self.frame_changed.emit(self._frame)


def _possible(filter_: int | None, experiment: Experiment) -> int | None:
    return None if filter_ is None else min(max(filter_, 0), experiment.most_channels - 1)
