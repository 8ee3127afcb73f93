"""A square is drawn among lines that quarter the largest one: what is half as far off ends on one of them."""

import numpy as np
import pytest
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor, QImage, QPainter
from PyQt5.QtWidgets import QStyleOptionGraphicsItem

from cnnviz.canvas.grids.cells import FINISHED, CellLook
from cnnviz.canvas.grids.charts.areas import AreaGrid
from cnnviz.canvas.lens.lettering.area_text import AreaItem
from cnnviz.canvas.palette import palette
from cnnviz.explain.number_format import NumberFormat


def painted(side, value, theme="light"):
    colours = palette(theme)
    item = AreaItem(QRectF(0, 0, side, side), colours)
    item.set_value(value, 4.0)
    image = QImage(side, side, QImage.Format_RGB32)
    painter = QPainter(image)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


@pytest.mark.parametrize("side", range(60, 100, 3))
def test_a_square_ends_on_the_line_that_it_reaches(qapp, side):
    empty, line = painted(side, 0.0), palette("light").role("line").rgb()
    for value in (1.0, 2.0, 3.0):
        image = painted(side, value)
        across = [x for x in range(side) if image.pixel(x, 2) != empty.pixel(x, 2)]
        downwards = [y for y in range(side) if image.pixel(2, y) != empty.pixel(2, y)]
        assert empty.pixel(across[-1], side - 3) == line
        assert empty.pixel(side - 2, downwards[-1]) == line


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("value", [-2.0, 1.0])
def test_a_square_grows_from_the_same_corner_here_and_in_a_grid(qapp, theme, value):
    colours = palette(theme)
    look = CellLook(colours, "signed", -4.0, 4.0, np.zeros((1, 1), bool))
    grid = AreaGrid(look, NumberFormat(0), np.zeros((1, 1), bool))
    grid.set_cell(80)
    grid.set_values(np.array([[value]]), np.full((1, 1), FINISHED, np.int8))
    image = QImage(80, 80, QImage.Format_RGB32)
    image.fill(0)
    painter, option = QPainter(image), QStyleOptionGraphicsItem()
    option.exposedRect = QRectF(image.rect())
    grid.paint(painter, option)
    painter.end()
    ink = QColor(*map(int, colours.maps["signed"][0 if value < 0 else -1])).rgb()
    for picture in (image, painted(80, value, theme)):
        coloured = [(x > 40, y > 40) for x in range(80) for y in range(80) if picture.pixel(x, y) == ink]
        assert set(coloured) == {(False, False)}
