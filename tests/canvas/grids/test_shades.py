"""What is looked up of cells that are alike is what is worked out of cells that are not."""

import numpy as np
import pytest

from cnnviz.canvas.grids.cells import (
    ASKED,
    FADED,
    FINISHED,
    PARTIAL,
    PLAIN,
    UNTOUCHED,
    WON,
    CellLook,
    inks_on,
)
from cnnviz.canvas.grids.colouring import alike, enlarged
from cnnviz.canvas.grids.thumbnail import pixels_of
from cnnviz.canvas.palette import palette
from cnnviz.qt import QColor

EVERYTHING = slice(None), slice(None)
VALUES = np.round(np.random.default_rng(3).normal(size=(9, 11)), 1)


def full(what):
    return np.full(VALUES.shape, what, np.int8)


@pytest.mark.some(12)
@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("kind", ["signed", "image", "mask"])
@pytest.mark.parametrize("far", [FINISHED, PARTIAL])
@pytest.mark.parametrize("stand", [PLAIN, FADED])
def test_colours_and_inks_of_cells_that_are_alike(theme, kind, far, stand):
    look = CellLook(palette(theme), kind, -1.5, 2.0, np.zeros(VALUES.shape, bool))
    shades = alike(look, full(far), full(stand))
    levels = look.levels(VALUES)
    pixels = shades.pixels.take(levels)
    colours = look.colours(VALUES, full(far), EVERYTHING, full(stand))
    assert np.array_equal(np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], -1), colours)
    dimmed = ((VALUES == 0) | (stand == FADED)).ravel()
    assert (VALUES == 0).any()
    inks = inks_on(colours.reshape(-1, 3), dimmed, look.palette)
    assert np.array_equal(shades.inks_of(VALUES, levels).ravel(), inks)


@pytest.mark.parametrize(
    ("progress", "standing"),
    [(UNTOUCHED, PLAIN), (FINISHED, WON), (FINISHED, ASKED)],
)
def test_nothing_is_looked_up_of_cells_that_bear_more_than_a_number(progress, standing):
    look = CellLook(palette("light"), "signed", -1, 1, np.zeros(VALUES.shape, bool))
    assert alike(look, full(progress), full(standing)) is None


def test_nothing_is_looked_up_of_cells_that_differ():
    look = CellLook(palette("light"), "signed", -1, 1, np.zeros(VALUES.shape, bool))
    mixed = full(FINISHED)
    mixed[4, 4] = PARTIAL
    assert alike(look, mixed, full(PLAIN)) is None
    stand = full(PLAIN)
    stand[0, 0] = FADED
    assert alike(look, full(FINISHED), stand) is None


def test_cells_are_enlarged_with_the_gap_at_their_right_and_below(qapp):
    cells = np.arange(6, dtype=np.uint32).reshape(2, 3) + np.uint32(0xFF000000)
    image = enlarged(cells, 5, 1, QColor("#102030"))
    seen = pixels_of(image)
    assert seen.shape == (10, 15)
    for row in range(10):
        for column in range(15):
            gap = row % 5 == 4 or column % 5 == 4
            assert seen[row, column] == (0xFF102030 if gap else cells[row // 5, column // 5])
