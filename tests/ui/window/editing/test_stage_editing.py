"""Typing numbers into the stage, with real events."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QWidget
from ui_tools import field, press, type_text

from cnnviz.trace.steps import Cell

LEFT = Qt.MouseButton.LeftButton


def click(window, cell):
    QTest.mouseClick(window.stage.viewport(), LEFT, pos=window.stage.cell_centre(cell))
    return window.findChild(QWidget, "cell_editor")


def is_open(window):
    editor = window.findChild(QWidget, "cell_editor")
    return editor is not None and editor.isVisible()


@pytest.mark.some(2)
@pytest.mark.parametrize(("text", "value"), [("-1.5", -1.5), ("−2", -2.0), ("0,25", 0.25), ("1e-3", 0.001)])
def test_a_weight_is_typed_on_the_stage(window, text, value):
    editor = click(window, Cell("weight", (1, 1, 0, 0)))
    assert editor.isVisible()
    editor.clear()
    type_text(text) if text.isascii() and "e" not in text else editor.setText(text)
    press(Qt.Key.Key_Return)
    assert window.session.experiment.layers[0].weight[1, 1, 0, 0] == value
    assert not editor.isVisible()
    assert window.stage.hasFocus()


def test_escape_and_a_word_change_nothing(window):
    before = window.session.experiment
    click(window, Cell("bias", (0,))).setText("three")
    press(Qt.Key.Key_Return)
    assert "is not a number" in field(window, "place").text()
    press(Qt.Key.Key_Escape)
    assert window.session.experiment is before
    assert not is_open(window)


def test_padding_cannot_be_typed_over(window):
    click(window, Cell("x_pad", (0, 0, 0, 0)))
    assert not is_open(window)


def test_the_field_closes_where_its_cell_leaves_the_stage(window):
    before = window.session.experiment
    editor = click(window, Cell("weight", (1, 1, 0, 0)))
    type_text("5")
    window.session.move(1)  # as playing does
    assert editor.isVisible()
    window.session.move_chapters(1)
    assert not editor.isVisible()
    assert window.stage.hasFocus()
    press(Qt.Key.Key_Return)
    assert window.session.experiment is before
