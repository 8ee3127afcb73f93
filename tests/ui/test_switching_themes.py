"""Another theme comes at once and everywhere: what was closed meanwhile, scrolled or typed in is no exception."""

import pytest
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from cnnviz.canvas.palette import palette
from cnnviz.session.settings.settings import THEME, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.panels.setup.layers_panel import LayersPanel
from cnnviz.ui.panels.setup.rail import PARTS

DEEP = 12  # widgets, each in the one before
NAME = "colour"


@pytest.fixture(autouse=True)
def _light_again(qapp):
    appearance().set_palette(palette("light"))
    yield
    settings().set(THEME, "light")


class Told(QObject):
    """Counts how often each of some widgets is told that it has another style."""

    def __init__(self, widgets):
        super().__init__()
        self.times = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.StyleChange:
            self.times[watched] += 1
        return False


def test_a_widget_is_not_dressed_again_for_each_one_that_it_stands_in(qtbot):
    rooms = [QWidget()]
    qtbot.addWidget(rooms[0])
    while len(rooms) < DEEP:
        room = QWidget(rooms[-1])
        QVBoxLayout(rooms[-1]).addWidget(room)
        rooms.append(room)
    label = QLabel("deep down", rooms[-1])
    QVBoxLayout(rooms[-1]).addWidget(label)
    rooms[0].show()
    told = Told([*rooms, label])
    appearance().toggle()
    assert set(told.times.values()) <= {1, 2}  # off with one sheet, on with the other


def pictures(window):
    """Return what each part of the rail looks like, opened one after the other."""
    seen = {}
    for part in PARTS:
        window.setup.open(part)
        for _ in range(3):
            QApplication.processEvents()
        seen[part] = window.setup.grab().toImage()
    return seen


def test_what_was_closed_meanwhile_looks_as_if_it_had_been_made_in_the_theme(opened):
    window = opened(NAME)
    pictures(window)
    window.setup.open("")
    settings().set(THEME, "dark")
    new = opened(NAME)
    for one in (window, new):
        one.resize(1280, 800)
        QApplication.processEvents()
    was, made = pictures(window), pictures(new)
    assert [part for part in was if was[part] != made[part]] == []


def test_what_is_scrolled_typed_in_and_has_the_keyboard_stays_so(window):
    window.resize(1024, 700)
    window.setup.open("layers")
    QApplication.processEvents()
    panel = window.findChild(LayersPanel)
    bar = panel.verticalScrollBar()
    bar.setValue(bar.maximum() - 3)
    field = next(line for line in panel.findChildren(QLineEdit) if line.isVisible() and line.isEnabled())
    field.setFocus()
    field.setText("7")
    before = bar.value(), window.size(), window.stage.size()
    assert before[0] > 0
    for _ in range(2):
        appearance().toggle()
        QApplication.processEvents()
        assert (bar.value(), window.size(), window.stage.size()) == before
        assert QApplication.focusWidget() in (field, field.parentWidget())
        assert field.text() == "7"
