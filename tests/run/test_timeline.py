"""Going through a run: every grain forth and back, the ends, and looking a cell up."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.run.array_info import ArrayInfo, ArrayRole
from cnnviz.run.chapter import Chapter, ChapterKind, Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Grain, Position, Timeline
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.padding import PadForward
from cnnviz.trace.steps import Cell


def run(height=4, width=5, channels=2, kernel=(3, 2), stride=1, filters=(0,)):
    random = np.random.default_rng(height * 100 + width)
    pad = PadForward(random.normal(size=(1, height, width, channels)), 1)
    weight, bias = random.normal(size=(*kernel, channels, 2)), random.normal(size=2)
    convolve = ConvForward(pad.outputs["x_pad"], weight, bias, ConvSettings(stride=stride, filters=filters))
    return Timeline([chapter("pad", pad), chapter("convolve", convolve)], [])


def chapter(key, trace):
    info = {name: ArrayInfo(name, (), ArrayRole.INPUT) for name in (*trace.inputs, *trace.outputs)}
    return Chapter(key, ChapterKind(key), key, key, Phase.FORWARD, 0, trace, info)


@st.composite
def runs(draw):
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    kernel = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    return run(height, width, draw(st.integers(1, 2)), kernel, draw(st.integers(1, 2)))


@st.composite
def places(draw, terms=False):
    timeline = draw(runs())
    position = timeline.at(draw(st.integers(0, len(timeline) - 1)))
    operations = timeline.step(position).operations
    if terms and operations > 1:
        position = replace(position, term=draw(st.none() | st.integers(1, operations - 1)))
    return timeline, position


def walk(timeline, grain, by):
    """Return every position from one end to the other."""
    way = [timeline.first if by > 0 else timeline.last]
    while (after := timeline.move(way[-1], grain, by)) != way[-1]:
        way.append(after)
    return way


def order(timeline, position):
    """Return how much of the run is done: whole steps, then terms."""
    whole = timeline.step(position).operations
    return timeline.index(position), whole if position.term is None else position.term


def test_steps_are_counted_through_the_chapters():
    timeline = run()
    assert timeline.starts == (0, 42, 42 + 4 * 6)
    assert len(timeline) == 66
    assert (timeline.first, timeline.last) == (Position(0, 0), Position(1, 23))
    assert timeline.at(41) == Position(0, 41)
    assert timeline.at(42) == Position(1, 0)
    assert timeline.at(-5) == timeline.first
    assert timeline.at(10**9) == timeline.last


@given(runs())
def test_index_and_at_are_each_other_s_inverse(timeline):
    assert [timeline.index(timeline.at(n)) for n in range(len(timeline))] == list(range(len(timeline)))


@given(places(), st.sampled_from([Grain.STEP, Grain.TERM]))
def test_one_on_and_one_back_is_where_one_was(place, grain):
    timeline, position = place
    if position != timeline.last:
        assert timeline.move(timeline.move(position, grain, 1), grain, -1) == position


@given(places(terms=True))
def test_one_term_on_and_one_back_is_where_one_was(place):
    timeline, position = place
    if position != timeline.last:
        assert timeline.move(timeline.move(position, Grain.TERM, 1), Grain.TERM, -1) == position


@given(runs(), st.sampled_from(Grain))
def test_every_grain_goes_from_end_to_end_and_never_stands_still_or_turns(timeline, grain):
    way = walk(timeline, grain, 1)
    assert way[-1] == timeline.last
    assert all(order(timeline, a) < order(timeline, b) for a, b in pairwise(way))
    back = walk(timeline, grain, -1)
    assert timeline.index(back[-1]) == 0
    assert all(order(timeline, a) > order(timeline, b) for a, b in pairwise(back))


@given(runs(), st.sampled_from(Grain), st.integers(-30, 30))
def test_many_at_once_are_one_after_another(timeline, grain, by):
    start = timeline.at(len(timeline) // 2)
    at = start
    for _ in range(abs(by)):
        at = timeline.move(at, grain, 1 if by > 0 else -1)
    assert timeline.move(start, grain, by) == at


@given(runs())
def test_terms_are_as_many_as_the_steps_have(timeline):
    way = walk(timeline, Grain.TERM, -1)
    steps = [timeline.step(timeline.at(n)) for n in range(len(timeline))]
    assert len(way) == sum(step.operations for step in steps)


def test_a_term_is_one_multiplication():
    timeline = run()
    last = timeline.chapters[0].trace
    at = Position(0, len(last) - 1)
    seen = [at := timeline.move(at, Grain.TERM, 1) for _ in range(14)]
    assert seen == [*(Position(1, 0, n) for n in range(1, 13)), Position(1, 0), Position(1, 1, 1)]


def test_a_step_on_from_within_a_step_finishes_it():
    timeline = run()
    assert timeline.move(Position(1, 3, 5), Grain.STEP, 1) == Position(1, 3)
    assert timeline.move(Position(1, 3, 5), Grain.STEP, -1) == Position(1, 2)


def test_rows_end_where_the_row_is_done():
    timeline = run()  # rows of 7 in the padding, of 6 in the convolution
    ends = [timeline.index(position) for position in walk(timeline, Grain.ROW, 1)]
    assert ends == [0, *range(6, 42, 7), *range(47, 66, 6)]
    back = [timeline.index(position) for position in walk(timeline, Grain.ROW, -1)]
    assert back == [*range(65, 41, -6), *range(41, 0, -7), 0]
    assert timeline.move(Position(1, 5, 3), Grain.ROW, 1) == Position(1, 5)
    assert timeline.move(Position(1, 6, 3), Grain.ROW, -1) == Position(1, 5)


def test_rows_of_several_filters_hold_all_of_them():
    timeline = run(filters=None)
    assert timeline.move(Position(1, 0), Grain.ROW, 1) == Position(1, 11)


def test_chapters_end_where_the_chapter_is_done():
    timeline = run()
    assert walk(timeline, Grain.CHAPTER, 1) == [Position(0, 0), Position(0, 41), Position(1, 23)]
    assert walk(timeline, Grain.CHAPTER, -1) == [Position(1, 23), Position(0, 41), Position(0, 0)]
    assert timeline.move(Position(1, 7), Grain.CHAPTER, -1) == Position(0, 41)


@pytest.mark.parametrize("grain", Grain)
def test_nothing_moves_beyond_the_ends(grain):
    timeline = run()
    assert timeline.move(timeline.last, grain, 1000) == timeline.last
    assert timeline.index(timeline.move(timeline.first, grain, -1000)) == 0
    assert timeline.move(Position(1, 4), grain, 0) == Position(1, 4)


def test_going_far_by_terms_stops_at_the_end_without_counting_on():
    timeline = run()
    assert timeline.move(timeline.last, Grain.TERM, 10**12) == timeline.last


@given(runs(), st.builds(Position, st.integers(-3, 5), st.integers(-9, 99), st.none() | st.integers(-2, 40)))
def test_nearest_exists_and_leaves_what_exists_alone(timeline, wanted):
    found = timeline.nearest(wanted)
    assert 0 <= found.chapter < 2
    steps = len(timeline.chapters[found.chapter].trace)
    assert 0 <= found.step < steps
    assert found.term is None or 0 < found.term < timeline.step(found).operations
    assert timeline.nearest(found) == found
    if 0 <= wanted.chapter < 2:
        assert found.chapter == wanted.chapter
        assert found.step == min(max(wanted.step, 0), steps - 1)


def test_a_cell_is_found_at_the_step_that_writes_it():
    timeline = run()
    assert timeline.seek_cell(1, Cell("y", (0, 2, 3, 0))) == Position(1, 15)
    assert timeline.seek_cell(1, Cell("y", (0, 2, 3, 1))) is None  # the other filter is not followed
    assert timeline.seek_cell(1, Cell("weight", (0, 0, 0, 0))) is None
    assert timeline.seek_cell(0, Cell("x_pad", (0, 1, 1, 0))) == Position(0, 8)


@given(places())
def test_seeking_what_a_step_writes_leads_to_that_step(place):
    timeline, position = place
    for cell in timeline.step(position).writes:
        assert timeline.seek_cell(position.chapter, cell) == position


@given(places(terms=True))
def test_a_frame_shows_what_is_done(place):
    timeline, position = place
    frame = Frame(timeline, position)
    trace = frame.chapter.trace
    assert frame.done.operations == (frame.step.operations if position.term is None else position.term)
    for name, array in trace.state(position.step).items():
        written = np.zeros(array.shape, bool)
        for cell in frame.done.writes:
            if cell.array == name:
                written[cell.index] = True
        np.testing.assert_array_equal(frame.arrays[name][~written], array[~written])
        if name in trace.outputs:
            np.testing.assert_array_equal(
                frame.progress[name] > 0, written | (trace.progress(position.step)[name] > 0)
            )
    if position.term is not None:
        for cell in frame.done.writes:
            assert frame.progress[cell.array][cell.index] == 1


def test_a_partly_summed_cell_holds_the_sum_so_far():
    timeline = run()
    frame = Frame(timeline, Position(1, 7, 4))
    update = frame.step.updates[0]
    arrays = frame.chapter.trace.inputs
    products = [np.prod([arrays[f.array][f.index] for f in term]) for term in update.terms[:4]]
    np.testing.assert_allclose(frame.arrays["y"][update.target.index], sum(products), rtol=1e-12)
