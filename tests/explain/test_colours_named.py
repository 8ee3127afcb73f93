"""Channels of a picture and of its gradient are called alike: red, green and blue, on the stage and off it."""

import pytest
from gallery_frames import example
from run_catalogue import WAYS, convolved, experiments, image

from cnnviz.canvas.lens.words import channel_words
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.experiment.document import Experiment
from cnnviz.explain.lenses.lens import lens
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

BOTH = ChapterKind.CONVOLVE, ChapterKind.SCATTER


@pytest.mark.parametrize("kind", BOTH)
def test_channels_have_the_names_of_their_colours_forward_and_back(kind):
    run = run_of(Experiment((image(3),), (convolved(3, 2),)), WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    frame = Frame(run, Position(number, 3))
    (working, *_) = lens(frame)
    assert [channel_words(frame, working, at) for at in range(3)] == ["red", "green", "blue"]
    titles = " ".join(f"{p.title} {p.subtitle}" for p in stage_plan(frame.chapter, 0, lens=True).planes)
    assert all(name in titles for name in ("red", "green", "blue"))
    assert "channel 0" not in titles


def test_small_grids_have_them_too():
    run = run_of(example("depthwise").make(), RunOptions(0))
    chapter = [one for one in run.chapters if one.kind is ChapterKind.SCATTER][-1]
    small = [p.subtitle for p in stage_plan(chapter, 1, lens=True).planes if p.key.startswith("small")]
    assert small == ["red", "blue"]


def test_what_a_layer_makes_has_numbers():
    run = run_of(experiments()["separable"], WAYS["window by window"])
    later = [one.info["dx_pad"] for one in run.chapters if one.kind is ChapterKind.SCATTER]
    assert [info.in_colours for info in later] == [False, False, True]
