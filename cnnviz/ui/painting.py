"""What a person would wait for in vain is done when there is something to be seen."""

from collections.abc import Callable, Sequence

from cnnviz.qt import QEvent, QObject, QTimer, QWidget


class _Watch(QObject):
    """Does some work once, after a widget is first painted: each piece by itself, for an event may come between."""

    def __init__(self, widget: QWidget, work: Sequence[Callable[[], None]]) -> None:
        super().__init__(widget)
        self._work = work
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin when that has been painted which is painted now."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            for piece in self._work:
                QTimer.singleShot(0, piece)
            self.deleteLater()
        return False


def after_first_paint(widget: QWidget, *work: Callable[[], None]) -> None:
    """Do some work, methods of what the widget is a part of or what needs nothing, when it has been painted."""
    _Watch(widget, work)
