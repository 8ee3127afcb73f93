"""Which way a connector goes: a ribbon where the gutter is free, a line past what is in it, or none."""

import pytest

from cnnviz.canvas.marks.room import Box, Taken
from cnnviz.canvas.marks.routes import Ends, Line, Ribbon, route_between


def ends(last_top=40.0, gutter=80.0):
    """Return a cell in a grid, and one in another at its right."""
    source, target = Box(0, 0, 100, 100), Box(100 + gutter, 0, 200 + gutter, 100)
    return Ends(
        Box(40, 40, 60, 60), Box(target.left, last_top, target.left + 20, last_top + 20), source, target
    )


def test_a_free_gutter_has_a_ribbon():
    route, _ = route_between(ends(), 100, 18, [], Taken())
    assert isinstance(route, Ribbon)
    assert route.turn == 107


@pytest.mark.parametrize(
    ("made", "behind", "others"),
    [
        (ends(last_top=0), 100, [Box(120, 44, 126, 47)]),  # a word that the ribbon would go over
        (ends(gutter=200), 280, []),  # straight on for long
        (ends(last_top=95, gutter=24), 100, []),  # much higher than wide
        (ends(last_top=0), 170, []),  # nearly no room to turn in
    ],
)
def test_where_a_ribbon_does_not_do_a_line_goes_past(made, behind, others):
    route, room = route_between(made, behind, 18, others, Taken())
    assert isinstance(route, Line)
    assert room.is_free(others)


@pytest.mark.parametrize("apart", [2, 4])
def test_a_ribbon_turns_only_where_it_keeps_clear_of_words(apart):
    """It goes from 40 at its left up to 0 at its right; half-way its top is at 20, steeper than it is wide."""
    made = ends(last_top=0)
    word = Box(110, 2, 140 - apart, 20 - apart)
    assert isinstance(route_between(made, 100, 18, [word], Taken())[0], Ribbon)  # it is not over it
    route, _ = route_between(made, 100, 18, [], Taken(), [word])
    assert isinstance(route, Ribbon if apart > 3 else Line)


def test_a_word_in_the_middle_is_passed_above_or_below_straight_on():
    made = ends()._replace(first=Box(40, 30, 60, 70), last=Box(180, 30, 200, 70))
    word = Box(110, 44, 150, 56)
    route, room = route_between(made, 100, 90, [word], Taken())
    first, last = (y for _, y in route.corners(made)[3:5])
    assert first == last
    assert room.is_free([word])
    assert 30 < first < 70


def test_where_nothing_is_beside_both_a_line_turns_away_from_the_middle():
    made = ends(last_top=0)._replace(first=Box(40, 60, 60, 100))
    word = Box(110, 77, 170, 83)  # before the middle of what it leads from
    route, room = route_between(made, 100, 90, [word], Taken())
    assert route.at[0] in (0.25, 0.75)
    assert room.is_free([word])


def test_a_line_leaves_room_for_the_bar_of_another_beneath():
    above = ends(last_top=0, gutter=60)
    above = above._replace(first=Box(40, 30, 60, 50), last=Box(160, 0, 180, 24))
    _, room = route_between(above, 100, 90, [], Taken())
    below = above._replace(first=Box(40, 80, 60, 100), last=Box(160, 28, 180, 52))
    found = route_between(below, 100, 90, [], Taken([room]))
    assert found is not None
    assert found[1].is_free(room.boxes)


def test_beside_a_sign_the_bar_of_a_line_is_short():
    made = ends(gutter=60)._replace(first=Box(40, 90, 60, 100), last=Box(160, 0, 180, 100))
    sign = Box(147, 40, 156, 60)  # before the middle of what it leads to
    route, room = route_between(made, 100, 90, [sign], Taken())
    assert route.short
    assert room.is_free([sign])
    corners = route.corners(made)
    assert corners[-1][1] - corners[-2][1] < 20
    assert not route_between(made, 100, 90, [], Taken())[0].short


def test_without_a_way_there_is_no_connector():
    wall = Box(130, -200, 140, 300)
    assert route_between(ends(), 100, 18, [wall], Taken()) is None


def test_two_connectors_do_not_cross():
    _, first = route_between(ends(last_top=0), 100, 18, [], Taken())
    over = ends()._replace(first=Box(40, 0, 60, 20), last=Box(180, 40, 200, 60))
    assert route_between(over, 100, 18, [], Taken([first])) is None


def test_a_line_turns_beside_the_edge_of_what_it_leads_out_of_and_not_along_it():
    """In a gutter of few pixels it turns at once before its bar, or behind it."""
    for gutter in (10.0, 14.0, 18.0, 22.0, 40.0):
        edge = 300.0
        source, target = Box(200, 100, 280, 180), Box(edge + gutter, 20, edge + gutter + 40, 60)
        made = Ends(source, target, source, target)
        route, _ = route_between(made, edge, 30, [], Taken())
        assert abs(route.turn - edge) >= 4, gutter


def test_what_is_as_high_as_all_ways_shuts_them_where_they_lead_and_not_beside():
    made = ends(last_top=0)
    right, left = made.right, made.left
    for wall in (Box(130, 0, 150, 60), Box(left - 2, -9, left + 1, 99), Box(right - 1, -9, right + 3, 99)):
        assert route_between(made, 100, 18, [wall], Taken()) is None
    for other in (Box(130, -9, 150, 8), Box(left - 6, -9, left - 2, 99), Box(right + 2, -9, right + 6, 99)):
        found = route_between(made, 100, 18, [other], Taken())
        assert found is not None
        assert found[1].is_free([other])
