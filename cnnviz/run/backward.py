"""The chapters of the way back, layer by layer, and of the update."""

from typing import Any

from cnnviz.engine import (
    activation_backward,
    conv2d_backward,
    flatten_backward,
    linear_backward,
    pad2d_backward,
)
from cnnviz.engine.geometry import Amounts
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.layers import Activation, AveragePooling, Flatten, Linear, MaxPooling, Windowed
from cnnviz.run.builder import Builder, LayerRecord
from cnnviz.run.forward import ACTIVATIONS
from cnnviz.run.timeline import Phase
from cnnviz.trace.activation import ActivationBackward
from cnnviz.trace.convolution.full import ConvFull, SpreadGradient, TurnKernel
from cnnviz.trace.convolution.input_gradient import ConvGather, ConvScatter
from cnnviz.trace.convolution.settings import ConvSettings
from cnnviz.trace.convolution.weight_gradient import BiasGradient, ConvWeightAccumulate, ConvWeightCorrelate
from cnnviz.trace.dense import FlattenBackward, LinearInputGradient, LinearWeightGradient
from cnnviz.trace.descent import Descent
from cnnviz.trace.padding import PadBackward
from cnnviz.trace.pooling.gradient import AvgPoolBackward, MaxPoolBackward
from cnnviz.trace.pooling.settings import PoolSettings
from cnnviz.trace.steps import Array

_BACK = Phase.BACKWARD


def add_backward(builder: Builder, passed: LayerRecord) -> None:
    """Append a layer's chapters on the way back: its parameters' gradients, then its input's."""
    match passed.layer:
        case Convolution():
            _add_convolution(builder, passed, passed.layer)
        case MaxPooling() | AveragePooling():
            _add_pooling(builder, passed, passed.layer)
        case Activation():
            _add_activation(builder, passed, passed.layer)
        case Flatten():
            _add_flatten(builder, passed)
        case Linear():
            _add_linear(builder, passed, passed.layer)


def _add_convolution(builder: Builder, passed: LayerRecord, layer: Convolution) -> None:
    dy, x_pad = builder.upstream, passed.padded.array
    settings: dict[str, Any] = {"stride": layer.window.stride, "dilation": layer.window.dilation}
    dx_pad, dweight, dbias = conv2d_backward(
        dy.array, x_pad, layer.weight, bias_shape=layer.bias.shape, **settings
    )
    passed.gradients.update(weight=dweight, bias=dbias)
    _add_weight_gradient(builder, passed, layer, settings)
    _add_input_gradient(builder, passed, layer, settings)
    _take_off_padding(builder, passed, layer, dx_pad)


def _add_weight_gradient(
    builder: Builder, passed: LayerRecord, layer: Convolution, settings: dict[str, Any]
) -> None:
    dy, x_pad = builder.upstream, passed.padded
    filters = builder.options.followed(layer.filters)
    facts = {
        "labels": {"x_pad": x_pad.label, "dy": dy.label, **_gradient_labels(passed)},
        "image": frozenset({"x_pad"} if x_pad.image else ()),
        "border": {"x_pad": builder.experiment.geometry(passed.index).amounts},
        "focus": "dy",
    }
    if builder.options.weight_gradient == "accumulate":
        trace = ConvWeightAccumulate(
            dy.array,
            x_pad.array,
            layer.weight.shape,
            layer.bias.shape,
            ConvSettings(filters=filters, **settings),
        )
        builder.chapter(
            "accumulate", "dW", "Convolution, backward: dW, db", _BACK, passed.index, trace, **facts
        )
        return
    correlate = ConvWeightCorrelate(
        dy.array, x_pad.array, layer.weight.shape, ConvSettings(filters=filters, **settings)
    )
    builder.chapter("correlate", "dW", "Convolution, backward: dW", _BACK, passed.index, correlate, **facts)
    _add_bias_gradient(builder, passed, filters)


def _add_bias_gradient(builder: Builder, passed: LayerRecord, filters: tuple[int, ...] | None = None) -> None:
    dy = builder.upstream
    trace = BiasGradient(dy.array, passed.gradients["bias"].shape, filters=filters)
    labels = {"dy": dy.label, **_gradient_labels(passed)}
    title = f"{passed.layer.title}, backward: db"
    builder.chapter("bias_gradient", "db", title, _BACK, passed.index, trace, labels=labels, focus="dy")


def _add_input_gradient(
    builder: Builder, passed: LayerRecord, layer: Convolution, settings: dict[str, Any]
) -> None:
    dy, shape = builder.upstream, passed.padded.array.shape
    labels = {
        "dy": dy.label,
        "weight": passed.letters["weight"],
        "dx_pad": f"d{passed.padded.label}",
        "dy_spread": f"{dy.label} spread",
        "weight_turned": f"{passed.letters['weight']} turned",
    }
    amounts = builder.experiment.geometry(passed.index).amounts
    facts = {"labels": labels, "border": {"dx_pad": amounts}}
    title = "Convolution, backward: dX"
    way = builder.options.input_gradient
    if way == "full":
        spread = SpreadGradient(dy.array, layer.weight.shape, shape, ConvSettings(**settings))
        builder.chapter("spread", "spread", f"{title}, dY spread", _BACK, passed.index, spread, **facts)
        turn = TurnKernel(layer.weight)
        builder.chapter("turn", "turn", f"{title}, W turned by 180°", _BACK, passed.index, turn, **facts)
        full = ConvFull(dy.array, layer.weight, shape, ConvSettings(**settings))
        builder.chapter(
            "full", "dX", f"{title}, full convolution", _BACK, passed.index, full, **facts, focus="dx_pad"
        )
    elif way == "gather":
        gather = ConvGather(dy.array, layer.weight, shape, ConvSettings(**settings))
        builder.chapter(
            "gather", "dX", f"{title}, gathered", _BACK, passed.index, gather, **facts, focus="dx_pad"
        )
    else:
        scatter = ConvScatter(dy.array, layer.weight, shape, ConvSettings(**settings))
        builder.chapter(
            "scatter", "dX", f"{title}, scattered", _BACK, passed.index, scatter, **facts, focus="dy"
        )


def _take_off_padding(builder: Builder, passed: LayerRecord, layer: Windowed, dx_pad: Array) -> None:
    """Append the gradient of the padded array, and the crop where there was padding."""
    inner = builder.gradient(passed.padded, dx_pad)
    if passed.padded is passed.source:
        return
    amounts = builder.experiment.geometry(passed.index).amounts
    mode = layer.window.padding_mode
    trace = PadBackward(dx_pad, amounts, mode)
    builder.chapter(
        "crop",
        "crop" if mode == "zeros" else "fold",
        "Padding, backward",
        _BACK,
        passed.index,
        trace,
        labels={"dx_pad": inner.label, "dx": f"d{passed.source.label}"},
        border={"dx_pad": amounts},
    )
    builder.gradient(passed.source, pad2d_backward(dx_pad, amounts, mode))


def _add_pooling(builder: Builder, passed: LayerRecord, layer: MaxPooling | AveragePooling) -> None:
    dy, padded = builder.upstream, passed.padded
    amounts = builder.experiment.geometry(passed.index).amounts
    channels = builder.options.followed(dy.array.shape[3])
    dx_pad = _pooling_trace(layer, dy.array, padded.array, amounts, None).outputs["dx_pad"]
    builder.chapter(
        "max_pool_back" if isinstance(layer, MaxPooling) else "average_pool_back",
        "pool",
        f"{layer.title}, backward",
        _BACK,
        passed.index,
        _pooling_trace(layer, dy.array, padded.array, amounts, channels),
        labels={"dy": dy.label, "x_pad": padded.label, "dx_pad": f"d{padded.label}"},
        image=frozenset({"x_pad"} if padded.image else ()),
        border={"x_pad": amounts, "dx_pad": amounts},
        focus="dy",
        aside={"dx_pad": dx_pad},
    )
    _take_off_padding(builder, passed, layer, dx_pad)


def _pooling_trace(
    layer: MaxPooling | AveragePooling,
    dy: Array,
    x_pad: Array,
    amounts: Amounts,
    channels: tuple[int, ...] | None,
) -> MaxPoolBackward | AvgPoolBackward:
    window = layer.window
    places: dict[str, Any] = {
        "stride": window.stride,
        "padding": amounts,
        "ceil_mode": window.ceil_mode,
        "channels": channels,
    }
    if isinstance(layer, MaxPooling):
        settings = PoolSettings(window.kernel_size, dilation=window.dilation, **places)
        return MaxPoolBackward(dy, x_pad, settings, layer.ties)
    return AvgPoolBackward(
        dy, x_pad.shape, PoolSettings(window.kernel_size, **places), layer.count_include_pad
    )


def _add_activation(builder: Builder, passed: LayerRecord, layer: Activation) -> None:
    da, z = builder.upstream, passed.source
    channels = builder.options.followed(z.array.shape[-1])
    dz = activation_backward(layer.name, da.array, z.array)
    builder.chapter(
        "activate_back",
        layer.name.replace("_", " "),
        f"{ACTIVATIONS[layer.name]}, backward",
        _BACK,
        passed.index,
        ActivationBackward(layer.name, da.array, z.array, channels=channels),
        labels={"da": da.label, "z": z.label, "dz": f"d{z.label}"},
        image=frozenset({"z"} if z.image else ()),
        focus="dz",
        aside={"dz": dz},
    )
    builder.gradient(z, dz)


def _add_flatten(builder: Builder, passed: LayerRecord) -> None:
    dy, x = builder.upstream, passed.source
    trace = FlattenBackward(dy.array, x.array.shape)
    labels = {"dy": dy.label, "dx": f"d{x.label}"}
    builder.chapter("flatten_back", "flatten", "Flatten, backward", _BACK, passed.index, trace, labels=labels)
    builder.gradient(x, flatten_backward(dy.array, x.array.shape))


def _add_linear(builder: Builder, passed: LayerRecord, layer: Linear) -> None:
    dy, x = builder.upstream, passed.source
    dx, dweight, dbias = linear_backward(dy.array, x.array, layer.weight)
    passed.gradients.update(weight=dweight, bias=dbias)
    labels = {"x": x.label, "dy": dy.label, "dx": f"d{x.label}", **passed.letters, **_gradient_labels(passed)}
    for kind, name, trace in (
        ("linear_weight", "dW", LinearWeightGradient(dy.array, x.array)),
        ("linear_input", "dX", LinearInputGradient(dy.array, layer.weight)),
    ):
        title = f"Linear, backward: {name}"
        builder.chapter(kind, name, title, _BACK, passed.index, trace, labels=labels)
        if kind == "linear_weight":
            _add_bias_gradient(builder, passed)
    builder.gradient(x, dx)


def _gradient_labels(passed: LayerRecord) -> dict[str, str]:
    return {f"d{name}": f"d{letter}" for name, letter in passed.letters.items()}


def add_update(builder: Builder, passed: LayerRecord) -> None:
    """Append the update of each parameter that the layer learns."""
    for name, gradient in passed.gradients.items():
        letter = passed.letters[name]
        trace = Descent(getattr(passed.layer, name), gradient, builder.experiment.learning_rate, name)
        builder.chapter(
            f"update_{name}",
            letter,
            f"Gradient descent: new {letter}",
            Phase.UPDATE,
            passed.index,
            trace,
            labels={name: letter, f"d{name}": f"d{letter}", f"{name}_new": f"new {letter}"},
            focus=f"{name}_new",
        )
