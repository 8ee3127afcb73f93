"""The forward chapters of each kind of layer."""

from typing import Any

import numpy as np

from cnnviz.engine import activation, avg_pool2d, conv2d, flatten, linear, max_pool2d
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layers import (
    Activation,
    ActiveLayer,
    AveragePooling,
    Flatten,
    Linear,
    MaxPooling,
    SwitchedOff,
    Windowed,
)
from cnnviz.run.builder import Builder, LayerRecord
from cnnviz.run.timeline import Phase, RunArray
from cnnviz.trace.activation import ActivationForward
from cnnviz.trace.convolution.forward import ConvForward
from cnnviz.trace.convolution.settings import ConvSettings
from cnnviz.trace.dense import FlattenForward, LinearForward
from cnnviz.trace.padding import PadForward
from cnnviz.trace.pooling.forward import AvgPoolForward, MaxPoolForward
from cnnviz.trace.pooling.settings import PoolSettings
from cnnviz.trace.steps import Array

TIES = {"first": "the first gets the gradient", "all": "all get it whole", "split": "they share it"}
ACTIVATIONS = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "identity": "Identity",
}


def add_layers(builder: Builder) -> list[LayerRecord]:
    """Append the forward chapters and products of the layers that are on; return what the way back needs of each."""
    return [
        _add_layer(builder, index, layer)
        for index, layer in enumerate(builder.experiment.layers)
        if not isinstance(layer, SwitchedOff)
    ]


def _add_layer(builder: Builder, index: int, layer: ActiveLayer) -> LayerRecord:
    source = builder.output
    match layer:
        case Convolution():
            return _add_convolution(builder, index, layer, source)
        case MaxPooling() | AveragePooling():
            return _add_pooling(builder, index, layer, source)
        case Activation():
            return _add_activation(builder, index, layer, source)
        case Flatten():
            return _add_flatten(builder, index, layer, source)
        case Linear():
            return _add_linear(builder, index, layer, source)


def _add_convolution(builder: Builder, index: int, layer: Convolution, source: RunArray) -> LayerRecord:
    geometry = builder.experiment.geometry(index)
    padded = _add_padding(builder, index, layer, source, 0.0)
    letters = {"weight": builder.letter("W"), "bias": builder.letter("b")}
    label = builder.letter("Y")
    settings: dict[str, Any] = {"stride": layer.window.stride, "dilation": layer.window.dilation}
    filters = builder.options.followed(layer.filters)
    trace = ConvForward(padded.array, layer.weight, layer.bias, ConvSettings(filters=filters, **settings))
    result = conv2d(padded.array, layer.weight, layer.bias, **settings)
    builder.chapter(
        "convolve",
        "convolve",
        "Convolution, forward",
        Phase.FORWARD,
        index,
        trace,
        labels={**letters, "x_pad": padded.label, "y": label},
        image=frozenset({"x_pad"} if source.image else ()),
        border={"x_pad": geometry.amounts},
        covered={"x_pad": (geometry.rows.covered, geometry.columns.covered)},
        focus="y",
        aside={"y": result},
    )
    return LayerRecord(index, layer, source, padded, builder.forward(label, result), letters)


def _add_padding(builder: Builder, index: int, layer: Windowed, source: RunArray, value: float) -> RunArray:
    """Append a padding's chapter, where there is any, and return what the windows lie over."""
    amounts = builder.experiment.geometry(index).amounts
    if not any(map(any, amounts)):
        return source
    mode = layer.window.padding_mode
    trace = PadForward(source.array, amounts, mode, value=value)
    label = f"{source.label} padded"
    builder.chapter(
        "pad",
        "pad",
        "Padding, forward",
        Phase.FORWARD,
        index,
        trace,
        labels={"x": source.label, "x_pad": label},
        image=frozenset({"x", "x_pad"} if source.image else ()),
        border={"x_pad": amounts},
    )
    return builder.forward(label, trace.outputs["x_pad"], image=source.image)


def _add_pooling(
    builder: Builder, index: int, layer: MaxPooling | AveragePooling, source: RunArray
) -> LayerRecord:
    geometry, window = builder.experiment.geometry(index), layer.window
    largest = isinstance(layer, MaxPooling)
    padded = _add_padding(builder, index, layer, source, -np.inf if largest else 0.0)
    label = builder.letter("P")
    channels = builder.options.followed(source.array.shape[3])
    places: dict[str, Any] = {
        "stride": window.stride,
        "padding": geometry.amounts,
        "ceil_mode": window.ceil_mode,
    }
    aside: dict[str, Array] = {}
    if isinstance(layer, MaxPooling):
        result = max_pool2d(source.array, window.kernel_size, dilation=window.dilation, **places)
        settings = PoolSettings(window.kernel_size, dilation=window.dilation, channels=channels, **places)
        winner = MaxPoolForward(padded.array, settings, layer.ties)
        aside = {"mask": winner.mask}
        trace: MaxPoolForward | AvgPoolForward = winner
    else:
        counted = {"count_include_pad": layer.count_include_pad}
        result = avg_pool2d(source.array, window.kernel_size, **counted, **places)
        settings = PoolSettings(window.kernel_size, channels=channels, **places)
        trace = AvgPoolForward(padded.array, settings, layer.count_include_pad)
    builder.chapter(
        "max_pool" if largest else "average_pool",
        "pool",
        f"{layer.title}, forward",
        Phase.FORWARD,
        index,
        trace,
        labels={"x_pad": padded.label, "y": label, "mask": "mask"},
        image=frozenset({"x_pad"} if padded.image else ()),
        border={"x_pad": geometry.amounts, "mask": geometry.amounts},
        covered={"x_pad": (geometry.rows.covered, geometry.columns.covered)},
        focus="y",
        remark=TIES[layer.ties] if isinstance(layer, MaxPooling) else "",
        aside={"y": result, **aside},
    )
    return LayerRecord(index, layer, source, padded, builder.forward(label, result), {})


def _add_activation(builder: Builder, index: int, layer: Activation, source: RunArray) -> LayerRecord:
    label = builder.letter("A")
    channels = builder.options.followed(source.array.shape[-1])
    trace = ActivationForward(layer.name, source.array, channels=channels)
    result = activation(layer.name, source.array)
    builder.chapter(
        "activate",
        layer.name.replace("_", " "),
        f"{ACTIVATIONS[layer.name]}, forward",
        Phase.FORWARD,
        index,
        trace,
        labels={"z": source.label, "a": label},
        image=frozenset({"z"} if source.image else ()),
        focus="a",
        aside={"a": result},
    )
    return LayerRecord(index, layer, source, source, builder.forward(label, result), {"name": layer.name})


def _add_flatten(builder: Builder, index: int, layer: Flatten, source: RunArray) -> LayerRecord:
    label = builder.letter("F")
    labels = {"x": source.label, "y": label}
    image = frozenset({"x"} if source.image else ())
    trace = FlattenForward(source.array)
    builder.chapter(
        "flatten", "flatten", "Flatten, forward", Phase.FORWARD, index, trace, labels=labels, image=image
    )
    return LayerRecord(index, layer, source, source, builder.forward(label, flatten(source.array)), {})


def _add_linear(builder: Builder, index: int, layer: Linear, source: RunArray) -> LayerRecord:
    letters = {"weight": builder.letter("W"), "bias": builder.letter("b")}
    label = builder.letter("Z")
    trace = LinearForward(source.array, layer.weight, layer.bias)
    labels = {**letters, "x": source.label, "y": label}
    builder.chapter("linear", "linear", "Linear, forward", Phase.FORWARD, index, trace, labels=labels)
    result = linear(source.array, layer.weight, layer.bias)
    return LayerRecord(index, layer, source, source, builder.forward(label, result), letters)
