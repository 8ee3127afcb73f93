"""In a presentation the digits of grids are read from nearly as far as the words: their cells grow with the text."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import press

from cnnviz.application import text_pixels
from cnnviz.run.timeline import Position

COMFORTABLE = 28  # pixels of a cell, with text of the usual size
NEARLY = 0.82


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=str)
def test_no_cells_stay_small_where_the_words_are_large(window, size):
    window.resize(*size)
    press(Qt.Key.Key_F5)
    window.resize(*size)  # whatever the screen
    QApplication.processEvents()
    assert text_pixels(COMFORTABLE) > COMFORTABLE
    cells = {}
    for number, chapter in enumerate(window.session.timeline.chapters):
        window.session.seek(Position(number, len(chapter.trace) // 2))
        cells[chapter.key] = min(grid.cell for grid in window.stage.scene().grids.values())
    small = {key: cell for key, cell in cells.items() if cell < NEARLY * text_pixels(COMFORTABLE)}
    assert not small
