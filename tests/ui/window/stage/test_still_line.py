"""The line of words at the bottom changes with every step, and nothing is laid out anew for it."""

from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication
from ui_tools import field, to_convolution


class LaidOut(QObject):
    """Counts how often a widget is asked to lay out what is in it."""

    def __init__(self, *widgets):
        super().__init__(widgets[0])
        self.count = 0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_a_step_lays_nothing_out(window):
    to_convolution(window, 3)
    QApplication.processEvents()
    line, laid_out = field(window, "place"), LaidOut(window, window.statusBar(), window.work)
    before = line.text()
    for _ in range(3):
        window.session.move(1)
        QApplication.processEvents()
    assert line.text() != before
    assert laid_out.count == 0


def test_the_line_fills_its_place_and_is_as_high_as_its_text(window):
    line = field(window, "place")
    assert line.isVisible()
    assert line.geometry() == line.parentWidget().rect()
    assert line.height() >= line.sizeHint().height()
    assert line.width() > window.width() // 3
