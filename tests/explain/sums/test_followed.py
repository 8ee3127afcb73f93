"""Where every step adds to the same cells the sum of one of them is written out from the first step to the last."""

import pytest

from cnnviz.explain.sums.formula import formula
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

BY_KEY = {example.key: example for example in EXAMPLES}


def named(run, key):
    """Return the cell whose sum is written out in each step of a chapter, and whether it got anything."""
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == key)
    frames = (Frame(run, Position(number, step)) for step in range(min(len(run.chapters[number].trace), 90)))
    return [formula(frame).target.cells[0] for frame in frames]


@pytest.mark.parametrize("key", ["a_weight", "c", "classifier", "digit", "photograph"])
@pytest.mark.parametrize("follow", [0, None])
def test_of_a_kernel_gradient_it_is_one_weight_all_along(key, follow):
    cells = named(run_of(BY_KEY[key].make(), RunOptions(follow=follow)), "accumulate")
    if follow is not None:
        assert len(set(cells)) == 1
    assert len({cell.index[:3] for cell in cells}) == 1


@pytest.mark.parametrize("key", ["c", "classifier", "photograph"])
def test_it_is_one_that_gets_something_as_soon_as_any_does(key):
    run = run_of(BY_KEY[key].make(), RunOptions(follow=0))
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == "accumulate")
    frames = (Frame(run, Position(number, step)) for step in range(len(run.chapters[number].trace)))
    first = next(
        frame for frame in frames if any(frame.arrays[cell.array][cell.index] for cell in frame.step.writes)
    )
    assert formula(first).result != "0"


def test_of_a_scatter_it_goes_with_the_window():
    assert len(set(named(run_of(BY_KEY["c"].make(), RunOptions(follow=0)), "scatter"))) > 1
