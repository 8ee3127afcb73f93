"""A linear layer: every unit sums over all inputs; backward to its weight and bias, then to its input."""

from collections.abc import Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.flat_layers import SteppedLinear
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.experiment.layers import Linear
from cnnviz.run.array_info import LISTS, MATRIX, PER_UNIT, ArrayInfo, ArrayRole, Editable, EditTarget
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.bias import add_bias_gradient
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.trace.dense import LinearForward, LinearInputGradient, LinearWeightGradient

_WRITTEN_OUT = 64
"""Weights of a unit that one sees written out in its sum; where there are more, those of the unit in hand are shown."""


def _operations(layer: Linear, shape: Shape) -> Sequence[NetworkLayer]:
    return [SteppedLinear(layer.weight, layer.bias)]


def _forward(builder: Builder, index: int, layer: Linear) -> ForwardPass:
    source, numbers, sample = builder.output, builder.numbers, builder.options.sample
    parameters = {
        name: ArrayInfo(
            builder.letter(letter), axes, ArrayRole.PARAMETER, edit=EditTarget(Editable.PARAMETER, name)
        )
        for name, letter, axes in (("weight", "W", MATRIX), ("bias", "b", PER_UNIT))
    }
    parameters["weight"] = parameters["weight"]._replace(weighs=source.info.maps)
    result = ArrayInfo(builder.letter("Z"), LISTS, ArrayRole.OUTPUT)
    operation = numbers.operation(index)
    y = numbers.arrays[operation + 1]
    trace = LinearForward(source.array, layer.weight, layer.bias, sample=sample, finished={"y": y})
    info = {"x": source.info.as_input(), **parameters, "y": result}
    if len(layer.weight) > _WRITTEN_OUT:
        info["weight"] = info["weight"].gone_through()
    title, facts = "Linear, forward", {"operation": f"linear {layer.units}"}
    builder.chapter(ChapterKind.LINEAR, "linear", title, Phase.FORWARD, index, trace, info, **facts)
    gradients = numbers.parameter_gradients(sample)[operation]
    return ForwardPass(index, layer, source, source, builder.forward(result, y, "y"), parameters, gradients)


def _backward(builder: Builder, record: ForwardPass) -> None:
    layer, dy, x, sample = record.layer, builder.upstream, record.source, builder.options.sample
    assert isinstance(layer, Linear)
    weight = {"dweight": record.gradients["dweight"]}
    builder.chapter(
        ChapterKind.LINEAR_WEIGHT,
        record.parameters["weight"].gradient().label,
        f"Linear, backward: d{record.parameters['weight'].label}",
        Phase.BACKWARD,
        record.index,
        LinearWeightGradient(dy.array, x.array, sample=sample, finished=weight),
        {"x": x.info.as_input(), "dy": dy.info, "dweight": record.parameters["weight"].gradient()},
        operation=record.parameters["weight"].gradient().label,
    )
    add_bias_gradient(builder, record)
    dx = builder.numbers.gradients[builder.numbers.operation(record.index)]
    builder.chapter(
        ChapterKind.LINEAR_INPUT,
        f"d{x.label}",
        f"Linear, backward: d{x.label}",
        Phase.BACKWARD,
        record.index,
        LinearInputGradient(dy.array, layer.weight, sample=sample, finished={"dx": dx}),
        {"dy": dy.info, "weight": record.parameters["weight"], "dx": x.info.gradient()},
        operation=f"× {record.parameters['weight'].label}ᵀ",
    )
    builder.gradient(x, dx, "dx")


KIND = LayerKind(_operations, _forward, _backward)
