"""A thin bar beside a part that has no frame of its own, to show that it has the keyboard."""

from cnnviz.qt import QEvent, QFrame, QObject, QWidget

_WIDTH = 3
_FOCUS = QEvent.Type.FocusIn, QEvent.Type.FocusOut  # looked up once for all events


class FocusBar(QFrame):
    """Lights up while `part` has the keyboard."""

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("focus_bar")
        self.setFixedWidth(_WIDTH)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus."""
        if event.type() in _FOCUS:
            self.setProperty("on", event.type() == _FOCUS[0])
            self.style().unpolish(self)
            self.style().polish(self)
        return False
