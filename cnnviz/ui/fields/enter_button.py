"""A button that Enter presses, too, as in a dialog."""

from cnnviz.qt import QHideEvent, QKeyEvent, QMouseEvent, QPushButton, Qt, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterButton(QPushButton):
    """Is pressed by Space and by Enter, and not by the second half of a double click on what was there before."""

    def __init__(self, name: str, text: str, parent: QWidget, kind: str = "") -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        if kind:
            self.setProperty("kind", kind)

        self._was_pressed = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Know that a double click has begun here, if this is one."""
        self._was_pressed = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be pressed again, where it was before."""
        if self._was_pressed:
            super().mouseDoubleClickEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Be another button when it is there again."""
        self._was_pressed = False
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it with Enter."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
