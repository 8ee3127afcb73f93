"""The size formula says what it computes."""

import re
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.geometry import Axis, Geometry, window_geometry
from cnnviz.explain.sizes import left_over, size_formula

axes = st.builds(
    Axis,
    size=st.integers(1, 40),
    kernel=st.integers(1, 11),
    stride=st.integers(1, 6),
    before=st.integers(0, 9),
    after=st.integers(0, 9),
    dilation=st.integers(1, 4),
    ceil_mode=st.just(False),
).filter(lambda axis: axis.extent <= axis.padded)


def computed(text):
    """Evaluate the left side of a printed formula as anyone would with a pencil."""
    left, right = text.split(" = ")
    left = re.sub(r"⌊(.*)⌋", r"floor(\1)", left)
    value = eval(left.replace("·", "*").replace("−", "-"), {"floor": floor})
    assert value == int(value)
    return int(value), int(right)


@given(axes)
def test_the_formula_computed_by_hand_is_the_output(axis):
    assert computed(size_formula(axis)) == (axis.output, axis.output)


def test_the_formula_is_as_in_the_books():
    assert size_formula(Axis(8, 3, 1, 1, 1)) == "(8 + 2·1 − 3) / 1 + 1 = 8"
    assert size_formula(Axis(8, 3)) == "(8 − 3) / 1 + 1 = 6"
    assert size_formula(Axis(8, 3, 2, 0, 1)) == "(8 + 0 + 1 − 3) / 2 + 1 = 4"
    assert size_formula(Axis(8, 3, 2)) == "⌊(8 − 3) / 2⌋ + 1 = 3"


@pytest.mark.parametrize(
    ("shape", "kernel", "stride", "text"),
    [
        ((8, 8), 3, 1, "nothing left over"),
        ((8, 8), 3, 2, "1 row and 1 column never read"),
        ((7, 8), 3, 2, "1 column never read"),
        ((9, 7), 3, 4, "3 rows and 1 column never read"),
        ((9, 9), 1, 3, "6 rows and 6 columns never read"),
    ],
)
def test_what_no_window_reads_is_said(shape, kernel, stride, text):
    geometry = window_geometry(shape, kernel, stride=stride)
    read = [sum(axis.covered) for axis in (geometry.rows, geometry.columns)]
    counts = [size - seen for size, seen in zip(shape, read, strict=True)]
    assert [int(count) for count in re.findall(r"\d+", text)] == [count for count in counts if count]
    assert left_over(geometry) == text


@given(axes, axes)
def test_nothing_is_left_over_only_where_every_cell_is_read(rows, columns):
    everything = bool(rows.covered.all() and columns.covered.all())
    assert (left_over(Geometry(rows, columns)) == "nothing left over") == everything
