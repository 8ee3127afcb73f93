"""Small networks with corners where they are wanted."""

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions


def one_weight(image, weight, *behind, loss="sum", bias=0.0):
    """Return the run of an image under a kernel of one cell, and other layers."""
    kernel = frozen(np.full((1, 1, 1, 1), float(weight)))
    layer = Convolution(Window((1, 1), padding="valid"), kernel, frozen(np.full(1, bias)), ("",))
    pixels = frozen(np.array(image, float)[..., None])
    return run_of(Experiment((pixels,), (layer, *behind), "planted", Loss(loss)))


@pytest.fixture
def bent():
    """Return what makes a run of one output, an activation of w · 1 + b."""
    return lambda weight, bias, name="relu": one_weight([[1.0]], weight, Activation(name), bias=bias)


@pytest.fixture
def flat():
    """Return what makes the run of a picture of one pixel."""
    return lambda value: one_weight([[value]], 1.0)


@pytest.fixture
def maximum():
    """Return what makes the run of one maximum over four pixels, with a rule for ties."""

    def make(pixels, ties="first"):
        pooling = MaxPooling(PoolingWindow((2, 2), (2, 2)), ties)
        return one_weight(pixels, 1.0, pooling)

    return make


@pytest.fixture
def batch():
    """Return what makes the run of two images, of which one is followed."""
    images = tuple(frozen(np.random.default_rng(k).random((4, 4, 1))) for k in range(2))
    kernel = frozen(np.random.default_rng(7).normal(size=(2, 2, 1, 2)))
    layer = Convolution(Window((2, 2), padding="valid"), kernel, frozen(np.zeros(2)), ("",) * 2)
    experiment = Experiment(images, (layer, Activation("sigmoid")), "two", Loss("mse"))
    return lambda sample: run_of(experiment, RunOptions(None, sample=sample))
