"""Says in the status line what else has followed when another image came in, or a layer was changed."""

from cnnviz.qt import QObject, pyqtSignal
from cnnviz.run.frames.frame import Frame
from cnnviz.session.session import Session
from cnnviz.session.undo import Edit


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
