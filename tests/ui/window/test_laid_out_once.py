"""A start lays the stage and what is around it out once, for the places that they have in the window."""

import pytest
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication

from cnnviz.canvas import formula_strip
from cnnviz.canvas.formula_lines import lines
from cnnviz.canvas.staging.laid_out import Layouts
from cnnviz.qt import has_room
from cnnviz.session.session import Session
from cnnviz.ui.window.main_window import MainWindow


@pytest.fixture
def rooms(monkeypatch):
    """Return a list of the rooms that stages are laid out for."""
    found, asked = [], Layouts.of

    def noted(layouts, focus, plan, shapes, room, forms):
        found.append(room)
        return asked(layouts, focus, plan, shapes, room, forms)

    monkeypatch.setattr(Layouts, "of", noted)
    return found


@pytest.mark.parametrize("width", [1440, 1280, 1024])
def test_a_window_lays_its_stage_out_when_it_is_shown_and_once(qtbot, clock, rooms, width):
    window = MainWindow(Session(clock=clock))
    qtbot.addWidget(window)
    window.resize(width, 800)
    assert rooms == []
    window.show()
    QApplication.processEvents()
    size = window.stage.maximumViewportSize()
    assert rooms == [(size.width(), size.height(), 1.0)]


class Resized(QObject):
    """Notes the sizes that parts are given."""

    def __init__(self, *parts):
        super().__init__()
        self.sizes = {part: [] for part in parts}
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, part, event):
        if event.type() == QEvent.Type.Resize:
            self.sizes[part].append(event.size())
        return False


@pytest.mark.parametrize("width", [1440, 1280, 1024])
def test_what_is_around_the_stage_is_given_its_size_once(qtbot, clock, width):
    window = MainWindow(Session(clock=clock))
    qtbot.addWidget(window)
    window.resize(width, 800)
    resized = Resized(window.transport.scrubber, window.formula.viewport(), window.map)
    window.show()
    QApplication.processEvents()
    assert all(sizes == [part.size()] for part, sizes in resized.sizes.items())


def test_a_formula_is_measured_for_the_room_that_it_has_alone(qtbot, clock, monkeypatch):
    rooms = []
    monkeypatch.setattr(formula_strip, "lines", lambda *given: rooms.append(given[3]) or lines(*given))
    window = MainWindow(Session(clock=clock))
    qtbot.addWidget(window)
    assert not has_room(window.formula.viewport())
    assert (rooms, window.formula.placed()) == ([], [])
    window.show()
    assert has_room(window.formula.viewport())
    assert set(rooms) <= {window.formula.viewport().width()}
    assert window.formula.placed()
    window.session.move(1)
    assert window.formula.placed(), "shown once, it is placed at each step"


def test_what_is_done_before_it_is_shown_is_there(qtbot, clock):
    window = MainWindow(Session(clock=clock))
    qtbot.addWidget(window)
    window.session.move(1)
    window.stage.zoom(1)
    window.show()
    QApplication.processEvents()
    assert window.stage.scene().frame is window.session.frame
    assert window.stage.scene().room[2] == window.stage.magnification > 1
