"""Convolution forward and backward as steps: the laws, and three ways that arrive at the same numbers."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_laws import obeys, refuses

from cnnviz.engine import conv2d, conv2d_backward
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.full import ConvFull, SpreadGradient, TurnKernel
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.convolution.weight_gradient import BiasGradient, ConvWeightAccumulate, ConvWeightCorrelate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.steps import Cell


@dataclass
class Case:
    x_pad: np.ndarray
    weight: np.ndarray
    bias: np.ndarray | None
    dy: np.ndarray
    settings: dict
    follow: dict


@st.composite
def cases(draw, odd_values=False):
    kernel = draw(st.tuples(st.integers(1, 3), st.integers(1, 2)))
    stride = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    dilation = draw(st.tuples(st.integers(1, 2), st.integers(1, 3)))
    groups = draw(st.integers(1, 2))
    depth, per_group, batch = (draw(st.integers(1, most)) for most in (2, 2, 3))
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
    size = [r + draw(st.integers(0, 3)) for r in reach]
    random = np.random.default_rng(draw(st.integers(0, 999)))
    x_pad = random.normal(size=(batch, *size, depth * groups))
    weight = random.normal(size=(*kernel, depth, per_group * groups))
    common = {"stride": stride, "dilation": dilation, "groups": groups}
    y = conv2d(x_pad, weight, **common)
    bias = draw(st.sampled_from([None, y.shape[3:], y.shape[1:]]))
    dy = random.normal(size=y.shape)
    if odd_values:
        for array in (x_pad, weight, dy):
            spots = random.integers(array.size, size=2)
            array.flat[spots] = random.choice([np.inf, -np.inf, np.nan, 0.0], size=2)
    filters = draw(st.none() | st.sets(st.integers(0, per_group * groups - 1), min_size=1).map(tuple))
    follow = {"sample": draw(st.integers(0, batch - 1)), "filters": filters}
    bias = None if bias is None else random.normal(size=bias)
    return Case(x_pad, weight, bias, dy, common, follow)


def sample_of(case):
    return slice(case.follow["sample"], case.follow["sample"] + 1)


def expected_gradients(case):
    """The engine's gradients of the followed sample and filters."""
    own = sample_of(case)
    chosen = case.follow["filters"]
    dy = case.dy[own].copy()
    if chosen is not None:
        dy[..., [f for f in range(dy.shape[3]) if f not in chosen]] = 0
    bias_shape = None if case.bias is None else case.bias.shape
    dx, dweight, dbias = conv2d_backward(
        dy, case.x_pad[own], case.weight, bias_shape=bias_shape, **case.settings
    )
    whole = np.zeros_like(case.x_pad)
    whole[own] = dx
    return whole, dweight, dbias


def together(case):
    return ConvSettings(**case.settings, **case.follow)


def forward(case):
    return ConvForward(case.x_pad, case.weight, case.bias, together(case))


def accumulate(case):
    shape = None if case.bias is None else case.bias.shape
    return ConvWeightAccumulate(case.dy, case.x_pad, case.weight.shape, shape, together(case))


def to_dx(kind, case):
    return kind(case.dy, case.weight, case.x_pad.shape, together(case))


def correlate(case):
    return ConvWeightCorrelate(case.dy, case.x_pad, case.weight.shape, together(case))


@given(cases())
def test_forward(case):
    trace = forward(case)
    obeys(trace, exact=True)
    y = conv2d(case.x_pad, case.weight, case.bias, **case.settings)
    np.testing.assert_allclose(trace.outputs["y"], y, 1e-12, 1e-13)


@pytest.mark.parametrize("kind", [ConvScatter, ConvGather, ConvFull])
@given(case=cases())
def test_input_gradient(kind, case):
    trace = to_dx(kind, case)
    obeys(trace)
    dx_pad, _, _ = expected_gradients(case)
    own = sample_of(case)
    np.testing.assert_allclose(trace.state(len(trace))["dx_pad"][own], dx_pad[own], 1e-12, 1e-13)


@given(cases())
def test_weight_gradient_window_by_window(case):
    trace = accumulate(case)
    obeys(trace)
    _, dweight, dbias = expected_gradients(case)
    np.testing.assert_allclose(trace.outputs["dweight"], dweight, 1e-12, 1e-13)
    if case.bias is not None:
        np.testing.assert_allclose(trace.outputs["dbias"], dbias, 1e-12, 1e-13)
    assert ("dbias" in trace.outputs) == (case.bias is not None)


@given(cases())
def test_weight_gradient_by_correlation(case):
    trace = correlate(case)
    obeys(trace)
    np.testing.assert_allclose(trace.outputs["dweight"], expected_gradients(case)[1], 1e-12, 1e-13)


@given(cases())
def test_bias_gradient(case):
    shape = None if case.bias is None else case.bias.shape
    trace = BiasGradient(case.dy, shape, **case.follow)
    obeys(trace)
    np.testing.assert_allclose(trace.outputs["dbias"], expected_gradients(case)[2], 1e-12, 1e-13)


@given(cases())
def test_spreading_and_turning(case):
    common = {"stride": case.settings["stride"], "dilation": case.settings["dilation"]}
    spread = SpreadGradient(case.dy, case.weight.shape, case.x_pad.shape, together(case))
    obeys(spread)
    obeys(TurnKernel(case.weight, groups=case.settings["groups"]))
    (top, left), (down, across) = np.argwhere(case.dy[0, :, :, 0] == case.dy[0, 0, 0, 0])[0], common["stride"]
    reach = [(k - 1) * d for k, d in zip(case.weight.shape, common["dilation"], strict=False)]
    assert (top, left) == (0, 0)
    inner = spread.outputs["dy_spread"][:, reach[0] :: down, reach[1] :: across]
    np.testing.assert_array_equal(inner[:, : case.dy.shape[1], : case.dy.shape[2]], case.dy)
    assert np.count_nonzero(spread.outputs["dy_spread"]) == case.dy.size


def test_turning_a_kernel():
    weight = np.arange(12.0).reshape(2, 3, 1, 2)
    turned = TurnKernel(weight).outputs["weight_turned"]
    assert turned.shape == (2, 3, 2, 1)
    np.testing.assert_array_equal(turned[:, :, 0, 0], [[10, 8, 6], [4, 2, 0]])


@pytest.mark.some(1)
@pytest.mark.parametrize(
    "make",
    [
        forward,
        lambda case: to_dx(ConvScatter, case),
        lambda case: to_dx(ConvGather, case),
        lambda case: to_dx(ConvFull, case),
        accumulate,
        correlate,
    ],
)
@given(case=cases(odd_values=True))
def test_infinities_and_nan_go_through(make, case):
    obeys(make(case))


def test_terms_go_channel_by_channel_and_the_bias_comes_last():
    trace = ConvForward(np.zeros((1, 3, 3, 2)), np.zeros((2, 2, 2, 3)), np.zeros(3))
    assert trace.shape == (2, 2, 3)
    assert trace.axes == ("row", "column", "filter")
    (update,) = trace[7].updates
    assert update.target == Cell("y", (0, 1, 0, 1))
    kernel = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1)]
    assert [term[1] for term in update.terms[:-1]] == [Cell("weight", (*place, 1)) for place in kernel]
    assert update.terms[2][0] == Cell("x_pad", (0, 2, 0, 0))
    assert update.terms[-1] == (Cell("bias", (1,)),)


def test_gather_and_full_convolution_take_the_same_terms_in_the_same_order():
    dy, weight = np.ones((1, 3, 2, 2)), np.ones((2, 2, 1, 2))
    gather, full = (
        ConvGather(dy, weight, (1, 6, 4, 1), ConvSettings(stride=2)),
        ConvFull(dy, weight, (1, 6, 4, 1), ConvSettings(stride=2)),
    )
    placed = {1: 0, 3: 1, 5: 2}
    for short, long in zip(gather, full, strict=True):
        dys = [term[0].index for term in short.updates[0].terms]
        spread = [term[0].index for term in long.updates[0].terms]
        kept = [
            (0, placed[i], placed[j], f)
            for _, i, j, f in spread
            if i in placed and j in placed and placed[j] < 2
        ]
        assert kept == dys


def test_gathering_writes_cells_that_no_window_covered():
    trace = ConvGather(np.ones((1, 1, 1, 1)), np.ones((1, 1, 1, 1)), (1, 2, 2, 1), ConvSettings(stride=2))
    assert [step.operations for step in trace] == [1, 0, 0, 0]
    assert [step.writes for step in trace] == [{Cell("dx_pad", (0, *place, 0))} for place in np.ndindex(2, 2)]
    assert (trace.progress(4)["dx_pad"] == 2).all()


def test_refusals():
    x_pad, weight = np.zeros((1, 3, 3, 1)), np.zeros((2, 2, 1, 1))
    refuses(ConvForward, x_pad, weight, None, ConvSettings(sample=1), match="sample 1 is not one of 1")
    refuses(
        ConvForward,
        x_pad,
        weight,
        None,
        ConvSettings(filters=(1,)),
        match=r"filters \(1,\) are not some of 1",
    )
    refuses(ConvForward, x_pad, weight, np.zeros(2), match="bias of shape")
    refuses(ConvForward, x_pad, np.zeros((4, 4, 1, 1)), match="does not fit")
    refuses(ConvScatter, np.zeros((1, 3, 2, 1)), weight, x_pad.shape, match="dy of shape")
