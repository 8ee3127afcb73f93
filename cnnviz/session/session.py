"""The session owns what is open: the experiment with its undo stack, the run, the position, the player."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cnnviz.qt import pyqtSignal
from cnnviz.run.timeline import Position
from cnnviz.session.learning.learning import Learning
from cnnviz.session.undo import Opened

if TYPE_CHECKING:
    from cnnviz.gallery.examples import Example
    from cnnviz.storage import Document


class Session(Learning):
    """What a person is working on.

    Views ask with `seek`, `edit`, `follow`, ..., and hear of it by the signals.
    What plays or glides goes by `clock`.

    Signals
    -------
    experiment_changed, frame_changed, grain_changed, rounds_changed, refused : as in `OpenRun`
    predicting_changed, talk_changed : as in `Predicting`
    jobs_changed, undo_changed : as in `Editing`
    went_on : as in `Learning`
    example_opened : an example is there instead of what was open
    """

    example_opened = pyqtSignal()

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

    def close(self) -> None:
        """Stop playing, and what is on its way."""
        self.player.pause()
        if self._jobs is not None:
            self._jobs.close()
            self._beforehand.close()
