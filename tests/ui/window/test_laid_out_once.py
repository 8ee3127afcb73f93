"""A start lays the stage out once, for the place that it has in the window."""

import pytest
from PyQt5.QtWidgets import QApplication

from cnnviz.canvas.staging.laid_out import Layouts
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


def test_what_is_done_before_it_is_shown_is_there(qtbot, clock):
    window = MainWindow(Session(clock=clock))
    qtbot.addWidget(window)
    window.session.move(1)
    window.stage.zoom(1)
    window.show()
    QApplication.processEvents()
    assert window.stage.scene().frame is window.session.frame
    assert window.stage.scene().room[2] == window.stage.magnification > 1
