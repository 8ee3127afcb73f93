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
from cnnviz.explain.number_format import NumberFormat, format_of

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
    whole = (made.across - 2) * cell  # between its class and its number
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
    assert made.cell_at(QPointF(40 * made.across - 10, 50)) == (1, 0)
    assert made.cell_at(QPointF(40 * made.across + 10, 50)) is None


@pytest.mark.parametrize(("cell", "reached"), [(20, FINISHED), (44, FINISHED), (44, UNTOUCHED)])
def test_the_class_of_a_bar_stands_before_it(cell, reached):
    first, third = (grid(BarGrid, [[0.5]], cell=cell, reached=reached) for _ in range(2))
    third.first = 2
    differs = (shot(first) != shot(third)).any(axis=(0, 2))
    assert differs.any()
    assert not differs[0]
    assert not differs[cell:].any()


@pytest.mark.parametrize("cell", [23, 24, 29, 36])
def test_a_number_with_many_letters_keeps_off_its_bar_and_is_not_cut(cell):
    made, empty = (grid(BarGrid, [[1.0], [share]], cell=cell) for share in (8e-12, 0.0))
    differs = (shot(made)[cell:] != shot(empty)[cell:]).any(axis=(0, 2))
    assert differs.any()
    assert not differs[: (made.across - 1) * cell + 1].any()
    assert not differs[-1]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("share", [0.5, 0.7, 0.85, 1.0])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_square_is_read_on_one_ground_with_contrast(theme, share, sign):
    """Where its area takes the corner it stands wholly on the area, or on a ground of its own."""
    made, bare = (grid(AreaGrid, [[sign * share * 4.3, 4.3]], theme, cell=44) for _ in range(2))
    bare.form = NoText(0)
    grounds, with_text = shot(bare)[:, :44].astype(int), shot(made)[:, :44].astype(int)
    written = (grounds != with_text).any(axis=2)
    assert written.any()
    rows, columns = np.nonzero(written)
    box = with_text[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].reshape(-1, 3)
    found, counts = np.unique(box, axis=0, return_counts=True)
    ground = found[counts.argmax()]
    ink = max(found, key=lambda colour: contrast(luminance(ground), luminance(colour)))
    assert contrast(luminance(ground), luminance(ink)) >= palette(theme).contrast
    areas = {tuple(sign_colour(theme, end)) for end in (0, -1)} | {palette(theme).role("panel").getRgb()[:3]}
    seen = {tuple(colour) for colour in found.tolist()} - {tuple(ink.tolist())}
    assert len(areas & seen) == 1, "two grounds under one number"


def luminance(colour):
    linear = [(c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def test_digits_of_squares_are_of_one_size_whatever_is_reached():
    """They are as large as the widest square has room for: more steps change nothing."""
    values = np.array([[0.2, 14.7], [3.0, -8.5]])
    made = grid(AreaGrid, values, cell=31)
    before = shot(made)[:30, :30]
    made.set_values(values * [[1, 0], [0, 0]], np.array([[FINISHED, UNTOUCHED], [UNTOUCHED] * 2], np.int8))
    np.testing.assert_array_equal(shot(made)[:30, :30], before)


@pytest.mark.parametrize("farthest", [8.58, 44.0, 418.1])
def test_of_a_grid_all_squares_are_written_or_none(farthest):
    """They have fewer decimals or smaller digits before any is left out, so that no cell is blank among others."""
    values, seen = np.array([[farthest, -3.4, 0.3, -1.05]]), set()
    for cell in range(16, 64, 2):
        made, bare = grid(AreaGrid, values, cell=cell), grid(AreaGrid, values, cell=cell)
        bare.form = NoText(0)
        differs = (shot(made) != shot(bare)).any(axis=(0, 2))
        written = [bool(differs[column * cell : (column + 1) * cell].any()) for column in range(4)]
        assert len(set(written)) == 1, (cell, written)
        seen.add(written[0])
    assert seen == {True, False}


class NoText(NumberFormat):
    def in_cell(self, value):
        return ""
