"""What is typed, read as a number or refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.explain.numbers import written
from cnnviz.explain.reading import real, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,5", 0.5),
        ("1e-4", 1e-4),
        ("1E−4", 1e-4),
        ("−3", -3),
        ("-3", -3),
        (" 2 ", 2),
        (".5", 0.5),
        ("1,2345", 1.2345),
        ("0,125", 0.125),
        ("1.234", 1.234),
        ("12,34", 12.34),
    ],
)
def test_a_number_is_read_as_it_is_typed(text, value):
    assert real(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "there is no number"),
        ("  ", "there is no number"),
        ("abc", "'abc' is not a number"),
        ("nan", "'nan' is not a number"),
        ("0x10", "'0x10' is not a number"),
        ("1 2", "'1 2' is not a number"),
        ("1e999", "'1e999' is too large: numbers go up to 1e99"),
        ("1,234", "'1,234' may mean 1234 or 1.234: type one of these"),
        ("−1,234", "'−1,234' may mean −1234 or −1.234: type one of these"),
        ("1,234,567", "'1,234,567' has commas between thousands: type 1234567"),
        ("1,234.5", "'1,234.5' has commas between thousands: type 1234.5"),
        ("x" * 5000, "'xxxxxxxxxxxxxxxxxxxxxxx…' is not a number"),
        ("9" * 5000, "'99999999999999999999999…' is too large: numbers go up to 1e99"),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_not_taken_is_refused_in_one_sentence(text, reason):
    for read in (real, whole):
        with pytest.raises(ValueError, match=r".") as told:
            read(text)
        assert str(told.value) == reason


@pytest.mark.parametrize(("text", "value"), [("15", 15), ("2.0", 2), ("1e1", 10), ("−3", -3), (" 7", 7)])
def test_a_whole_number_is_one_however_it_is_written(text, value):
    assert whole(text) == value
    assert isinstance(whole(text), int)


@pytest.mark.parametrize(("text", "said"), [("0,5", "0.5"), ("1e-4", "0.0001"), ("-2.5", "−2.5")])
def test_a_fraction_is_no_whole_number(text, said):
    with pytest.raises(ValueError, match=f"^{said} is not a whole number$"):
        whole(text)


@given(st.floats(-1e99, 1e99))
def test_what_a_field_shows_is_read_back_as_it_is_shown(value):
    assert written(real(written(value))) == written(value)
