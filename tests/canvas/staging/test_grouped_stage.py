"""A scatter in groups on the stage: what is not in hand stands small beside it, with the numbers that it has."""

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from run_catalogue import convolved, image

from cnnviz.experiment.document import Experiment
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def stage(new_stage):
    return new_stage(1000, 500, shown=True)


def scatter(step):
    layers = (convolved(3, 6, groups=3),)
    run = run_of(Experiment((image(3),), layers), RunOptions(0))
    index = next(k for k, chapter in enumerate(run.chapters) if chapter.key == "scatter")
    return Frame(run, Position(index, step))


@pytest.mark.parametrize("step", [0, 1, 2, 5, 20, 100])
def test_every_channel_is_shown_as_far_as_it_is(stage, step):
    frame = scatter(step)
    stage.set_frame(frame)
    scene = stage.scene()
    shown = {}
    for plane in scene.plan.planes:
        if plane.array == "dx_pad":
            grid = scene.grids[plane.key]
            shown[plane.fixed[3]] = grid
            np.testing.assert_array_equal(grid.values, frame.arrays["dx_pad"][0, :, :, plane.fixed[3]])
            np.testing.assert_array_equal(grid.progress, frame.progress["dx_pad"][0, :, :, plane.fixed[3]])
    assert sorted(shown) == [0, 1, 2]


def test_at_first_nothing_of_the_others_is_reached(stage):
    stage.set_frame(scatter(0))
    reached = [stage.scene().grids[key].progress.any() for key in ("dx_pad0", "small1", "small2")]
    assert reached == [True, False, False]


def test_a_click_on_a_small_grid_asks_for_the_step_of_its_cell(stage, qtbot):
    stage.set_frame(scatter(20))
    grid = stage.scene().grids["small2"]
    corner = grid.pos() + grid.cell_rect(2, 3).center()
    with (
        qtbot.assertNotEmitted(stage.filter_chosen),
        qtbot.waitSignal(stage.cell_clicked) as heard,
    ):
        QTest.mouseClick(stage.viewport(), LEFT, NONE, stage.mapFromScene(corner))
    assert (heard.args[0].array, heard.args[0].index) == ("dx_pad", (0, 2, 3, 2))
