"""The worked cases of five public notebooks that compute convolution by hand, A to E, as experiments.

Where a notebook computes a batch, one sample of it is taken.
"""

from dataclasses import replace

import numpy as np

from cnnviz.engine.arrays import frozen
from cnnviz.engine.pooling import Ties
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.kinds import numbers_of


def one_channel() -> Experiment:
    """A: one channel, stride 1, no padding."""
    image = np.arange(25, dtype=float).reshape(5, 5, 1) % 7 / 6
    return Experiment((frozen(image),), (convolution(Window(padding="valid"), 1),), "5×5 numbers")


def many_channels() -> Experiment:
    """B: several channels and filters, stride, padding and a bias."""
    random = np.random.default_rng(2)
    image = np.round(random.random((6, 6, 3)), 1)
    weight = np.round(random.normal(size=(3, 3, 3, 2)), 1)
    layer = _layer(weight, np.array([0.5, -0.5]), stride=2, padding=1)
    return Experiment((frozen(image),), (layer,), "6×6 numbers")


def sigmoid() -> Experiment:
    """C: three by three under two by two, then a sigmoid; the gradient is 1 everywhere behind it."""
    image = np.array([[0.1, 0.2, 1.3], [0.37, 1.09, 1.02], [0.12, -0.23, -0.45]])[:, :, None]
    weight = np.array([[0.4, -0.1], [0.23, 0.61]])[:, :, None, None]
    layer = _layer(weight, np.zeros(1))
    return Experiment((frozen(image),), (layer, Activation("sigmoid")), "3×3 numbers")


def bias_per_position() -> Experiment:
    """D: a bias for each position of the output."""
    random = np.random.default_rng(4)
    image, weight = np.round(random.random((4, 4, 1)), 1), np.round(random.normal(size=(3, 3, 1, 2)), 1)
    bias = np.round(random.normal(size=(2, 2, 2)), 1)
    return Experiment((frozen(image),), (_layer(weight, bias), Activation("sigmoid")), "4×4 numbers")


def four_channels() -> Experiment:
    """E: the sample of the convolution forward whose numbers the notebook states."""
    images, weight, bias = _drawn((10, 8, 8, 4), (3, 3, 4, 8), (1, 1, 1, 8))
    layer = _layer(weight, bias.ravel(), stride=2, padding=2)
    return Experiment((frozen(images[3]),), (layer,), "random numbers")


def own_gradient() -> Experiment:
    """E: the convolution backward, its own output as upstream gradient."""
    images, weight, bias = _drawn((10, 4, 4, 3), (2, 2, 3, 6), (1, 1, 1, 6))
    layer = _layer(weight, bias.ravel(), stride=2, padding=2)
    experiment = Experiment((frozen(images[0]),), (layer,), "random numbers")
    output = numbers_of(experiment).arrays[-1][0]
    return replace(experiment, loss=Loss("typed", values=(frozen(output),)))


def pooled(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    """E: pooling forward, by either kind of layer."""
    (images,) = _drawn((1, 5, 5, 3))
    window = PoolingWindow((3, 3), (2, 2))
    return Experiment((frozen(images[0]),), (layer(window),), "5×5 numbers")


def mask(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    """E: a single window and what comes back through it."""
    image = np.array([[5, 8, 9], [5, 0, 0], [1, 7, 6]], float)[:, :, None]
    window = PoolingWindow((3, 3), (1, 1))
    loss = Loss("typed", values=(frozen(np.full((1, 1, 1), 25.0)),))
    return Experiment((frozen(image),), (layer(window),), "3×3 numbers", loss)


def pooling_gradient(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    """E: pooling backward, by either kind of layer."""
    images, gradients = _drawn((5, 5, 3, 2), (5, 4, 2, 2))
    window = PoolingWindow((2, 2), (1, 1))
    loss = Loss("typed", values=(frozen(gradients[1]),))
    return Experiment((frozen(images[1]),), (layer(window),), "random numbers", loss)


def zero_padding() -> Experiment:
    """E: a ring of zeros, two cells wide."""
    images, weight = _drawn((4, 3, 3, 2), (3, 3, 2, 1))
    return Experiment((frozen(images[0]),), (_layer(weight, np.zeros(1), padding=2),), "random numbers")


def same_size() -> Experiment:
    """E: padding that keeps the size."""
    image = np.arange(25, dtype=float).reshape(5, 5, 1) / 24
    return Experiment((frozen(image),), (convolution(Window(padding="same"), 1),), "5×5 numbers")


def tied(ties: Ties) -> Experiment:
    """E: windows with two equal maxima, and one with four; 12 comes back to each."""
    image = np.array([[3, 3, 0, 2], [1, 2, 2, 1], [4, 0, 5, 5], [4, 1, 5, 5]], float)[:, :, None]
    loss = Loss("typed", values=(frozen(np.full((2, 2, 1), 12.0)),))
    return Experiment((frozen(image),), (MaxPooling(ties=ties),), "equal maxima", loss)


def _layer(weight: Array, bias: Array, stride: int = 1, padding: int = 0) -> Convolution:
    window = Window((weight.shape[0], weight.shape[1]), (stride, stride), (padding, padding))
    return Convolution(window, frozen(weight), frozen(bias), ("",) * weight.shape[3])


def _drawn(*shapes: tuple[int, ...]) -> list[Array]:
    """Draw arrays one after another, as the notebooks do: seed 1, standard normal."""
    random = np.random.RandomState(1)
    return [random.randn(*shape) for shape in shapes]
