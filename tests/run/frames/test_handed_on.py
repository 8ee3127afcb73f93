"""What one chapter makes is found in the next one by its numbers, whatever it is called there."""

import pytest
from run_catalogue import WAYS, experiments

from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.handed_on import handed_on, is_entered
from cnnviz.run.timeline import Position


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["classifier"], WAYS["turned"])


def test_it_is_the_array_that_is_called_the_same_on_the_screen(run):
    found = {}
    for before, after in zip(run.chapters, run.chapters[1:], strict=False):
        handed = handed_on(before, after)
        if handed is not None:
            found[before.key, after.key] = handed
            assert before.info[handed.made].label == after.info[handed.read].label
    keys = [chapter.key for chapter in run.chapters]
    for pair in (("convolve", "max_pool"), ("flatten", "linear"), ("full", "crop"), ("linear", "activate")):
        assert pair[0] in keys
        assert pair in found
    assert ("update_weight", "update_bias") not in found


def test_a_chapter_is_entered_from_the_end_of_the_one_before(run):
    last = len(run.chapters[0].trace) - 1
    first = Frame(run, Position(1, 0))
    assert is_entered(Frame(run, Position(0, last)), first)
    others = Position(0, last - 1), Position(2, 0), Position(1, 0), Position(0, last, 1)
    assert not any(is_entered(Frame(run, at), first) for at in others)
    other = run_of(experiments()["classifier"], WAYS["turned"])
    assert not is_entered(Frame(other, Position(0, last)), first)
