"""What is seen at a position depends on nothing but the position."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from run_draws import alike, experiments, few, run_options

from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Grain
from cnnviz.trace.steps import apply


@few
@given(experiments(), run_options(), st.data())
def test_going_back_and_forth_never_changes_a_number(experiment, options, data):
    run, fresh = run_of(experiment, options), run_of(experiment, options)
    position = run.at(data.draw(st.integers(0, len(run) - 1)))
    for _ in range(8):
        grain, by = data.draw(st.sampled_from(Grain)), data.draw(st.integers(-3, 3))
        position = run.move(position, grain, by)
        walked, there = Frame(run, position), Frame(fresh, position)
        assert walked.step == there.step
        for mapping in ("arrays", "before", "progress"):
            own, other = getattr(walked, mapping), getattr(there, mapping)
            assert own.keys() == other.keys()
            for name, array in own.items():
                np.testing.assert_array_equal(array, other[name])


@given(experiments(), run_options(), st.data())
def test_a_frame_shows_what_its_step_has_done_to_what_was_there_before(experiment, options, data):
    run = run_of(experiment, options)
    position = run.at(data.draw(st.integers(0, len(run) - 1)))
    operations = run.step(position).operations
    if operations > 1 and data.draw(st.booleans()):
        position = replace(position, term=data.draw(st.integers(1, operations - 1)))
    frame = Frame(run, position)
    arrays = {name: array.copy() for name, array in frame.before.items()}
    apply(frame.done, arrays)
    trace = frame.chapter.trace
    whole = trace.state(position.step + (position.term is None))
    for name, array in arrays.items():
        expected = (
            whole[name] if name in trace.asides else array
        )  # no term makes those: they follow from steps
        alike(frame.arrays[name], expected, f"{name} of {frame.chapter.key}")


@few
@given(experiments(), run_options(), st.data())
def test_next_and_back_undo_each_other(experiment, options, data):
    run = run_of(experiment, options)
    position = run.at(data.draw(st.integers(1, len(run) - 2)))
    assert run.move(run.move(position, Grain.TERM, 1), Grain.TERM, -1) == position
    assert run.move(run.move(position, Grain.TERM, -1), Grain.TERM, 1) == position
    before, behind = (run.move(position, Grain.STEP, by) for by in (-1, 1))  # where a row that is copied ends
    assert run.move(run.move(before, Grain.STEP, 1), Grain.STEP, -1) == before
    assert run.move(run.move(behind, Grain.STEP, -1), Grain.STEP, 1) == behind


@few
@given(experiments(), run_options(), st.data())
def test_steps_replayed_one_after_the_other_are_as_each_by_itself(experiment, options, data):
    run = run_of(experiment, options)
    frame = Frame(run, run.at(data.draw(st.integers(0, len(run) - 1))))
    steps = list(frame.chapter.trace)[:: max(len(frame.chapter.trace) // 6, 1)]
    for step, one in zip(steps, frame.replaying_each(steps), strict=True):
        alone = frame.replaying(step)
        assert one.step == step
        for mapping in ("arrays", "before"):
            for name, array in getattr(alone, mapping).items():
                np.testing.assert_array_equal(getattr(one, mapping)[name], array)
