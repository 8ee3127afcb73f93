"""What fields share: when they take the wheel, which of their edits are one, and how the keyboard leaves them."""

from cnnviz.qt import QFocusEvent, QKeyEvent, QMouseEvent, Qt, QWheelEvent, pyqtSignal
from cnnviz.session.undo import next_part


class Unturned:
    """Takes the wheel only when it has the focus; else the panel around it scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn, or leave the wheel to the panel."""
        if self.hasFocus():  # type: ignore[attr-defined]  # mixed into widgets
            super().wheelEvent(event)  # type: ignore[misc]
        else:
            event.ignore()


class Held(Unturned):
    """Knows which edits are one: those of a key or button that is held, and turns of the wheel one after another.

    `part` is what `Session.edit` takes as `part_of`.
    """

    part = -1
    _turns = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a part."""
        self._begin(turns=False)
        super().mousePressEvent(event)  # type: ignore[misc]  # mixed into widgets

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a part with each key that was not held."""
        if not event.isAutoRepeat():
            self._begin(turns=False)
        super().keyPressEvent(event)  # type: ignore[misc]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Begin a part where something else than the wheel was used before."""
        if not self._turns:
            self._begin(turns=True)
        super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Begin a part: what comes after one was elsewhere is something else."""
        self._begin(turns=False)
        super().focusOutEvent(event)  # type: ignore[misc]

    def _begin(self, *, turns: bool) -> None:
        self.part, self._turns = next_part(), turns


class Leaving(Held):
    """Is left with Enter, which takes what was typed, or with Escape, which forgets it.

    Signals
    -------
    left : the keyboard should go back to the stage
    """

    left = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or type on."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.lineEdit().setText(self.textFromValue(self.value()))  # type: ignore[attr-defined]
        super().keyPressEvent(event)
        if enter:
            event.accept()  # a dialog around it is not closed before one has seen what comes of the number
        if enter or event.key() == Qt.Key.Key_Escape:
            self.left.emit()  # type: ignore[call-overload]  # mixed into widgets
