"""The lens of a maximum has the mask of its own window: what the same window lets pass on the way back."""

import numpy as np
import pytest
from run_catalogue import image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.explain import lens
from cnnviz.hidden import is_hidden
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Veil
from cnnviz.trace.steps import Cell, Const

WINDOWS = {
    "touching": PoolingWindow((2, 2), (2, 2)),
    "overlapping": PoolingWindow((3, 3), (1, 1)),
    "padded": PoolingWindow((3, 3), (2, 2), padding=1),
}


def run(window, ties):
    """Return the run of a pooling over an image with many ties."""
    tied = np.round(image(1, (6, 6)))
    return run_of(Experiment((tied,), (MaxPooling(WINDOWS[window], ties=ties),)))


def chapter(run, kind):
    return next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)


def lets_pass(step):
    """Return what a step of the way back multiplies by, cell by cell."""
    return {
        u.target.index: next((f.value for t in u.terms for f in t if isinstance(f, Const)), 1.0)
        for u in step.updates
    }


@pytest.mark.parametrize("ties", ["first", "all", "split"])
@pytest.mark.parametrize("window", WINDOWS)
def test_it_is_what_the_window_lets_pass_on_the_way_back(window, ties):
    made = run(window, ties)
    there, back = chapter(made, ChapterKind.MAX_POOL), chapter(made, ChapterKind.MAX_POOL_BACK)
    shares = set()
    for step in range(len(made.chapters[there].trace)):
        (working,) = lens(Frame(made, Position(there, step)))
        own = {tile.cells[0].index: tile.value for tile in working.mask.tiles}
        passed = lets_pass(made.chapters[back].trace[step])
        assert {index: own[index] for index in passed} == passed
        assert all(tile.done for tile in working.mask.tiles)
        shares |= set(own.values())
    assert len(shares) > 1
    assert (ties == "split") == any(0 < share < 1 for share in shares)


def test_it_is_blank_until_all_of_the_window_is_compared():
    made = run("touching", "first")
    there = chapter(made, ChapterKind.MAX_POOL)
    for term in range(1, 4):
        (working,) = lens(Frame(made, Position(there, 0, term)))
        assert not any(tile.done or tile.value or tile.standing for tile in working.mask.tiles)


def test_it_is_hidden_with_its_maximum_and_no_other_is():
    made = run("touching", "first")
    there = chapter(made, ChapterKind.MAX_POOL)
    seen = Veil(made).over([Cell("P", (0, 0, 1, 0))])
    for step in range(3):
        (working,) = lens(Frame(seen, Position(there, step)))
        assert all(tile.done for tile in working.mask.tiles)
        assert {is_hidden(tile.value) for tile in working.mask.tiles} == {step == 1}
