"""The session owns what is open: the experiment with its undo stack, the run, the position, the player."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cnnviz.experiment.document import Experiment, unchanged
from cnnviz.qt import QObject, QUndoStack, pyqtSignal
from cnnviz.run.numbers.training import Round
from cnnviz.run.timeline import Position
from cnnviz.session.undo import Edit, Opened, bound_memory
from cnnviz.session.visiting import Visiting
from cnnviz.trace.steps import Cell

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example
    from cnnviz.session.beforehand import Beforehand
    from cnnviz.storage import Document

_UNDO_DEPTH = 500


class Session(Visiting):
    """What a person is working on.

    Views ask with `seek`, `edit`, `follow`, ..., and hear of it by the signals.
    What plays or glides goes by `clock`.

    Signals
    -------
    experiment_changed, frame_changed, grain_changed, rounds_changed, refused, jobs_changed : as in `Learning`
    predicting_changed, talk_changed : as in `Predicting`
    undo_changed : there is something else to undo or to redo
    example_opened : an example is there instead of what was open
    """

    undo_changed = pyqtSignal()
    example_opened = pyqtSignal()

    def __init__(
        self,
        experiment: Experiment | None = None,
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(experiment, clock, parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_DEPTH)
        self.undo_stack.indexChanged.connect(self._on_undo)

    @cached_property
    def _beforehand(self) -> Beforehand:
        from cnnviz.session.beforehand import Beforehand

        return Beforehand(self.jobs, self._runs, self._refuse)

    def _open_round(
        self,
        experiment: Experiment,
        text: str,
        rounds: Sequence[Round],
        *,
        at_start: bool = False,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Open one of some rounds, as one edit, and go to its beginning if asked to; when it is open, go on."""

        def show() -> None:
            if not self._push(experiment, text, rounds=rounds):
                return
            if at_start:
                self.go_to_start()
                self._keep_place()
            if then is not None:
                then()

        self._beforehand.compute(experiment, self._fitting(experiment), text, show)

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

    def open_example(self, example: Example) -> None:
        """Open an example of the gallery at the step that it is about, as one edit, though there is nothing to save."""
        self.player.pause()
        before, self._options = self._options, example.options
        if not self._push(example.make(), self.tr("open {0}").format(example.title), is_as_given=True):
            self._options = before
            return
        chapters = [chapter.key for chapter in self._timeline.chapters]
        self.seek(Position(chapters.index(example.chapter), example.step))
        self._keep_place()
        self.example_opened.emit()

    def open(self, document: Document, *, text: str, is_kept: bool = True) -> bool:
        """Open a document in the place of all that there was, with nothing to undo; return whether there is room.

        Parameters
        ----------
        text : what is done, in words
        is_kept : whether there is a file in which it is as it is; else it counts as changed
        """
        from cnnviz.session.documents import rounds_of

        experiment, before = document.experiment, self._options
        self._options = document.options
        if not self._has_room(experiment, self._fitting(experiment), text):
            self._options = before
            return False
        self._opened, self._own, self._decimals = document, None, document.decimals
        self._stroke.end()
        self.player.pause()
        self._set_open(Opened(experiment, rounds_of(document), frozenset(document.hidden)))
        self.seek(document.position)
        self.undo_stack.clear()
        if not is_kept:
            self.undo_stack.resetClean()
        self.undo_changed.emit()
        return True

    def ask_open(
        self, document: Document, text: str, then: Callable[[bool], object], *, is_kept: bool = True
    ) -> None:
        """Do what `open` does, computed beside everything else first where it takes long; `then` takes what it said."""
        show = lambda: then(self.open(document, text=text, is_kept=is_kept))  # noqa: E731
        self._beforehand.compute(document.experiment, document.options, text, show)

    def _set_open(self, opened: Opened) -> None:
        before = self._experiment
        super()._set_open(opened)
        if self._jobs is not None and self._experiment is not before:
            self._jobs.outdate()
            self._beforehand.outdate()

    def close(self) -> None:
        """Stop playing, and what is on its way."""
        self.player.pause()
        if self._jobs is not None:
            self._jobs.close()
            self._beforehand.close()

    def _on_undo(self, _: int) -> None:
        """Pass on what the stack says as long as there is a session: a stack that is destroyed has a last word."""
        self.undo_changed.emit()
