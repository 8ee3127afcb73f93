"""Padding forward and backward as steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_laws import obeys, refuses

from cnnviz.engine import pad2d, pad2d_backward
from cnnviz.trace.padding import PadBackward, PadForward
from cnnviz.trace.steps import Cell, Const

MODES = ["zeros", "reflect", "replicate", "circular"]


@st.composite
def cases(draw):
    mode = draw(st.sampled_from(MODES))
    size = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    most = [{"reflect": n - 1, "circular": n}.get(mode, 3) for n in size]
    padding = tuple(tuple(draw(st.integers(0, m)) for _ in range(2)) for m in most)
    batch, depth = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    x = random.normal(size=(batch, *size, depth))
    if draw(st.booleans()):
        x.flat[random.integers(x.size)] = random.choice([np.nan, np.inf])
    return x, padding, mode, batch - 1


@given(cases())
def test_forward(case):
    x, padding, mode, sample = case
    trace = PadForward(x, padding, mode, sample=sample)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["x_pad"], pad2d(x, padding, mode))


@given(cases())
def test_backward(case):
    x, padding, mode, sample = case
    dx_pad = np.random.default_rng(0).normal(size=pad2d(x, padding, mode).shape)
    dx_pad[0, 0, 0, 0] = x.flat[0]
    trace = PadBackward(dx_pad, padding, mode, sample=sample)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["dx"], pad2d_backward(dx_pad, padding, mode))


def test_all_channels_of_a_cell_in_one_step():
    trace = PadForward(np.ones((1, 2, 2, 3)), 1)
    assert trace.shape == (4, 4)
    assert trace[0].operations == 3
    assert trace[0].updates[2].terms == ((Const(0.0, "padding"),),)
    assert trace[5].updates[1].terms == ((Cell("x", (0, 0, 0, 1)),),)


def test_padding_with_a_value():
    trace = PadForward(np.ones((1, 1, 1, 1)), (0, 1), value=-np.inf)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["x_pad"].ravel(), [-np.inf, 1, -np.inf])


def test_the_corner_of_a_replicated_border_flows_back_to_the_corner():
    trace = PadBackward(np.ones((1, 4, 4, 1)), 1, "replicate")
    assert trace.steps_of(Cell("dx", (0, 0, 0, 0))) == (0, 1, 4, 5)
    assert trace.outputs["dx"][0, 0, 0, 0] == 4
    assert trace.progress(5)["dx"][0, 0, 0, 0] == 1


@pytest.mark.parametrize("mode", MODES[1:2])
def test_refusals(mode):
    refuses(PadForward, np.zeros((1, 2, 2, 1)), 2, mode, match="reflect padding 2")
    refuses(PadForward, np.zeros((1, 2, 2, 1)), 0, sample=3, match="sample 3 is not one of 1")
