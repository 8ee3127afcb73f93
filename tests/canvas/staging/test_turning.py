"""Beside the lens of a gather the kernel stands as it is, led to where it is met turned, its first weight marked."""

from itertools import pairwise

import numpy as np
import pytest
from painted_texts import texts
from PyQt5.QtCore import QRectF
from run_catalogue import convolved, image

from cnnviz.canvas.lens.ways.nodes import Box
from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.turning import Turning
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ROOMS = ((1184, 427), (962, 400), (1344, 507))
LITTLE = 600, 250
MADE = {
    "3 by 3": (1, 1, {}),
    "two strides": (1, 1, {"stride": (2, 2)}),
    "2 by 4": (1, 1, {"kernel_size": (2, 4)}),
    "three channels": (3, 1, {}),
    "two filters": (1, 2, {}),
}


def frame_of(name, step=None, experiment=None):
    channels, filters, window = MADE[name]
    size = (8, 8)
    layer = convolved(channels, filters, size=size, **window)
    made = experiment or Experiment((image(channels, size),), (layer,))
    run = run_of(made, RunOptions(0, "gather"))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.GATHER)
    return Frame(run, Position(number, len(run.chapters[number].trace) // 2 if step is None else step))


def shown(stage):
    """Return the plane of the kernel as it is, its grid, and what is drawn beside it, None where it has no room."""
    scene = stage.scene()
    plane = next((plane for plane in scene.plan.large if plane.still), None)
    if plane is None or plane.key not in scene.grids:
        return None
    (turning,) = (item for item in scene.items() if isinstance(item, Turning))
    return plane, scene.grids[plane.key], turning


@pytest.mark.parametrize("name", MADE)
def test_it_has_the_numbers_that_are_met_turned(new_stage, name):
    stage, frame = new_stage(*ROOMS[0]), frame_of(name)
    stage.set_frame(frame)
    if name == "two filters" and shown(stage) is None:
        return  # each has its line of the lens, and no room is left
    plane, grid, turning = shown(stage)
    assert np.array_equal(grid.values, plane.of(frame.chapter.arrays["weight"]))
    assert turning.isVisible()
    assert turning.line


@pytest.mark.parametrize("shut", [False, True])
def test_where_its_line_finds_no_way_there_is_none(new_stage, shut):
    stage = new_stage(*ROOMS[0])
    stage.set_frame(frame_of("3 by 3"))
    lens, (plane, grid, drawn) = stage.scene().lens, shown(stage)
    end = drawn.line[-1]
    wall = QRectF(lens.rect.left(), end.y(), end.x() - lens.rect.left() - 6, 20)
    turning = Turning(palette("light"))
    others = [wall] if shut else []
    turning.show_step(plane, grid.sceneBoundingRect(), grid.cell, lens.rect, lens.face, others)
    assert bool(turning.line) != shut


@pytest.mark.parametrize("room", ROOMS)
def test_its_line_goes_over_nothing_and_ends_under_the_turned_numbers(new_stage, room):
    stage = new_stage(*room, shown=True)
    frame = frame_of("3 by 3")
    for step in (0, 9, len(frame.chapter.trace) // 2, len(frame.chapter.trace) - 1):
        stage.set_frame(frame_of("3 by 3", step))
        scene = stage.scene()
        _, _, turning = shown(stage)
        lines = [QRectF(a, b).normalized().adjusted(-1, -1, 1, 1) for a, b in pairwise(turning.line)]
        face = scene.lens.face
        boxes = [face.block_rect(put) for put in face.grids if put.node.slot in face.blocks]
        own = turning.rects[:1]  # words that it is interrupted for
        words = [rect for rect in scene.words if rect not in own]
        for rect in (*(grid.sceneBoundingRect() for grid in scene.grids.values()), *boxes, *words):
            assert not any(line.intersects(rect) for line in lines), (step, room, rect)
        (goal,) = (
            face.block_rect(put)
            for put in face.grids
            if isinstance(put.node, Box)
            and put.node.slot in face.blocks
            and face.blocks[put.node.slot].array == "weight"
        )
        end = turning.line[-1]
        assert goal.left() < end.x() < goal.right()
        assert 0 < end.y() - goal.bottom() < 6


def test_it_says_how_and_which_weight_is_marked(new_stage):
    stage = new_stage(*ROOMS[0])
    stage.set_frame(frame_of("3 by 3"))
    assert {"turned by 180°", "marks W[0, 0]"} <= {*texts(stage)}


def test_the_first_weight_is_marked_at_its_upper_left_and_turned_at_its_lower_right(new_stage):
    stage, frame = new_stage(*ROOMS[0]), frame_of("3 by 3")
    stage.set_frame(frame)
    scene = stage.scene()
    plane, grid, turning = shown(stage)
    there, turned = (corner.boundingRect() for corner in turning.corners)
    own = grid.cell_rect(0, 0).translated(grid.pos())
    (met,) = scene.lens.rects_of(plane.cell(0, 0))
    assert own.contains(there)
    assert there.center().x() < own.center().x()
    assert there.center().y() < own.center().y()
    assert met.contains(turned)
    assert turned.center().x() > met.center().x()
    assert turned.center().y() > met.center().y()


def test_of_a_window_that_does_not_read_it_only_the_kernel_has_the_mark(new_stage):
    stage = new_stage(*ROOMS[0])
    stage.set_frame(frame_of("two strides", 1))
    _, _, turning = shown(stage)
    assert len(turning.corners) == 1


def test_another_kernel_changes_it_at_once(new_stage):
    stage, frame = new_stage(*ROOMS[0]), frame_of("3 by 3")
    stage.set_frame(frame)
    start = frame.timeline.numbers.experiment
    (layer,) = start.layers
    other = start.with_layers((layer.with_parameters(weight=-layer.weight),))
    stage.set_frame(frame_of("3 by 3", experiment=other))
    _, grid, _ = shown(stage)
    assert np.array_equal(grid.values, -layer.weight[:, :, 0, 0])


def test_where_there_is_little_room_it_takes_none(new_stage):
    stage = new_stage(*LITTLE, shown=True)
    stage.set_frame(frame_of("3 by 3"))
    scene = stage.scene()
    assert shown(stage) is None
    assert not any(text.startswith("turned by") for text in texts(stage))
    stage.resize(*ROOMS[0])
    assert shown(stage) is not None
    assert scene is stage.scene()


def test_a_single_weight_is_the_same_turned(new_stage):
    stage = new_stage(*ROOMS[0])
    layer = convolved(1, 1, size=(8, 8), kernel_size=(1, 1))
    stage.set_frame(frame_of("3 by 3", experiment=Experiment((image(1, (8, 8)),), (layer,))))
    assert not any(plane.still for plane in stage.scene().plan.planes)
