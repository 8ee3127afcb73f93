"""Finished arrays that somebody has computed already, and what else every kind of trace answers."""

import numpy as np
import pytest
from every_trace import SAMPLE, SHARED, TRACES
from trace_laws import obeys, refuses

from cnnviz.trace.steps import Cell, apply

follow = pytest.mark.parametrize("only", [None, (1,)], ids=["all", "one"])
every = pytest.mark.parametrize("kind", TRACES)


def shared(kind, only):
    """Whether others that are not followed add to the same cells."""
    return SHARED.get(kind) == "samples" or (SHARED.get(kind) == "filters" and only is not None)


def marked(trace):
    """Return arrays that nobody would compute."""
    return {name: np.full(array.shape, 1000.0) for name, array in trace.outputs.items()}


@every
@follow
@pytest.mark.some(10)
def test_every_kind_obeys_the_laws_for_a_sample_among_several(kind, only):
    obeys(TRACES[kind](only))


@pytest.mark.some(20)
@every
@follow
def test_finished_arrays_are_taken_as_they_are(kind, only):
    plain = TRACES[kind](only)
    finished = marked(plain)
    trace = TRACES[kind](only, finished=finished)
    assert trace.outputs.keys() == plain.outputs.keys()
    for name, array in trace.outputs.items():
        assert np.shares_memory(array, finished[name])
        assert not array.flags.writeable
        assert finished[name].flags.writeable


@pytest.mark.some(20)
@every
@follow
def test_a_state_shows_no_more_of_them_than_the_steps_have_written(kind, only):
    plain = TRACES[kind](only)
    trace = TRACES[kind](only, finished=marked(plain))
    count = len(trace)
    for n in (0, 1, count // 2, count - 1, count):
        progress = trace.progress(n)
        for name, array in trace.outputs.items():
            state, expected = trace.state(n)[name], plain.state(n)[name]
            np.testing.assert_array_equal(progress[name], plain.progress(n)[name])
            if n == count and not shared(kind, only):
                expected = np.where(progress[name] == 2, array, 0)
            if n in (0, count) or shared(kind, only):
                np.testing.assert_array_equal(state, expected, f"{name} after {n}")
            else:
                assert not state[progress[name] == 0].any()
                partly = progress[name] == 1
                np.testing.assert_array_equal(state[partly], expected[partly])


@pytest.mark.parametrize("kind", ["scatter", "gather", "full"])
def test_the_laws_hold_beside_a_whole_gradient(kind):
    whole = TRACES[kind](None).outputs
    trace = TRACES[kind]((1,), finished=whole)
    arrays = {name: array.copy() for name, array in trace.state(0).items()}
    for n, step in enumerate(trace):
        apply(step, arrays)
        np.testing.assert_allclose(trace.state(n + 1)["dx_pad"], arrays["dx_pad"], 1e-12, 1e-12)
    np.testing.assert_array_equal(trace.outputs["dx_pad"], whole["dx_pad"])
    assert np.abs(arrays["dx_pad"] - whole["dx_pad"])[SAMPLE].max() > 0.1


@every
def test_refusals(kind):
    plain = TRACES[kind](None)
    name, array = next(iter(plain.outputs.items()))
    refuses(TRACES[kind], None, finished={"q": array}, match=f"finished array 'q' is not one of '{name}'")
    wrong = {name: np.zeros((7, *array.shape))}
    refuses(TRACES[kind], None, finished=wrong, match=rf"{name} of shape \(7, .* does not match")


def test_what_is_missing_is_computed():
    plain = TRACES["cross entropy"](None)
    finished = {"probability": np.zeros_like(plain.outputs["probability"])}
    trace = TRACES["cross entropy"](None, finished=finished)
    assert list(trace.outputs) == list(plain.outputs)
    assert not trace.outputs["probability"].any()
    np.testing.assert_array_equal(trace.outputs["loss"], plain.outputs["loss"])


@pytest.mark.some(20)
@every
@follow
def test_variables_run_through_the_loops(kind, only):
    trace = TRACES[kind](only)
    seen = [trace.variables(n) for n in range(len(trace))]
    letters = list(seen[0])
    assert len(letters) == len(trace.axes)
    assert all(list(variables) == letters for variables in seen)
    values = [tuple(variables.values()) for variables in seen]
    assert values == sorted(set(values))
    assert all(type(value) is int for value in values[-1])


@pytest.mark.parametrize(
    ("kind", "array", "index"),
    [
        ("convolve", "y", "hwf"),
        ("scatter", "dy", "hwf"),
        ("accumulate", "dy", "hwf"),
        ("gather", "dx_pad", "ijc"),
        ("full", "dx_pad", "ijc"),
        ("correlate", "dweight", "uvkf"),
        ("max pool", "y", "hwc"),
        ("average pool back", "dy", "hwc"),
        ("activate", "a", "hwc"),
        ("linear", "y", "o"),
        ("linear weight", "dweight", "io"),
        ("descent", "weight_new", "uvkf"),
    ],
)
@follow
def test_variables_are_those_of_the_cell_that_a_step_is_about(kind, array, index, only):
    trace = TRACES[kind](only)
    sample = () if array.startswith(("dw", "weight")) else (SAMPLE,)
    for n, step in enumerate(trace):
        variables = trace.variables(n)
        cell = Cell(array, (*sample, *(variables[letter] for letter in index)))
        assert cell in step.reads | step.writes


@pytest.mark.some(20)
@every
@follow
def test_only_a_maximum_singles_cells_out(kind, only):
    trace = TRACES[kind](only)
    for n, step in enumerate(trace):
        found = trace.highlights(n)
        assert set(found) <= step.cells
        assert len(found) == (kind in ("max pool", "max pool back"))
