"""The layers of an experiment as settings: with its own numbers, as far as a solution can be tried on them."""

from collections.abc import Iterator

import numpy as np

from cnnviz.checking.conventions.reading.subjects import Topic
from cnnviz.checking.settings.setting import RATE, Setting
from cnnviz.engine.geometry import Geometry
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, Linear, MaxPooling
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.run.kinds import active, numbers_of
from cnnviz.trace.steps import Array

MOST_PRODUCTS = 400_000
"""Layers of more products are left out: plain loops would take too long over them."""


def layers_of(experiment: Experiment) -> list[tuple[Topic, Setting]]:
    """Return each layer that a solution can be tried on, with what it is."""
    return list(_layers(experiment))


def _layers(experiment: Experiment) -> Iterator[tuple[Topic, Setting]]:
    numbers = numbers_of(experiment)
    for index, layer in active(experiment).items():
        if not isinstance(layer, Convolution | MaxPooling | AveragePooling | Activation | Linear):
            continue
        place = numbers.operation(index)
        pointwise = isinstance(layer, Activation | Linear)
        padded = not pointwise and any(map(any, experiment.geometry(index).amounts))
        x, dy = numbers.arrays[place - padded], numbers.gradients[place + 1]
        if isinstance(layer, Linear):
            if layer.weight.size <= MOST_PRODUCTS:
                words = f"layer {index + 1}, {x.shape[1]} inputs, {dy.shape[1]} units"
                linear = Operation(OperationKind.LINEAR, x, dy, layer.weight, layer.bias, rate=RATE)
                yield Topic.LINEAR, Setting("This experiment", words, linear, index)
            continue
        if isinstance(layer, Activation):
            operation = Operation(OperationKind.ACTIVATION, x, dy, name=layer.name)
            yield Topic.ACTIVATION, Setting("This experiment", layer.name, operation, index)
            continue
        laid = _laid(experiment.geometry(index))
        if laid is None or layer.window.padding_mode != "zeros":
            continue
        stride, padding, dilation, size = laid
        words = f"layer {index + 1}, {size[0]}×{size[1]}, stride {stride[0]}, padding {padding[0]}"
        if isinstance(layer, Convolution):
            if layer.groups > 1 or dy.size * size[0] * size[1] * x.shape[-1] > MOST_PRODUCTS:
                continue
            operation = Operation(
                OperationKind.CONVOLUTION,
                x,
                dy,
                layer.weight,
                layer.bias,
                stride=stride,
                padding=padding,
                dilation=dilation,
                rate=RATE,
            )
            yield Topic.CONVOLUTION, Setting("This experiment", words, operation, index)
            continue
        if layer.window.ceil_mode or dilation != (1, 1):
            continue
        maximum = isinstance(layer, MaxPooling)
        kind = OperationKind.MAX_POOLING if maximum else OperationKind.AVERAGE_POOLING
        operation = Operation(kind, x, dy, kernel_size=size, stride=stride, padding=padding)
        if isinstance(layer, MaxPooling):
            operation = operation._replace(ties=layer.ties)
        else:
            operation = operation._replace(count_include_pad=layer.count_include_pad)
        topic = Topic.MAX_POOLING if maximum else Topic.AVERAGE_POOLING
        yield topic, Setting("This experiment", words, operation, index)
    yield from _loss(experiment, numbers.arrays[-1])


def _loss(experiment: Experiment, y: Array) -> Iterator[tuple[Topic, Setting]]:
    """Yield the loss, whose steps are those of one image and its own loss."""
    loss, last = experiment.fitted_loss, len(experiment.layers)
    one, flat = np.ones(1), y[:1].reshape(1, -1)
    if loss.name == "cross_entropy" and y.ndim == 2:
        target = np.array(loss.labels[:1], float)
        operation = Operation(OperationKind.CROSS_ENTROPY, y[:1], one, target=target)
        yield Topic.CROSS_ENTROPY, Setting("This experiment", f"{y.shape[1]} classes", operation, last)
    elif loss.name == "mse" and flat.size <= MOST_PRODUCTS:
        operation = Operation(OperationKind.MSE, flat, one, target=loss.targets[0].reshape(1, -1))
        yield Topic.MSE, Setting("This experiment", f"{flat.size} numbers", operation, last)


_Pair = tuple[int, int]


def _laid(geometry: Geometry) -> tuple[_Pair, _Pair, _Pair, _Pair] | None:
    """Return stride, padding, dilation and size of windows that lie alike along rows and columns, else None."""
    (rows, columns), ((top, bottom), (left, right)) = geometry, geometry.amounts
    if (top, left) != (bottom, right) or top != left or rows.stride != columns.stride:
        return None
    size = rows.kernel, columns.kernel
    return (rows.stride, columns.stride), (top, left), (rows.dilation, columns.dilation), size
