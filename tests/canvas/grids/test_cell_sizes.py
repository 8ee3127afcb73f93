"""What is said of cells holds for their digits: a size from which on they are larger is one where they grow."""

import numpy as np
import pytest

from cnnviz.canvas.cell_sizes import (
    EASE,
    LARGER_DIGITS,
    LONG,
    OWN_DIGITS,
    READABLE,
    SHORT,
    SHORT_CLEARER,
    SIGNED,
)
from cnnviz.canvas.grids.cells import CellLook
from cnnviz.canvas.grids.typography import largest
from cnnviz.canvas.palette import palette

LENGTHS = {"0.99": SHORT, "−0.99": SIGNED, "−12.34": LONG}


def digits(text, cell):
    """Return how many pixels the digits of a number have in a cell, 0 where it has none."""
    look = CellLook(palette("light"), "signed", -1.0, 1.0, np.zeros((1, 1), bool))
    glyphs = largest(look.palette, [text], cell, 1)
    return glyphs.pixels if glyphs else 0


@pytest.mark.parametrize(("text", "first"), LENGTHS.items())
def test_a_number_is_written_from_that_size_on_and_in_no_smaller_cell(qapp, text, first):
    assert digits(text, first)
    assert not digits(text, first - 1)


@pytest.mark.parametrize("cell", sorted({*LARGER_DIGITS, *READABLE, OWN_DIGITS}))
def test_digits_are_larger_from_each_size_on(qapp, cell):
    assert any(digits(text, cell) > digits(text, cell - 1) for text in LENGTHS)


def test_sizes_go_down(qapp):
    for sizes in (LARGER_DIGITS, READABLE):
        assert list(sizes) == sorted(sizes, reverse=True)
    assert digits("−0.99", EASE) > digits("−0.99", EASE - 1) > digits("−0.99", SIGNED)
    assert digits("0.99", SHORT_CLEARER) > digits("0.99", SHORT)
