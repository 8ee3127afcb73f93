"""Where steps go from channel to channel the grids stay: none is exchanged for another from one step to the next."""

import pytest
from run_catalogue import convolved, image

from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

KINDS = {
    ChapterKind.LOSS: ("sum", {"y", "loss"}),
    ChapterKind.UPSTREAM: ("sum", {"y", "dy"}),
    ChapterKind.MSE_BACK: ("mse", {"difference", "dy"}),
}


def frame_of(kind, channels, step):
    """Return the frame of a step in a chapter that goes through so many channels."""
    experiment = Experiment(
        (image(1, (4, 5)),), (convolved(1, channels, size=(4, 5)),), "", Loss(KINDS[kind][0])
    )
    run = run_of(experiment, RunOptions(None))
    (number,) = (at for at, chapter in enumerate(run.chapters) if chapter.kind is kind)
    return Frame(run, Position(number, step))


def planes(kind, channels, step):
    """Return the large grids of such a step, and the small ones."""
    frame = frame_of(kind, channels, step)
    plan = stage_plan(frame.chapter, frame.focus, lens=True)
    return plan.large, [plane for plane in plan.planes if plane.size is Size.SMALL]


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_few_channels_each_has_its_grid_at_every_step(kind):
    (first, small), (second, _) = planes(kind, 3, 0), planes(kind, 3, 1)
    assert first == second
    assert not small
    shown = {plane.array for plane in first}
    assert shown == KINDS[kind][1]
    for name in shown - {"loss"}:
        assert [plane.fixed[-1] for plane in first if plane.array == name] == [0, 1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_of_many_channels_the_one_in_hand_is_large(kind):
    (first, small), (second, _) = planes(kind, 6, 0), planes(kind, 6, 1)
    assert {plane.fixed[-1] for plane in first if plane.array != "loss"} == {0}
    assert {plane.fixed[-1] for plane in second if plane.array != "loss"} == {1}
    assert len(small) == 5


def test_what_is_added_up_stands_side_by_side_as_large_as_the_stage_allows(new_stage):
    stage = new_stage(1181, 427)
    stage.set_frame(frame_of(ChapterKind.LOSS, 2, 0))
    first, second = (grid for key, grid in stage.scene().grids.items() if key.startswith("y"))
    assert first.y() == second.y()
    assert first.cell >= 60
