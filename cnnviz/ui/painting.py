"""What a person would wait for in vain is done when there is something to be seen."""

from collections.abc import Callable

from cnnviz.qt import QEvent, QObject, QTimer, QWidget


class _Watch(QObject):
    """Does some work once, after a widget is first painted."""

    def __init__(self, widget: QWidget, work: Callable[[], None]) -> None:
        super().__init__(widget)
        self._work = work
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when that has been painted which is painted now."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._work)
            self.deleteLater()
        return False


def after_first_paint(widget: QWidget, work: Callable[[], None]) -> None:
    """Do some work, a method of what the widget is a part of, when it has been painted."""
    _Watch(widget, work)
