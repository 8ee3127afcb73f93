"""Where something stands between two places a connector goes round it: over it, or beneath it."""

import pytest
from run_catalogue import WAYS, number_of

from cnnviz.canvas.lens.slots import Part, is_mask
from cnnviz.canvas.marks.detours import ToSide, ToTip, route_round
from cnnviz.canvas.marks.room import Box, Taken
from cnnviz.canvas.marks.routes import Ends, route_between
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

AREA = Box(0, 0, 600, 400)
ROOMS = [(1341, 527), (1181, 427), (1061, 527), (901, 427), (925, 395)]


def ends(gap=200.0):
    """Return a cell in a grid, and one at its right."""
    source, target = Box(20, 150, 120, 250), Box(120 + gap, 150, 220 + gap, 250)
    return Ends(Box(60, 190, 80, 210), Box(target.left, 190, target.left + 20, 210), source, target)


def course(made, route):
    """Return where a line goes."""
    return route.corners(made)


def test_a_grid_between_is_gone_over_or_beneath_the_shorter_way():
    between = Box(150, 100, 210, 220)
    assert route_between(ends(), 210, 18, [between], Taken()) is None
    route, room = route_round(ends(), AREA, [between], Taken())
    assert room.is_free([between])
    assert route.over > between.bottom
    assert course(ends(), route)[-2][0] == ends().right


def test_where_no_way_is_left_beside_the_target_it_is_come_to_from_its_end():
    between = Box(150, 100, 210, 300)
    beside = Box(300, 140, 316, 260)
    route, room = route_round(ends(), AREA, [between, beside], Taken())
    assert room.is_free([beside])
    (_, tip), (x, y) = course(ends(), route)[-1], course(ends(), route)[-3]
    assert y == tip
    assert abs(x - ends().last.middle[0]) < 1
    assert not ends().target.top < tip < ends().target.bottom


@pytest.mark.parametrize("named", [False, True])
def test_a_line_comes_to_the_side_rather_than_to_where_it_would_seem_to_lead_to_the_name_of_the_next(named):
    source, target = Box(20, 150, 120, 250), Box(320, 150, 420, 250)
    made = Ends(Box(60, 190, 80, 210), Box(360, 160, 380, 180), source, target)
    beside, names, below = Box(207, 150, 307, 250), Box(200, 100, 430, 146), Box(330, 275, 390, 290)
    route, _ = route_round(made, AREA, [beside, names, below] if named else [beside, names], Taken())
    assert isinstance(route, ToSide if named else ToTip)


def test_a_line_that_comes_down_along_its_target_has_a_bar_as_high_as_that():
    between, beside = Box(150, 100, 210, 220), Box(216, 150, 304, 260)
    made = ends()._replace(last=ends().target)
    route, room = route_round(made, AREA, [between, beside], Taken())
    assert route.back == made.right
    assert room.is_free([between, beside])
    (_, top), (_, bottom) = course(made, route)[-2:]
    assert (top, bottom) == (made.last.top, made.last.bottom)


def test_where_no_way_is_left_beside_the_source_it_starts_over_it_or_under_it():
    between = Box(123, 100, 183, 300)
    route, room = route_round(ends(), AREA, [between], Taken())
    assert route.start is not None
    assert room.is_free([between])
    assert not ends().source.top < route.start < ends().source.bottom


@pytest.mark.parametrize("end", [184, 190, 196])
def test_out_of_a_lane_a_line_turns_where_it_ends(end):
    lane = [Box(100, 0, end, 180), Box(100, 220, end, 400)]
    between = Box(end + 18, 150, 280, 250)
    route, room = route_round(ends(), AREA, [*lane, between], Taken())
    assert end < route.turn < end + 18
    assert room.is_free([*lane, between])


def test_what_starts_over_its_source_goes_away_from_it_and_is_wholly_on_the_stage():
    source, target = Box(6, 150, 106, 250), Box(320, 150, 420, 250)
    made = Ends(Box(6, 190, 26, 210), Box(320, 190, 340, 210), source, target)
    beside, blocked = Box(109, 148, 169, 252), Box(10, 0, 70, 140)
    route, _ = route_round(made, AREA, [beside, Box(0, 262, 600, 400)], Taken())
    assert route.start < source.top
    assert route.over < route.start  # not down again along the grid
    assert all(AREA.contains(Box(x, y, x, y)) for x, y in course(made, route))
    other = route_round(made, AREA, [beside, blocked], Taken())[0]
    assert other.start > source.bottom
    assert other.over > other.start


def test_a_line_ends_over_a_name_rather_than_in_it():
    name = Box(320, 131, 380, 148)
    blocked = [Box(150, 100, 210, 300), Box(300, 140, 316, 260), Box(318, 252, 422, 400)]
    route, room = route_round(ends(), AREA, [*blocked, name], Taken())
    assert route.tip < name.top
    assert room.is_free([name])


def test_nothing_is_gone_round_outside_the_stage():
    wall = Box(150, 6, 210, 396)
    assert route_round(ends(), AREA, [wall], Taken()) is None


def test_where_a_line_could_neither_begin_beside_its_source_nor_over_or_under_it_there_is_none():
    beside = Box(121, 100, 140, 300)
    assert route_round(ends(), Box(0, 0, 30, 400), [beside], Taken()) is None


def shown(kind, made, room, new_stage, step):
    run = run_of(made(), WAYS["window by window"])
    number = number_of(run, kind)
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, step)))
    return stage.scene()


@pytest.mark.some(4)
@pytest.mark.parametrize("made", [first_example, classifier])
@pytest.mark.parametrize("room", ROOMS)
def test_the_gradient_that_a_window_is_multiplied_with_has_its_line(made, room, new_stage):
    for step in (9, 28, 50):
        scene = shown(ChapterKind.ACCUMULATE, made, room, new_stage, step)
        face = scene.lens.face
        factors = [
            rect
            for put in face.grids
            if put.node.slot.part is Part.FACTOR and put.node.slot.working == 0
            if face.blocks[put.node.slot].array == "dy" and (rect := face.block_rect(put))
        ]
        assert leads(scene, "dy", factors), step


def leads(scene, array, places):
    """Return whether a connector leads from an array's large grid to one of some places of the lens."""
    grids = [scene.grids[plane.key].sceneBoundingRect() for plane in scene.plan.large if plane.array == array]
    begun = [
        corners
        for corners in scene.connectors
        if any(grid.adjusted(-10, -40, 10, 10).contains(corners.at(0)) for grid in grids)
    ]
    points = [point for corners in begun for point in corners]
    return any(rect.adjusted(-10, -40, 10, 10).contains(point) for rect in places for point in points)


@pytest.mark.some(4)
@pytest.mark.parametrize("made", [first_example, classifier])
@pytest.mark.parametrize("room", ROOMS)
def test_the_window_that_a_mask_is_of_has_its_line_and_so_has_the_gradient(made, room, new_stage):
    for step in range(16):
        scene = shown(ChapterKind.MAX_POOL_BACK, made, room, new_stage, step)
        face = scene.lens.face
        masks, gradients = (
            [
                face.block_rect(put)
                for put in face.grids
                if put.node.slot.part is Part.FACTOR and is_mask(face.blocks[put.node.slot]) is wanted
            ]
            for wanted in (True, False)
        )
        assert leads(scene, "x_pad", masks), step
        assert leads(scene, "dy", gradients), step


def test_it_goes_over_the_edge_of_the_lens_and_not_along_it():
    between, heading = Box(150, 100, 210, 300), Box(300, 110, 340, 130)
    alone, _ = route_round(ends(), AREA, [between, heading], Taken())
    for edge in (alone.over - 3, alone.over + 3):
        lens = Box(280, edge, 500, 390) if alone.over < 150 else Box(280, 20, 500, edge)
        route, room = route_round(ends(), AREA, [between, heading], Taken(), lens)
        assert room.is_free([between, heading])
        assert min(abs(route.over - lens.top), abs(route.over - lens.bottom)) >= 5
