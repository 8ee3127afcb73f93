"""Weights drawn at random."""

import numpy as np
import pytest

from cnnviz.experiment.kernels.initialise import METHODS, drawn
from cnnviz.experiment.layers import linear_layer

SHAPES = [(11, 11, 16, 16), (1, 9, 30, 40), (400, 90)]


def fans(shape):
    area = np.prod(shape[:-2])
    return area * shape[-2], area * shape[-1]


@pytest.mark.parametrize("shape", SHAPES)
def test_he_spreads_by_what_is_summed_over(shape):
    weight = drawn("he", 3, shape)
    assert weight.shape == shape
    assert weight.std() == pytest.approx(np.sqrt(2 / fans(shape)[0]), rel=0.03)
    assert abs(weight.mean()) < 0.05 * weight.std()
    assert np.abs(weight).max() > 3 * weight.std()


@pytest.mark.parametrize("shape", SHAPES)
def test_glorot_stays_within_its_limit_and_fills_it(shape):
    weight, limit = drawn("glorot", 3, shape), np.sqrt(6 / sum(fans(shape)))
    assert np.abs(weight).max() <= limit
    assert np.abs(weight).max() > 0.99 * limit
    assert weight.std() == pytest.approx(limit / np.sqrt(3), rel=0.03)


@pytest.mark.parametrize(("method", "spread"), [("normal", 1), ("uniform", 1 / np.sqrt(3))])
def test_the_others_do_not_depend_on_the_shape(method, spread):
    for shape in SHAPES:
        assert drawn(method, 1, shape).std() == pytest.approx(spread, rel=0.03)


@pytest.mark.parametrize("method", METHODS)
def test_a_seed_is_a_set_of_numbers(method):
    assert np.array_equal(drawn(method, 5, (2, 3, 1, 2)), drawn(method, 5, (2, 3, 1, 2)))
    assert not np.array_equal(drawn(method, 5, (2, 3, 1, 2)), drawn(method, 6, (2, 3, 1, 2)))


def test_a_linear_layer_is_drawn_anew_with_its_bias_kept():
    layer = linear_layer(12, 4)
    result = layer.initialised("he", 2)
    assert result.weight.shape == (12, 4)
    assert not result.weight.flags.writeable
    assert np.array_equal(result.weight, drawn("he", 2, (12, 4)))
    assert result.bias is layer.bias
