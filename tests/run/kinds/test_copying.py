"""A border is not put around an image cell by cell for minutes: what only copies goes by in larger steps."""

from itertools import pairwise

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten
from cnnviz.experiment.windows import Window
from cnnviz.run import run_of
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.timeline import Grain, Position

COPIES = {ChapterKind.PAD, ChapterKind.CROP, ChapterKind.FLATTEN, ChapterKind.FLATTEN_BACK}


def run(size, mode="zeros"):
    window = Window((3, 3), padding="same", padding_mode=mode)
    layer = convolution(window, 1)
    image = frozen(np.arange(float(size * size)).reshape(size, size, 1))
    return run_of(Experiment((image,), (layer, Flatten())))


def presses(timeline, chapter, grain=Grain.STEP):
    """Return the steps that one sees of a chapter, which begins with its first."""
    at, seen = Position(chapter, 0), []
    while at.chapter == chapter:
        seen.append(at.step)
        after = timeline.move(at, grain, 1)
        if after == at:
            break
        at = after
    return seen


@pytest.mark.parametrize("mode", ["zeros", "reflect"])
@pytest.mark.parametrize(
    ("size", "pad", "crop"),
    [
        (8, list(range(100)), {"zeros": 64, "reflect": 100}),
        (28, [0, *range(29, 900, 30)], {"zeros": 29, "reflect": 31}),
        (40, [0, 1763], {"zeros": 2, "reflect": 2}),
    ],
)
def test_small_borders_go_cell_by_cell_larger_ones_by_rows_and_large_ones_at_once(size, pad, crop, mode):
    timeline = run(size, mode)
    kinds = [chapter.kind for chapter in timeline.chapters]
    assert presses(timeline, 0) == pad
    assert len(presses(timeline, kinds.index(ChapterKind.CROP))) == crop[mode]


@pytest.mark.parametrize("size", [28, 64])
def test_nothing_that_only_copies_takes_more_than_ten_seconds(size):
    timeline = run(size)
    for number, chapter in enumerate(timeline.chapters):
        if chapter.kind in COPIES:
            assert len(presses(timeline, number)) <= 40, chapter.key
        else:
            assert chapter.natural == 1


def test_back_goes_by_the_same_places():
    timeline = run(28)
    on = [Position(0, step) for step in presses(timeline, 0)]
    at, back = Position(1, 0), []
    while timeline.index(at):
        at = timeline.move(at, Grain.STEP, -1)
        back.append(at)
    assert back[::-1] == on[1:] or back[::-1] == on


def test_by_multiplications_each_cell_of_a_large_border_can_still_be_seen():
    steps = presses(run(28), 0, Grain.TERM)
    assert all(b - a == 1 for a, b in pairwise(steps))
    assert len(steps) == 900


def test_a_chapter_is_entered_by_multiplications_at_the_first_of_them():
    timeline = run(8)
    assert timeline.entry(1, Grain.TERM) == Position(1, 0, 1)
    assert timeline.entry(0, Grain.TERM) == Position(0, 0)  # a copy has no multiplications to go by
    for grain in (Grain.STEP, Grain.ROW, Grain.CHAPTER):
        assert timeline.entry(1, grain) == Position(1, 0)
