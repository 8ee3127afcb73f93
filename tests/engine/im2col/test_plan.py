"""Convolution made fast is convolution by plain loops, whatever was computed before in the same buffers."""

from unittest.mock import patch

import numpy as np
from engine_draws import convolutions, few, generators
from hypothesis import given
from hypothesis import strategies as st
from plain_convolution import conv2d_backward_by_loops, conv2d_by_loops

from cnnviz.engine.im2col import fold, unfold
from cnnviz.engine.im2col.plan import Plan
from cnnviz.engine.im2col.unfold import Columns

SMALL = {"PRODUCT": 30, "TILE": 500, "RESULT": 8}
limits = st.sampled_from([SMALL, {"PRODUCT": 300, "TILE": 5000, "RESULT": 5}, None])
types = st.sampled_from([np.float64, np.float32])
calls = st.lists(
    st.tuples(
        st.sampled_from(["forward", "forward, no bias", "backward", "weight_gradient"]), st.integers(0, 1)
    ),
    min_size=3,
    max_size=6,
)


def in_pieces(most, make, *arguments):
    """Make what does its work at once, or in pieces of at most this size."""
    if most is None:
        return make(*arguments)
    with patch.multiple(unfold, **most), patch.object(fold, "PIECE", most["TILE"]):
        return make(*arguments)


def plan_of(case, most):
    settings = case.geometry, case.settings["groups"], case.settings["padding_mode"]
    return in_pieces(most, Plan, case.x.shape, case.weight.shape, case.x.dtype, *settings)


def others(case, rng):
    """Return the arrays of a case, and other ones of the same shapes."""
    arrays = case.dy, case.x, case.weight, case.bias
    return arrays, tuple(rng.normal(size=a.shape).astype(a.dtype) for a in arrays)


def by_loops(case, call, dy, x, weight, bias):
    chosen = case.geometry, case.settings["groups"], case.settings["padding_mode"]
    if call.startswith("forward"):
        return (conv2d_by_loops(x, weight, bias if call == "forward" else None, *chosen),)
    gradients = conv2d_backward_by_loops(dy, x, weight, *chosen)
    return gradients if call == "backward" else gradients[1:]


def by_plan(plan, call, dy, x, weight, bias):
    if call.startswith("forward"):
        return (plan.forward(x, weight, bias if call == "forward" else None),)
    return plan.backward(dy, x, weight) if call == "backward" else plan.weight_gradient(dy, x)


@few
@given(types.flatmap(lambda dtype: convolutions(dtype=dtype)), generators, limits, calls)
def test_each_call_answers_for_what_it_is_given(case, rng, most, calls):
    plan, given_, close = plan_of(case, most), others(case, rng), 1e-12 if case.x.dtype == float else 2e-3
    answers = [by_plan(plan, call, *given_[which]) for call, which in calls]
    for (call, which), answer in zip(calls, answers, strict=True):
        expected = by_loops(case, call, *(a.astype(float) for a in given_[which]))
        for mine, plain in zip(answer, expected, strict=True):
            np.testing.assert_allclose(mine, plain, rtol=close, atol=close)


@few
@given(convolutions(modes=["zeros"]), generators, limits)
def test_rows_that_are_handed_on_are_those_of_the_gradient_in_hand(case, rng, most):
    images = np.zeros((case.x.shape[3], *case.geometry.padded, len(case.x)))
    windows = in_pieces(most, Columns, images, case.weight.shape, case.geometry, case.settings["groups"])
    for dy in (case.dy, rng.normal(size=case.dy.shape)):
        n, oh, ow, _ = dy.shape
        rows = windows.find_gradient(dy)
        expected = dy.transpose(1, 3, 2, 0).reshape(oh, case.settings["groups"], -1, ow * n).swapaxes(0, 1)
        np.testing.assert_array_equal(windows.rows(dy), expected)
        assert rows is not None or most is not None
        if rows is not None:
            np.testing.assert_array_equal(rows, expected)
