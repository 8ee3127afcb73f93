"""Numbers as people write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.explain.numbers import (
    exactly,
    in_parentheses,
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
        (-1.0, "−1"),
        (0.5, "0.5"),
        (19.4, "19.4"),
        (-1.27, "−1.27"),
        (1 / 3, "0.33"),
        (0.0429, "0.043"),
        (12345.678, "12345.7"),
    ],
)
def test_a_number_that_stands_alone_has_the_decimals_that_it_needs(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("value", "beside", "text"),
    [
        (0.00034, 0.0, "3.4e−4"),
        (0.00034, 0.5, "0.0003"),
        (-0.00034, 2.0, "−0.0003"),
        (0.00034, 4e-4, "3.4e−4"),
    ],
)
def test_a_small_number_beside_a_larger_one_has_no_exponent(value, beside, text):
    assert shown(value, beside=beside) == text


@pytest.mark.parametrize(
    ("value", "chosen", "text"),
    [(0.5, 2, "0.50"), (1 / 3, 4, "0.3333"), (19.4, 6, "19.400000"), (3.0, 6, "3"), (1e-9, 4, "1e−9")],
)
def test_or_those_that_were_chosen(value, chosen, text):
    assert shown(value, chosen) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.0, "0"),
        (-2.0, "−2"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-1e-5, "−1e−5"),
        (-1.5e-17, "−1.5e−17"),
        (5e-324, "5e−324"),
        (1e22, "1e22"),
        (-np.inf, "−∞"),
        (np.nan, "nan"),
    ],
)
def test_to_the_last_digit(value, text):
    assert exactly(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_to_the_last_digit_it_reads_back_bit_for_bit(value):
    assert float(exactly(value).replace("−", "-")) == value


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
        ([-0.3, 2.1, 0], "−0.3 to 2.1"),
        ([-0.31, 2.1, 0], "−0.31 to 2.10"),
        ([0, 255], "0 to 255"),
        ([0.5, 0.5], "0.5"),
        ([1, np.nan, np.inf, 3], "1 to 3, 2 not finite"),
        ([np.nan, -np.inf], "none of them finite"),
    ],
)
def test_a_range_says_from_where_to_where_and_what_is_not_finite(values, text):
    assert range_text(np.array(values, float)) == text
