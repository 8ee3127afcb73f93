"""How one number is written, in a field and in a table."""

import math
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.numerals import MINUS, NUMBER, typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        (" 0.5 ", 0.5),
        ("0,5", 0.5),
        (",5", 0.5),
        ("2.", 2.0),
        ("+3", 3.0),
        ("-4", -4.0),
        ("−4", -4.0),
        ("1e5", 1e5),
        ("1E−3", 1e-3),
        ("9.9e99", 9.9e99),
    ],
)
def test_a_number_is_read_as_people_type_it(text, value):
    assert typed(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        ",",
        "-",
        "e5",
        "1e",
        "1 2",
        "1.2.3",
        "1,2.3",
        "--1",
        "1_0",
        "0x1",
        "nan",
        "inf",
        "∞",
        "1e100",
    ],
)
def test_what_is_no_number_is_none(text):
    assert typed(text) is None


@pytest.mark.parametrize("text", ["9" * 400, "-" + "9" * 400, "1e999"])
def test_what_is_as_good_as_infinite_is_none(text):
    assert typed(text) is None


@given(st.floats(-1e99, 1e99))
def test_what_python_writes_is_read_back_bit_for_bit(value):
    back = typed(repr(value).replace("-", MINUS))
    assert (back, math.copysign(1, back)) == (value, math.copysign(1, value))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_has_the_pattern(value):
    assert re.fullmatch(NUMBER, repr(value))
    assert re.fullmatch(NUMBER, repr(value).replace(".", ","))


def test_a_long_text_that_is_no_number_is_refused_at_once():
    """A pattern in which a digit has two places would need hours: its steps grow as the square of the length."""
    program = f"from cnnviz.numerals import typed; assert typed('1' * {10**6} + 'x') is None"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=600)
