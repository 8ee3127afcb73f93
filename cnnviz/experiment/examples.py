"""The gallery: small experiments that show one thing each, opened at the step where it happens.

Those with a letter are the worked cases of five public notebooks that compute convolution by hand; their numbers can
be read off the stage. Where a notebook computes a batch, one sample of it is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from cnnviz.engine import conv2d
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.example import first_example
from cnnviz.experiment.layers import (
    Activation,
    Array,
    AveragePooling,
    Convolution,
    MaxPooling,
    convolution,
    frozen,
)
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.run_builder import Telling
from cnnviz.experiment.windows import PoolingWindow, Window


@dataclass(frozen=True)
class Example:
    """An experiment to open.

    Parameters
    ----------
    key : how scripts name it
    title : as the menu has it
    make : makes the experiment
    chapter, step : where to open it
    telling : how its run is told
    """

    key: str
    title: str
    make: Callable[[], Experiment]
    chapter: str
    step: int = 0
    telling: Telling = field(default_factory=lambda: Telling(follow=0))


def _one_channel() -> Experiment:
    image = np.arange(25, dtype=float).reshape(5, 5, 1) % 7 / 6
    return Experiment(frozen(image), (convolution(Window(padding="valid"), 1),), "5×5 numbers")


def _many_channels() -> Experiment:
    random = np.random.default_rng(2)
    image = np.round(random.random((6, 6, 3)), 1)
    weight = np.round(random.normal(size=(3, 3, 3, 2)), 1)
    layer = _layer(weight, np.array([0.5, -0.5]), stride=2, padding=1)
    return Experiment(frozen(image), (layer,), "6×6 numbers")


def _sigmoid() -> Experiment:
    image = np.array([[0.1, 0.2, 1.3], [0.37, 1.09, 1.02], [0.12, -0.23, -0.45]])[:, :, None]
    weight = np.array([[0.4, -0.1], [0.23, 0.61]])[:, :, None, None]
    layer = _layer(weight, np.zeros(1))
    return Experiment(frozen(image), (layer, Activation("sigmoid")), "3×3 numbers")


def _bias_per_position() -> Experiment:
    random = np.random.default_rng(4)
    image, weight = np.round(random.random((4, 4, 1)), 1), np.round(random.normal(size=(3, 3, 1, 2)), 1)
    bias = np.round(random.normal(size=(2, 2, 2)), 1)
    return Experiment(frozen(image), (_layer(weight, bias), Activation("sigmoid")), "4×4 numbers")


def _four_channels() -> Experiment:
    images, weight, bias = _drawn((10, 8, 8, 4), (3, 3, 4, 8), (1, 1, 1, 8))
    layer = _layer(weight, bias.ravel(), stride=2, padding=2)
    return Experiment(frozen(images[3]), (layer,), "random numbers")


def _own_gradient() -> Experiment:
    images, weight, bias = _drawn((10, 4, 4, 3), (2, 2, 3, 6), (1, 1, 1, 6))
    layer = _layer(weight, bias.ravel(), stride=2, padding=2)
    output = conv2d(images[:1], weight, bias.ravel(), stride=2, padding=2)[0]
    loss = Loss("typed", values=frozen(output))
    return Experiment(frozen(images[0]), (layer,), "random numbers", loss)


def _pooled(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    (images,) = _drawn((1, 5, 5, 3))
    window = PoolingWindow((3, 3), (2, 2))
    return Experiment(frozen(images[0]), (layer(window),), "5×5 numbers")


def _mask(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    image = np.array([[5, 8, 9], [5, 0, 0], [1, 7, 6]], float)[:, :, None]
    window = PoolingWindow((3, 3), (1, 1))
    loss = Loss("typed", values=frozen(np.full((1, 1, 1), 25.0)))
    return Experiment(frozen(image), (layer(window),), "3×3 numbers", loss)


def _pooling_gradient(layer: type[MaxPooling] | type[AveragePooling]) -> Experiment:
    images, gradients = _drawn((5, 5, 3, 2), (5, 4, 2, 2))
    window = PoolingWindow((2, 2), (1, 1))
    loss = Loss("typed", values=frozen(gradients[1]))
    return Experiment(frozen(images[1]), (layer(window),), "random numbers", loss)


def _layer(weight: Array, bias: Array, stride: int = 1, padding: int = 0) -> Convolution:
    window = Window((weight.shape[0], weight.shape[1]), (stride, stride), (padding, padding))
    return Convolution(window, frozen(weight), frozen(bias), ("",) * weight.shape[3])


def _drawn(*shapes: tuple[int, ...]) -> list[Array]:
    """Draw arrays one after another, as the notebooks do: seed 1, standard normal."""
    random = np.random.RandomState(1)
    return [random.randn(*shape) for shape in shapes]


EXAMPLES: tuple[Example, ...] = (
    Example("letter", "Letter E: edges, ReLU, pooling", first_example, "convolve", 27),
    Example("a", "One channel, backward", _one_channel, "scatter", 4),
    Example("b", "Channels, filters, stride, padding", _many_channels, "convolve", 4),
    Example("c", "3×3 under 2×2 with a sigmoid", _sigmoid, "accumulate", 3),
    Example(
        "d",
        "The kernel turned by 180°, a bias per position",
        _bias_per_position,
        "full",
        5,
        Telling(0, "full", "correlate"),
    ),
    Example("e_convolution", "Convolution, 4 channels, 8 filters", _four_channels, "convolve", 11),
    Example("e_gradient", "Convolution, backward", _own_gradient, "scatter", 4),
    Example("e_max", "Max pooling", lambda: _pooled(MaxPooling), "max_pool"),
    Example("e_average", "Average pooling", lambda: _pooled(AveragePooling), "average_pool"),
    Example("e_max_mask", "The mask of a maximum", lambda: _mask(MaxPooling), "max_pool"),
    Example("e_average_mask", "A mean's share", lambda: _mask(AveragePooling), "average_pool_back"),
    Example("e_max_back", "Max pooling, backward", lambda: _pooling_gradient(MaxPooling), "max_pool_back", 3),
    Example(
        "e_average_back",
        "Average pooling, backward",
        lambda: _pooling_gradient(AveragePooling),
        "average_pool_back",
        3,
    ),
)
