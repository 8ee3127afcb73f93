"""Where something stands between two places a connector goes round it: over it, or beneath it."""

import pytest
from PyQt5.QtCore import QRectF
from run_catalogue import WAYS, number_of

from cnnviz.canvas.lens.slots import Part, is_mask
from cnnviz.canvas.marks.detours import route_round
from cnnviz.canvas.marks.routes import Ends, route_between
from cnnviz.gallery.classifier import classifier
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

AREA = QRectF(0, 0, 600, 400)
ROOMS = [(1341, 527), (1181, 427), (1061, 527), (901, 427), (925, 395)]


def ends(gap=200.0):
    """Return a cell in a grid, and one at its right."""
    source, target = QRectF(20, 150, 100, 100), QRectF(120 + gap, 150, 100, 100)
    return Ends(QRectF(60, 190, 20, 20), QRectF(target.left(), 190, 20, 20), source, target)


def course(made, route):
    """Return where a line goes."""
    return [(corner.x(), corner.y()) for corner in route.corners(made)]


def test_a_grid_between_is_gone_over_or_beneath_the_shorter_way():
    between = QRectF(150, 100, 60, 120)
    assert route_between(ends(), 210, 18, [between], []) is None
    route, path = route_round(ends(), AREA, [between], [])
    assert not path.intersects(between)
    assert route.over > between.bottom()
    assert course(ends(), route)[-2][0] == ends().right


def test_where_no_way_is_left_beside_the_target_it_is_come_to_from_its_end():
    between = QRectF(150, 100, 60, 200)
    beside = QRectF(300, 140, 16, 120)
    route, path = route_round(ends(), AREA, [between, beside], [])
    assert not path.intersects(beside)
    (_, tip), (x, y) = course(ends(), route)[-1], course(ends(), route)[-3]
    assert y == tip
    assert abs(x - ends().last.center().x()) < 1
    assert not ends().target.top() < tip < ends().target.bottom()


def test_where_no_way_is_left_beside_the_source_it_starts_over_it_or_under_it():
    between = QRectF(123, 100, 60, 200)
    route, path = route_round(ends(), AREA, [between], [])
    assert route.start is not None
    assert not path.intersects(between)
    assert not ends().source.top() < route.start < ends().source.bottom()


def test_what_starts_over_its_source_goes_away_from_it_and_is_wholly_on_the_stage():
    source, target = QRectF(6, 150, 100, 100), QRectF(320, 150, 100, 100)
    made = Ends(QRectF(6, 190, 20, 20), QRectF(320, 190, 20, 20), source, target)
    beside, blocked = QRectF(109, 148, 60, 104), QRectF(10, 0, 60, 140)
    route, _ = route_round(made, AREA, [beside, QRectF(0, 262, 600, 138)], [])
    assert route.start < source.top()
    assert route.over < route.start  # not down again along the grid
    assert all(AREA.contains(x, y) for x, y in course(made, route))
    other = route_round(made, AREA, [beside, blocked], [])[0]
    assert other.start > source.bottom()
    assert other.over > other.start


def test_a_line_ends_over_a_name_rather_than_in_it():
    name = QRectF(320, 131, 60, 17)
    blocked = [QRectF(150, 100, 60, 200), QRectF(300, 140, 16, 120), QRectF(318, 252, 104, 148)]
    route, path = route_round(ends(), AREA, [*blocked, name], [])
    assert route.tip < name.top()
    assert not path.intersects(name)


def test_nothing_is_gone_round_outside_the_stage():
    wall = QRectF(150, 6, 60, 390)
    assert route_round(ends(), AREA, [wall], []) is None


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
