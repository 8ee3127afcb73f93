"""The field for an answer: as long as nothing is typed, the keys that are no number are the window's."""

from cnnviz.qt import QEvent, QKeyEvent, QLineEdit, Qt, QWidget, pyqtSignal
from cnnviz.ui.fields.held import Typed

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BEGINS = frozenset("0123456789.,-−+(∞ni")


def begins_answer(event: QKeyEvent) -> bool:
    """Return whether a key begins an answer."""
    return bool(event.text()) and event.text().lower() in _BEGINS


class AnswerField(Typed, QLineEdit):
    """Takes an answer.

    Signals
    -------
    left, typing_changed : as in `Typed`
    given : what was typed, when Enter is pressed
    """

    given = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.setAccessibleName(self.tr("Answer"))
        self.setMaxLength(200)
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        if bool(text) != self.typing:
            self.typing = bool(text)
            self.typing_changed.emit(self.typing)

    def event(self, event: QEvent) -> bool:
        """Leave letters to the window's keys where no number begins with them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            others = event.text() and event.key() not in _ENTER and not begins_answer(event)
            if not self.typing and others:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter, and drop what is typed with Escape; where there is nothing, that is the window's."""
        if event.key() in _ENTER:
            self.given.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape and self.typing:
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
