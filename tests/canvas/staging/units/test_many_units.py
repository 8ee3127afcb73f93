"""A class is one of ten: the weights of each unit have a grid of their own, and the lens stays readable beside them."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

PIXELS = 24
ROOMS = [(1184, 427), (864, 427), (925, 395)]
KINDS = {ChapterKind.LINEAR_WEIGHT: "dweight", ChapterKind.UPDATE_WEIGHT: "weight_new"}


def last_frame(units, kind, pixels=PIXELS):
    """Return the last step of a chapter of an image that so many units look at."""
    image = frozen(np.random.default_rng(units).random((pixels, pixels, 1)))
    layers = (convolution(Window((1, 1)), 1, 1), Flatten(), linear_layer(pixels**2, units))
    run = run_of(Experiment((image,), layers, "digit", Loss("cross_entropy", labels=(3,))), RunOptions(0))
    *_, number = (at for at, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, len(run.chapters[number].trace) - 1))


@pytest.mark.some(2)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_of_ten_units_has_a_grid_that_is_in_sight_and_the_lens_is_readable(new_stage, kind, room):
    stage = new_stage(*room)
    stage.set_frame(last_frame(10, kind))
    scene = stage.scene()
    units = [plane for plane in scene.plan.planes if plane.array == KINDS[kind]]
    assert [plane.fixed for plane in units] == [(None, unit) for unit in range(10)]
    assert {plane.of(scene.frame.arrays[plane.array]).shape for plane in units} == {(PIXELS, PIXELS)}
    assert (scene.sceneRect().width(), scene.sceneRect().height()) == room  # nothing scrolls
    assert scene.lens.cell >= 28
    (written,) = scene.frame.step.writes
    assert written == Cell(KINDS[kind], (PIXELS**2 - 1, 9))
    seen = scene.grids[units[9].key].sceneBoundingRect()
    assert any(seen.contains(rect) for rect in scene.rects([written]))


@pytest.mark.parametrize("kind", KINDS)
def test_where_grids_do_not_fit_by_themselves_the_lens_is_readable_all_the_same(new_stage, kind):
    stage = new_stage(*ROOMS[0])
    stage.set_frame(last_frame(24, kind))
    assert stage.scene().sceneRect().height() > ROOMS[0][1]
    assert stage.scene().lens.cell >= 28


@pytest.mark.some(4)
@pytest.mark.parametrize("pixels", [PIXELS, 28])
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_unit_is_told_by_its_number_at_least(new_stage, kind, room, pixels):
    stage = new_stage(*room)
    stage.set_frame(last_frame(10, kind, pixels))
    scene = stage.scene()
    items = [i for i in scene.items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    words = [item.text().removeprefix("unit ") for item in items]
    assert {str(unit) for unit in range(10)} <= set(words)
    grids = [grid.sceneBoundingRect() for grid in scene.grids.values()]
    for item in items:
        assert not any(item.sceneBoundingRect().intersects(grid) for grid in grids), item.text()


@pytest.mark.parametrize("room", [(925, 395), (647, 395)])
def test_the_numbers_on_the_way_to_the_loss_have_their_digits_beside_many_units(new_stage, room):
    stage = new_stage(*room)
    stage.set_frame(last_frame(10, ChapterKind.CROSS_ENTROPY))
    grids = stage.scene().grids
    assert all(grids[name].cell >= 28 for name in ("largest", "total", "inverse", "log_total", "loss"))


@pytest.mark.some(1)
@pytest.mark.parametrize("room", [*ROOMS, (645, 377)])
def test_the_gradient_of_each_of_ten_units_stands_before_its_row_and_is_read(new_stage, room):
    stage = new_stage(*room)
    stage.set_frame(last_frame(10, ChapterKind.LINEAR_WEIGHT))
    scene = stage.scene()
    numbers = [plane for plane in scene.plan.planes if plane.array == "dy"]
    rows = [plane for plane in scene.plan.planes if plane.array == "dweight"]
    assert len(numbers) == len(rows) == 10
    for number, row in zip(numbers, rows, strict=True):
        assert number.fixed[1] == row.fixed[1]
        one, other = (scene.grids[plane.key].sceneBoundingRect() for plane in (number, row))
        assert one.right() <= other.left()
        assert abs(one.center().y() - other.center().y()) <= 1
        grid = scene.grids[number.key]
        assert grid.typography(grid.cell) is not None


@pytest.mark.parametrize("room", [*ROOMS, (645, 377)])
def test_the_sums_and_shares_of_ten_units_are_read_and_nothing_scrolls(new_stage, room):
    stage = new_stage(*room)
    stage.set_frame(last_frame(10, ChapterKind.CROSS_ENTROPY))
    scene = stage.scene()
    assert (scene.sceneRect().width(), scene.sceneRect().height()) == room
    for plane in scene.plan.planes:
        if plane.array in ("logits", "shifted", "largest", "loss"):
            grid = scene.grids[plane.key]
            assert grid.typography(grid.cell) is not None, plane.key
