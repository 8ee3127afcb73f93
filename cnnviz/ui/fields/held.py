"""What controls share: when the wheel turns them, which of their edits are one, and what is typed into them."""

from cnnviz.qt import QFocusEvent, QKeyEvent, QMouseEvent, Qt, QWheelEvent, pyqtSignal
from cnnviz.session.undo import next_part


class Unturned:
    """Is turned by the wheel only with Ctrl, or where it has the focus; else the panel around it scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn, or leave the wheel to the panel."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self.hasFocus():  # type: ignore[attr-defined]
            super().wheelEvent(event)  # type: ignore[misc]  # mixed into widgets
        else:
            event.ignore()


class Held:
    """Knows which edits are one: those of a key or button that is held, and turns of the wheel one after another.

    `part` is what `Session.edit` takes as `part_of`.
    """

    part = -1
    _turns = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part."""
        self.begin_part()
        super().mousePressEvent(event)  # type: ignore[misc]  # mixed into widgets

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a part with each key that was not held."""
        if not event.isAutoRepeat():
            self.begin_part()
        super().keyPressEvent(event)  # type: ignore[misc]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin a part: what comes after one was elsewhere is something else."""
        self.begin_part()
        super().focusOutEvent(event)  # type: ignore[misc]

    def begin_part(self, *, turns: bool = False) -> None:
        """Let what comes be another edit, but turns of the wheel go on with the last turn."""
        if not (turns and self._turns):
            self.part, self._turns = next_part(), turns


class Typed(Held):
    """Has numbers typed into it, which count when they are finished.

    Signals
    -------
    left : Enter was pressed, and there is nothing more to do here
    typing_changed : whether something is typed that is not taken yet
    """

    left = pyqtSignal()
    typing_changed = pyqtSignal(bool)
    typing = False
