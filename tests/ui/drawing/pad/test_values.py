"""Values on the pad: picked, chosen, typed into cells and turned by the wheel; what the status line says of them."""

import numpy as np
import pytest
from events import ALT, LEFT, MIDDLE, NO_BUTTON, NONE, mouse
from pad_tools import (
    double_click,
    drag,
    image,
    middle,
    point_at,
    turn,
    use,
)
from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QColor
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QColorDialog
from ui_tools import field, press, type_text

from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.explain import words


@pytest.fixture
def pad(window):
    return field(window, "draw_pad")


def take(window, tool):
    QTest.mouseClick(field(window, f"tool_{tool.value}"), LEFT)


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("typed", "value"), [("2.75", 2.75), ("-12", -12), (".125", 0.125), ("101", 1), ("−1", -1)]
)
def test_the_value_is_taken_as_typed_or_not_at_all(window, typed, value):
    box = field(window, "draw_value")
    box.setFocus()
    box.selectAll()
    box.lineEdit().insert(typed[0]) if typed[0] == "−" else type_text(typed[0])
    type_text(typed[1:])
    press(Qt.Key.Key_Return)
    assert window.setup.image.brush.value == value
    assert box.text() == f"{value:g}".replace("-", "−")


@pytest.mark.parametrize(("button", "modifiers"), [(MIDDLE, NONE), (LEFT, ALT)])
def test_a_value_is_picked_at_any_time(window, pad, button, modifiers):
    drag(pad, (3, 4), button=button, modifiers=modifiers)
    assert window.setup.image.brush.value == 0.5
    assert field(window, "draw_value").value() == 0.5
    assert window.session.undo_stack.count() == 0


def test_the_picker_gives_the_brush_back(window, pad):
    take(window, Tool.PICKER)
    drag(pad, (3, 4))
    assert field(window, "tool_brush").isChecked()
    drag(pad, (0, 0))
    assert image(window)[0, 0] == 0.5


def test_a_colour_is_picked_whole_and_drawn(window, pad):
    colours = np.zeros((5, 5, 3))
    colours[2, 2] = -1.5, 0.25, 2
    use(window, colours)
    drag(pad, (2, 2), button=MIDDLE)
    drag(pad, (0, 0))
    assert window.session.experiment.image[0, 0].tolist() == [-1.5, 0.25, 2]
    assert field(window, "draw_colour").text() == "−1.5 0.25 2"
    assert not field(window, "draw_value").isVisible()


def test_a_colour_is_chosen_in_the_dialog(window, pad):
    use(window, np.zeros((4, 4, 3)))
    QTest.mouseClick(field(window, "draw_colour"), LEFT)
    dialog = window.findChild(QColorDialog, "colours")
    dialog.setCurrentColor(QColor(255, 0, 51))
    dialog.accept()
    drag(pad, (3, 3))
    assert window.session.experiment.image[3, 3].tolist() == [1, 0, 0.2]


def test_a_double_click_types_a_number_and_draws_nothing(window, pad):
    before = window.session.experiment
    double_click(pad, (3, 4))
    editor = field(window, "pad_editor")
    assert editor.isVisible()
    assert editor.text() == "0.5"
    assert window.session.experiment is before
    press(Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert pad.hasFocus()
    assert window.session.undo_stack.count() == 0


def test_a_double_click_that_picks_takes_no_stroke_back(window, pad):
    drag(pad, (0, 0))
    drag(pad, (0, 0), modifiers=ALT)
    mouse(pad, QEvent.Type.MouseButtonDblClick, middle(pad, 0, 0), LEFT, LEFT, ALT)
    assert image(window)[0, 0] == 1


def test_a_double_click_on_two_cells_draws_both(window, pad):
    drag(pad, (0, 0))
    mouse(pad, QEvent.Type.MouseButtonDblClick, middle(pad, 0, 1), LEFT, LEFT)
    mouse(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 1), LEFT, NO_BUTTON)
    assert image(window)[0, :2].tolist() == [1, 1]


def test_the_wheel_with_ctrl_changes_a_cell_and_a_run_is_one_undo(window, pad):
    for _ in range(3):
        assert turn(pad, (3, 4), 120)
    turn(pad, (3, 4), 60)  # half a notch of a fine wheel
    assert image(window)[3, 4] == 0.8
    turn(pad, (3, 4), 60)
    assert image(window)[3, 4] == 0.9
    assert window.session.undo_stack.count() == 1
    assert window.session.undo_stack.undoText() == "set X[3, 4] to 0.9"
    turn(pad, (3, 3), -120)
    assert window.session.undo_stack.count() == 2


def test_the_wheel_alone_is_left_to_the_panel(window, pad):
    assert not turn(pad, (3, 4), 120, NONE)
    assert window.session.undo_stack.count() == 0


def test_the_status_line_says_what_the_pointer_is_on(window, pad):
    place = field(window, "place")
    point_at(pad, (3, 4))
    assert place.text().startswith("Image, row 3, column 4 · X[3, 4] = 0.5 · ")
    drag(pad, (3, 4))
    assert " X[3, 4] = 1 · " in place.text()
    QApplication.sendEvent(pad, QEvent(QEvent.Type.Leave))
    assert place.text() == words.place(window.session.frame)


def test_the_status_line_names_the_colours(window, pad):
    use(window, np.full((4, 4, 3), (0.5, 0, -1)))
    point_at(pad, (1, 2))
    assert "X[1, 2] = red 0.5, green 0, blue −1 · " in field(window, "place").text()
