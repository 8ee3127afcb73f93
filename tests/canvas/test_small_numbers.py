"""A small number, which is printed with an exponent, fits its cell as well as the large ones do."""

import numpy as np
import pytest
from PyQt5.QtCore import QPointF
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsView

from cnnviz.canvas.cells import FINISHED, CellLook, least, limits
from cnnviz.canvas.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.explain.numbers import precisions, shown


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0.5, -0.01, 0], 0.01),
        ([0, 0], 0),
        ([np.nan, np.inf, -3], 3),
        ([np.nan], 0),
        ([], 0),
        ([2e-12, 0.3], 0.3),
    ],
)
def test_the_least_number_is_the_one_next_to_zero(numbers, expected):
    assert least(np.array(numbers, float)) == expected


@pytest.mark.parametrize("cell", range(16, 64, 3))
def test_every_number_that_is_printed_fits_its_cell(qtbot, cell):
    values = np.array([[-0.99, 0.12, -3.4e-4], [2e-12, 0, 0.5]])
    look = CellLook(
        palette("light"), "signed", *limits(values, "signed"), np.zeros((2, 3), bool), least(values)
    )
    grid = GridItem(look, precisions(values), np.zeros((2, 3), bool))
    grid.set_cell(cell)
    grid.set_values(values, np.full((2, 3), FINISHED, np.int8))
    scene = QGraphicsScene()
    scene.addItem(grid)
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    view.centerOn(QPointF(0, 0))
    view.grab()
    if grid._typography is not None:
        glyphs, decimals = grid._typography
        for value in (-0.99, 0.12, -3.4e-4, 0.5):
            assert glyphs.text_width(shown(value, decimals)) <= cell - 3
    else:
        assert cell < 30
