"""Runs that have every kind of chapter between them, small enough to go through step by step."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.engine.pooling import TIES
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    MaxPooling,
    linear_layer,
)
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

WAYS = {
    "window by window": RunOptions(0),
    "cell by cell": RunOptions(0, "gather", "correlate"),
    "turned": RunOptions(1, "full", "correlate"),
    "all filters": RunOptions(None),
}


def convolved(channels, filters, *, groups=1, per_position=False, size=(6, 7), **window):
    """Return a convolution of numbers with two decimals."""
    random = np.random.default_rng(channels * 10 + filters)
    laid = Window(**window)
    shape = (*laid.over(size).output, filters) if per_position else (filters,)
    weight = random.integers(-99, 100, (*laid.kernel_size, channels // groups, filters)) / 100
    bias = random.integers(-9, 10, shape) / 10
    return Convolution(laid, frozen(weight), frozen(bias), ("",) * filters, groups)


def image(channels=1, size=(6, 7)):
    """Return an image of numbers with one decimal."""
    return frozen(np.random.default_rng(channels).integers(0, 11, (*size, channels)) / 10)


def experiments():
    """Return the experiments by name."""
    pooled = (
        convolved(1, 1),
        Activation("relu"),
        MaxPooling(PoolingWindow((3, 2), (2, 2), (1, 0), ceil_mode=True), "all"),
    )
    averaged = (
        convolved(3, 4, padding=(1, 2), stride=(2, 1), padding_mode="reflect"),
        Activation("tanh"),
        AveragePooling(PoolingWindow((2, 2), (1, 1), (1, 1)), count_include_pad=False),
    )
    classifier = (convolved(2, 3), MaxPooling(), Flatten(), linear_layer(27, 4), Activation("sigmoid"))
    positions = (
        convolved(1, 2, per_position=True, kernel_size=(2, 3), dilation=(2, 1), padding="valid"),
        Activation("leaky_relu"),
    )
    separable = (
        convolved(3, 3, groups=3, stride=(2, 1)),
        Activation("relu"),
        convolved(3, 4, kernel_size=(1, 1), padding="valid"),
        convolved(4, 6, groups=2, padding="valid"),
    )
    target = Loss("mse", targets=(image(2, (4, 5)),))
    return {
        "grey": Experiment((image(),), pooled, "grey"),
        "colour": Experiment((image(3),), averaged, "colour", Loss("cell", cell=(1, 2, 3))),
        "classifier": Experiment((image(2),), classifier, "signed", Loss("cross_entropy", labels=(2,))),
        "positions": Experiment((image(),), positions, "positions", target),
        "nothing before": Experiment((image(8),), (convolved(8, 8),), "deep", Loss("sigmoid_slope")),
        "in groups": Experiment((image(4),), (convolved(4, 4, groups=2), Activation("tanh")), "in groups"),
        "separable": Experiment((image(3),), separable, "separable"),
        "means": Experiment(
            (image(2),), (convolved(2, 3), GlobalAveragePooling(), linear_layer(3, 2)), "means", Loss("cell")
        ),
        "flat": Experiment((image(3),), (Flatten(), linear_layer(126, 2)), "flat"),
        "list": Experiment(
            (image(1),), (Flatten(),), "list", Loss("mse", targets=(frozen(np.arange(42) / 10),))
        ),
        "signed": replace(Experiment((frozen(image() - 0.5),), pooled[:1], "signed"), loss=Loss("typed")),
    }


def softmax_of_sums():
    """Return an experiment whose classes have their shares of what a linear layer sums."""
    classifier = experiments()["classifier"]
    return replace(classifier, layers=classifier.layers[:-1])


def nothing_but_padding(loss, *others):
    """Return one row whose dilated maximum looks at the row above and the row below it, and perhaps other layers."""
    row, numbers = frozen(np.array([[[0.5], [-1.0], [2.0]]])), (frozen(np.array([[[1.0], [-2.0], [0.5]]])),)
    pooling = MaxPooling(PoolingWindow((2, 1), (1, 1), "same", (2, 1)))
    return Experiment((row,), (pooling, *others), loss=Loss(loss, (0, 0, 0), numbers, (0,), numbers))


def no_number():
    """Return what has no loss that is a number, now or after a round: minus infinity, times nothing."""
    nothing = frozen(np.zeros((1, 1, 1, 1))), frozen(np.zeros(1))
    experiment = nothing_but_padding("sum", Convolution(Window((1, 1)), *nothing, ("",)))
    return replace(experiment, learning_rate=0.0)


def some_padding_alone():
    """Return one row, of whose three maxima above each other the middle one sees padding alone, and their weight."""
    row, weight = frozen(np.array([[[0.5], [-1.0], [2.0]]])), frozen(np.full((1, 1, 1, 1), 0.25))
    pooling = MaxPooling(PoolingWindow((2, 1), (1, 1), ((2, 2), (0, 0)), (2, 1)))
    layers = pooling, Convolution(Window((1, 1)), weight, frozen(np.zeros(1)), ("",))
    return Experiment((row,), layers, loss=Loss("cell", (0, 0, 0)))


def pooled_with_nan():
    """Return (name, experiment) of every pooling of an image with NaN, one and several in a window.

    Of a sum the gradient is 1 everywhere; of a squared error it is NaN itself where the maximum or the mean is.
    """
    numbers = np.array(image(2, (5, 6)))
    numbers[1, 2, 0] = numbers[3, 3, 0] = numbers[3, 4, 0] = numbers[0, 0, 1] = np.nan
    apart, over = PoolingWindow(), PoolingWindow((3, 2), (2, 1), (1, 0), (1, 2), ceil_mode=True)
    mean = PoolingWindow((2, 3), (1, 2), (1, 1))
    poolings = {f"{ties}, apart": MaxPooling(apart, ties) for ties in TIES}
    poolings |= {f"{ties}, overlapping": MaxPooling(over, ties) for ties in TIES}
    poolings |= {f"padding {told}": AveragePooling(mean, count_include_pad=told) for told in (True, False)}
    poolings["of all"] = GlobalAveragePooling()
    losses = Loss("sum"), Loss("mse")
    return [
        (f"{name}, {loss.name}", Experiment((frozen(numbers),), (layer,), loss=loss))
        for name, layer in poolings.items()
        for loss in losses
    ]


@cache
def runs():
    """Return (name, run) over all experiments and ways: the same ones for all tests, as nothing changes a run."""
    return tuple(
        (f"{name}, {way}", run_of(experiment, options))
        for name, experiment in experiments().items()
        for way, options in WAYS.items()
    )


def number_of(run, kind):
    """Return which chapter of a run is the first of a kind."""
    return next(number for number, chapter in enumerate(run.chapters) if chapter.kind is kind)


def by_turns(names, ways):
    """Return names with ways as parameters: per change every name and every way, in the long run all of both."""
    return [
        pytest.param(name, way, marks=() if turn == number % len(ways) else pytest.mark.long)
        for number, name in enumerate(names)
        for turn, way in enumerate(ways)
    ]
