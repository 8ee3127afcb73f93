"""What flies begins where it is taken from, ends where it goes to, and goes past what it is to go past."""

from itertools import pairwise

import pytest
from PyQt5.QtCore import QPointF, QRectF
from PyQt5.QtGui import QPixmap

from cnnviz.canvas.motion.flight import Flight, along
from cnnviz.canvas.motion.pace import LIVELY, STILL, Pace

FIRST, LAST = QRectF(0, 0, 40, 40), QRectF(300, 100, 20, 20)
pytestmark = pytest.mark.usefixtures("qapp")  # pictures need it


def flight(**more):
    return Flight(QPixmap(), FIRST, LAST, **more)


@pytest.mark.parametrize("merges", [True, False])
def test_it_goes_from_the_one_place_to_the_other(merges):
    flown = flight(past=(QPointF(200, 20),), merges=merges)
    assert flown.at(0.0) == (FIRST, 1.0)
    place, seen = flown.at(1.0)
    assert place == LAST
    assert seen == pytest.approx(0.0 if merges else 1.0)


def test_it_stays_where_it_is_until_it_leaves():
    flown = flight(leaves=0.35)
    assert flown.at(0.35) == flown.at(0.1) == (FIRST, 1.0)
    assert flown.at(0.4)[0] != FIRST
    assert flown.at(1.0)[0] == LAST


@pytest.mark.parametrize("points", [[(0, 0), (10, 0), (10, 30)], [(5, 5), (5, 5), (5, 45)]])
def test_along_a_line_all_of_it_is_gone_in_even_steps(points):
    corners = [QPointF(*point) for point in points]
    gone = [along(corners, share / 40) for share in range(41)]
    assert (gone[0], gone[-1]) == (corners[0], corners[-1])
    for before, after in pairwise(gone):
        step = after - before
        assert abs(step.x()) + abs(step.y()) == pytest.approx(1.0)


def test_of_a_line_that_is_a_point_it_is_this_point():
    assert along([QPointF(3, 4), QPointF(3, 4)], 0.5) == QPointF(3, 4)


@pytest.mark.parametrize(
    ("milliseconds", "wanted"),
    [
        (2000, LIVELY),
        (sum(LIVELY[:3]), LIVELY),
        (sum(LIVELY[:3]) - 1, LIVELY._replace(pulse=0)),
        (sum(LIVELY[:2]) - 1, Pace(LIVELY.glide, 0, 0, LIVELY.slide)),
        (LIVELY.slide - 1, Pace(LIVELY.glide)),
        (LIVELY.glide - 1, STILL),
    ],
)
def test_of_what_moves_there_is_what_a_step_has_time_for(milliseconds, wanted):
    assert LIVELY.within(milliseconds) == wanted
