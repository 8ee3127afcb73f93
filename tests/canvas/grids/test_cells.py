"""Colours and inks: zero is neutral, signs differ, every number can be read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen_pixels import contrast

from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook, inks_on, limits
from cnnviz.canvas.palette import palette, rgb
from cnnviz.resource import THEMES

ALL = (slice(None), slice(None))
themes = pytest.mark.parametrize("theme", THEMES)


def look(theme, kind="signed", low=-2.0, high=2.0, border=None, shape=(1, 5)):
    return CellLook(palette(theme), kind, low, high, np.zeros(shape, bool) if border is None else border)


def colours(made, values, progress=FINISHED):
    values = np.atleast_2d(np.asarray(values, float))
    return made.colours(values, np.full(values.shape, progress, np.int8), ALL)


@themes
def test_zero_is_neutral_and_the_signs_are_not(theme):
    negative, zero, positive = colours(look(theme), [-2, 0, 2])[0].astype(int)
    assert np.ptp(zero) <= 16  # hardly any hue
    assert positive[0] > positive[2]
    assert negative[2] > negative[0]


@themes
def test_equal_sizes_of_either_sign_are_as_far_from_zero(theme):
    table = palette(theme).maps["signed"].astype(int)
    assert len(table) % 2 == 1
    zero = colours(look(theme, low=-7, high=7), [0.0])[0, 0]
    np.testing.assert_array_equal(zero, table[len(table) // 2])


@pytest.mark.some(6)
@themes
@pytest.mark.parametrize("zeros", [False, True], ids=["numbers", "zeros"])
@pytest.mark.parametrize(("kind", "low"), [("signed", -1.0), ("image", 0.0), ("image", -1.0)])
def test_ink_on_every_colour_has_the_contrast_of_its_theme(theme, kind, low, zeros):
    """Zeros too, whose ink is dimmed, in padding and out of it."""
    colour = palette(theme)
    border = np.array([[False] * 513, [True] * 513])
    made = look(theme, kind, low, 1.0, border, border.shape)
    values = np.linspace(low, 1, 513)[None].repeat(2, axis=0)
    fully = [rgb(colour.cells["ink_light"]), rgb(colour.cells["ink_dark"])]
    for progress in (PARTIAL, FINISHED):
        cells = colours(made, values, progress).reshape(-1, 3)
        inks = inks_on(cells, np.full(len(cells), zeros), colour)
        for cell, ink in zip(cells, inks, strict=True):
            seen = fully[ink % 2] * (colour.dimmed if ink >= 2 else 1) + cell * (
                1 - colour.dimmed if ink >= 2 else 0
            )
            assert contrast(cell, np.rint(seen)) >= (7 if theme == "high_contrast" else 4.5)


@themes
@pytest.mark.parametrize("border", [False, True])
@pytest.mark.parametrize("kind", ["signed", "image"])
def test_zeros_are_dimmed_and_nothing_else_is(theme, kind, border):
    made = look(theme, kind, -1.0 if kind == "signed" else 0.0, 1.0, np.array([[border] * 2]), (1, 2))
    cells = colours(made, [[0.0, 1.0]]).reshape(-1, 3)
    inks = inks_on(cells, np.array([True, False]), palette(theme))
    assert inks[0] >= 2
    assert inks[1] < 2


@themes
def test_what_is_not_computed_is_empty_whatever_it_would_be(theme):
    made = look(theme)
    empty = rgb(palette(theme).cells["empty"])
    np.testing.assert_array_equal(
        colours(made, [-2, 0, 2, np.nan], UNTOUCHED), np.broadcast_to(empty, (1, 4, 3))
    )


@pytest.mark.parametrize("theme", ["light", "dark"])  # where signs have shapes, so has this
def test_a_partly_summed_cell_looks_different_from_a_finished_one(theme):
    made = look(theme)
    assert (colours(made, [-2, 1, 2], PARTIAL) != colours(made, [-2, 1, 2])).any(axis=2).all()


@themes
def test_a_mask_that_another_window_may_change_looks_as_it_is(theme):
    """Paler, a 1 would be taken for a half: the grey of a mask is a share."""
    made, shares = look(theme, "mask", 0, 1), [0, 1 / 3, 0.5, 1]
    np.testing.assert_array_equal(colours(made, shares, PARTIAL), colours(made, shares))


@themes
def test_padding_is_tinted(theme):
    border = np.array([[True, False]])
    cells = colours(look(theme, "image", 0, 1, border, (1, 2)), [[0.5, 0.5]])
    assert (cells[0, 0] != cells[0, 1]).any()


@themes
def test_nothing_finite_or_not_breaks_the_colours(theme):
    cells = colours(look(theme), [np.nan, np.inf, -np.inf, 1e300, -1e300])[0]
    np.testing.assert_array_equal(cells[1], cells[3])
    np.testing.assert_array_equal(cells[2], cells[4])


@themes
@pytest.mark.parametrize("kind", ["signed", "image"])
def test_nan_looks_like_no_number(theme, kind):
    made = look(theme, kind, -1.0 if kind == "signed" else 0.0, 1.0)
    numbers = colours(made, np.linspace(made.low, 1, 101))[0].astype(int)
    odd = colours(made, [np.nan])[0, 0].astype(int)
    assert np.abs(numbers - odd).sum(axis=1).min() > 60


def test_an_image_is_grey_from_black_to_white():
    cells = colours(look("light", "image", 0, 1), [0, 0.25, 0.5, 0.75, 1])[0].astype(int)
    assert (cells == cells[:, :1]).all()
    assert (np.diff(cells[:, 0]) > 0).all()
    assert (cells[0, 0], cells[-1, 0]) == (0, 255)


@pytest.mark.parametrize(
    ("values", "kind", "ends"),
    [
        ([0.2, 0.7], "image", (0, 1)),
        ([-0.5, 2], "image", (-0.5, 2)),
        ([-3, 1], "signed", (-3, 3)),
        ([0, 0], "signed", (-1, 1)),
        ([np.nan, np.inf, 2], "signed", (-2, 2)),
        ([np.nan], "image", (0, 1)),
        ([], "signed", (-1, 1)),
    ],
)
def test_limits_belong_to_the_finished_array(values, kind, ends):
    assert limits(np.array(values, float), kind) == ends


@themes
@given(values=st.lists(st.floats(-2, 2), min_size=2, max_size=9))
def test_larger_numbers_are_never_drawn_as_smaller(theme, values):
    """On either side of zero red, green and blue each go one way, from the colour of zero to that of the end."""
    made = look(theme)
    zero = colours(made, [0])[0, 0].astype(int)
    for end in (-2, 2):
        towards = np.sign(colours(made, [end])[0, 0].astype(int) - zero)
        sizes = np.sort([abs(value) for value in [0, *values] if value * end >= 0])
        cells = colours(made, sizes * np.sign(end))[0].astype(int)
        assert (np.diff(cells, axis=0) * towards >= 0).all()
