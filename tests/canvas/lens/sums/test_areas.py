"""A square is drawn among lines that quarter the largest one: what is half as far off ends on one of them."""

import pytest
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QStyleOptionGraphicsItem

from cnnviz.canvas.lens.area_text import AreaItem
from cnnviz.canvas.palette import palette


def painted(side, value):
    colours = palette("light")
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
        across = [x for x in range(side) if image.pixel(x, side - 3) != empty.pixel(x, side - 3)]
        upwards = [y for y in range(side) if image.pixel(2, y) != empty.pixel(2, y)]
        assert empty.pixel(across[-1], 2) == line
        assert empty.pixel(side - 2, upwards[0]) == line
