"""Where a convolution has groups, the stage shows what meets what, called as the channels that it is."""

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

SHAPES = {"2 groups": (4, 6, 2), "depthwise": (3, 3, 3), "two of each": (3, 6, 3)}
each_shape = pytest.mark.parametrize("shape", SHAPES)


def run(shape, **options):
    channels, filters, groups = SHAPES[shape]
    experiment = Experiment((image(channels),), (convolved(channels, filters, groups=groups),))
    return run_of(experiment, RunOptions(**options))


def frames(timeline, key):
    """Yield the frames of a chapter, each filter or channel in hand among them."""
    index = next(k for k, chapter in enumerate(timeline.chapters) if chapter.key == key)
    count = len(timeline.chapters[index].trace)
    for step in {*range(8), *range(0, count, 7), count - 1} & set(range(count)):
        yield Frame(timeline, Position(index, step))


def shown(made, array, axis):
    """Return which channels, or filters, of an array are shown large."""
    large = [plane for plane in made.planes if plane.array == array and plane.size is not Size.SMALL]
    return [plane.fixed[axis] for plane in large]


def group(shape, number, of):
    """Return the channels, or filters, of the group that a filter, or channel, belongs to."""
    channels, filters, groups = SHAPES[shape]
    each, others = (channels // groups, filters // groups)[:: 1 if of == "filter" else -1]
    first = number // others * each
    return list(range(first, first + each))


@each_shape
@pytest.mark.parametrize(
    ("key", "way", "source", "kernel"),
    [
        ("convolve", {}, "x_pad", "weight"),
        ("accumulate", {}, "x_pad", "dweight"),
        ("correlate", {"weight_gradient": "correlate"}, "x_pad", "dweight"),
        ("scatter", {}, "dx_pad", "weight"),
    ],
)
def test_the_filter_in_hand_is_shown_with_the_channels_of_its_group(shape, key, way, source, kernel):
    for frame in frames(run(shape, **way), key):
        made, filter_ = stage_plan(frame.chapter, frame.focus), frame.focus
        assert shown(made, source, 3) == group(shape, filter_, "filter")
        assert set(shown(made, kernel, 3)) == {filter_}
        assert shown(made, kernel, 2) == list(range(frame.chapter.arrays[kernel].shape[2]))


@each_shape
@pytest.mark.parametrize(("key", "source"), [("gather", "dy"), ("full", "dy_spread")])
def test_the_channel_in_hand_is_shown_with_the_filters_of_its_group(shape, key, source):
    for frame in frames(run(shape, input_gradient=key), key):
        made = stage_plan(frame.chapter, frame.focus)
        readers = group(shape, frame.focus, "channel")
        assert shown(made, source, 3) == readers
        assert shown(made, "dx_pad", 3) == [frame.focus]
        if key == "gather":
            assert shown(made, "weight", 3) == readers


@each_shape
@pytest.mark.parametrize("way", WAYS)
def test_grids_that_are_linked_meet_in_a_product(shape, way):
    channels, filters, groups = SHAPES[shape]
    experiment = Experiment((image(channels),), (convolved(channels, filters, groups=groups),))
    timeline = run_of(experiment, WAYS[way])
    for index, chapter in enumerate(timeline.chapters):
        if chapter.kind not in PRODUCTS:
            continue
        frame = Frame(timeline, Position(index, len(chapter.trace) // 2))
        made = stage_plan(chapter, frame.focus)
        planes = {plane.key: plane for plane in made.planes}
        for sources, target in made.links:
            for source in sources:
                assert meet(planes[source], planes[target], frame.step), (chapter.key, source, target)


PRODUCTS = {
    ChapterKind.CONVOLVE,
    ChapterKind.SCATTER,
    ChapterKind.GATHER,
    ChapterKind.FULL,
    ChapterKind.ACCUMULATE,
}


def meet(one, other, step):
    """Return whether a step has a product, with what it goes into, of cells that lie on two planes."""
    for update in step.updates:
        for term in update.terms:
            cells = [update.target, *(factor for factor in term if isinstance(factor, Cell))]
            if all(any(lies_on(plane, cell) for cell in cells) for plane in (one, other)):
                return True
    return False


def lies_on(plane, cell):
    return plane.array == cell.array and len(plane.locate(np.array([cell.index]))) > 0


@each_shape
def test_in_scatter_the_other_channels_stand_beside_exact_and_nowhere_else(shape):
    channels, *_ = SHAPES[shape]
    for frame in frames(run(shape), "scatter"):
        made = stage_plan(frame.chapter, frame.focus)
        small = [plane for plane in made.planes if plane.size is Size.SMALL]
        others = set(range(channels)) - set(group(shape, frame.focus, "filter"))
        assert {plane.fixed[3] for plane in small} == others
        assert all(plane.exact and plane.array == "dx_pad" for plane in small)
    for frame in frames(run(shape, input_gradient="gather"), "gather"):
        assert not any(plane.exact for plane in stage_plan(frame.chapter, frame.focus).planes)


def subtitles(frame, array):
    made = stage_plan(frame.chapter, frame.focus)
    return [plane.subtitle for plane in made.planes if plane.array == array and plane.size is not Size.SMALL]


def test_channels_are_called_by_what_the_followed_filter_reads():
    frame = next(frames(run("2 groups", follow=4), "convolve"))
    assert subtitles(frame, "x_pad") == ["8×9 · channel 2", "8×9 · channel 3"]
    assert subtitles(frame, "weight") == ["filter 4 · channel 2", "filter 4 · channel 3"]
    frame = next(frames(run("depthwise", follow=1), "convolve"))
    assert subtitles(frame, "x_pad") == ["8×9 · green"]
    assert subtitles(frame, "weight") == ["filter 1 · green"]


def test_a_turned_kernel_is_called_by_the_gradients_that_it_meets():
    turned = run("2 groups", input_gradient="full")
    frame = next(frame for frame in frames(turned, "full") if frame.focus == 2)
    assert subtitles(frame, "dy_spread") == [f"10×11 · filter {number}" for number in (3, 4, 5)]
    assert subtitles(frame, "weight_turned") == [f"channel 2 · filter {number}" for number in (3, 4, 5)]
