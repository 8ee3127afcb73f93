"""Answers as people write them, and what is none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.explain.questions.answers import answer_of, ranges, whole_numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (".5", 0.5),
        ("1/2", 0.5),
        ("1 − 0.5", 0.5),
        ("1-0,5", 0.5),
        ("−2", -2),
        ("+2", 2),
        ("2*3+1", 7),
        ("1 + 2·3", 7),
        ("2(3 − 1)", 4),
        ("2 × 3 : 4", 1.5),
        ("1e−3", 0.001),
        ("1.5E3", 1500),
        ("3·(−2)", -6),
        ("-(-2)", 2),
        ("1 + 1·(−2) = −1", -1),
        ("= 4", 4),
        ("∞", math.inf),
        ("−inf", -math.inf),
        ("1/0", math.inf),
        ("-1/0", -math.inf),
    ],
)
def test_numbers_and_sums(text, value):
    assert answer_of(text) == value


@pytest.mark.parametrize("text", ["nan", "NaN", "0/0", "∞ − ∞"])
def test_no_number_can_be_an_answer_too(text):
    assert math.isnan(answer_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "two",
        "1 2",
        "1..2",
        "(1",
        "1)",
        "5-",
        "*3",
        "()",
        "0x10",
        "1_000",
        "__import__('os')",
        "x",
        "2**3",
        "1e",
        "(" * 60 + "1" + ")" * 60,
        "-" * 150 + "1",
        "9" * 300,
    ],
)
def test_what_is_none(text):
    assert answer_of(text) is None


@given(st.text(alphabet="0123456789.,-+*/()eE−·×∞nan inf=:", max_size=40) | st.text(max_size=30))
def test_nothing_that_is_typed_ends_otherwise_than_in_a_number_or_none(text):
    value = answer_of(text)
    assert value is None or isinstance(value, float)
    whole_numbers(text)
    ranges(text)


@given(st.floats(allow_nan=False, width=32), st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_sum_comes_to_what_it_comes_to(one, other):
    if math.isfinite(one):
        assert answer_of(f"{one!r} − ({other!r})") == one - other


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("8×8", (8, 8)),
        ("8 x 8", (8, 8)),
        ("8 8", (8, 8)),
        ("8, 8, 3", (8, 8, 3)),
        ("[8, 8]", (8, 8)),
        ("8 by 8", (8, 8)),
        ("27", (27,)),
        ("8.5 x 8", None),
        ("-8 8", None),
        ("", None),
        ("large", None),
    ],
)
def test_sizes(text, numbers):
    assert whole_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3-5, 4-6", (range(3, 6), range(4, 7))),
        ("3–5,4 − 6", (range(3, 6), range(4, 7))),
        ("[2, 3]", (range(2, 3), range(3, 4))),
        ("2", None),
        ("a, b", None),
    ],
)
def test_places(text, found):
    assert ranges(text) == found
