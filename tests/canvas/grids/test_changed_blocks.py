"""Which cells are painted again: those that look otherwise, also beside numbers that are none."""

import numpy as np
import pytest
from PyQt5.QtCore import QRect

from cnnviz.canvas.grids.changes import changed_blocks
from cnnviz.hidden import HIDDEN

NAN = float("nan")
FAR = np.full((2, 3), 2, np.int8)
PLAIN = np.zeros((2, 3), np.int8)


def blocks(before, after, was=(FAR, PLAIN), is_=(FAR, PLAIN)):
    values = [np.array(rows, float) for rows in (before, after)]
    return list(changed_blocks((values[0], *was), (values[1], *is_)))


@pytest.mark.parametrize("aside", [0.0, NAN, HIDDEN, float("inf")])
def test_a_number_that_changes_is_painted_again_whatever_is_beside_it(aside):
    assert blocks([[aside, 1, 2], [3, 4, 5]], [[aside, 1, 2], [3, 9, 5]]) == [QRect(1, 1, 1, 1)]
    assert blocks([[aside, 1, 2], [3, 4, 5]], [[aside, 1, 2], [3, 4, 5]]) == []


@pytest.mark.parametrize(
    ("was", "now"), [(NAN, HIDDEN), (HIDDEN, NAN), (NAN, 1.0), (HIDDEN, 0.0), (1.0, NAN)]
)
def test_what_is_hidden_is_painted_otherwise_than_what_is_no_number(was, now):
    assert blocks([[was, 1, 2], [3, 4, NAN]], [[now, 1, 2], [3, 4, NAN]]) == [QRect(0, 0, 1, 1)]


def test_how_far_a_number_is_and_how_it_stands_is_painted_too():
    further = FAR.copy()
    further[0, 2] = 1
    same = [[0, 1, NAN], [3, 4, 5]]
    assert blocks(same, same, is_=(further, PLAIN)) == [QRect(2, 0, 1, 1)]
    assert blocks(same, same, is_=(FAR, further - FAR)) == [QRect(2, 0, 1, 1)]
