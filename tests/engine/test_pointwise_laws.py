"""Activations, the flat end, losses and the step of descent."""

import numpy as np
import pytest
from engine_draws import few, generators
from hypothesis import given

from cnnviz import engine
from cnnviz.engine.activation import ACTIVATIONS


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_derivatives(name):
    @few
    @given(generators)
    def law(rng):
        z, da = rng.normal(size=(2, 3, 4))
        z[np.abs(z) < 1e-3] = 0.5  # away from the kink
        numeric = engine.numeric_gradient(lambda z: np.sum(engine.activation(name, z) * da), z)
        np.testing.assert_allclose(engine.activation_backward(name, da, z), numeric, atol=1e-8)

    law()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_one_number(name):
    assert engine.activation(name, 0.5).shape == ()
    assert engine.activation_backward(name, 2, 0.5).shape == ()


def test_values():
    z = [-2.0, 0.0, 3.0]
    assert engine.activation("relu", z).tolist() == [0, 0, 3]
    assert engine.activation("leaky_relu", z).tolist() == [-0.02, 0, 3]
    assert engine.activation_backward("relu", [5, 6, 7], z).tolist() == [0, 0, 7]
    assert engine.activation("sigmoid", [-1e4, 0, 1e4]).tolist() == [0, 0.5, 1]


@few
@given(generators)
def test_flat_end(rng):
    x, weight, bias, dy = (rng.normal(size=s) for s in ((3, 4), (4, 2), (2,), (3, 2)))
    dx, dweight, dbias = engine.linear_backward(dy, x, weight)
    expected = np.sum((x @ weight) * dy)
    np.testing.assert_allclose(np.sum(x * dx), expected, atol=1e-12)
    np.testing.assert_allclose(np.sum(weight * dweight), expected, atol=1e-12)
    numeric = engine.numeric_gradient(lambda b: np.sum(engine.linear(x, weight, b) * dy), bias, 0.5)
    np.testing.assert_allclose(dbias, numeric, atol=1e-12)


def test_flatten_goes_row_by_row_and_back():
    x = np.arange(24.0).reshape(2, 3, 2, 2)
    assert engine.flatten(x)[1].tolist() == list(range(12, 24))
    np.testing.assert_array_equal(engine.flatten_backward(engine.flatten(x), x.shape), x)


@few
@given(generators)
def test_gradients_of_the_losses(rng):
    logits, labels = rng.normal(size=(3, 4)), rng.integers(0, 4, 3)
    _, dlogits = engine.softmax_cross_entropy(logits, labels)
    numeric = engine.numeric_gradient(lambda z: engine.softmax_cross_entropy(z, labels)[0], logits)
    np.testing.assert_allclose(dlogits, numeric, atol=1e-8)
    target = rng.normal(size=(3, 4))
    _, dy = engine.mse(logits, target)
    numeric = engine.numeric_gradient(lambda y: engine.mse(y, target)[0], logits)
    np.testing.assert_allclose(dy, numeric, atol=1e-8)


def test_softmax_of_large_numbers():
    share = engine.softmax([[1e4, 1e4 - np.log(3)], [-1e4, 0]])
    np.testing.assert_allclose(share, [[0.75, 0.25], [0, 1]])
    loss, _ = engine.softmax_cross_entropy([[1e4, 0.0]], [1])
    assert loss == 1e4


def test_step_of_descent():
    assert engine.sgd_step([1.0, 2.0], [10.0, -10.0], 0.1).tolist() == [0, 3]
