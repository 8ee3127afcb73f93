"""Pixels and cells of the pad belong to each other, at every size and on every screen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QPointF, QRect

from cnnviz.ui.drawing.pad.grid import fitted

sides = st.integers(1, 256)
grids = st.builds(
    fitted,
    sides,
    sides,
    st.integers(128, 700),
    st.integers(128, 700),
    st.just(3),
    st.sampled_from([1, 2, 3]),
)


@given(grids, st.data())
def test_every_device_pixel_of_a_cell_leads_to_it(grid, data):
    row = data.draw(st.integers(0, grid.rows - 1))
    column = data.draw(st.integers(0, grid.columns - 1))
    place = grid.device_rect(QRect(column, row, 1, 1))
    for x in {place.left(), place.right()} if place.width() else ():
        for y in {place.top(), place.bottom()} if place.height() else ():
            assert grid.at(QPointF(x, y) / grid.ratio) == (row, column)


@given(grids, st.integers(-50, 800), st.integers(-50, 800))
def test_a_point_is_in_its_cell_or_beside_the_image(grid, x, y):
    point = QPointF(x, y)
    cell = grid.at(point)
    if cell is None:
        assert not grid.rect(grid.whole()).adjusted(0, 0, -1e-6, -1e-6).contains(point)
        row, column = grid.near(point)
        assert 0 <= row < grid.rows
        assert 0 <= column < grid.columns
    else:
        assert grid.rect(QRect(cell[1], cell[0], 1, 1)).contains(point)


@given(grids)
def test_cells_are_square_whole_pixels_where_there_is_room(grid):
    widths = {right - left for left, right in pairwise(grid.lefts)}
    heights = {bottom - top for top, bottom in pairwise(grid.tops)}
    if min(widths | heights) >= 2:
        assert len(widths | heights) == 1


@pytest.mark.parametrize(
    ("rows", "columns", "ratio", "cell"),
    [
        (4, 4, 1, 32),
        (5, 64, 1, 2),
        (64, 5, 1, 2),
        (64, 64, 1, 2),
        (28, 28, 1, 4),
        (28, 28, 2, 4.5),
        (64, 64, 2, 2),
    ],
)
def test_the_image_is_as_large_as_fits_and_in_the_middle(rows, columns, ratio, cell):
    grid = fitted(rows, columns, 134, 134, 3, ratio)
    assert grid.cell == cell
    whole = grid.rect(grid.whole())
    assert whole.width() == pytest.approx(columns * cell)
    assert whole.height() == pytest.approx(rows * cell)
    assert abs(whole.center().x() - 67) <= 0.5
    assert abs(whole.center().y() - 67) <= 0.5


@given(grids, st.integers(0, 600), st.integers(0, 600), st.integers(1, 90), st.integers(1, 90))
def test_an_area_is_covered_by_the_cells_under_it(grid, left, top, width, height):
    area = QRect(left, top, width, height)
    block = grid.under(area)
    shown = grid.rect(grid.whole()).toAlignedRect() & area
    if shown.isValid():
        assert grid.rect(block).toAlignedRect().contains(shown)
