"""The characters of numbers are drawn all at once, and are those that texts would have."""

from itertools import product

import pytest
from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QFontMetricsF, QPainter, QPixmap

from cnnviz.canvas.grids.glyphs import CHARACTERS, GlyphAtlas, number_font
from cnnviz.canvas.palette import palette

MARGIN = 2


@pytest.mark.parametrize("pixels", [7, 12, 19, 40])
def test_each_character_is_where_its_text_would_be_and_as_wide(qapp, pixels):
    colours = palette("light")
    atlas, font = GlyphAtlas(pixels, colours), number_font(pixels)
    metrics = QFontMetricsF(font)
    assert atlas.advance[1:].tolist() == [metrics.horizontalAdvance(letter) for letter in CHARACTERS[1:]]
    drawn = atlas.pixmap.toImage()
    expected = QPixmap(atlas.pixmap.size())
    expected.fill(Qt.GlobalColor.transparent)
    painter = QPainter(expected)
    painter.setFont(font)
    for row, (strength, name) in enumerate(product((1, colours.dimmed), ("ink_light", "ink_dark"))):
        ink = QColor(colours.cells[name])
        ink.setAlphaF(strength)
        painter.setPen(ink)
        for column, letter in enumerate(CHARACTERS):
            at = QPointF(column * atlas.width + MARGIN, row * atlas.height + MARGIN + atlas.ascent)
            painter.drawText(at, letter)
    painter.end()
    assert expected.toImage() == drawn
