"""A check begins with a number that takes part in the step in hand."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.explain.checks.beginning import spot_in_hand
from cnnviz.explain.checks.probe import gradients_of
from cnnviz.explain.checks.spot import spot_of
from cnnviz.run.array_info import Editable
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

WAYS = ("scatter", "accumulate"), ("gather", "correlate"), ("full", "accumulate")
NAMES = "colour", "classifier", "positions", "in groups", "flat", "means"


def frames(run):
    """Yield a frame at the first, a middle and the last step of every chapter."""
    for number, chapter in enumerate(run.chapters):
        last = len(chapter.trace) - 1
        for step in sorted({0, last // 2, last}):
            yield Frame(run, Position(number, step))


def began(run, key, step=0, term=None):
    number = next(k for k, chapter in enumerate(run.chapters) if chapter.key == key)
    return spot_in_hand(Frame(run, Position(number, step, term)))


@pytest.fixture(scope="module", params=[(name, *ways) for name in NAMES for ways in WAYS[:2]])
def run(request):
    name, dx, dw = request.param
    return run_of(experiments()[name], RunOptions(0, dx, dw))


def test_what_a_step_reads_that_was_set_up_is_what_it_begins_with(run):
    for frame in frames(run):
        step, spot = frame.step, spot_in_hand(frame)
        read = [spot_of(run, frame.chapter, cell) for cell in step.reads]
        read = [one for one in read if one is not None]
        makes_gradient = frame.chapter.phase is Phase.BACKWARD
        if read and not makes_gradient:
            assert any(one.is_same(spot) for one in read), frame.chapter.key
            learned = any(one.given.edit.of is Editable.PARAMETER for one in read)
            assert not learned or spot.given.edit.of is Editable.PARAMETER


def test_of_several_it_is_that_with_the_largest_gradient(run):
    for frame in frames(run):
        spot = spot_in_hand(frame)
        sizes = np.abs(gradients_of(run, spot.given))
        read = [spot_of(run, frame.chapter, cell) for cell in frame.step.reads]
        for one in (one for one in read if one is not None and one.given.is_same(spot.given)):
            if frame.chapter.phase is Phase.FORWARD:
                assert sizes[one.at] <= sizes[spot.at]


@pytest.mark.parametrize("name", ["colour", "classifier", "in groups"])
@pytest.mark.parametrize(("dx", "dw"), WAYS)
def test_where_a_gradient_is_made_it_is_the_number_that_has_it(name, dx, dw):
    run = run_of(experiments()[name], RunOptions(0, dx, dw))
    found = set()
    for frame in frames(run):
        chapter, spot = frame.chapter, spot_in_hand(frame)
        first = chapter.layer == run.chapters[0].layer
        targets = {cell.index for cell in frame.step.writes}
        match chapter.kind:
            case ChapterKind.ACCUMULATE | ChapterKind.CORRELATE | ChapterKind.LINEAR_WEIGHT:
                assert spot.given.edit.parameter == "weight"
                assert spot.at in targets
            case ChapterKind.BIAS_GRADIENT:
                assert spot.given.edit.parameter == "bias"
                assert spot.at in targets
            case ChapterKind.CROP if first:
                assert (0, *spot.at) in targets
            case ChapterKind.SCATTER | ChapterKind.GATHER | ChapterKind.FULL if first:
                ring = chapter.info["dx_pad"].ring
                top, left = ring[0][0], ring[1][0]
                inside = {(row - top, column - left, channel) for _, row, column, channel in targets}
                _, height, width, _ = chapter.arrays["dx_pad"].shape
                kept = {
                    at
                    for at in inside
                    if 0 <= at[0] < height - sum(ring[0]) and 0 <= at[1] < width - sum(ring[1])
                }
                assert not kept or (spot.given.edit.of is Editable.IMAGE and spot.at in kept), chapter.key
            case _:
                continue
        if chapter.layer >= 0 and spot.given.edit.of is Editable.PARAMETER:
            assert spot.given.layer == chapter.layer
        found.add(chapter.kind)
    assert len(found) > 2


def test_an_update_begins_with_the_weight_that_it_makes_anew(run):
    for number, chapter in enumerate(run.chapters):
        if chapter.phase is Phase.UPDATE:
            for step in (0, len(chapter.trace) - 1):
                frame = Frame(run, Position(number, step))
                spot = spot_in_hand(frame)
                assert {spot.at} == {cell.index for cell in frame.step.writes}
                assert spot.given.layer == chapter.layer


def test_by_single_multiplications_it_is_the_weight_that_is_multiplied():
    run = run_of(experiments()["colour"], RunOptions(0))
    for term, at in ((1, (0, 0, 0, 0)), (2, (0, 1, 0, 0)), (27, (2, 2, 2, 0))):
        assert began(run, "convolve", 0, term).at == at


def test_where_a_step_reads_nothing_it_is_of_what_its_chapter_shows():
    assert began(run_of(experiments()["classifier"]), "pad").given.label == "X"  # a corner of the border


def test_where_a_chapter_shows_nothing_that_was_set_up_it_is_of_the_nearest_layer_in_front():
    run = run_of(experiments()["classifier"])
    assert began(run, "flatten").given.label == "W"
    assert began(run, "cross_entropy").given.label == "W₂"
    assert began(run, "cross_entropy_back").given.label == "W₂"
    assert began(run, "max_pool_back").given.label == "W"
