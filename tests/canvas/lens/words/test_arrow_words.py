"""The word over an arrow stands between the numbers beside it, however long it is."""

import pytest
from PyQt5.QtGui import QFontMetrics

from cnnviz.application import application, text_pixels, typeface, write_in
from cnnviz.canvas.lens.ways.sizes import WORD, sign_width


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("word", ["", "max", "reciprocal", "leaky relu"])
def test_an_arrow_is_longer_than_its_word(qapp, word, percent):
    write_in(application(), percent)
    try:
        wide = QFontMetrics(typeface(text_pixels(WORD))).horizontalAdvance(word)
        assert sign_width(word, arrow=True) >= max(wide + 6, text_pixels(34))
    finally:
        write_in(application(), 100)
