"""Drawing on the pad of the set-up with the mouse: real events, and every number follows."""

import numpy as np
import pytest
from pad_tools import (
    ALT,
    LEFT,
    MIDDLE,
    NONE,
    RIGHT,
    double_click,
    drag,
    image,
    middle,
    point_at,
    send,
    turn,
    use,
)
from PyQt5.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PyQt5.QtGui import QColor
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QColorDialog
from ui_tools import field, layer, press, type_text

from cnnviz.engine import conv2d
from cnnviz.experiment.drawing import line
from cnnviz.experiment.strokes import Tool
from cnnviz.explain import words


@pytest.fixture
def pad(window):
    return field(window, "draw_pad")


class Painted(QObject):
    """Sees which part of a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.area = QRect()
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.area |= event.rect()
        return False


def take(window, tool):
    QTest.mouseClick(field(window, f"tool_{tool.value}"), LEFT)


def test_a_fast_drag_leaves_no_gap_and_is_one_undo(window, pad):
    before = image(window).copy()
    drag(pad, (0, 0), (0, 7), (7, 3))
    way = np.concatenate([line((0, 0), (0, 7)), line((0, 7), (7, 3))])
    expected = before.copy()
    expected[tuple(way.T)] = 1
    assert np.array_equal(image(window), expected)
    assert window.session.undo_stack.count() == 1
    assert window.session.undo_stack.undoText() == "draw"
    window.session.undo_stack.undo()
    assert np.array_equal(image(window), before)


def test_two_strokes_are_two_undos(window, pad):
    drag(pad, (0, 0))
    drag(pad, (0, 1))
    assert window.session.undo_stack.count() == 2
    window.session.undo_stack.undo()
    assert image(window)[0, :2].tolist() == [1, 0]


def test_the_run_and_the_stage_follow_while_the_stroke_is_drawn(window, pad, qtbot):
    session = window.session
    with qtbot.waitSignal(session.frame_changed):
        send(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
    with qtbot.waitSignal(session.frame_changed):
        send(pad, QEvent.Type.MouseMove, middle(pad, 0, 3), Qt.MouseButton.NoButton, LEFT)
    assert image(window)[0, :4].tolist() == [1, 1, 1, 1]
    conv = layer(window)
    expected = conv2d(session.experiment.image[None], conv.weight, conv.bias, padding="same")
    shown = session.frame.chapter.arrays["y"]
    assert np.allclose(shown, expected)
    send(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 3), LEFT, Qt.MouseButton.NoButton)


def test_a_stroke_that_changes_nothing_asks_for_nothing(window, pad, qtbot):
    with qtbot.assertNotEmitted(pad.drawn):
        drag(pad, (2, 2), (5, 2), button=LEFT)  # white already
        drag(pad, (0, 0), (0, 7), button=RIGHT)  # black already
    assert window.session.undo_stack.count() == 0


def test_the_right_button_erases_and_the_eraser_does(window, pad):
    drag(pad, (1, 3), button=RIGHT)
    assert image(window)[1, 3] == 0
    assert window.session.undo_stack.undoText() == "erase"
    take(window, Tool.ERASER)
    drag(pad, (2, 2), (6, 2))
    assert not image(window)[2:7, 2].any()


def test_a_drag_that_leaves_the_pad_goes_on_along_the_edge(window, pad):
    drag(pad, (0, 0), QPointF(400, 8), QPointF(400, 120))
    assert (image(window)[0] == 1).all()
    assert (image(window)[:7, 7] == 1).all()


def test_a_press_beside_the_image_draws_nothing(window, pad):
    use(window, np.zeros((4, 16)))
    drag(pad, QPointF(66, 10), (2, 2))
    assert not image(window).any()


def test_another_button_in_the_middle_of_a_stroke_changes_nothing(window, pad):
    send(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
    send(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 1), RIGHT, LEFT | RIGHT)
    send(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 1), RIGHT, LEFT)
    send(pad, QEvent.Type.MouseMove, middle(pad, 0, 3), Qt.MouseButton.NoButton, LEFT)
    send(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 3), LEFT, Qt.MouseButton.NoButton)
    assert image(window)[0, :4].tolist() == [1, 1, 1, 1]
    assert window.session.undo_stack.count() == 1


def test_a_stroke_whose_release_got_lost_is_over_at_the_next_press(window, pad):
    send(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
    drag(pad, (0, 7), (1, 7))
    assert image(window)[0].tolist() == [1, 0, 0, 0, 0, 0, 0, 1]
    assert window.session.undo_stack.count() == 2


def test_a_press_ends_the_line_that_the_keyboard_has_begun(window, pad):
    use(window, np.zeros((8, 8)))
    pad.setFocus()
    for key in ("L", Qt.Key.Key_Space, Qt.Key.Key_Right):
        press(key)
    drag(pad, (4, 4))
    assert np.argwhere(image(window)).tolist() == [[0, 0], [0, 1], [4, 4]]


def test_the_chosen_value_and_size_are_drawn(window, pad):
    value = field(window, "draw_value")
    value.setFocus()
    value.selectAll()
    type_text("-0.5")
    press(Qt.Key.Key_Return)
    size = field(window, "brush_size")
    size.setFocus()
    press(Qt.Key.Key_Up)
    drag(pad, (0, 0))
    assert (image(window)[:2, :2] == -0.5).all()


@pytest.mark.parametrize(
    ("typed", "value"), [("2.75", 2.75), ("-12", -12), (".125", 0.125), ("101", 10), ("−1", -1)]
)
def test_the_value_is_taken_as_typed_as_far_as_it_goes(window, typed, value):
    box = field(window, "draw_value")
    box.setFocus()
    box.selectAll()
    box.lineEdit().insert(typed[0]) if typed[0] == "−" else type_text(typed[0])
    type_text(typed[1:])
    press(Qt.Key.Key_Return)
    assert window.setup.image.brush.value == value
    assert box.text() == f"{value:g}".replace("-", "−")


def test_fill(window, pad):
    take(window, Tool.FILL)
    drag(pad, (0, 0), (4, 4))
    assert image(window)[0].tolist() == [1] * 8
    assert image(window)[1, 2] == 0.7
    assert window.session.undo_stack.undoText() == "fill"


def test_a_line_follows_the_pointer_and_leaves_only_where_it_ends(window, pad):
    use(window, np.zeros((8, 8)))
    take(window, Tool.LINE)
    drag(pad, (0, 0), (0, 7), (7, 7))
    assert np.array_equal(image(window), np.eye(8))
    assert window.session.undo_stack.undoText() == "draw line"


def test_a_line_that_comes_back_to_what_was_there_is_no_entry(window, pad):
    before = window.session.experiment
    take(window, Tool.LINE)
    drag(pad, (2, 2), (3, 7), (5, 2))  # on white
    assert window.session.undo_stack.count() == 0
    assert window.session.experiment is before


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
    send(pad, QEvent.Type.MouseButtonDblClick, middle(pad, 0, 0), LEFT, LEFT, ALT)
    assert image(window)[0, 0] == 1


def test_the_outline_of_a_large_brush_goes_when_the_brush_gets_small(window, pad):
    use(window, np.zeros((32, 32)))
    window.setup.image.brush.set_size(9)
    QApplication.processEvents()
    point_at(pad, (16, 16))
    QApplication.processEvents()
    watch = Painted(pad)
    window.setup.image.brush.set_size(1)
    QApplication.processEvents()
    outer = pad.cell_rect((12, 12)) | pad.cell_rect((20, 20))
    assert watch.area.contains(outer)


def test_a_double_click_on_two_cells_draws_both(window, pad):
    drag(pad, (0, 0))
    send(pad, QEvent.Type.MouseButtonDblClick, middle(pad, 0, 1), LEFT, LEFT)
    send(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 1), LEFT, Qt.MouseButton.NoButton)
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


def test_undo_to_another_size_in_the_middle_of_a_stroke_ends_it(window, pad):
    use(window, np.zeros((4, 4)))
    send(pad, QEvent.Type.MouseButtonPress, middle(pad, 3, 3), LEFT, LEFT)
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    before = image(window).copy()
    send(pad, QEvent.Type.MouseMove, middle(pad, 7, 7), Qt.MouseButton.NoButton, LEFT)
    assert np.array_equal(image(window), before)


@pytest.mark.parametrize("size", [(4, 4), (5, 64), (64, 5), (64, 64), (28, 28)])
@pytest.mark.parametrize("channels", [1, 3])
def test_every_corner_of_every_size_can_be_drawn(window, pad, size, channels):
    use(window, np.zeros((*size, channels)))
    rows, columns = size
    corners = [(0, 0), (0, columns - 1), (rows - 1, 0), (rows - 1, columns - 1)]
    for corner in corners:
        drag(pad, corner)
    expected = np.zeros((*size, channels))
    expected[tuple(np.transpose(corners))] = 1
    assert np.array_equal(window.session.experiment.image, expected)


def test_only_what_changed_is_painted_anew(window, pad):
    use(window, np.zeros((32, 32)))
    use(window, np.eye(32))
    QApplication.processEvents()
    watch = Painted(pad)
    experiment = window.session.experiment
    changed = experiment.image.copy()
    changed[16, 17] = 0.5
    window.session.edit(experiment.with_image(changed, "image"), "one cell")
    QApplication.processEvents()
    assert watch.area.contains(pad.cell_rect((16, 17)))
    assert watch.area.width() < 40
    watch.area = QRect()
    window.session.edit(window.session.experiment.with_image(changed.copy() * 1.0, "same"), "nothing")
    QApplication.processEvents()
    assert not watch.area.isValid()
