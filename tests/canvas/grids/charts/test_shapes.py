"""Squares as areas and shares as bars are as large as their numbers; what is not there yet has none."""

import math

import numpy as np
import pytest
from drawn_grids import shot
from PyQt5.QtCore import QPointF

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED, CellLook
from cnnviz.canvas.grids.charts.areas import AreaGrid, area_side
from cnnviz.canvas.grids.charts.bars import BarGrid
from cnnviz.canvas.palette import THEMES, palette
from cnnviz.explain.number_format import format_of

pytestmark = pytest.mark.usefixtures("qapp")  # fonts need it
NAN, INF = float("nan"), float("inf")


def grid(kind, values, theme="light", cell=40, reached=FINISHED):
    values = np.array(values, float)
    finite = np.abs(values[np.isfinite(values)])
    most = float(finite.max()) if finite.size else 1.0
    look = CellLook(palette(theme), "signed", -most, most, np.zeros(values.shape, bool))
    made = kind(look, format_of(values), np.zeros(values.shape, bool))
    made.set_cell(cell)
    made.set_values(values, np.full(values.shape, reached, np.int8))
    return made


def sign_colour(theme, end):
    return palette(theme).maps["signed"][end]


def count(picture, colour):
    return int((picture == colour).all(axis=2).sum())


@pytest.mark.parametrize(
    ("value", "largest", "side"),
    [(2, 4, 10), (-4, 4, 20), (0, 4, 0), (NAN, 4, 0), (INF, 4, 20), (1, INF, 0), (0, 0, 0), (9, 4, 20)],
)
def test_a_side_is_as_long_as_the_number_is_large(value, largest, side):
    assert area_side(value, largest, 20) == side


@pytest.mark.parametrize("theme", THEMES)
def test_the_areas_are_as_the_squares(theme):
    picture = shot(grid(AreaGrid, [[4, 2], [-4, -1]], theme, cell=80))
    room = 77
    above, below = count(picture[:80], sign_colour(theme, -1)), count(picture[80:], sign_colour(theme, 0))
    assert above == pytest.approx(room**2 * (1 + 1 / 4), rel=0.12)
    assert below == pytest.approx(room**2 * (1 + 1 / 16), rel=0.22)


@pytest.mark.parametrize("kind", [AreaGrid, BarGrid])
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_not_there_yet_has_no_colour_of_a_number(kind, theme):
    made = grid(kind, [[0.5], [0.25]], theme, reached=UNTOUCHED)
    for end in (0, -1):
        assert count(shot(made), sign_colour(theme, end)) == 0


@pytest.mark.parametrize("cell", [3, 10, 24, 60])
def test_a_bar_is_as_long_as_its_share(cell):
    made = grid(BarGrid, [[0.75], [0.25], [0.0]], cell=cell)
    picture = shot(made)
    orange = (picture == sign_colour("light", -1)).all(axis=2)
    long = [orange[row * cell + cell // 2].sum() for row in range(3)]
    whole = (made.across - 1) * cell
    assert long == [pytest.approx(whole * share, abs=3) for share in (0.75, 0.25, 0)]


def test_one_share_is_outlined():
    made = grid(BarGrid, [[0.5], [0.5]], cell=40)
    ink = palette("light").role("text").getRgb()[:3]
    plain = [count(half, ink) for half in np.split(shot(made), 2)]
    made.outlined = 1
    outlined = [count(half, ink) for half in np.split(shot(made), 2)]
    assert outlined[0] == plain[0]
    assert outlined[1] > plain[1] + 100


@pytest.mark.parametrize("kind", [AreaGrid, BarGrid])
@pytest.mark.parametrize("values", [[[NAN], [INF], [-INF]], [[0.0], [-0.0], [1e300]], [[1.0]] * 100])
def test_any_numbers_are_drawn(kind, values):
    assert math.isfinite(shot(grid(kind, values, cell=30)).sum())


def test_a_bar_is_pointed_at_over_all_its_length():
    made = grid(BarGrid, [[0.5], [0.5]], cell=40)
    assert made.boundingRect().width() == 40 * made.across
    assert made.cell_rect(1, 0).getRect() == (0, 40, 40 * made.across, 40)
    assert made.cell_at(QPointF(110, 50)) == (1, 0)
    assert made.cell_at(QPointF(130, 50)) is None


@pytest.mark.parametrize("cell", [23, 24, 29, 36])
def test_a_number_with_many_letters_keeps_off_its_bar_and_is_not_cut(cell):
    made, empty = (grid(BarGrid, [[1.0], [share]], cell=cell) for share in (8e-12, 0.0))
    differs = (shot(made)[cell:] != shot(empty)[cell:]).any(axis=(0, 2))
    assert differs.any()
    assert not differs[: (made.across - 1) * cell + 1].any()
    assert not differs[-1]
