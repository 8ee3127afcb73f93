"""The worked numbers of the notebooks that this project comes from."""

import numpy as np
import pytest

from cnnviz import engine


def images(x):
    return np.array(x)[None, :, :, None]


def test_sigmoid_by_hand():
    x = images([[0.1, 0.2, 1.3], [0.37, 1.09, 1.02], [0.12, -0.23, -0.45]])
    weight = np.array([[0.4, -0.1], [0.23, 0.61]])[:, :, None, None]
    z = engine.conv2d(x, weight)
    np.testing.assert_allclose(z[0, ..., 0], [[0.77, 0.8229], [-0.0737, 0.0066]], atol=1e-12)
    h = engine.activation("sigmoid", z)
    expected = [[0.68352089, 0.69485158], [0.48158334, 0.50164999]]
    np.testing.assert_allclose(h[0, ..., 0], expected, atol=1e-8)
    dh = engine.activation_backward("sigmoid", np.ones_like(z), z)
    expected = [[0.21632008, 0.21203286], [0.24966083, 0.24999728]]
    np.testing.assert_allclose(dh[0, ..., 0], expected, atol=1e-8)
    dx, dweight, dbias = engine.conv2d_backward(dh, x, weight)
    expected = [[0.42891012, 0.84603426], [0.28361417, 0.28214164]]
    np.testing.assert_allclose(dweight[..., 0, 0], expected, atol=1e-8)
    expected = [
        [0.08652803, 0.06318114, -0.02120329],
        [0.14961795, 0.25575564, 0.10434032],
        [0.05742199, 0.20979248, 0.15249834],
    ]
    np.testing.assert_allclose(dx[0, ..., 0], expected, atol=1e-8)
    np.testing.assert_allclose(dbias, dh.sum())


def test_convolution_forward():
    state = np.random.RandomState(1)
    x, weight, bias = (state.randn(*shape) for shape in ((10, 8, 8, 4), (3, 3, 4, 8), (1, 1, 1, 8)))
    z = engine.conv2d(x, weight, bias.ravel(), stride=2, padding=2)
    assert z.mean() == pytest.approx(-0.1282614539128993, rel=1e-12)
    expected = [4.98925312, -0.12934609, 6.77487928, -6.44934224]
    expected += [1.80531313, 8.75470928, -2.85387942, -2.65858316]
    np.testing.assert_allclose(z[3, 2, 1], expected, atol=1e-8)


def test_convolution_backward():
    state = np.random.RandomState(1)
    x, weight, bias = (state.randn(*shape) for shape in ((10, 4, 4, 3), (2, 2, 3, 6), (1, 1, 1, 6)))
    z = engine.conv2d(x, weight, bias.ravel(), stride=2, padding=2)
    means = [a.mean() for a in engine.conv2d_backward(z, x, weight, stride=2, padding=2)]
    expected = [-0.9683520023516613, -3.028451139022465, 41.04575496729348]
    np.testing.assert_allclose(means, expected, rtol=1e-12)


def test_pooling_forward():
    x = np.random.RandomState(1).randn(1, 5, 5, 3)
    expected = [
        [[1.74481176, 0.90159072, 1.65980218], [1.74481176, 1.6924546, 1.65980218]],
        [[1.13162939, 1.51981682, 2.18557541], [1.13162939, 1.6924546, 2.18557541]],
    ]
    np.testing.assert_allclose(engine.max_pool2d(x, 3, stride=2)[0], expected, atol=1e-8)
    expected = [
        [[-0.03010467, -0.00324021, -0.33629886], [0.12893444, 0.22242847, 0.1250676]],
        [[-0.38268052, 0.23257995, 0.6259979], [-0.09525515, 0.268511, 0.46605637]],
    ]
    np.testing.assert_allclose(engine.avg_pool2d(x, 3, stride=2)[0], expected, atol=1e-8)


def test_masks():
    mask = engine.max_mask([[5, 8, 9], [5, 0, 0], [1, 7, 6]])
    assert np.argwhere(mask).tolist() == [[0, 2]]
    np.testing.assert_allclose(engine.average_mask(25, (3, 3)), np.full((3, 3), 2.77777778), atol=1e-8)


def test_pooling_backward():
    state = np.random.RandomState(1)
    x, dy = state.randn(5, 5, 3, 2), state.randn(5, 4, 2, 2)
    assert dy.mean() == pytest.approx(0.14571390272918056)
    dx = engine.max_pool2d_backward(dy, x, 2, stride=1)
    np.testing.assert_allclose(dx[1, 1], [[0, 0], [5.05844394, -1.68282702], [0, 0]], atol=1e-8)
    dx = engine.avg_pool2d_backward(dy, x.shape, 2, stride=1)
    expected = [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]]
    np.testing.assert_allclose(dx[1, 1], expected, atol=1e-8)
