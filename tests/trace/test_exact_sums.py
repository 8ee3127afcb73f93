"""Forward sums to the bit: y, z of a linear layer and a mean are what their terms give, in the order shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_laws import check_states

from cnnviz.engine import pad2d
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.windows import ConvSettings
from cnnviz.trace.dense import LinearForward
from cnnviz.trace.padding import PadForward
from cnnviz.trace.pooling.forward import AvgPoolForward
from cnnviz.trace.pooling.windows import PoolSettings

pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
MODES = ["zeros", "reflect", "replicate", "circular"]


def exact(trace):
    check_states(trace, list(trace), 0)


@st.composite
def numbers(draw, *shape):
    """Return numbers that leave something to round, in one precision or the other, with NaN and infinity or not."""
    random = np.random.default_rng(draw(st.integers(0, 999)))
    array = random.choice([0.1, 0.2, 0.3, -0.7, 1e8, -1e-8], shape) * random.choice([1, random.normal()])
    if draw(st.booleans()):
        array.flat[random.integers(array.size, size=2)] = random.choice([np.nan, np.inf, -np.inf, 0.0], 2)
    return array.astype(draw(st.sampled_from([np.float64, np.float64, np.float32])))


@given(st.data())
def test_convolution(data):
    kernel, stride, dilation = (data.draw(pairs) for _ in range(3))
    groups, depth, per_group, batch = (data.draw(st.integers(1, 2)) for _ in range(4))
    mode = data.draw(st.sampled_from(MODES))
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilation, strict=True)]
    x = data.draw(numbers(batch, *(r + data.draw(st.integers(0, 2)) for r in reach), depth * groups))
    amounts = data.draw(st.integers(0, min(min(x.shape[1:3]) - 1, 2)))
    weight = data.draw(numbers(*kernel, depth, per_group * groups))
    filters = data.draw(st.none() | st.just((per_group * groups - 1,)))
    sample = data.draw(st.integers(0, batch - 1))
    window = ConvSettings(stride, dilation, groups, sample, filters)
    x_pad = pad2d(x, amounts, mode)
    shape = ConvForward(x_pad, weight, None, window).outputs["y"].shape
    per_filter, per_position = data.draw(numbers(shape[3])), data.draw(numbers(*shape[1:]))
    exact(ConvForward(x_pad, weight, data.draw(st.sampled_from([None, per_filter, per_position])), window))


@given(st.data())
def test_linear(data):
    batch, inputs, units = (data.draw(st.integers(1, most)) for most in (3, 8, 4))
    x, weight = data.draw(numbers(batch, inputs)), data.draw(numbers(inputs, units))
    bias = data.draw(st.none() | numbers(units))
    exact(LinearForward(x, weight, bias, sample=data.draw(st.integers(0, batch - 1))))


@given(st.data())
def test_mean(data):
    kernel, batch, depth = data.draw(pairs), data.draw(st.integers(1, 3)), data.draw(st.integers(1, 2))
    amounts = tuple(tuple(data.draw(st.integers(0, k - 1)) for _ in range(2)) for k in kernel)
    size = [k + data.draw(st.integers(0, 3)) for k in kernel]
    x = data.draw(numbers(batch, *size, depth))
    window = PoolSettings(
        kernel,
        stride=data.draw(st.none() | pairs),
        padding=amounts,
        ceil_mode=data.draw(st.booleans()),
        sample=data.draw(st.integers(0, batch - 1)),
        channels=data.draw(st.sampled_from([None, (depth - 1,)])),
    )
    x_pad = PadForward(x, amounts).outputs["x_pad"]
    exact(AvgPoolForward(x_pad, window, data.draw(st.booleans())))


def test_terms_that_cancel_leave_nothing():
    """Under Sobel's kernel for vertical edges, rows of one value each must give 0, so that ReLU stays shut."""
    image = np.repeat(np.arange(9, 1, -1) / 10, 8).reshape(1, 8, 8, 1)
    sobel = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]).reshape(3, 3, 1, 1)
    assert not ConvForward(image, sobel).outputs["y"].any()


@pytest.mark.parametrize("side", [28, 70])
def test_a_large_image(side):
    """Many sums at once are added in other blocks than few, but in the same order."""
    random = np.random.default_rng(0)
    x, weight, bias = random.normal(size=(2, side, side, 3)), random.normal(size=(3, 3, 3, 8)), np.ones(8) / 3
    y = ConvForward(x, weight, bias, ConvSettings(sample=1)).outputs["y"]
    total = np.zeros((side - 2, side - 2, 8))
    for k in range(3):
        for u in range(3):
            for v in range(3):
                total += x[1, u : u + side - 2, v : v + side - 2, k, None] * weight[u, v, k]
    np.testing.assert_array_equal(y[1], total + bias)
