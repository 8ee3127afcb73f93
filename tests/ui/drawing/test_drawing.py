"""Drawing on the pad of the set-up with the mouse: real events, and every number follows."""

import numpy as np
import pytest
from events import LEFT, NO_BUTTON, RIGHT, mouse
from pad_tools import (
    drag,
    image,
    middle,
    point_at,
    use,
)
from PyQt5.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import field, layer, press, step, type_text

from cnnviz.engine import conv2d
from cnnviz.experiment.drawing.painting import line
from cnnviz.experiment.drawing.strokes import Tool


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
        mouse(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
    with qtbot.waitSignal(session.frame_changed):
        mouse(pad, QEvent.Type.MouseMove, middle(pad, 0, 3), NO_BUTTON, LEFT)
    assert image(window)[0, :4].tolist() == [1, 1, 1, 1]
    conv = layer(window)
    expected = conv2d(session.experiment.image[None], conv.weight, conv.bias, padding="same")
    shown = session.frame.chapter.arrays["y"]
    assert np.allclose(shown, expected)
    mouse(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 3), LEFT, NO_BUTTON)


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
    outside = pad.width() + 200
    drag(pad, (0, 0), *(QPointF(outside, middle(pad, row, 0).y()) for row in (0, 6)))
    assert (image(window)[0] == 1).all()
    assert (image(window)[:7, 7] == 1).all()


def test_a_press_beside_the_image_draws_nothing(window, pad):
    use(window, np.zeros((4, 16)))
    drag(pad, QPointF(66, 10), (2, 2))
    assert not image(window).any()


def test_another_button_in_the_middle_of_a_stroke_changes_nothing(window, pad):
    mouse(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
    mouse(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 1), RIGHT, LEFT | RIGHT)
    mouse(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 1), RIGHT, LEFT)
    mouse(pad, QEvent.Type.MouseMove, middle(pad, 0, 3), NO_BUTTON, LEFT)
    mouse(pad, QEvent.Type.MouseButtonRelease, middle(pad, 0, 3), LEFT, NO_BUTTON)
    assert image(window)[0, :4].tolist() == [1, 1, 1, 1]
    assert window.session.undo_stack.count() == 1


def test_a_stroke_whose_release_got_lost_is_over_at_the_next_press(window, pad):
    mouse(pad, QEvent.Type.MouseButtonPress, middle(pad, 0, 0), LEFT, LEFT)
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
    step(field(window, "brush_size"))
    drag(pad, (0, 0))
    assert (image(window)[:2, :2] == -0.5).all()


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


def test_undo_to_another_size_in_the_middle_of_a_stroke_ends_it(window, pad):
    use(window, np.zeros((4, 4)))
    mouse(pad, QEvent.Type.MouseButtonPress, middle(pad, 3, 3), LEFT, LEFT)
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    before = image(window).copy()
    mouse(pad, QEvent.Type.MouseMove, middle(pad, 7, 7), NO_BUTTON, LEFT)
    assert np.array_equal(image(window), before)


@pytest.mark.some(2)
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
