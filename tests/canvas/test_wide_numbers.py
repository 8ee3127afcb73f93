"""Every number of an array fits its cell: small ones with an exponent, large ones with decimals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QPointF
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsView

from cnnviz.canvas.cells import FINISHED, CellLook, limits, wide
from cnnviz.canvas.grid import GridItem
from cnnviz.canvas.palette import palette
from cnnviz.explain.numbers import precisions, shown


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0.5, -0.01, 0], (0.01, 0.5)),
        ([0, 0], ()),
        ([np.nan, np.inf, -3], (3,)),
        ([np.nan], ()),
        ([], ()),
        ([2e-12, 0.3], (0.3,)),
        ([-12, 10.5, 0.5], (0.5, 10.5, 12)),
        ([-2e6, 54321, 7], (7, 54321)),
    ],
)
def test_the_widest_are_the_least_and_the_largest_with_and_without_decimals(numbers, expected):
    assert wide(np.array(numbers, float)) == expected


def _shown_grid(qtbot, values, cell):
    untouched = np.zeros(values.shape, bool)
    look = CellLook(palette("light"), "signed", *limits(values, "signed"), untouched, wide(values))
    grid = GridItem(look, precisions(values), untouched)
    grid.set_cell(cell)
    grid.set_values(values, np.full(values.shape, FINISHED, np.int8))
    scene = QGraphicsScene()
    scene.addItem(grid)
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    view.centerOn(QPointF(0, 0))
    view.grab()
    return grid


def _texts_fit(grid, values):
    glyphs, decimals, _ = grid._typography
    room = grid.cell - max(3, grid.cell // 10)
    return all(glyphs.text_width(shown(value, decimals)) <= room for value in values.ravel().tolist())


@pytest.mark.parametrize("cell", range(16, 64, 3))
@pytest.mark.parametrize("numbers", [[-0.99, 0.12, -3.4e-4, 0.5], [12, -10.5, 3], [-34, 20.5, -20.5, 22]])
def test_every_number_that_is_printed_fits_its_cell(qtbot, cell, numbers):
    values = np.array([numbers])
    grid = _shown_grid(qtbot, values, cell)
    assert _texts_fit(grid, values) if grid._typography else cell < 30


_TENTHS = st.integers(-200_000, 200_000).map(lambda tenths: tenths / 10)


@given(st.lists(_TENTHS | st.integers(-2_000_000, 2_000_000), min_size=1, max_size=6))
def test_no_number_is_wider_than_those_that_the_digits_were_chosen_by(numbers):
    values = np.array([numbers], float)
    grid = GridItem(
        CellLook(palette("light"), "signed", *limits(values, "signed"), values != values, wide(values)),
        precisions(values),
        values != values,
    )
    grid.set_cell(48)
    grid._typography = grid._fitting(48)
    assert grid._typography is not None
    assert _texts_fit(grid, values)
