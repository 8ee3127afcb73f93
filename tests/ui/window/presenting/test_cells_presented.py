"""In a presentation the digits of grids are read from nearly as far as the words: their cells grow with the text."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import press

from cnnviz.application import text_pixels
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position

COMFORTABLE = 28  # pixels of a cell, with text of the usual size
NEARLY = 0.82


@pytest.mark.some(1)
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


READ = 14  # pixels of digits that are read from the last row of a class, of 720
IN_THE_LENS = (("classifier", "convolve", 13), ("classifier", "linear", 2), ("digit", "convolve", 261))


@pytest.mark.some(1)
@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)], ids=str)
@pytest.mark.parametrize(("example", "key", "step"), IN_THE_LENS)
def test_digits_of_the_lens_are_read_from_the_last_row(window, size, example, key, step):
    window.session.open_example(next(one for one in EXAMPLES if one.key == example))
    window.resize(*size)
    press(Qt.Key.Key_F5)
    window.resize(*size)
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), step))
    QApplication.processEvents()
    scene = window.stage.scene()
    grids = scene.lens.face.grids.values()
    pixels = [grid.typography(grid.cell).glyphs.pixels for grid in grids]
    assert min(pixels) >= 0.92 * READ * size[1] / 720
    assert all(grid.cell > 0 for grid in scene.grids.values())


def smallest(window):
    """Return the pixels of the smallest digits of the stage's grids in each chapter, besides bars, and of the lens."""
    found = {}
    for number, chapter in enumerate(window.session.timeline.chapters):
        window.session.seek(Position(number, len(chapter.trace) // 2))
        QApplication.processEvents()
        scene = window.stage.scene()
        grids = [grid for grid in scene.grids.values() if grid.from_afar]
        digits = [grid.typography(grid.cell) for grid in grids]
        found[chapter.key] = min((one.glyphs.pixels for one in digits if one is not None), default=None)
        lens = [grid.typography(grid.cell) for grid in scene.lens.face.grids.values()]
        assert None not in lens, chapter.key
    return found


@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)], ids=str)
def test_digits_of_grids_are_read_from_afar_or_not_there(window, size):
    window.session.open_example(next(one for one in EXAMPLES if one.key == "classifier"))
    window.resize(*size)
    before = smallest(window)
    press(Qt.Key.Key_F5)
    window.resize(*size)
    presented = smallest(window)
    seen = [pixels for pixels in presented.values() if pixels is not None]
    assert min(seen) >= 0.85 * READ * size[1] / 720
    assert len(seen) > len(presented) // 2
    press(Qt.Key.Key_F5)
    window.resize(*size)
    assert smallest(window) == before
    assert min(pixels for pixels in before.values() if pixels is not None) < 10
