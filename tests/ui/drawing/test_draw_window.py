"""The large window to draw in, and what the Image menu does."""

import numpy as np
import pytest
from pad_tools import drag, image, middle, point_at, use
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import dialog, field, press, type_text

from cnnviz.canvas.palette import palette
from cnnviz.engine import conv2d
from cnnviz.ui.appearance import appearance

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def large(window):
    """Return the window in which the image is large, opened by its key."""
    press("D", CTRL)
    return dialog(window, "draw_window")


def trigger(window, key):
    window.actions_by_id[f"image.{key}"].trigger()


def layer(window):
    return window.session.experiment.layers[0]


def test_the_main_window_follows_the_large_pad(window, large):
    drag(large.pad, (0, 0), (0, 7))
    assert (image(window)[0] == 1).all()
    shown = window.session.frame.chapter.arrays["y"]
    conv = layer(window)
    assert np.allclose(
        shown, conv2d(window.session.experiment.image[None], conv.weight, conv.bias, padding="same")
    )
    assert window.session.undo_stack.count() == 1


def test_the_large_pad_follows_the_main_window(window, large):
    use(window, np.ones((5, 9)), "ones")
    assert large.pad.image.shape == (5, 9, 1)
    assert large.windowTitle() == "Draw: ones"
    small = field(window, "draw_pad")
    drag(small, (4, 8), button=Qt.MouseButton.RightButton)
    assert large.pad.image[4, 8, 0] == 0


def test_both_places_share_one_brush(window, large):
    QTest.mouseClick(large.findChild(type(field(window, "tool_fill")), "tool_fill"), LEFT)
    assert field(window, "tool_fill").isChecked()
    field(window, "brush_size").setValue(4)
    assert large.findChild(type(field(window, "brush_size")), "brush_size").value() == 4


def test_undo_and_the_other_keys_of_the_main_window_work_in_the_large_one(window, large):
    before = image(window).copy()
    large.pad.setFocus()
    press(Qt.Key.Key_Space)
    assert image(window)[0, 0] == 1
    press("Z", CTRL)
    assert np.array_equal(image(window), before)


def test_escape_takes_back_what_has_begun_and_then_closes(window, large):
    before = window.session.experiment
    large.pad.setFocus()
    for key in ("L", Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        press(key)
    assert window.session.experiment is before
    assert large.isVisible()
    press(Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_enter_types_into_the_large_pad_and_presses_no_button(window, large):
    large.pad.setFocus()
    press(Qt.Key.Key_Return)
    type_text("0.5")
    press(Qt.Key.Key_Return)
    assert image(window)[0, 0] == 0.5
    assert large.isVisible()
    assert large.pad.hasFocus()


def test_the_large_pad_says_what_the_pointer_is_on(window, large):
    point_at(large.pad, (3, 4))
    assert large.findChild(type(field(window, "place")), "large_place").text().endswith("X[3, 4] = 0.5")


def test_it_opens_once_and_shows_what_is_there_when_it_comes_back(window, large):
    large.close()
    use(window, np.ones((6, 4)))
    trigger(window, "draw")
    assert dialog(window, "draw_window") is large
    assert large.pad.image.shape == (6, 4, 1)


@pytest.mark.some(1)
@pytest.mark.parametrize("size", [(4, 4), (5, 64), (64, 5), (64, 64)])
def test_cells_are_whole_pixels_however_large_the_window_is(window, large, size):
    use(window, np.zeros(size))
    for side in (500, 701, 640):
        large.resize(side, side + 90)
        QApplication.processEvents()
        corner = size[0] - 1, size[1] - 1
        assert large.pad.cell_rect((0, 0)).size() == large.pad.cell_rect(corner).size()
        assert large.pad.rect().contains(large.pad.cell_rect(corner))
        drag(large.pad, middle(large.pad, *corner))
        assert image(window)[corner] == 1
        window.session.undo_stack.undo()


def test_the_pad_paints_the_image_and_after_a_stroke_what_changed(window, large):
    use(window, np.zeros((8, 8)))
    drag(large.pad, (2, 3))
    picture = large.pad.grab().toImage()
    white = {
        cell
        for cell in np.ndindex(8, 8)
        if picture.pixelColor(middle(large.pad, *cell).toPoint()).lightness() > 250
    }
    assert white == {(2, 3)}


def test_no_cell_shows_a_line_of_the_one_beside_it(window, large):
    use(window, np.indices((7, 7)).sum(0) % 2)
    large.pad.clearFocus()  # nor the mark around the selected one
    large.pad.resize(678, 678)
    shot = pixels_of(large.pad.grab().toImage())
    for cell in np.ndindex(7, 7):
        left, top, side, _ = large.pad.cell_rect(cell).getRect()
        assert side == 96
        inside = shot[top : top + side - 1, left : left + side - 1]  # the last line separates cells
        assert (inside == 255 * (sum(cell) % 2)).all(), cell


def test_the_theme_reaches_the_large_pad(window, large):
    appearance().set_palette(palette("dark"))
    assert large.pad.grab().toImage().pixelColor(1, 1) == palette("dark").role("panel")
    appearance().set_palette(palette("light"))
