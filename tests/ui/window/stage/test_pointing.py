"""The mouse on the stage: what a click goes to, and what is said of what it points at."""

import pytest
from layer_tools import click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import field, press, to_convolution

from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def move(window, widget, at):
    """Move the pointer, as the platform tells the window of it."""
    QTest.mouseMove(window.windowHandle(), widget.mapTo(window, QPoint(at)))
    QApplication.processEvents()


def test_a_click_on_an_output_cell_goes_to_its_step(window):
    chapter = to_convolution(window, 27)
    click(window.stage.viewport(), window.stage.cell_centre(Cell("y", (0, 6, 2, 0))))
    assert window.session.position == Position(chapter, 50)


def test_a_click_on_an_input_cell_goes_nowhere(window):
    to_convolution(window, 27)
    at = window.session.position
    click(window.stage.viewport(), window.stage.cell_centre(Cell("x_pad", (0, 2, 2, 0))))
    click(window.stage.viewport(), QPoint(3, 3))
    assert window.session.position == at


def test_hovering_says_what_a_cell_is_and_marks_its_terms(window):
    to_convolution(window, 27)
    before = field(window, "place").text()
    move(window, window.stage.viewport(), window.stage.cell_centre(Cell("x_pad", (0, 3, 3, 0))))
    assert field(window, "place").text().startswith("X padded[3, 3] = 1")
    move(window, window.stage.viewport(), QPoint(3, 3))
    assert field(window, "place").text() == before


@pytest.fixture
def clicked(window):
    """Return the window where an output cell has just been clicked, in its own step."""
    chapter, cell = to_convolution(window, 27), Cell("y", (0, 6, 2, 0))
    at = window.stage.cell_centre(cell)
    move(window, window.stage.viewport(), at)
    click(window.stage.viewport(), at)
    assert window.session.position == Position(chapter, 50)
    assert window.stage.outline_words, "it is outlined where it leads to"
    return window


@pytest.mark.parametrize("key", [KEY.Key_Right, KEY.Key_Left, KEY.Key_Down, KEY.Key_End, KEY.Key_Space])
def test_what_a_click_outlined_goes_with_its_step_and_comes_again_where_the_mouse_moves(clicked, clock, key):
    session, stage = clicked.session, clicked.stage
    before = session.position
    press(key)
    clock.wait(1)
    session.player.tick()  # which does nothing unless it plays
    session.player.pause()
    assert session.position != before
    assert stage.outline_words == []
    assert session.frame.chapter.key != "convolve" or field(clicked, "place").text().startswith("Convolution")
    shown = stage.viewport().grab().toImage()
    stage.leaveEvent(None)
    assert stage.viewport().grab().toImage() == shown, "as where no mouse is"
    session.seek(before)
    move(clicked, stage.viewport(), stage.cell_centre(Cell("y", (0, 6, 2, 0))) + QPoint(1, 0))
    assert stage.outline_words


def test_what_is_but_pointed_at_stays_outlined(clicked):
    move(clicked, clicked.stage.viewport(), clicked.stage.cell_centre(Cell("y", (0, 5, 2, 0))))
    press(KEY.Key_Right)
    assert clicked.stage.outline_words


def test_another_click_on_the_same_cell_outlines_it_in_its_next_step(window):
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index("scatter"), 9))
    cell = Cell("dx_pad", (0, 4, 4, 0))
    at = window.stage.cell_centre(cell)
    move(window, window.stage.viewport(), at)
    steps = set()
    for _ in range(3):
        click(window.stage.viewport(), at)
        steps.add(window.session.position.step)
        assert window.stage.outline_words
    assert len(steps) == 3
    press(KEY.Key_Right)
    assert window.stage.outline_words == []
