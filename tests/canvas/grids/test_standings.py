"""The winner keeps its ink on a disc, what ties is in a ring, losers fade: read off the pixels."""

import numpy as np
import pytest
from drawn_grids import shot

from cnnviz.canvas.grids.cells import FADED, FINISHED, PLAIN, TIED, WON, CellLook, wants_dark_ink
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import palette, rgb
from cnnviz.explain.number_format import NumberFormat
from cnnviz.resource import THEMES

themes = pytest.mark.parametrize("theme", THEMES)
pytestmark = pytest.mark.usefixtures("qapp")
SHAPE, CELL = (3, 4), 40
ALL = (slice(None), slice(None))


def cell_of(theme, standing, value=2.5, kind="signed", cell=CELL):
    """Return what a cell looks like, of 39 by 39 pixels unless another one is wanted."""
    none = np.zeros(SHAPE, bool)
    item = GridItem(CellLook(palette(theme), kind, -2.5, 2.5, none), NumberFormat(1, 2.5), none)
    item.set_cell(cell)
    item.set_values(
        np.full(SHAPE, value), np.full(SHAPE, FINISHED, np.int8), np.full(SHAPE, standing, np.int8)
    )
    return shot(item)[: cell - 1, : cell - 1]


def near(picture, colour):
    return (np.abs(picture.astype(int) - rgb(colour).astype(int)) <= 2).all(2)


def luminance(colour):
    share = np.asarray(colour, float) / 255
    linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@themes
@pytest.mark.parametrize("value", [2.5, -2.5, 0.5])
def test_a_winner_stands_on_a_disc_of_the_accent_that_leaves_the_cell_s_corners(theme, value):
    plain, won = cell_of(theme, PLAIN, value), cell_of(theme, WON, value)
    accent = near(won, palette(theme).role("accent"))
    assert accent[4, 19]
    assert accent[19, 4]
    for corner in (1, 1), (1, 37), (37, 1), (37, 37):
        np.testing.assert_array_equal(won[corner], plain[corner])
    assert 0.3 < accent.mean() < 0.6


@pytest.mark.parametrize(("standing", "free"), [(WON, 2), (TIED, 1)])
def test_what_is_round_is_clear_of_a_frame_around_the_window_in_small_cells_as_well(standing, free):
    for cell in (20, 24, 28, CELL):
        plain, drawn = (cell_of("light", how, cell=cell) for how in (PLAIN, standing))
        ring = np.ones(plain.shape[:2], bool)
        ring[free:-free, free:-free] = False
        np.testing.assert_array_equal(drawn[ring], plain[ring])
        assert (drawn != plain).any()


@themes
def test_the_winner_s_digits_stand_over_the_disc_and_can_be_read(theme):
    won, colours = cell_of(theme, WON), palette(theme)
    accent = colours.role("accent")
    dark = bool(wants_dark_ink(rgb(accent)[None, None])[0, 0])
    ink = colours.cells["ink_dark" if dark else "ink_light"]
    assert near(won[10:30, 8:32], ink).sum() > 25
    assert contrast(rgb(ink), rgb(accent)) >= 4.5


@themes
def test_a_cell_that_ties_keeps_its_colour_in_a_dashed_ring(theme):
    plain, tied = cell_of(theme, PLAIN), cell_of(theme, TIED)
    accent = near(tied, palette(theme).role("accent"))
    assert 20 < accent.sum() < 200
    middle = (slice(13, 27), slice(9, 31))
    np.testing.assert_array_equal(tied[middle], plain[middle])
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    radii = (39 - 6) / 2 + np.array([-1, 0, 1])
    on = [any(accent[round(19 + r * np.sin(at)), round(19 + r * np.cos(at))] for r in radii) for at in angles]
    assert 0.2 < np.mean(on) < 0.75  # dashes, no line


@themes
@pytest.mark.parametrize("kind", ["signed", "image"])
def test_a_loser_keeps_four_tenths_of_its_colour(theme, kind):
    plain, faded = cell_of(theme, PLAIN, 1.5, kind)[2, 2], cell_of(theme, FADED, 1.5, kind)[2, 2]
    stage = rgb(palette(theme).role("stage"))
    np.testing.assert_allclose(faded, 0.4 * plain + 0.6 * stage, atol=1)


@themes
@pytest.mark.parametrize("kind", ["signed", "image", "mask"])
def test_what_has_faded_can_still_be_read(theme, kind):
    """Also a zero, whose ink is dimmed elsewhere."""
    colours, values = palette(theme), np.linspace(-1, 1, 41)[None]
    look = CellLook(colours, kind, -1.0 if kind == "signed" else 0.0, 1.0, np.zeros(values.shape, bool))
    progress, standing = np.full(values.shape, FINISHED, np.int8), np.full(values.shape, FADED, np.int8)
    cells = look.colours(values, progress, ALL, standing)[0]
    for cell, dark in zip(cells, wants_dark_ink(cells[None])[0], strict=True):
        ink = rgb(colours.cells["ink_dark" if dark else "ink_light"])
        assert contrast(cell, ink) >= 4.5


@themes
@pytest.mark.parametrize("standing", [WON, TIED])
def test_a_zero_that_wins_or_ties_has_all_its_ink(theme, standing):
    """Dimmed ink is for what has no part in it."""
    colours = palette(theme)
    ground = (
        rgb(colours.role("accent"))[None, None]
        if standing == WON
        else cell_of(theme, standing, 0.0)[2:3, 2:3]
    )
    assert near(cell_of(theme, standing, 0.0)[12:28, 12:28], _ink_on(colours, ground)).sum() > 10


@themes
@pytest.mark.parametrize("value", [0.0, 0.5])
def test_what_has_lost_is_dimmed_and_read(theme, value):
    colours, seen = palette(theme), cell_of(theme, FADED, value)
    ground = seen[2:3, 2:3]
    written = seen[12:28, 12:28].reshape(-1, 3)
    strongest = max(written, key=lambda pixel: contrast(pixel, ground[0, 0]))
    assert not near(strongest[None, None], _ink_on(colours, ground)).any()
    assert contrast(strongest, ground[0, 0]) >= colours.contrast - 0.1


def _ink_on(colours, ground):
    return colours.cells["ink_dark" if wants_dark_ink(ground)[0, 0] else "ink_light"]


@themes
def test_a_mask_is_no_signed_number(theme):
    """Its 0 is as plain as a zero elsewhere; its 1 stands out without the colour of a sign."""
    maps = palette(theme).maps
    np.testing.assert_array_equal(maps["mask"][0], maps["signed"][len(maps["signed"]) // 2])
    assert np.ptp(maps["mask"][-1].astype(int)) < 40
    assert contrast(maps["mask"][0], maps["mask"][-1]) > 7
    shares = luminance(maps["mask"])
    assert (np.diff(shares) > 0).all() or (np.diff(shares) < 0).all() or len(np.unique(shares)) > 100
