"""Why is this 0? A gradient that has become 0 says where it did: at the activation, or at a pooling window it lost."""

import pytest
from run_catalogue import experiments

from cnnviz.explain import why
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

CUT, LOST = "let nothing of this output through", "another cell won each pooling window"


def told(run, kind):
    """Yield for each step of a chapter the place of its output, and what is said of it."""
    (number,) = [n for n, chapter in enumerate(run.chapters) if chapter.key == kind]
    for step in range(len(run.chapters[number].trace)):
        at = run.chapters[number].trace.variables(step)
        yield (0, *at.values()), str(why(Frame(run, Position(number, step))))


def arrays(run, key):
    return next(chapter.arrays for chapter in run.chapters if chapter.key == key)


@pytest.mark.parametrize("kind", ["scatter", "accumulate"])
def test_each_zero_says_where_it_became_one(kind):
    run = run_of(first_example(), RunOptions(0))
    back, seen = arrays(run, "activate_back"), set()
    for place, words in told(run, kind):
        from_above, slope = back["da"][place] != 0, back["z"][place] > 0
        assert (CUT in words) == (from_above and not slope), place
        assert (LOST in words) == (not from_above), place  # every maximum hands on a 1
        seen.add((CUT in words, LOST in words))
    assert len(seen) == 3


def test_where_no_pooling_is_behind_none_is_blamed():
    run = run_of(experiments()["positions"], RunOptions(None))
    assert not any(LOST in words for _, words in told(run, "scatter"))
