"""Working on the pad with the keyboard alone."""

import numpy as np
import pytest
from pad_tools import CTRL, image, use
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import field, press, type_text

from cnnviz.experiment.drawing.strokes import Tool

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pad(window):
    pad = field(window, "draw_pad")
    pad.setFocus()
    return pad


def press_all(*keys):
    for key in keys:
        press(key)


def editor(window):
    return field(window, "pad_editor")


def test_space_draws_shift_and_space_erase_and_nothing_plays(window, pad):
    press_all(Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert image(window)[1, 1] == 1
    press(Qt.Key.Key_Space, SHIFT)
    assert image(window)[1, 1] == 0
    assert not window.session.player.playing
    assert window.session.position.step == 27  # where the window opens


def test_the_selection_stops_at_the_edges(window, pad):
    press_all(Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert pad.selected == (0, 0)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Right)
    assert pad.selected == (0, 7)
    press(Qt.Key.Key_Home)
    assert pad.selected == (0, 0)


@pytest.mark.some(2)
@pytest.mark.parametrize(("key", "tool"), list(zip("BELRFI", Tool, strict=True)))
def test_a_letter_takes_a_tool(window, pad, key, tool):
    field(window, "tool_line").click()
    pad.setFocus()
    press(key)
    assert field(window, f"tool_{tool.value}").isChecked()
    assert window.setup.image.brush.tool is tool


def test_brackets_change_the_size_of_the_brush_and_not_the_speed(window, pad):
    speed = window.session.player.speed
    for _ in range(12):
        press("]")
    assert field(window, "brush_size").value() == 9
    press("[")
    assert field(window, "brush_size").value() == 8
    assert window.session.player.speed == speed


@pytest.mark.some(2)
@pytest.mark.parametrize(("typed", "value"), [("0.25", 0.25), ("-3", -3.0), (".5", 0.5), ("7", 7.0)])
def test_a_number_is_typed_over_the_selected_cell(window, pad, typed, value):
    press(Qt.Key.Key_Right)
    type_text(typed)
    assert editor(window).isVisible()
    press(Qt.Key.Key_Return)
    assert image(window)[0, 1] == value
    assert window.session.undo_stack.undoText() == f"set X[0, 1] to {value:g}".replace("-", "−")
    assert pad.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_enter_opens_the_number_that_is_there_and_escape_forgets(window, pad, key):
    use(window, np.full((4, 4), -0.75))
    before = window.session.experiment
    press(key)
    assert editor(window).text() == "−0.75"
    type_text("5")
    press(Qt.Key.Key_Escape)
    assert not editor(window).isVisible()
    assert window.session.experiment is before
    assert pad.hasFocus()


def test_tab_takes_the_number_and_goes_on_as_in_a_table(window, pad):
    use(window, np.zeros((4, 4)))
    pad.setFocus()
    press_all(Qt.Key.Key_End, "1")
    press(Qt.Key.Key_Tab)
    assert pad.selected == (1, 0)
    type_text("2")
    press(Qt.Key.Key_Backtab, SHIFT)
    assert image(window)[0, 3] == 1
    assert image(window)[1, 0] == 2
    assert pad.selected == (0, 3)


def test_tab_leaves_the_pad(window, pad):
    press(Qt.Key.Key_Tab)
    assert not pad.hasFocus()
    press(Qt.Key.Key_Backtab, SHIFT)
    assert pad.hasFocus()


def test_what_is_no_number_is_refused_in_a_sentence_and_can_be_mended(window, pad):
    type_text("1-2")
    press(Qt.Key.Key_Return)
    assert field(window, "place").text() == "'1-2' is not a number."
    assert editor(window).isVisible()
    press_all(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert image(window)[0, 0] == 1


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("typed", "values"), [("1 -0.5 2", [1, -0.5, 2]), ("0,5; 0; 0", [0.5, 0, 0]), ("3", [3, 3, 3])]
)
def test_a_colour_is_typed_as_three_numbers_or_one_for_all(window, pad, typed, values):
    use(window, np.zeros((4, 4, 3)))
    pad.setFocus()
    type_text(typed)
    press(Qt.Key.Key_Return)
    assert window.session.experiment.image[0, 0].tolist() == values


def test_two_numbers_are_no_colour(window, pad):
    use(window, np.zeros((4, 4, 3)))
    pad.setFocus()
    type_text("1 2")
    press(Qt.Key.Key_Return)
    assert "three numbers" in field(window, "place").text()
    assert not window.session.experiment.image.any()


def test_page_up_and_down_change_the_cell_by_a_tenth(window, pad):
    press_all(Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert image(window)[0, 0] == 0.3
    assert window.session.undo_stack.count() == 1
    press_all(*[Qt.Key.Key_PageDown] * 4)
    assert image(window)[0, 0] == -0.1


def test_delete_makes_a_cell_zero(window, pad):
    use(window, np.ones((4, 4)))
    pad.setFocus()
    press(Qt.Key.Key_Delete)
    assert image(window)[0].tolist() == [0, 1, 1, 1]


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("key", "shift"),
    [
        (Qt.Key.Key_Left, (0, -1)),
        (Qt.Key.Key_Up, (-1, 0)),
        (Qt.Key.Key_Down, (1, 0)),
        (Qt.Key.Key_Right, (0, 1)),
    ],
)
def test_ctrl_with_arrows_shifts_the_image(window, pad, key, shift):
    use(window, np.pad(np.ones((1, 1)), 2))
    pad.setFocus()
    press(key, CTRL)
    assert np.argwhere(image(window)).tolist() == [[2 + shift[0], 2 + shift[1]]]
    assert pad.selected == (0, 0)


def test_a_rectangle_begins_and_ends_with_space(window, pad):
    use(window, np.zeros((5, 5)))
    pad.setFocus()
    press_all("R", Qt.Key.Key_Space, *[Qt.Key.Key_Down] * 2, *[Qt.Key.Key_Right] * 2)
    expected = np.zeros((5, 5))
    expected[:3, :3] = 1
    expected[1, 1] = 0
    assert np.array_equal(image(window), expected)  # it follows before it has ended
    press_all(Qt.Key.Key_Space, Qt.Key.Key_Down)
    assert np.array_equal(image(window), expected)
    assert window.session.undo_stack.undoText() == "draw rectangle"


def test_escape_takes_back_a_line_that_has_not_ended(window, pad):
    before = window.session.experiment
    press_all("L", Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert window.session.experiment is before
    press(Qt.Key.Key_Right)
    assert window.session.experiment is before


def test_undo_works_while_the_pad_has_the_keyboard(window, pad):
    before = image(window).copy()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Z, CTRL)
    assert np.array_equal(image(window), before)


def test_arrow_keys_go_from_tool_to_tool_and_do_not_step(window, pad):
    position = window.session.position
    field(window, "tool_brush").setFocus()
    for tool in (Tool.ERASER, Tool.LINE, Tool.RECTANGLE, Tool.FILL, Tool.PICKER):
        press(Qt.Key.Key_Right)
        assert QApplication.focusWidget() is field(window, f"tool_{tool.value}")
        assert window.setup.image.brush.tool is tool
    press(Qt.Key.Key_Left)
    assert window.setup.image.brush.tool is Tool.FILL
    assert window.session.position == position


def test_every_control_of_the_card_has_a_name_and_is_reached_by_tab(window, pad):
    card = window.setup.image
    reached = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        if not card.isAncestorOf(widget) and reached:
            break
        reached.append(widget.objectName())
        assert widget.accessibleName() or widget.text()
        press(Qt.Key.Key_Tab)
    tools = {f"tool_{tool.value}" for tool in Tool}
    changes = {f"image_{key}" for key in ("clear", "invert", "random", "left", "up", "down", "right")}
    buttons = {"image_draw", "image_open", "image_sample", "image_new"}
    assert tools & set(reached) == {"tool_brush"}  # the arrow keys go on among them
    assert changes | buttons | {"draw_pad", "draw_value", "brush_size", "draw_swatch"} <= set(reached)
