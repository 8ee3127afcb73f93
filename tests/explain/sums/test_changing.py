"""What a step changes is told by what it adds: two positions are each summed up in an order of their own."""

import numpy as np
import pytest

from cnnviz.explain.sums.changing import changing
from cnnviz.gallery.classifier import classifier
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def frames():
    """Return the frames of a chapter that adds up dW, of numbers that no computer has exactly."""
    run = run_of(classifier(), RunOptions(0))
    (at,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACCUMULATE)
    return [Frame(run, Position(at, step)) for step in range(len(run.chapters[at].trace))]


def added(frame):
    """Return by hand what a step adds to dW: the window times the gradient over it."""
    row, column = divmod(frame.position.step, frame.arrays["dy"].shape[2])
    window = frame.arrays["x_pad"][0, row : row + 3, column : column + 3]
    return window * frame.arrays["dy"][0, row, column, 0]


def test_what_is_given_nothing_does_not_change_however_it_is_rounded(frames):
    rounded = 0
    for frame in frames:
        expected = {index for index, value in np.ndenumerate(added(frame)) if value}
        assert {cell.index[:3] for cell in changing(frame) if cell.array == "dweight"} == expected
        pairs = (arrays["dweight"][..., 0] for arrays in (frame.before, frame.arrays))
        rounded += len(np.argwhere(np.not_equal(*pairs))) > len(expected)
    assert rounded  # there are steps whose arrays alone would tell something else
