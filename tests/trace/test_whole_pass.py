"""Traces of a whole network, one after another: what they arrive at is the numeric gradient of the loss."""

import numpy as np
import pytest

from cnnviz.engine import numeric_gradient
from cnnviz.trace.activation import ActivationBackward, ActivationForward
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.full import ConvFull
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.convolution.weight_gradient import BiasGradient, ConvWeightAccumulate, ConvWeightCorrelate
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.dense import (
    FlattenBackward,
    FlattenForward,
    LinearForward,
    LinearInputGradient,
    LinearWeightGradient,
)
from cnnviz.trace.descent import Descent
from cnnviz.trace.losses.cross_entropy import CrossEntropyBackward, CrossEntropyForward
from cnnviz.trace.losses.loss import MseBackward, MseForward, SumLoss, Upstream
from cnnviz.trace.padding import PadBackward, PadForward
from cnnviz.trace.pooling.forward import AvgPoolForward, MaxPoolForward
from cnnviz.trace.pooling.gradient import AvgPoolBackward, MaxPoolBackward
from cnnviz.trace.pooling.windows import PoolSettings

LABEL = 1
POOL = PoolSettings((3, 2), stride=2, padding=(1, 0), ceil_mode=True)


def last(trace, name):
    return trace.state(len(trace))[name]


def start():
    random = np.random.default_rng(7)
    shapes = {"x": (1, 5, 6, 2), "weight": (3, 2, 2, 2), "bias": (2,), "flat": (8, 3), "offset": (3,)}
    return {name: random.normal(size=shape) for name, shape in shapes.items()}


def forward(p):
    """A convolution with reflected borders and stride, tanh, max pooling with padding, flatten, linear, loss."""
    a = dict(p)
    a["x_pad"] = last(PadForward(p["x"], ((1, 2), (1, 0)), "reflect"), "x_pad")
    a["z"] = last(ConvForward(a["x_pad"], p["weight"], p["bias"], ConvSettings(stride=(2, 2))), "y")
    a["a"] = last(ActivationForward("tanh", a["z"]), "a")
    a["a_pad"] = last(PadForward(a["a"], (1, 0), value=-np.inf), "x_pad")
    a["pooled"] = last(MaxPoolForward(a["a_pad"], POOL), "y")
    a["list"] = last(FlattenForward(a["pooled"]), "y")
    a["logits"] = last(LinearForward(a["list"], p["flat"], p["offset"]), "y")
    return {**a, **CrossEntropyForward(a["logits"], LABEL).outputs}


def backward(a, to_dx, to_dw):
    g = {}
    d = last(CrossEntropyBackward(a["probability"], LABEL), "dlogits")
    g["offset"] = last(BiasGradient(d), "dbias")
    g["flat"] = last(LinearWeightGradient(d, a["list"]), "dweight")
    d = last(LinearInputGradient(d, a["flat"]), "dx")
    d = last(FlattenBackward(d, a["pooled"].shape), "dx")
    pool = MaxPoolBackward(d, a["a_pad"], POOL)
    d = last(PadBackward(last(pool, "dx_pad"), (1, 0)), "dx")
    d = last(ActivationBackward("tanh", d, a["z"]), "dz")
    g["weight"] = last(
        to_dw(d, a["x_pad"], a["weight"].shape, settings=ConvSettings(stride=(2, 2))), "dweight"
    )
    g["bias"] = last(BiasGradient(d), "dbias")
    d = last(to_dx(d, a["weight"], a["x_pad"].shape, settings=ConvSettings(stride=(2, 2))), "dx_pad")
    g["x"] = last(PadBackward(d, ((1, 2), (1, 0)), "reflect"), "dx")
    return g


@pytest.mark.some(3)
@pytest.mark.parametrize("to_dw", [ConvWeightAccumulate, ConvWeightCorrelate])
@pytest.mark.parametrize("to_dx", [ConvScatter, ConvGather, ConvFull])
def test_every_way_arrives_at_the_numeric_gradient(to_dx, to_dw):
    p = start()
    gradients = backward(forward(p), to_dx, to_dw)
    assert gradients.keys() == p.keys()
    for name, gradient in gradients.items():
        numeric = numeric_gradient(lambda v, name=name: forward({**p, name: v})["loss"][0], p[name])
        np.testing.assert_allclose(gradient, numeric, 1e-6, 1e-9, err_msg=name)


def test_descent_lowers_the_loss():
    p = start()
    before = forward(p)
    gradients = backward(before, ConvScatter, ConvWeightAccumulate)
    new = {
        name: last(Descent(value, gradients[name], 0.01, name), name + "_new")
        for name, value in p.items()
        if name != "x"
    }
    assert forward({**p, **new})["loss"][0] < before["loss"][0]


@pytest.mark.parametrize("include", [True, False])
def test_average_pooling_and_mean_square(include):
    random = np.random.default_rng(1)
    x, target = random.normal(size=(1, 5, 4, 2)), random.normal(size=(1, 3, 3, 2))
    window = PoolSettings(3, stride=2, padding=1, ceil_mode=True)

    def run(x):
        y = AvgPoolForward(PadForward(x, 1).outputs["x_pad"], window, include).outputs["y"]
        return MseForward(y, target)

    trace = run(x)
    dy = last(MseBackward(trace.outputs["difference"]), "dy")
    dx = last(PadBackward(last(AvgPoolBackward(dy, (1, 7, 6, 2), window, include), "dx_pad"), 1), "dx")
    np.testing.assert_allclose(dx, numeric_gradient(lambda v: run(v).outputs["loss"][0], x), 1e-6, 1e-9)


def test_the_gradient_of_a_sum_is_one():
    y = np.random.default_rng(2).normal(size=(1, 2, 3, 1))
    numeric = numeric_gradient(lambda v: SumLoss(v).outputs["loss"][0], y)
    np.testing.assert_allclose(Upstream(np.ones_like(y)).outputs["dy"], numeric, 1e-6)


def test_single_precision_stays_single():
    x = np.random.default_rng(3).normal(size=(1, 4, 4, 1)).astype(np.float32)
    weight = np.ones((2, 2, 1, 1), np.float32)
    for trace in (
        PadForward(x, 1),
        ConvForward(x, weight),
        ConvScatter(x, weight, (1, 5, 5, 1)),
        ConvGather(x, weight, (1, 5, 5, 1)),
        ConvFull(x, weight, (1, 5, 5, 1)),
        MaxPoolForward(x, PoolSettings(2)),
        AvgPoolForward(x, PoolSettings(2)),
        MaxPoolBackward(x[:, :2, :2], x, PoolSettings(2)),
        AvgPoolBackward(x, (1, 8, 8, 1), PoolSettings(2)),
        ActivationForward("sigmoid", x),
    ):
        for n in (1, len(trace)):
            computed = [array for name, array in trace.state(n).items() if name not in trace.asides]
            assert {array.dtype for array in computed} == {np.dtype(np.float32)}
