"""Which step adds something next: as a walk through the steps finds it, and without one."""

import numpy as np
import pytest
from every_trace import TRACES
from hypothesis import given
from run_catalogue import runs
from run_draws import experiments, run_options

from cnnviz.run.compute import run_of
from cnnviz.trace.activation import ActivationForward
from cnnviz.trace.adding import adds
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.descent import Descent
from cnnviz.trace.pooling.gradient import MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings


def as_walked(trace):
    """Return which steps add something, each looked at by itself."""
    arrays = {**trace.inputs, **trace.outputs}
    return [number for number, step in enumerate(trace) if adds(step, arrays)]


def check(trace):
    wanted = as_walked(trace)
    places = {-1, 0, len(trace) // 3, len(trace) // 2, len(trace) - 1, *wanted[:2], *wanted[-2:]}
    for place in places:
        assert trace.adding(place) == next((n for n in wanted if n > place), None), place
        assert trace.adding(place, -1) == next((n for n in wanted[::-1] if n < place), None), place


@pytest.mark.parametrize("only", [None, (1,)])
@pytest.mark.parametrize("name", TRACES)
def test_every_trace_finds_them_as_a_walk_does(name, only):
    check(TRACES[name](only))


@pytest.mark.parametrize(("name", "run"), runs())
@pytest.mark.some(4)
def test_all_over_the_catalogue_they_are_found_as_by_a_walk(name, run):
    for chapter in run.chapters:
        if len(chapter.trace) < 400:
            check(chapter.trace)


@given(experiments(), run_options())
def test_in_any_run_they_are_found_as_by_a_walk(experiment, options):
    for chapter in run_of(experiment, options).chapters:
        if len(chapter.trace) < 100:
            check(chapter.trace)


def test_in_a_large_pass_they_are_where_the_gradient_is():
    dy = np.zeros((1, 62, 62, 8))
    dy[0, :, -1, -1] = dy[0, -1, :, -1] = 2.0  # something in every row and column
    trace = ConvScatter(dy, np.ones((3, 3, 8, 8)), (1, 64, 64, 8))
    wanted = np.flatnonzero(dy)
    for place in (-1, 0, *wanted[::7], len(trace) // 2):
        after, before = wanted[wanted > place], wanted[wanted < place]
        assert trace.adding(place) == (after[0] if len(after) else None)
        assert trace.adding(place, -1) == (before[-1] if len(before) else None)


def test_zeros_in_every_product_though_neither_array_is_all_zeros():
    image = np.zeros((1, 5, 5, 2))
    image[..., 0] = 1.0
    weight = np.zeros((2, 2, 2, 1))
    weight[:, :, 1] = 1.0
    trace = ConvForward(image, weight, np.ones(1))
    assert trace.adding(-1) is None
    assert trace.state(16)["y"].min() == 1  # it is the bias, which does not count


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_what_is_no_number_counts_also_times_0(odd):
    dy = np.zeros((1, 4, 4, 1))
    dy[0, 2, 1] = odd
    weight = np.zeros((2, 2, 1, 1))
    for trace in (ConvScatter(dy, weight, (1, 5, 5, 1)), ConvGather(dy, weight, (1, 5, 5, 1))):
        check(trace)
        assert trace.adding(-1) is not None


def test_a_mask_of_0_lets_no_infinity_pass():
    x = np.full((1, 3, 3, 1), -np.inf)
    x[0, 1, 1] = 2.0  # between the cells of the only window, which are all padding: nobody wins it
    settings = PoolSettings(2, padding=((1, 1), (1, 1)), dilation=2)
    trace = MaxPoolBackward(np.full((1, 1, 1, 1), np.inf), x, settings)
    check(trace)
    assert trace.adding(-1) is None


def test_what_a_function_makes_counts_and_of_an_update_the_change():
    z = np.array([[-1.0, 0.0, 2.0, -3.0]])
    assert ActivationForward("relu", z).adding(-1) == 2
    assert ActivationForward("sigmoid", z).adding(0) == 1
    assert Descent(np.ones(4), np.array([0.0, 0.0, 3.0, 0.0]), 1.0, "bias").adding(-1) == 2
