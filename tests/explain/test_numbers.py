"""Numbers as people write them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.explain.numbers import (
    in_parentheses,
    precisions,
    range_text,
    shown,
    size_text,
    written,
)
from cnnviz.numerals import typed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.0, "−1"),
        (0.77, "0.77"),
        (-1.27, "−1.27"),
        (0.5, "0.50"),
        (3e-5, "3e−5"),
        (-3e-5, "−3e−5"),
        (0.0049, "5e−3"),
        (0.006, "0.01"),
        (12345.678, "12345.68"),
        (99999.0, "99999"),
        (123456.0, "1e5"),
        (-1e200, "−1e200"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_a_number_is_written_as_people_write_it(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.25, 1, "0.2"),
        (-0.4, 0, "0"),
        (0.4, 0, "0"),
        (-7.6, 0, "−8"),
        (123.4, 0, "123"),
        (-0.04, 1, "−4e−2"),
    ],
)
def test_fewer_decimals_where_there_is_less_room(value, decimals, text):
    assert shown(value, decimals) == text


@given(st.floats(), st.integers(0, 3))
def test_no_number_has_a_hyphen_for_a_minus_or_a_signed_zero(value, decimals):
    text = shown(value, decimals)
    assert "-" not in text
    assert text != "−0"
    assert text.startswith("−") <= (value < 0)


@given(st.floats(-9e4, 9e4))
def test_what_is_shown_reads_back_as_the_value_rounded(value):
    back = float(shown(value).replace("−", "-"))
    small = 0 < abs(value) < 0.005
    half = 0.51 * 10.0 ** math.floor(math.log10(abs(value))) if small else 0.005 + 1e-9
    assert abs(back - value) <= half


@pytest.mark.parametrize(
    ("values", "best"),
    [
        ([0, 1, -3], 0),
        ([0.5, 1], 1),
        ([0.25, 1], 2),
        ([12.25, 1], 1),
        ([1200.5], 0),
        ([math.nan, math.inf], 0),
        ([math.nan, 0.5], 1),
        ([], 0),
    ],
)
def test_an_array_has_as_many_decimals_as_it_needs(values, best):
    assert precisions(np.array(values, float))[0] == best


def test_an_array_of_fractions_is_never_shown_without_any():
    assert min(precisions(np.array([0.25, -0.75]))) > 0


@pytest.mark.parametrize(("text", "put"), [("−1", "(−1)"), ("1", "1"), ("−∞", "(−∞)"), ("3e−5", "3e−5")])
def test_only_negative_numbers_get_parentheses(text, put):
    assert in_parentheses(text) == put


@pytest.mark.parametrize(("shape", "text"), [((8, 8, 1), "8×8"), ((8, 6, 3), "8×6×3"), ((1, 1, 1), "1×1")])
def test_a_shape_as_people_say_it(shape, text):
    assert size_text(shape) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.25"), (-2.0, "−2"), (1 / 3, "0.333333"), (1e-7, "1e−7"), (0.1 + 0.2, "0.3"), (np.inf, "inf")],
)
def test_numbers_are_written_as_one_types_them(value, text):
    assert written(value) == text
    if np.isfinite(value):
        assert typed(text) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([-0.3, 2.1, 0], "−0.30 to 2.10"),
        ([0, 255], "0 to 255"),
        ([0.5, 0.5], "0.50"),
        ([1, np.nan, np.inf, 3], "1 to 3, 2 not finite"),
        ([np.nan, -np.inf], "none of them finite"),
    ],
)
def test_a_range_says_from_where_to_where_and_what_is_not_finite(values, text):
    assert range_text(np.array(values, float)) == text
