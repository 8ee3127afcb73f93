"""The numbers in the cells are read off the pixels, by looking which of many texts is most like what is there."""

from functools import cache

import numpy as np
import pytest
from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QGraphicsScene
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook, limits
from cnnviz.canvas.grids.glyphs import number_font
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.explain.number_format import format_of
from cnnviz.explain.numbers import wide

CELL = 44
BLANK = ""
WORDS = [
    BLANK,
    "0",
    "1",
    "−1",
    "0.25",
    "−0.25",
    "0.50",
    "2",
    "−3.75",
    "0.75",
    "7",
    "−7",
    "4.10",
    "0.40",
    "6",
    "8",
    "9",
]
SIZES = range(8, 20)
SLACK = 1  # pixels that a text may stand beside the middle


def grid(values, progress, theme="light"):
    inside = np.zeros(values.shape, bool)
    look = CellLook(palette(theme), "signed", *limits(values, "signed"), inside, wide(values))
    item = GridItem(look, format_of(values), inside)
    item.set_cell(CELL)
    item.set_values(values, np.broadcast_to(np.int8(progress), values.shape))
    return item


def ink(picture):
    """Return where a picture of one colour is written on, from 0 to 1."""
    written = np.abs(picture - picture[2, 2])
    return written / max(written.max(), 64)


def cells(item):
    """Yield what the cells look like, row by row."""
    scene = QGraphicsScene()
    scene.addItem(item)
    image = QImage(item.boundingRect().size().toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    scene.render(painter, QRectF(QPointF(), item.boundingRect().size()), item.boundingRect())
    painter.end()
    scene.removeItem(item)  # which would go with the scene
    shown = pixels_of(image).mean(axis=2)
    for row, column in np.ndindex(item.rows, item.columns):
        yield shown[row * CELL : (row + 1) * CELL - 1, column * CELL : (column + 1) * CELL - 1]


def printed(text, pixels):
    """Return what a text looks like in the middle of a cell."""
    image = QImage(CELL - 1, CELL - 1, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(number_font(pixels))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return ink(pixels_of(image).mean(axis=2))


@cache
def known():
    """Return what all the words look like in all sizes and places, with the words."""
    shifts = [(down, right) for down in range(-SLACK, SLACK + 1) for right in range(-SLACK, SLACK + 1)]
    looks = [
        (word, np.roll(one, shift, (0, 1)))
        for word in WORDS
        for one in (printed(word, pixels) for pixels in SIZES)
        for shift in shifts
    ]
    return [word for word, _ in looks], np.array([look for _, look in looks], np.float32)


def read(picture):
    """Return the word that a cell shows."""
    words, looks = known()
    return words[np.abs(looks - ink(picture).astype(np.float32)).sum(axis=(1, 2)).argmin()]


@pytest.mark.some(2)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([0, 1, -1, 2, 7, -7, 6, 8, 9], ["0", "1", "−1", "2", "7", "−7", "6", "8", "9"]),
        ([0.25, -0.25, 0.5, 0, 1, 0.75], ["0.25", "−0.25", "0.50", "0", "1", "0.75"]),
        ([-3.75, 4.1, 0.4, 2], ["−3.75", "4.10", "0.40", "2"]),
    ],
)
def test_each_cell_shows_its_number(qapp, theme, numbers, words):
    values = np.array([numbers], float)
    assert [read(cell) for cell in cells(grid(values, FINISHED, theme))] == words
    assert [read(cell) for cell in cells(grid(values, PARTIAL, theme))] == words


def test_a_cell_that_is_not_computed_shows_none(qapp):
    values = np.array([[1.0, -0.25, 7]])
    for cell in cells(grid(values, UNTOUCHED)):
        down, across = np.nonzero(ink(cell) if ink(cell)[2, 2] else cell != cell.max())
        assert len(np.unique((down + across) % 6)) == 1  # the lines of the hatch and nothing else


def test_a_number_that_changes_is_written_anew(qapp):
    item = grid(np.array([[1.0, 7, 0]]), FINISHED)
    assert [read(cell) for cell in cells(item)] == ["1", "7", "0"]
    item.set_values(np.array([[1.0, -7, 0]]), np.full((1, 3), FINISHED, np.int8))
    assert [read(cell) for cell in cells(item)] == ["1", "−7", "0"]
