"""Edits of what is open, each one entry of the undo stack, and the jobs in which what takes long is computed first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cnnviz.experiment.document import Experiment, unchanged
from cnnviz.qt import QObject, QUndoStack, pyqtSignal
from cnnviz.run.numbers.training import Round
from cnnviz.session.undo import Edit, Opened, bound_memory
from cnnviz.session.visiting import Visiting
from cnnviz.trace.steps import Cell

if TYPE_CHECKING:
    from cnnviz.session.beforehand import Beforehand
    from cnnviz.session.jobs.jobs import Jobs

_UNDO_DEPTH = 500


class Editing(Visiting):
    """A run that is edited: what was open before an edit and what is open after it are kept.

    Signals
    -------
    jobs_changed : a job has begun, got on or ended
    undo_changed : there is something else to undo or to redo
    """

    jobs_changed = pyqtSignal()
    undo_changed = pyqtSignal()

    def __init__(
        self,
        experiment: Experiment | None = None,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(experiment, clock, parent)
        self._jobs: Jobs | None = None
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_DEPTH)
        self.undo_stack.indexChanged.connect(self._on_undo)

    @property
    def jobs(self) -> Jobs:
        """What is done off the GUI thread."""
        if self._jobs is None:
            from cnnviz.session.jobs.jobs import Jobs  # a start does not wait for it

            self._jobs = Jobs(self.clock)
            self._jobs.changed.connect(self.jobs_changed)
        return self._jobs

    @cached_property
    def _beforehand(self) -> Beforehand:
        from cnnviz.session.beforehand import Beforehand

        return Beforehand(self.jobs, self._runs, self._refuse)

    def edit(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Replace the experiment, as one entry of the undo stack that is called `text`; nothing changed is no entry.

        Another learning rate counts from the next round on: the rounds so far stay, what came after this one goes.
        Edits one after another that are `part_of` the same thing, such as a stroke, become one entry.
        """
        if not unchanged(experiment, self._experiment):
            self._push(experiment, text, part_of, self._rounds_with(experiment))

    def _rounds_with(self, experiment: Experiment) -> Sequence[Round]:
        """Return the rounds of which `experiment` is one: none but itself, unless it has but another rate."""
        now = self._experiment
        other_rate = experiment.learning_rate != now.learning_rate
        if not other_rate or not unchanged(replace(experiment, learning_rate=now.learning_rate), now):
            return ()
        here = self.round
        return [*self._rounds[:here], Round(experiment, self._rounds[here].loss)]

    def ask(self, experiment: Experiment, text: str, part_of: int = -1) -> None:
        """Do what `edit` does, as a person asks for it: what takes long is computed beside everything else first."""
        show = lambda: self.edit(experiment, text, part_of)  # noqa: E731
        self._beforehand.compute(experiment, self._fitting(experiment), text, show, part_of)

    def _push(
        self,
        experiment: Experiment,
        text: str,
        part_of: int = -1,
        rounds: Sequence[Round] = (),
        *,
        is_as_given: bool = False,
    ) -> bool:
        """Set `experiment`, one of `rounds`; without any a new history begins. Return whether there is room for it."""
        from cnnviz.experiment.size import why_too_large  # a start does not wait for it

        reason = why_too_large(experiment)
        if reason is not None:
            self._refuse(reason)
        if reason is not None or not self._has_room(experiment, self._fitting(experiment), text):
            return False
        made_at, before = self._edited_at, self._before_edit()
        after = Opened(experiment, rounds, frozenset() if is_as_given else self._hidden, is_as_given)
        self._stroke.go_on(self._experiment, experiment, part_of, self._timeline)
        self.undo_stack.push(Edit(text, part_of, self._open_at, before, after, made_at))
        self._keep_place()
        bound_memory(self.undo_stack)
        return True

    def _keep_place(self) -> None:
        """Have redo of what was done last come back to where one is."""
        edit = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(edit, Edit):
            edit.lead_to(self._here)

    def set_hidden(self, hidden: Iterable[Cell], text: str) -> None:
        """Have just these cells hidden, by what their arrays are called, as one entry of the undo stack."""
        cells = frozenset(hidden)
        if cells != self._hidden:
            after = Opened(self._experiment, self._rounds, cells)
            made_at = self._edited_at
            self.undo_stack.push(Edit(text, -1, self._open_at, self._before_edit(), after, made_at))
            self._keep_place()

    def undo(self) -> None:
        """Take the last edit back."""
        self.undo_to(self.undo_stack.index() - 1)

    def undo_to(self, place: int) -> None:
        """Take all edits back from a place in the undo stack on."""
        self.come_back()
        edit = self.undo_stack.command(place)
        if isinstance(edit, Edit):
            self._show_again(edit.before.experiment, edit.text(), partial(self.undo_stack.setIndex, place))

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        self.come_back()
        edit = self.undo_stack.command(self.undo_stack.index())
        if isinstance(edit, Edit):
            self._show_again(edit.after.experiment, edit.text(), self.undo_stack.redo)

    def _show_again(self, experiment: Experiment, text: str, show: Callable[[], object]) -> None:
        def show_it() -> None:
            if self._has_room(experiment, self._fitting(experiment), text):
                self._stroke.end()
                show()

        self._beforehand.compute(experiment, self._fitting(experiment), text, show_it)

    def _set_open(self, opened: Opened) -> None:
        before = self._experiment
        super()._set_open(opened)
        if self._jobs is not None and self._experiment is not before:
            self._jobs.outdate()
            self._beforehand.outdate()

    def _on_undo(self, _: int) -> None:
        """Pass on what the stack says as long as there is a session: a stack that is destroyed has a last word."""
        self.undo_changed.emit()
