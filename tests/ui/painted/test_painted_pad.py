"""The pad shows the image that is set up, the cell that has the keyboard, and the cells that the brush would paint."""

import numpy as np
import pytest
from events import move
from layer_tools import named
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of
from ui_tools import press

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.ui.appearance import appearance

KEY = Qt.Key


pytestmark = pytest.mark.some(1)  # of the themes


@pytest.fixture(params=THEMES)
def pad(window, request):
    """Return the pad on a ramp of 4 by 4 cells, with the keyboard on it."""
    appearance().set_palette(palette(request.param))
    image = np.linspace(0, 1, 16).reshape(4, 4, 1)
    window.session.edit(window.session.experiment.with_image(image, "ramp"), "open")
    pad = named(window, "draw_pad")
    pad.setFocus()
    QApplication.processEvents()
    return pad


def painted(pad):
    return pixels_of(pad.grab().toImage())


def centre(pad, row, column):
    return pad.cell_rect((row, column)).center()


def extent(mask):
    """Return the first and the last row and column where something is."""
    down, right = np.nonzero(mask)
    return [int(one) for one in (down.min(), down.max(), right.min(), right.max())]


def edges(rect):
    return [rect.top(), rect.bottom(), rect.left(), rect.right()]


def test_each_cell_has_the_grey_of_its_number(window, pad):
    image = window.session.experiment.image
    seen, greys = painted(pad), appearance().palette.maps["image"]
    for row, column in np.ndindex(4, 4):
        at = pad.cell_rect((row, column)).center()
        grey = greys[round((len(greys) - 1) * image[row, column, 0]), 0]
        assert seen[at.y() + 4, at.x() + 4, 0] == pytest.approx(int(grey), abs=2)


def test_the_cell_that_the_keys_work_on_is_framed_and_no_other(pad):
    accent = appearance().palette.role("accent").getRgb()[:3]
    for key, cell in ((KEY.Key_Right, (0, 1)), (KEY.Key_Down, (1, 1)), (KEY.Key_Down, (2, 1))):
        press(key)
        inside = painted(pad)[8:-8, 8:-8]  # without the frame around the pad, which has the keyboard
        found = extent((inside == accent).all(axis=2))
        wanted = edges(pad.cell_rect(cell).intersected(pad.rect().adjusted(8, 8, -9, -9)))
        assert found == pytest.approx([edge - 8 for edge in wanted], abs=4)


@pytest.mark.some(2)
@pytest.mark.parametrize("size", [1, 3])
def test_the_cells_that_the_brush_would_paint_are_outlined(window, pad, size):
    hover = appearance().palette.role("hover").getRgb()[:3]
    window.setup.image.brush.set_size(size)
    before = (painted(pad) == hover).all(axis=2)
    at = centre(pad, 2, 2)
    move(pad, at)
    seen = (painted(pad) == hover).all(axis=2) & ~before
    wide = pad.cell_rect((2, 2)).width()
    top, bottom, left, right = extent(seen)
    assert bottom - top == right - left == pytest.approx(size * wide, abs=2)
    assert (top + bottom) / 2 == pytest.approx(at.y(), abs=2)
    assert (left + right) / 2 == pytest.approx(at.x(), abs=2)
