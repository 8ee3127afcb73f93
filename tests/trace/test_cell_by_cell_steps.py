"""Activations, flatten, linear, losses and descent as steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_laws import obeys, refuses

from cnnviz.engine import (
    activation,
    activation_backward,
    flatten,
    linear,
    linear_backward,
    mse,
    sgd_step,
    softmax,
    softmax_cross_entropy,
)
from cnnviz.trace.activation import ActivationBackward, ActivationForward
from cnnviz.trace.convolution.weight_gradient import BiasGradient
from cnnviz.trace.dense import (
    FlattenBackward,
    FlattenForward,
    LinearForward,
    LinearInputGradient,
    LinearWeightGradient,
)
from cnnviz.trace.descent import Descent
from cnnviz.trace.losses.cross_entropy import CrossEntropyBackward, CrossEntropyForward
from cnnviz.trace.losses.loss import CellLoss, MseBackward, MseForward, SumLoss, Upstream
from cnnviz.trace.steps import Cell, Const

names = st.sampled_from(["relu", "leaky_relu", "sigmoid", "tanh", "identity"])
images = st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(1, 3), st.integers(1, 2))
lists = st.tuples(st.integers(1, 2), st.integers(1, 5))
numbers = st.builds(np.random.default_rng, st.integers(0, 999))
odd = st.booleans()


def filled(random, shape, odd=False):
    x = random.normal(size=shape)
    if odd:
        x.flat[random.integers(x.size, size=3)] = random.choice([np.nan, np.inf, -np.inf, 0, 800], 3)
    return x


@given(names, images | lists, numbers, odd)
def test_activation(name, shape, random, odd):
    z, da = filled(random, shape, odd), filled(random, shape, odd)
    trace = ActivationForward(name, z, sample=shape[0] - 1)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["a"], activation(name, z))
    trace = ActivationBackward(name, da, z, sample=shape[0] - 1)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["dz"], activation_backward(name, da, z))


@given(names, images, numbers, odd)
def test_activation_of_one_channel(name, shape, random, odd):
    z, da = filled(random, shape, odd), filled(random, shape, odd)
    follow = {"sample": 0, "channels": (shape[3] - 1,)}
    for trace in (ActivationForward(name, z, **follow), ActivationBackward(name, da, z, **follow)):
        obeys(trace)
        assert trace.shape == (*shape[1:3], 1)
        (result,) = trace.outputs
        assert not trace.state(len(trace))[result][..., :-1].any()


def test_a_closed_relu_lets_no_infinity_through():
    z, da = np.array([[-1.0, 2.0, -3.0]]), np.array([[np.inf, np.nan, 5.0]])
    trace = ActivationBackward("relu", da, z)
    obeys(trace)
    np.testing.assert_array_equal(trace.state(3)["dz"], [[0, np.nan, 0]])
    assert trace[2].updates[0].terms == ((Cell("da", (0, 2)), Const(0.0, "relu′(z)")),)


def test_a_closed_relu_in_a_channel_that_is_not_followed():
    z = np.array([-1.0, -1.0, 2.0, 2.0]).reshape(1, 1, 2, 2)
    da = np.array([np.inf, np.inf, 1.0, np.inf]).reshape(1, 1, 2, 2)
    trace = ActivationBackward("relu", da, z, channels=(1,))
    obeys(trace)
    np.testing.assert_array_equal(trace.state(2)["dz"].ravel(), [0, 0, 0, np.inf])


@given(images, numbers)
def test_flatten(shape, random):
    x = filled(random, shape)
    trace = FlattenForward(x, sample=shape[0] - 1)
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["y"], flatten(x))
    back = FlattenBackward(flatten(x), shape, sample=shape[0] - 1)
    obeys(back)
    np.testing.assert_array_equal(back.outputs["dx"], x)


@given(lists, st.integers(1, 3), numbers, odd, st.booleans())
def test_linear(shape, units, random, odd, with_bias):
    x, weight = filled(random, shape, odd), filled(random, (shape[1], units), odd)
    bias = filled(random, units) if with_bias else None
    dy, sample = filled(random, (shape[0], units), odd), shape[0] - 1
    forward = LinearForward(x, weight, bias, sample=sample)
    obeys(forward, exact=True)
    np.testing.assert_allclose(forward.outputs["y"], linear(x, weight, bias), 1e-12, 1e-13)
    dx, dweight, dbias = linear_backward(dy[sample:], x[sample:], weight)
    for trace, name, expected in (
        (LinearInputGradient(dy, weight, sample=sample), "dx", dx),
        (LinearWeightGradient(dy, x, sample=sample), "dweight", dweight),
        (BiasGradient(dy, sample=sample), "dbias", dbias),
    ):
        obeys(trace)
        found = trace.outputs[name][sample:] if name == "dx" else trace.outputs[name]
        np.testing.assert_allclose(found, expected, 1e-12)


@given(images | lists, numbers)
def test_sum_and_single_cell(shape, random):
    y, sample = filled(random, shape), shape[0] - 1
    trace = SumLoss(y, sample=sample)
    obeys(trace)
    np.testing.assert_allclose(trace.outputs["loss"], [y[sample].sum()], 1e-12)
    cell = (sample, *(size // 2 for size in shape[1:]))
    trace = CellLoss(y, cell)
    obeys(trace)
    assert trace.outputs["loss"] == [y[cell]]
    assert trace[0].reads == {Cell("y", cell)}
    trace = Upstream(np.ones(shape), sample=sample)
    obeys(trace)
    assert trace[0].updates[0].terms == ((Const(1.0, "∂L/∂y"),),)


@given(images | lists, numbers, odd)
def test_mean_squared_error(shape, random, odd):
    y, target, sample = filled(random, shape, odd), filled(random, shape), shape[0] - 1
    trace = MseForward(y, target, sample=sample)
    obeys(trace)
    loss, dy = mse(y[sample], target[sample])
    np.testing.assert_allclose(trace.outputs["loss"], [loss], 1e-12)
    back = MseBackward(trace.outputs["difference"], sample=sample)
    obeys(back)
    np.testing.assert_allclose(back.outputs["dy"][sample], dy, 1e-12)


@given(lists, numbers, odd)
def test_cross_entropy(shape, random, odd):
    logits, sample = filled(random, shape, odd) * 5, shape[0] - 1
    label = int(random.integers(shape[1]))
    trace = CrossEntropyForward(logits, label, sample=sample)
    obeys(trace)
    loss, dlogits = softmax_cross_entropy(logits[sample:], np.array([label]))
    np.testing.assert_allclose(trace.state(len(trace))["loss"], [loss], 1e-12)
    np.testing.assert_allclose(trace.outputs["probability"], softmax(logits), 1e-12)
    back = CrossEntropyBackward(trace.outputs["probability"], label, sample=sample)
    obeys(back)
    np.testing.assert_allclose(back.outputs["dlogits"][sample:], dlogits, 1e-12, 1e-15)


@pytest.mark.parametrize("shape", [(2, 3, 2, 2), (3, 2, 2), (3, 2), (4,)])
def test_descent(shape):
    random = np.random.default_rng(3)
    parameter, gradient = random.normal(size=shape), random.normal(size=shape)
    trace = Descent(parameter, gradient, 0.1, name="bias")
    obeys(trace)
    np.testing.assert_array_equal(trace.outputs["bias_new"], sgd_step(parameter, gradient, 0.1))
    assert trace[0].updates[0].terms[1][0] == Const(-0.1, "−η")


def test_a_kernel_is_updated_row_by_row():
    trace = Descent(np.ones((2, 3, 2, 2)), np.ones((2, 3, 2, 2)), 1)
    assert trace.axes == ("filter", "channel", "row", "column")
    assert trace[7].writes == {Cell("weight_new", (0, 1, 1, 0))}


def test_refusals():
    z = np.zeros((1, 3))
    refuses(ActivationForward, "gelu", z, match="activation 'gelu'")
    refuses(ActivationBackward, "relu", z[:, :2], z, match="da of shape")
    refuses(ActivationForward, "relu", np.zeros(3), match="neither images nor lists")
    refuses(LinearForward, z, np.zeros((2, 2)), match="x of shape")
    refuses(CrossEntropyForward, z, 3, match="label 3 is not one of 3 classes")
    refuses(MseForward, z, z[:, :1], match="target of shape")
    refuses(Descent, z, z[:, :1], 0.1, match="gradient of shape")
