"""What the engine refuses, and how it says so."""

import numpy as np
import pytest

from cnnviz import engine

X, W = np.ones((1, 4, 4, 2)), np.ones((3, 3, 2, 4))
DY = np.ones((1, 2, 2, 4))


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        (np.array([["a"]]), TypeError, "x holds <U1"),
        (np.ones((1, 4, 4, 2), complex), TypeError, "x holds complex128"),
        (np.ones((1, 4, 4, 2), object), TypeError, "x holds object"),
        (np.ones((4, 4, 2)), ValueError, r"x of shape \(4, 4, 2\) has 3 axes instead of 4"),
        (np.ones((0, 4, 4, 2)), ValueError, r"x of shape \(0, 4, 4, 2\) is empty"),
        (None, TypeError, "x holds object"),
    ],
)
def test_arrays(values, error, message):
    calls = [
        lambda: engine.conv2d(values, W),
        lambda: engine.conv2d_backward(DY, values, W),
        lambda: engine.max_pool2d(values, 2),
        lambda: engine.max_pool2d_backward(DY[..., :2], values, 2),
        lambda: engine.avg_pool2d(values, 2),
        lambda: engine.pad2d(values, 1),
    ]
    for call in calls:
        with pytest.raises(error, match=message):
            call()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: engine.conv2d(X, W.astype(complex)), TypeError, "weight holds complex128"),
        (lambda: engine.conv2d(X, W, ["a"] * 4), TypeError, "bias holds <U1"),
        (lambda: engine.conv2d(X, W[0]), ValueError, r"weight of shape \(3, 2, 4\) has 3 axes instead of 4"),
        (lambda: engine.conv2d(X, W[..., :0]), ValueError, r"weight of shape \(3, 3, 2, 0\) is empty"),
        (lambda: engine.conv2d(X, W, np.ones(())), ValueError, r"bias of shape \(\) is neither"),
        (lambda: engine.conv2d_backward(DY.astype(object), X, W), TypeError, "dy holds object"),
        (lambda: engine.conv2d_backward(DY[0], X, W), ValueError, r"dy of shape .* has 3 axes instead of 4"),
        (lambda: engine.conv2d_backward(DY[:0], X, W), ValueError, r"dy of shape .* is empty"),
        (
            lambda: engine.max_pool2d_backward(DY[0], X, 2),
            ValueError,
            r"dy of shape .* has 3 axes instead of 4",
        ),
        (lambda: engine.avg_pool2d_backward("dy", X.shape, 2), TypeError, "dy holds <U2"),
        (lambda: engine.flatten(3.0), ValueError, r"x of shape \(\) is a single number"),
        (lambda: engine.flatten(X[:0]), ValueError, r"x of shape .* is empty"),
        (lambda: engine.softmax([]), ValueError, r"logits of shape .* is empty"),
        (lambda: engine.max_mask(["a"]), TypeError, "window holds <U1"),
    ],
)
def test_every_array_is_looked_at(call, error, message):
    engine.conv2d_backward(
        engine.conv2d(X, W), X, W
    )  # a plan that was made for good arrays lets no bad ones through
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize(
    ("chosen", "error", "message"),
    [
        ({"stride": 0}, ValueError, "stride 0 must be at least 1"),
        ({"stride": (1, -2)}, ValueError, r"stride \(1, -2\) must be at least 1"),
        ({"stride": 1.0}, TypeError, "stride 1.0 is neither an integer nor a pair"),
        ({"stride": True}, TypeError, "stride True is neither"),
        ({"stride": (1, 1, 1)}, TypeError, "stride"),
        ({"dilation": 0}, ValueError, "dilation 0 must be at least 1"),
        ({"dilation": 2}, ValueError, r"kernel 5x5 .* does not fit the padded input 4x4"),
        ({"padding": -1}, ValueError, "padding -1 must be at least 0"),
        ({"padding": "sme"}, ValueError, "padding 'sme' is not one of 'valid', 'same', 'full'"),
        ({"padding": 1.5}, TypeError, "padding 1.5 is neither"),
        ({"groups": 3}, ValueError, "groups 3 must be at least 1 and divide 2 input and 4 output channels"),
        ({"groups": 0}, ValueError, "groups 0 must"),
        ({"groups": 1.0}, TypeError, r"groups 1\.0 is not an integer"),
        ({"groups": 2}, ValueError, "reads 2 channels, but the input has 2 in 2 groups"),
        ({"padding_mode": "constant"}, ValueError, "padding_mode 'constant' is not one of"),
        (
            {"padding": 4, "padding_mode": "reflect"},
            ValueError,
            "reflect padding 4 is more than size - 1 = 3",
        ),
    ],
)
def test_settings_of_a_convolution(chosen, error, message):
    engine.conv2d(X, W)  # a plan that was made for good settings must not let bad ones through
    with pytest.raises(error, match=message):
        engine.conv2d(X, W, **chosen)
    with pytest.raises(error, match=message):
        engine.conv2d_backward(DY, X, W, **chosen)


def test_shapes_that_do_not_meet():
    with pytest.raises(ValueError, match="kernel 5x5 does not fit the padded input 4x4"):
        engine.conv2d(X, np.ones((5, 5, 2, 4)))
    with pytest.raises(ValueError, match="kernel 5x5 does not fit the padded input 4x4"):
        engine.max_pool2d(np.ones((1, 3, 3, 1)), 5, padding=((0, 1), (0, 1)))
    with pytest.raises(ValueError, match=r"weight .* reads 3 channels, but the input has 2"):
        engine.conv2d(X, np.ones((3, 3, 3, 4)))
    with pytest.raises(ValueError, match=r"bias of shape \(3,\) is neither \(4,\)"):
        engine.conv2d(X, W, np.ones(3))
    with pytest.raises(ValueError, match=r"bias of shape \(1, 1, 4\) is neither"):
        engine.conv2d(X, W, np.ones((1, 1, 4)))
    with pytest.raises(ValueError, match=r"dy of shape \(1, 3, 2, 4\) does not match \(1, 2, 2, 4\)"):
        engine.conv2d_backward(np.ones((1, 3, 2, 4)), X, W)
    with pytest.raises(ValueError, match=r"bias of shape \(2, 2, 1\) is neither"):
        engine.conv2d_backward(DY, X, W, bias_shape=(2, 2, 1))
    with pytest.raises(ValueError, match=r"dy of shape"):
        engine.max_pool2d_backward(DY, X, 2)
    with pytest.raises(ValueError, match=r"dy of shape"):
        engine.avg_pool2d_backward(DY, X.shape, 2)
    with pytest.raises(ValueError, match=r"x_shape \(4, 4, 2\) has 3 axes instead of 4"):
        engine.avg_pool2d_backward(DY, X.shape[1:], 2)
    with pytest.raises(ValueError, match="input 0x4 has no cells"):
        engine.avg_pool2d_backward(DY, (1, 0, 4, 4), 2, padding=1)


@pytest.mark.parametrize("pool", [engine.max_pool2d, engine.avg_pool2d])
@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"kernel_size": 0}, "kernel_size 0 must be at least 1"),
        ({"kernel_size": 2, "stride": 0}, "stride 0 must be at least 1"),
        ({"kernel_size": 2, "padding": 2}, "padding 2 must be less than the window's 2 cells"),
        ({"kernel_size": (4, 6)}, "kernel 4x6 does not fit the padded input 4x4"),
    ],
)
def test_settings_of_a_pooling(pool, chosen, message):
    with pytest.raises(ValueError, match=message):
        pool(X, **chosen)


def test_words():
    with pytest.raises(ValueError, match="ties 'last' is not one of 'first', 'all', 'split'"):
        engine.max_pool2d_backward(np.ones((1, 2, 2, 2)), X, 2, ties="last")
    with pytest.raises(ValueError, match="ties 'last'"):
        engine.max_mask([[1.0]], "last")
    with pytest.raises(ValueError, match="activation 'swish' is not one of 'relu'"):
        engine.activation("swish", X)
    with pytest.raises(ValueError, match="activation 'swish'"):
        engine.activation_backward("swish", X, X)


def test_flat_end():
    with pytest.raises(ValueError, match="reads 3 inputs, but x has 2"):
        engine.linear(np.ones((1, 2)), np.ones((3, 4)), np.ones(4))
    with pytest.raises(ValueError, match=r"bias of shape \(3,\)"):
        engine.linear(np.ones((1, 2)), np.ones((2, 4)), np.ones(3))
    with pytest.raises(TypeError, match="labels hold float64, but a class is an integer"):
        engine.softmax_cross_entropy(np.ones((1, 2)), [0.0])
    with pytest.raises(ValueError, match="labels from 2 to 2 must lie between 0 and 1"):
        engine.softmax_cross_entropy(np.ones((1, 2)), [2])
    with pytest.raises(ValueError, match=r"labels of shape \(2,\)"):
        engine.softmax_cross_entropy(np.ones((1, 2)), [0, 1])
    with pytest.raises(ValueError, match=r"target of shape \(2,\)"):
        engine.mse(np.ones(3), np.ones(2))
    with pytest.raises(ValueError, match=r"gradient of shape \(2,\)"):
        engine.sgd_step(np.ones(3), np.ones(2), 0.1)


def test_integers_of_any_type_and_lists_are_settings_too():
    one, two = np.int64(1), np.int32(2)
    y = engine.conv2d(X, W[:, :, :1], stride=[1, one], padding=[[0, one], (1, 0)], groups=two, dilation=one)
    assert y.shape == (1, 3, 3, 4)
    assert engine.max_pool2d(X, [two, 1], stride=two).shape == (1, 2, 2, 2)
