"""A button that Enter presses, too, as in a dialog."""

from cnnviz.qt import QKeyEvent, QPushButton, Qt, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterButton(QPushButton):
    """Is pressed by Space and by Enter."""

    def __init__(self, name: str, text: str, parent: QWidget, kind: str = "") -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        if kind:
            self.setProperty("kind", kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it with Enter."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
