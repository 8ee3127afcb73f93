"""Gradients of filters that no step goes through stand small beside the one that is followed, if there is room."""

import numpy as np
import pytest
from run_catalogue import convolved, image

from cnnviz.canvas.grids.cells import FINISHED
from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.laid_out import laid_out
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

FILTERS = 4
ROOMY, TIGHT = (1184, 620), (560, 290)


def frame_of(follow, channels=1, step=0, **options):
    """Return a step of dW of a convolution with several filters, of which one is followed, or None."""
    layer = convolved(channels, FILTERS, kernel_size=(5, 5), padding="valid", size=(28, 28))
    start = Experiment((image(channels, (28, 28)),), (), loss=Loss("sigmoid_slope")).with_layers((layer,))
    run = run_of(start, RunOptions(follow, **options))
    kinds = ChapterKind.ACCUMULATE, ChapterKind.CORRELATE
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind in kinds)
    return Frame(run, Position(number, step))


def small(scene):
    planes = [p for p in scene.plan.planes if p.size is Size.SMALL and p.key in scene.grids]
    return {plane.fixed[-1]: scene.grids[plane.key] for plane in planes}


@pytest.mark.some(2)
@pytest.mark.parametrize("way", ["accumulate", "correlate"])
@pytest.mark.parametrize("followed", [0, 2])
def test_they_are_done_from_the_first_step_on(new_stage, followed, way):
    stage, frame = new_stage(*ROOMY), frame_of(followed, weight_gradient=way)
    stage.set_frame(frame)
    grids, gradients = small(stage.scene()), frame.chapter.arrays["dweight"]
    assert grids.keys() == {*range(FILTERS)} - {followed}
    for filter_, grid in grids.items():
        assert grid.isVisible()
        assert np.array_equal(grid.values, gradients[:, :, 0, filter_])
        assert (grid.progress == FINISHED).all()
    bounds = [grid.sceneBoundingRect() for grid in stage.scene().grids.values()]
    assert not any(a.intersects(b) for k, a in enumerate(bounds) for b in bounds[:k])


def test_another_run_renews_them(new_stage):
    stage, first, other = new_stage(*ROOMY), frame_of(0), frame_of(0, weight_gradient="accumulate")
    brighter = run_of(
        other.timeline.numbers.experiment.with_image(first.timeline.numbers.experiment.image * 2, "brighter"),
        RunOptions(0),
    )
    stage.set_frame(first)
    stage.set_frame(Frame(brighter, first.position))
    for filter_, grid in small(stage.scene()).items():
        expected = brighter.chapters[first.position.chapter].arrays["dweight"][:, :, 0, filter_]
        assert np.array_equal(grid.values, expected)


def test_for_them_no_number_is_written_smaller(new_stage):
    stage, frame = new_stage(*TIGHT, shown=True), frame_of(1)
    stage.set_frame(frame)
    scene = stage.scene()
    assert not small(scene)
    plan = stage_plan(frame.chapter, 1, lens=True, run=frame.timeline.chapters)
    shapes = tuple((scene.grids[plane.key].rows, scene.grids[plane.key].across) for plane in plan.bare.planes)
    layout, chosen = laid_out(plan.bare, shapes, TIGHT, 1.0, scene.lens.forms, 100)
    assert (scene.lens.cell, scene.layout.cell) == (chosen.cell, layout.cell)
    assert {*scene.layout.spots} == {*layout.spots}
    stage.resize(*ROOMY)
    assert len(small(stage.scene())) == FILTERS - 1


@pytest.mark.parametrize(("follow", "channels"), [(None, 1), (0, 2)])
def test_there_are_none_where_all_are_gone_through_or_each_has_several(new_stage, follow, channels):
    stage = new_stage(*ROOMY)
    stage.set_frame(frame_of(follow, channels))
    assert not small(stage.scene())
