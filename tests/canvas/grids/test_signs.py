"""Signs by shape: where the marks lie, and that they are painted where they should be and nowhere else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWidgets import QStyleOptionGraphicsItem
from seen_pixels import pixels_of

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.signs import marks_of, sign_rects
from cnnviz.canvas.palette import palette
from cnnviz.explain.number_format import format_of

SIZES = [5, 8, 13, 24, 28, 36, 60]


def painted(values, cell, theme="high_contrast", progress=FINISHED, ratio=1, kind="signed"):
    values = np.atleast_2d(np.asarray(values, float))
    none = np.zeros(values.shape, bool)
    look = CellLook(palette(theme), kind, -3.0 if kind == "signed" else 0.0, 3.0, none)
    grid = GridItem(look, format_of(values), none)
    grid.set_cell(cell)
    grid.set_values(values, np.full(values.shape, progress, np.int8))
    image = QImage(grid.boundingRect().size().toSize() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    option = QStyleOptionGraphicsItem()
    option.exposedRect = grid.boundingRect()
    painter = QPainter(image)
    grid.paint(painter, option)
    painter.end()
    return pixels_of(image)


def black(picture):
    return (picture == 0).all(axis=2)


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize("cell", SIZES)
def test_a_positive_number_has_a_bar_below_and_a_negative_one_pieces_above(qapp, cell, ratio):
    pixels = cell * ratio
    gap = ratio * (pixels >= 12)
    marks = marks_of(pixels, gap)
    seen = [black(painted([value], cell, ratio=ratio)) for value in (3, -3)]
    below = slice(pixels - gap - marks.inset - marks.thick, pixels - gap - marks.inset)
    above = slice(marks.inset, marks.inset + marks.thick)
    bar = seen[0][below, marks.inset : marks.inset + marks.length]
    assert bar.all()
    pieces = seen[1][above, marks.inset : marks.inset + marks.length]
    assert (pieces == pieces[0]).all()  # whole pixels, nothing smeared
    changes = np.count_nonzero(np.diff(pieces[0].astype(int)))
    assert changes >= 2 * marks.pieces - 2 > 0


@pytest.mark.parametrize("cell", SIZES)
def test_longer_marks_are_larger_numbers(qapp, cell):
    for sign in (1, -1):
        lengths = [
            sum(
                rect.width()
                for rect in sign_rects(np.array([[sign]]), np.array([[share]]), cell, int(cell >= 12))
            )
            for share in (0.05, 1 / 3, 2 / 3, 1.0)
        ]
        assert lengths == sorted(lengths)
        assert (lengths[0] > 0) is (cell >= 12)  # a dot among cells that touch says nothing
        assert lengths[-1] > lengths[0]


@given(st.sampled_from(SIZES), st.lists(st.floats(-3, 3), min_size=1, max_size=6), st.sampled_from([1, 2]))
def test_marks_stay_within_their_cells(cell, values, line):
    gap = line * (cell >= 12)
    shown = np.array([values])
    for rect in sign_rects(shown, np.abs(shown) / 3, cell, gap):
        column = rect.left() // cell
        assert column * cell <= rect.left() <= rect.right() < (column + 1) * cell - gap
        assert 0 <= rect.top() <= rect.bottom() < cell - gap
        assert (values[column] > 0) == (rect.bottom() >= cell // 2)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_what_has_no_sign_has_no_mark(qapp, value):
    assert not sign_rects(np.array([[value]]), np.array([[0.0]]), 28, 1)


@pytest.mark.parametrize("value", [2.0, 0.0, -2.0])
def test_a_sum_on_its_way_has_a_ring_that_leaves_the_sign(qapp, value):
    partial, finished = (black(painted([value], 36, progress=progress)) for progress in (PARTIAL, FINISHED))
    differs = partial != finished
    assert differs.any()
    rows, columns = np.nonzero(differs)
    assert columns.min() > 18  # beside the number
    assert (rows.min() >= 18) if value < 0 else (rows.max() < 18)
    marks = marks_of(36, 1)
    short = marks.inset + round(marks.length * 0.5)
    assert (partial[:, :short] == finished[:, :short]).all()


def test_what_is_not_computed_has_no_mark(qapp):
    seen = [black(painted([value], 28, progress=UNTOUCHED)) for value in (-3.0, 3.0, 0.0)]
    assert (seen[0] == seen[2]).all()
    assert (seen[1] == seen[2]).all()


def test_a_picture_has_none_and_neither_have_the_other_themes(qapp):
    plain = painted([[1.0]], 5, kind="image")[1:-1, 1:-1]
    assert (plain == plain[0, 0]).all()
    for theme in ("light", "dark"):
        plain = painted([[-3.0]], 6, theme)
        assert (plain == plain[0, 0]).all()


def test_a_line_stands_before_the_first_cells_too(qapp):
    seen = black(painted(np.zeros((2, 3)), 28))
    for edge in (seen[0], seen[-1], seen[:, 0], seen[:, -1]):
        assert edge.all()
