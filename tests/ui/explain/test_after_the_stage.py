"""A step is explained when the stage has been painted, and where several go by at once the last one only."""

import pytest
from explain_tools import catch_up, opened_tab, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QToolButton
from run_catalogue import experiments

from cnnviz.canvas.scene_view import SceneView
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.why.why_tab import WhyTab


@pytest.fixture
def seen(window, monkeypatch):
    """Return what happens, in its order, while Why is open."""
    opened_tab(window, "why")
    events, painted, told = [], SceneView.paintEvent, WhyTab.show_frame

    def paint(view, event):
        events.append("painted")
        painted(view, event)

    def tell(tab, frame, cell):
        events.append(frame.position)
        told(tab, frame, cell)

    monkeypatch.setattr(SceneView, "paintEvent", paint)
    monkeypatch.setattr(WhyTab, "show_frame", tell)
    return events


def test_the_stage_is_painted_first(window, seen):
    window.session.move(1)
    assert not seen
    catch_up()
    assert seen == ["painted", window.session.position]


def test_of_steps_that_go_by_at_once_the_last_is_told(window, seen):
    for _ in range(5):
        window.session.move(1)
    catch_up()
    assert seen == ["painted", window.session.position]


def test_another_run_is_told_at_once(window, seen):
    window.session.edit(experiments()["colour"], "another")
    assert seen == [window.session.position]


def test_what_is_hidden_is_withheld_at_once(window, seen):
    to_chapter(window, "convolve", 28)
    seen.clear()
    window.session.set_hidden([Cell("Y", (0, 3, 4, 0))], "hide")
    assert not window.explain.panel.findChild(WhyTab).isVisible()
    catch_up()
    assert window.session.position not in seen


def test_what_is_pointed_at_is_told_of_the_step_in_hand(window, seen):
    window.session.move(1)
    window.stage.hover(Cell("x_pad", (0, 4, 4, 0)))
    assert seen[-1] == window.session.position


def test_the_tab_that_is_chosen_next_is_of_the_step_in_hand(window, seen):
    window.session.move(1)
    QTest.mouseClick(window.findChild(QToolButton, "explain_tab_why"), Qt.MouseButton.LeftButton)
    assert seen == [window.session.position]
    catch_up()
    assert seen.count(window.session.position) == 1
