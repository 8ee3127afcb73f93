"""What is said once something else is set up: what an edit has changed besides, and with what a round begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.session.undo import Edit

if TYPE_CHECKING:
    from cnnviz.canvas.map.map_view import MapView


class Refits(QObject):
    """Compares what is set up with what was, whoever has changed it; made after what shows the frames.

    Signals
    -------
    said : what has become of the kernels, and of a linear layer's weights
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._before = session, session.experiment
        session.frame_changed.connect(self._on_frame)

    def _on_frame(self, _: Frame) -> None:
        before, self._before = self._before, self._session.experiment
        if before is not self._before and not self._is_undone():  # an undo explains itself
            from cnnviz.explain.refitting import refitting  # a start does not wait for it

            words = refitting(before, self._before)
            if words:
                self.said.emit(words)

    def _is_undone(self) -> bool:
        """Return whether what is set up is what it was before the edit that is taken back just now."""
        stack = self._session.undo_stack
        edit = stack.command(stack.index() - 1)
        return isinstance(edit, Edit) and edit.before.experiment is self._session.experiment


class NewRounds(QObject):
    """Tells of the next round of a training, once one has gone on to it, and has its parameters pulse on the map.

    Signals
    -------
    said : which one, and what it begins with
    """

    said = pyqtSignal(str)

    def __init__(self, session: Session, map_: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._map = session, map_
        session.went_on.connect(self._on_round)

    def _on_round(self) -> None:
        from cnnviz.explain.training.new_round import begun  # a start does not wait for it

        number, rounds = self._session.round, self._session.rounds
        before, now = rounds[number - 1], rounds[number]
        self._map.pulse()
        if before.is_known and not self._session.timeline.is_veiled:
            run, decimals = self._session.timeline, self._session.frame.decimals
            self.said.emit(begun(number, run, before.experiment, now.experiment, decimals))
