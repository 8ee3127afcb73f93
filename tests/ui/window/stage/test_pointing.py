"""The mouse on the stage: what a click goes to, and what is said of what it points at."""

from layer_tools import click
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import field, to_convolution

from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

LEFT = Qt.MouseButton.LeftButton


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
