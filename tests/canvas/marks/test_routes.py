"""Which way a connector goes: a ribbon where the gutter is free, a line past what is in it, or none."""

import pytest
from PyQt5.QtCore import QRectF

from cnnviz.canvas.marks.routes import Ends, Line, Ribbon, route_between


def ends(last_top=40.0, gutter=80.0):
    """Return a cell in a grid, and one in another at its right."""
    source, target = QRectF(0, 0, 100, 100), QRectF(100 + gutter, 0, 100, 100)
    return Ends(QRectF(40, 40, 20, 20), QRectF(target.left(), last_top, 20, 20), source, target)


def test_a_free_gutter_has_a_ribbon():
    route, _ = route_between(ends(), 100, 18, [], [])
    assert isinstance(route, Ribbon)
    assert route.turn == 107


@pytest.mark.parametrize(
    ("made", "behind", "others"),
    [
        (ends(last_top=0), 100, [QRectF(120, 44, 6, 3)]),  # a word that the ribbon would go over
        (ends(gutter=200), 280, []),  # straight on for long
        (ends(last_top=95, gutter=24), 100, []),  # much higher than wide
        (ends(last_top=0), 170, []),  # nearly no room to turn in
    ],
)
def test_where_a_ribbon_does_not_do_a_line_goes_past(made, behind, others):
    route, path = route_between(made, behind, 18, others, [])
    assert isinstance(route, Line)
    assert not any(path.intersects(other) for other in others)


def test_a_word_in_the_middle_is_passed_above_or_below_straight_on():
    made = ends()._replace(first=QRectF(40, 30, 20, 40), last=QRectF(180, 30, 20, 40))
    word = QRectF(110, 44, 40, 12)
    route, path = route_between(made, 100, 90, [word], [])
    first, last = (corner.y() for corner in route.corners(made)[3:5])
    assert first == last
    assert not path.intersects(word)
    assert 30 < first < 70


def test_where_nothing_is_beside_both_a_line_turns_away_from_the_middle():
    made = ends(last_top=0)._replace(first=QRectF(40, 60, 20, 40))
    word = QRectF(110, 77, 60, 6)  # before the middle of what it leads from
    route, path = route_between(made, 100, 90, [word], [])
    assert route.at[0] in (0.25, 0.75)
    assert not path.intersects(word)


def test_a_line_leaves_room_for_the_bar_of_another_beneath():
    above = ends(last_top=0, gutter=60)
    above = above._replace(first=QRectF(40, 30, 20, 20), last=QRectF(160, 0, 20, 24))
    _, path = route_between(above, 100, 90, [], [])
    below = above._replace(first=QRectF(40, 80, 20, 20), last=QRectF(160, 28, 20, 24))
    found = route_between(below, 100, 90, [], [path])
    assert found is not None
    assert not found[1].intersects(path)


def test_beside_a_sign_the_bar_of_a_line_is_short():
    made = ends(gutter=60)._replace(first=QRectF(40, 90, 20, 10), last=QRectF(160, 0, 20, 100))
    sign = QRectF(147, 40, 9, 20)  # before the middle of what it leads to
    route, path = route_between(made, 100, 90, [sign], [])
    assert route.short
    assert not path.intersects(sign)
    corners = route.corners(made)
    assert corners[-1].y() - corners[-2].y() < 20
    assert not route_between(made, 100, 90, [], [])[0].short


def test_without_a_way_there_is_no_connector():
    wall = QRectF(130, -200, 10, 500)
    assert route_between(ends(), 100, 18, [wall], []) is None


def test_two_connectors_do_not_cross():
    _, first = route_between(ends(last_top=0), 100, 18, [], [])
    over = ends()._replace(first=QRectF(40, 0, 20, 20), last=QRectF(180, 40, 20, 20))
    assert route_between(over, 100, 18, [], [first]) is None
