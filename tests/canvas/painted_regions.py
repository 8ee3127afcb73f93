"""What is painted of a widget, and what is seen of it then."""

from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtGui import QRegion
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of


class Painted(QObject):
    """Collects what is painted of a widget."""

    def __init__(self, widget):
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.region += event.region()
        return False

    @property
    def area(self):
        """How many pixels have been painted, each once."""
        return sum(rect.width() * rect.height() for rect in self.region.rects())


def on_screen(widget):
    """Return what has been painted so far, unlike a grab, which paints everything anew."""
    QApplication.processEvents()
    return pixels_of(widget.screen().grabWindow(widget.winId()).toImage())
