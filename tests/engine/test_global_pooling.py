"""Global average pooling: the mean of each channel, and every cell's share of its gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import (
    avg_pool2d,
    avg_pool2d_backward,
    global_avg_pool2d,
    global_avg_pool2d_backward,
    numeric_gradient,
)

SHAPES = st.tuples(st.integers(1, 3), st.integers(1, 5), st.integers(1, 5), st.integers(1, 4))


@given(SHAPES, st.integers(0, 99))
def test_it_is_the_average_pooling_with_a_window_as_large_as_the_image(shape, seed):
    random = np.random.default_rng(seed)
    x, dy = random.normal(size=shape), random.normal(size=(shape[0], shape[3]))
    np.testing.assert_allclose(global_avg_pool2d(x), avg_pool2d(x, shape[1:3])[:, 0, 0], 1e-12, 1e-15)
    whole = avg_pool2d_backward(dy[:, None, None], shape, shape[1:3])
    np.testing.assert_allclose(global_avg_pool2d_backward(dy, shape), whole, 1e-12, 1e-15)


def test_the_gradient_is_the_numeric_one():
    random = np.random.default_rng(0)
    x, dy = random.normal(size=(2, 3, 4, 2)), random.normal(size=(2, 2))
    numeric = numeric_gradient(lambda x: (global_avg_pool2d(x) * dy).sum(), x)
    np.testing.assert_allclose(global_avg_pool2d_backward(dy, x.shape), numeric, atol=1e-8)


def test_it_agrees_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch, the reference here, is not installed")
    x = np.random.default_rng(1).normal(size=(2, 3, 5, 4))
    planes = torch.tensor(np.moveaxis(x, 3, 1).copy(), requires_grad=True)
    means = torch.nn.functional.adaptive_avg_pool2d(planes, 1).flatten(1)
    np.testing.assert_allclose(global_avg_pool2d(x), means.detach().numpy(), 1e-12)
    dy = np.random.default_rng(2).normal(size=(2, 4))
    means.backward(torch.tensor(dy))
    dx = np.moveaxis(planes.grad.numpy(), 1, 3)
    np.testing.assert_allclose(global_avg_pool2d_backward(dy, x.shape), dx, 1e-12)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="samples and channels"):
        global_avg_pool2d_backward(np.ones((2, 3)), (2, 4, 4, 2))
    with pytest.raises(ValueError, match="3 axes instead of 4"):
        global_avg_pool2d_backward(np.ones((2, 3)), (2, 4, 3))
