"""Every number of an array fits its cell: small ones with an exponent, large ones with decimals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.application import application, write_in
from cnnviz.canvas.grids.cells import CellLook, limits
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.typography import room_for
from cnnviz.canvas.palette import palette
from cnnviz.explain.number_format import format_of
from cnnviz.explain.numbers import wide
from cnnviz.explain.sums.printed import fraction

LONGER = 1 + 1e-7  # so that no digit can be left out


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0.5, -0.01, 0], (0.01, 0.5)),
        ([0.5, 3e-4, 0.02], (3e-4, 3e-4 * LONGER, 0.02, 0.5)),
        ([0.05, 3e-5, 3e-4, 0.02], (3e-5, 3e-5 * LONGER, 3e-4, 3e-4 * LONGER, 0.02, 0.05)),
        ([0.05, 3e-4, 6e-4], (3e-4, 3e-4 * LONGER, 6e-4, 6e-4 * LONGER, 0.05)),
        ([0, 0], ()),
        ([np.nan, np.inf, -3], (3,)),
        ([np.nan], ()),
        ([], ()),
        ([2e-12, 0.3], (0.3,)),
        ([-12, 10.5, 0.5], (0.5, 10.5, 12)),
        ([-2e6, 54321, 7], (7, 54321, 1234567.8)),
    ],
)
def test_the_widest_are_the_least_and_the_largest_with_and_without_decimals(numbers, expected):
    assert wide(np.array(numbers, float)) == expected


def typography(values, cell):
    inside = np.zeros(values.shape, bool)
    look = CellLook(palette("light"), "signed", *limits(values, "signed"), inside, wide(values))
    return GridItem(look, format_of(values), inside).typography(cell)


def fit(values, found, cell):
    form, room = found.form, cell - max(4, cell // 10)
    numbers = [value for value in values.ravel().tolist() if found.all_fit or value.is_integer()]
    return all(found.glyphs.text_width(form.in_cell(value)) <= room for value in numbers)


@pytest.mark.some(16)
@pytest.mark.parametrize("cell", range(16, 64, 3))
@pytest.mark.parametrize(
    "numbers",
    [
        [-0.99, 0.12, -3.4e-4, 0.5],
        [-0.045, 0.012, 3.2e-4, -4.4e-4, 9.7e-5],
        [-0.0124, 0.0028, -2.24e-4, -4.3e-5],
        [0.0011, -0.00076, -4.3e-5],
        [-0.00091, 2.75e-4, 0.4e-4],
        [12, -10.5, 3],
        [-34, 20.5, -20.5, 22],
    ],
)
def test_every_number_that_is_printed_fits_its_cell(qapp, cell, numbers):
    values = np.array([numbers])
    found = typography(values, cell)
    assert fit(values, found, cell) if found else cell < 28


_TENTHS = st.integers(-200_000, 200_000).map(lambda tenths: tenths / 10)


@given(st.lists(_TENTHS | st.integers(-2_000_000, 2_000_000), min_size=1, max_size=6))
def test_no_number_is_wider_than_those_that_the_digits_were_chosen_by(qapp, numbers):
    values = np.array([numbers], float)
    found = typography(values, 48)
    assert found is not None
    assert fit(values, found, 48)


@pytest.mark.parametrize("cell", range(24, 64, 4))
def test_numbers_of_one_grid_are_written_in_one_manner_where_they_fit(qapp, cell):
    values = np.array([[-0.002, -0.01, 0.13, 0.5]])
    form = typography(values, cell).form
    texts = [form.in_cell(value) for value in values[0]]
    others = ["−0.01", "0.13", "0.50"]
    assert texts == ["−0.002" if cell >= 28 else "≈0", *others]


@pytest.mark.parametrize("cell", range(32, 64, 4))
@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([-0.9, 0.1, 0.002, -3e-4], "≈0"),
        ([0.11, -0.11, 0.004, 8.6e-4], "≈0"),
        ([0.0124, -0.0028, 2.2e-4], "0.0002"),
        ([-9.7e-4], "−0.001"),
    ],
)
def test_a_cell_with_digits_needs_no_exponent_beside_larger_numbers(qapp, numbers, text, cell):
    values = np.array([numbers])
    found = typography(values, cell)
    texts = [found.form.in_cell(value) for value in numbers]
    assert texts[-1] == text
    assert not any("e" in text for text in texts)


def test_what_is_small_beside_the_others_makes_no_digit_smaller(qapp):
    without, among = np.array([[-2.47, 1.5, 0.0]]), np.array([[-2.47, 1.5, 3e-4]])
    for cell in (24, 32, 48):
        assert typography(among, cell)[:3] == typography(without, cell)[:3]


@pytest.mark.parametrize("cell", [24, 32, 48])
def test_what_is_nothing_beside_the_others_makes_no_digit_smaller_and_is_written(qapp, cell):
    without, among = np.array([[-2.4, 1.5, 0.0]]), np.array([[-2.4, 1.5, 2e-16]])
    found = typography(among, cell)
    assert found[:3] == typography(without, cell)[:3]
    form = format_of(among)
    assert found.glyphs.text_width(form.in_cell(2e-16)) <= cell - max(4, cell // 10)


def test_what_is_nothing_has_room_among_digits(qapp):
    values = np.array([[1.0, 2.0, 1e-16]])
    found = typography(values, 16)
    assert found is None or found.glyphs.text_width(format_of(values).in_cell(1e-16)) <= 12


@pytest.mark.parametrize("cell", [22, 36, 48])
def test_with_larger_text_digits_take_what_room_a_cell_has_and_no_more(qapp, cell):
    short, long = np.array([[1.0, -2.0]]), np.array([[12.25, -88.75]])
    usual = {name: typography(values, cell) for name, values in (("short", short), ("long", long))}
    write_in(application(), 150)
    try:
        larger = {name: typography(values, cell) for name, values in (("short", short), ("long", long))}
    finally:
        write_in(application(), 100)
    assert larger["short"].glyphs.cap_height > 1.2 * usual["short"].glyphs.cap_height
    assert larger["short"].glyphs.cap_height < cell / 2
    if usual["long"] is not None:
        text = larger["long"].form.in_cell(-88.75)
        assert larger["long"].glyphs.text_width(text) <= room_for(cell, 1)
        assert larger["long"].glyphs.cap_height >= usual["long"].glyphs.cap_height


@pytest.mark.parametrize("cell", [22, 24, 26, 28, 32, 40])
@pytest.mark.parametrize("most", [0.9, 0.2, 0.07, 0.03, 0.012, 0.005, 0.0031])
def test_beside_a_plain_number_none_has_an_exponent_and_what_has_a_colour_has_digits(qapp, cell, most):
    values = most * np.array([[1, -0.6, 0.31, 0.11, 0.05, -0.03, 0.0201, 0.006, -0.001, 2e-5, 0]])
    found = typography(values, cell)
    if found is None:
        assert (cell < 26, most < 0.005) == (True, True)
        return
    assert fit(values, found, cell)
    for value, text in zip(values[0].tolist(), map(found.form.in_cell, values[0].tolist()), strict=True):
        if "e" in text:
            assert (cell < 26, most < 0.005) == (True, True)
        elif text == "≈0":
            assert 0 < abs(value) < (most / 20 if cell >= 26 else most / 10)
        else:
            told, unit = fraction(text), 10 ** -len(text.partition(".")[2])
            assert abs(told[0] / told[1] - value) <= 0.5001 * unit


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        (24, [".20", "−.12", ".003", "≈0", "0"]),
        (28, ["0.20", "−0.12", "0.003", "≈0", "0"]),
    ],
)
def test_where_cells_are_too_small_for_a_0_before_the_point_it_is_left_out_of_all(qapp, cell, texts):
    values = np.array([[0.2, -0.12, 0.003, 1e-4, 0]])
    assert [typography(values, cell).form.in_cell(value) for value in values[0]] == texts
    alone = np.array([[0.2, -0.12, 0.05]])  # where nothing is lost, it stays
    assert typography(alone, cell).form.in_cell(-0.12) == "−0.12"


@pytest.mark.parametrize("cell", [32, 36, 42])
def test_numbers_without_exponents_have_digits_as_large(qapp, cell):
    plain, small = np.array([[0.03, -0.018, 0.009]]), np.array([[0.03, -0.018, 0.009, 3.6e-4, -1.2e-4]])
    assert typography(small, cell).glyphs.pixels == typography(plain, cell).glyphs.pixels
