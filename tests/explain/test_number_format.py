"""One format for all numbers of an array: no digit is wrong, and none but 0 is ever 0."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnviz.explain.number_format import NumberFormat, format_of
from cnnviz.explain.sums.printed import fraction
from cnnviz.numerals import powered

SCALES = st.integers(-12, 12)
NUMBERS = st.builds(lambda digits, scale: digits * 10.0**scale, st.floats(-10, 10), SCALES)
ODD = st.sampled_from([0.0, -0.0, math.nan, math.inf, -math.inf, 0.1 + 0.2, 5e-324, 1.7e308, 999999.999])
VALUES = NUMBERS | ODD | st.integers(-(10**7), 10**7).map(float) | st.floats()
CHOSEN = st.sampled_from([0, 2, 3, 4, 5, 6])


def last_place(text):
    """Return what a 1 in the last digit that is written would be worth; a whole number is exact."""
    mantissa, _, exponent = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return Fraction(10) ** (int(exponent.replace("−", "-") or 0) - decimals)


@given(st.lists(VALUES, min_size=1, max_size=8), CHOSEN)
def test_what_is_written_is_within_half_of_its_last_digit(values, chosen):
    form = format_of(np.array(values), chosen)
    for value in values:
        text = form.text(value)
        assert "-" not in text
        if math.isnan(value):
            assert text == "nan"
        elif math.isinf(value):
            assert text == ("∞" if value > 0 else "−∞")
        else:
            above, below = fraction(text)
            assert abs(Fraction(above, below) - Fraction(value)) <= last_place(text) * Fraction(501, 1000)
            assert (above == 0) == (value == 0)
            assert (text == "0") == (value == 0)
            assert text.startswith("−") == (value < 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.625, "2.63"),
        (-2.625, "−2.63"),
        (0.125, "0.13"),
        (1.005, "1.01"),
        (2.375, "2.38"),
        (2.6249999, "2.62"),
    ],
)
def test_a_half_goes_up_as_people_round(value, text):
    assert NumberFormat(2).text(value) == text


@given(st.lists(NUMBERS, min_size=1, max_size=8), CHOSEN)
def test_fractions_of_an_array_have_as_many_decimals_each(values, chosen):
    form = format_of(np.array(values), chosen)
    fractions = [value for value in values if 0.5 <= abs(value) < 1e6 and abs(value - round(value)) > 1e-3]
    decimals = {len(form.text(value).partition(".")[2]) for value in fractions}
    assert len(decimals) <= 1
    assert not chosen or decimals <= {chosen}


@given(st.integers(-999_999, 999_999), st.lists(NUMBERS, max_size=4), CHOSEN)
def test_whole_numbers_stay_whole(number, others, chosen):
    assert format_of(np.array([number, *others], float), chosen).text(number) == str(number).replace("-", "−")


@given(VALUES, st.integers(0, 3))
def test_with_a_power_of_ten_nothing_is_lost_but_digits(value, places):
    if math.isfinite(value) and value:
        text = powered(value, places)
        assert abs(Fraction(*fraction(text)) - Fraction(value)) <= last_place(text) * Fraction(501, 1000)


@given(arrays.arrays(float, (3, 3), elements=VALUES))
def test_an_array_of_one_and_the_same_numbers_has_one_format(array):
    assert format_of(array).decimals == format_of(array[::-1].T).decimals


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1000, 0.5], ["1000", "0.5"]),
        ([0.5, 1, -2.5], ["0.5", "1", "−2.5"]),
        ([0.25, 0.5], ["0.25", "0.50"]),
        ([1 / 3, 12], ["0.33", "12"]),
        ([0.03, 0.0114], ["0.030", "0.011"]),
        ([0.05, 0.01], ["0.05", "0.01"]),
        ([0.0031, 0.002], ["0.0031", "0.0020"]),
        ([0.3, 0.19, 0.0049, 0.006, 3e-5], ["0.30", "0.19", "0.005", "0.01", "3e−5"]),
        ([123.456, 0.04], ["123.5", "0.04"]),
        ([1, 0.5, 0.00014, -0.00003, 2.345e-7], ["1", "0.50", "0.0001", "−3e−5", "2.3e−7"]),
        ([0.01, 0.003, 0.0011], ["0.010", "0.003", "0.001"]),
        ([0.25, 0.003, 0.0011], ["0.25", "0.003", "0.001"]),
        ([3, 5.5e-17], ["3", "6e−17"]),
        ([9.48, -0.00027, 0.002, 0.99996], ["9.48", "−0.0003", "0.002", "1.00"]),
        ([0.0012, 0.00014, -0.00003], ["0.0012", "0.0001", "−3e−5"]),
        ([0.00091, 0.00014], ["9.1e−4", "1.4e−4"]),
        ([0.1 + 0.2, 2.9999999999999996], ["0.3", "3"]),
        ([1e6, 1.5e7, 12345678], ["1e6", "1.5e7", "1.23e7"]),
        ([999999, 1e5], ["999999", "100000"]),
        ([-0.0, math.nan, -math.inf], ["0", "nan", "−∞"]),
        ([], []),
    ],
)
def test_an_array_has_the_decimals_that_it_needs(values, texts):
    form = format_of(np.array(values, float))
    assert [form.text(value) for value in values] == texts


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([2.7, 2e-16, -2e-16, 0.0], ["2.7", "≈0", "≈0", "0"]),
        ([3e-12, 2e-12], ["3e−12", "2e−12"]),
        ([3e-13, -1e-13], ["3e−13", "−1e−13"]),
        ([math.inf, math.nan, 1e-16], ["∞", "nan", "1e−16"]),
    ],
)
def test_in_a_cell_what_is_nothing_beside_the_others_is_next_to_0(values, texts):
    form = format_of(np.array(values))
    assert [form.in_cell(value) for value in values] == texts
    assert [form.read.in_cell(value) for value in values] == [
        text if text == "≈0" else form.text(value) for value, text in zip(values, texts, strict=True)
    ]


@pytest.mark.parametrize(
    ("values", "chosen", "texts"),
    [
        ([9.48, -0.00027, 0.002, 0.0], 0, ["9.48", "≈0", "0.002", "0"]),
        ([0.9, -3e-4, 9.4e-4, 9.6e-4], 0, ["0.90", "≈0", "≈0", "0.001"]),
        ([0.9, -3e-4], 3, ["0.900", "≈0"]),
        ([0.9, -3e-4], 4, ["0.9000", "−0.0003"]),
        ([2, 3e-4], 0, ["2", "≈0"]),
        ([2.7, 3e-11], 0, ["2.7", "≈0"]),
        ([0.0124, 0.00022, -4.3e-5], 0, ["0.012", "0.0002", "≈0"]),
        ([0.07, 2.8e-4, 2.7e-4], 0, ["0.070", "≈0", "≈0"]),
        ([0.0012, 0.00014, -2.1e-5], 0, ["0.0012", "0.0001", "≈0"]),
        ([9.1e-4, 1.4e-4, 2e-6], 0, ["9.1e−4", "1.4e−4", "≈0"]),
    ],
)
def test_in_a_cell_what_is_small_beside_the_others_is_next_to_0_and_has_its_digits_to_be_read(
    values, chosen, texts
):
    form = format_of(np.array(values), chosen)
    assert [form.in_cell(value) for value in values] == texts
    assert [form.read.in_cell(value) for value in values] == [form.text(value) for value in values]


@given(VALUES, CHOSEN, st.sampled_from([1, 2]))
def test_without_a_0_before_the_point_it_is_the_same_number(value, decimals, significant):
    usual, bare = (NumberFormat(decimals, 0.5, significant, bare=bare) for bare in (False, True))
    text, short = usual.in_cell(value), bare.in_cell(value)
    assert bare.text(value) == usual.text(value)
    assert short.replace("−", "").startswith(".") == text.replace("−", "").startswith("0.")
    assert text == "≈0" or fraction(short) == fraction(text)


@pytest.mark.parametrize(("value", "text"), [(1.5, "1.5"), (0.25, "0.25"), (-1 / 3, "−0.33"), (2, "2")])
def test_on_the_way_to_whole_numbers_a_fraction_is_none(value, text):
    assert NumberFormat(0).text(value) == text


def test_a_text_is_made_once_however_many_there_are(monkeypatch):
    form = NumberFormat(2)
    texts = [form.text(number / 8) for number in range(50_000)]
    assert texts[3] == form.text(3 / 8) == "0.38"
