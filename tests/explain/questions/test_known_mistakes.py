"""The mistakes that are named as known are those that can be seen in the chapter in hand, each by what it is."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.explain.mistakes.at_step import mistaken
from cnnviz.explain.mistakes.mistake import Mistake
from cnnviz.explain.questions.known_mistakes import mistakes_known
from cnnviz.gallery.first_example import first_example
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.run.veil import Known, Veil


def known(run, key, seen=None):
    index = [chapter.key for chapter in run.chapters].index(key)
    return mistakes_known(Frame(seen or run, Position(index, 0)))


@pytest.fixture(scope="module")
def first():
    return run_of(first_example(), RunOptions(0))


def test_what_this_experiment_cannot_show_is_not_listed(first):
    names = known(first, "convolve")
    for cannot in (
        "stride_forgotten",
        "dilation_forgotten",
        "channel_dropped",
        "filter_dropped",
        "bias_forgotten",
    ):
        assert Mistake(cannot).did not in names
    assert {
        "kept the last value alone instead of adding",
        "turned the kernel by 180°",
        "went one row too low, one column too far right",
        "went one row too high, one column too far left",
    } <= set(names)


def test_where_there_is_a_stride_or_a_bias_it_can_be_forgotten(first):
    assert "went on by 1, as if the stride were 1" in known(first, "max_pool")
    base = first_example()
    convolution = replace(base.layers[0], bias=frozen(np.array([0.5])))
    run = run_of(replace(base, layers=(convolution, *base.layers[1:])), RunOptions(0))
    assert "forgot to add the bias" in known(run, "convolve")


def test_it_is_said_what_is_swapped(first):
    names = known(first, "convolve")
    assert "took the window at [column, row]" in names
    assert "swapped the kernel's rows and columns" in names


def test_what_is_listed_is_seen_in_some_step_also_before_any_of_it_is_known(first):
    for index, chapter in enumerate(first.chapters):
        frames = (Frame(first, Position(index, step)) for step in range(len(chapter.trace)))
        seen = {one.told.did for frame in frames for one in mistaken(frame)}
        names = known(first, chapter.key)
        assert set(names) <= seen, chapter.key
        ahead = Veil(first).over((), Known(index, 0))
        assert set(names) <= set(known(first, chapter.key, ahead)) | seen


def test_while_all_of_a_maximum_s_way_back_is_hidden_something_is_still_known(first):
    index = [chapter.key for chapter in first.chapters].index("max_pool_back")
    veil = Veil(run_of(first_example(), RunOptions(0)))  # of which nothing is remembered
    ahead = veil.over((), Known(index, 0))
    assert known(first, "max_pool_back", ahead)
    frame = Frame(ahead, Position(index, 2))
    assert isinstance(mistaken(frame), tuple)
