"""Drawing on the image and typing numbers into the stage, with real events."""

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QPointF, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget
from ui_tools import choose, field, press, type_text

from cnnviz.trace.steps import Cell

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def image(window):
    return window.session.experiment.image[:, :, 0]


def at(row, column):
    """Return the middle of a cell of an 8 by 8 image."""
    return QPointF(column * 16 + 8, row * 16 + 8)


def send(pad, kind, place, button, buttons):
    QApplication.sendEvent(pad, QMouseEvent(kind, place, button, buttons, Qt.KeyboardModifier.NoModifier))


def drag(pad, *places, button=LEFT):
    send(pad, QEvent.Type.MouseButtonPress, places[0], button, button)
    for place in places[1:]:
        send(pad, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button)
    send(pad, QEvent.Type.MouseButtonRelease, places[-1], button, Qt.MouseButton.NoButton)


@pytest.fixture
def pad(window):
    return field(window, "draw_pad")


def test_a_fast_drag_leaves_no_gap_and_is_one_undo(window, pad):
    before = image(window).copy()
    drag(pad, at(0, 0), at(0, 7), at(7, 7))
    assert (image(window)[0] == 1).all()
    assert (image(window)[:, 7] == 1).all()
    assert window.session.undo_stack.count() == 1
    window.session.undo_stack.undo()
    assert np.array_equal(image(window), before)


def test_two_strokes_are_two_undos(window, pad):
    drag(pad, at(0, 0))
    drag(pad, at(0, 1))
    assert window.session.undo_stack.count() == 2
    window.session.undo_stack.undo()
    assert image(window)[0, :2].tolist() == [1, 0]


def test_the_run_follows_while_the_stroke_is_drawn(window, pad):
    send(pad, QEvent.Type.MouseButtonPress, at(0, 0), LEFT, LEFT)
    assert window.session.timeline.products[0].array[0, 0, 0, 0] == 1
    send(pad, QEvent.Type.MouseButtonRelease, at(0, 0), LEFT, Qt.MouseButton.NoButton)


def test_the_right_button_erases(window, pad):
    drag(pad, at(1, 3), button=RIGHT)
    assert image(window)[1, 3] == 0


def test_a_drag_that_leaves_the_pad_paints_up_to_the_edge(window, pad):
    drag(pad, at(0, 0), QPointF(400, 8))
    assert (image(window)[0] == 1).all()


def test_the_chosen_value_and_size_are_drawn(window, pad):
    field(window, "draw_value").setValue(-0.5)
    size = field(window, "brush_size")
    size.setFocus()
    press(Qt.Key.Key_Up)
    drag(pad, at(0, 0))
    assert (image(window)[:2, :2] == -0.5).all()


def test_fill(window, pad):
    choose(field(window, "draw_tool"), "fill")
    drag(pad, at(0, 0))
    assert image(window)[0].tolist() == [1] * 8
    assert image(window)[1, 2] == 0.7


def test_the_keyboard_draws_and_does_not_play(window, pad):
    pad.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert image(window)[1, 1] == 1
    press(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert image(window)[1, 1] == 0
    assert not window.session.player.playing


@pytest.mark.parametrize(
    ("button", "law"),
    [
        ("clear", lambda old: old * 0),
        ("invert", lambda old: 1 - old),
        ("right", lambda old: np.pad(old, ((0, 0), (1, 0)))[:, :-1]),
        ("up", lambda old: np.pad(old, ((0, 1), (0, 0)))[1:]),
    ],
)
def test_a_button_changes_the_whole_image(window, button, law):
    before = image(window).copy()
    QTest.mouseClick(field(window, f"image_{button}"), LEFT)
    assert np.allclose(image(window), law(before))


def test_a_new_image_has_the_chosen_size(window):
    menu = field(window, "image_new").menu()
    next(action for action in menu.actions() if action.text() == "16×16").trigger()
    assert image(window).shape == (16, 16)
    assert not image(window).any()


def click(window, cell):
    QTest.mouseClick(window.stage.viewport(), LEFT, pos=window.stage.cell_centre(cell))
    return window.findChild(QWidget, "cell_editor")


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
    assert not window.findChild(QWidget, "cell_editor").isVisible()


def test_padding_cannot_be_typed_over(window):
    assert not click(window, Cell("x_pad", (0, 0, 0, 0))).isVisible()
