"""An activation: each number by itself goes through the function; backward the slope there is a factor."""

from collections.abc import Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import ActivationLayer, NetworkLayer
from cnnviz.experiment.layers import ACTIVATION_NAMES, Activation
from cnnviz.run.array_info import ArrayInfo, ArrayRole, RunArray
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.trace.activation import ActivationBackward, ActivationForward

_LET_THROUGH = {"relu", "leaky_relu", "identity"}


def _operations(layer: Activation, shape: Shape) -> Sequence[NetworkLayer]:
    return [ActivationLayer(layer.name)]


def _forward(builder: Builder, index: int, layer: Activation) -> ForwardPass:
    source, options = builder.output, builder.options
    result = ArrayInfo(builder.letter("A"), source.info.axes, ArrayRole.OUTPUT)
    a = builder.numbers.arrays[builder.numbers.operation(index) + 1]
    trace = ActivationForward(
        layer.name,
        source.array,
        sample=options.sample,
        channels=options.followed(source.array.shape[-1]),
        finished={"a": a},
    )
    builder.chapter(
        ChapterKind.ACTIVATE,
        layer.name.replace("_", " "),
        f"{ACTIVATION_NAMES[layer.name]}, forward",
        Phase.FORWARD,
        index,
        trace,
        {"z": source.info.as_input(), "a": result.gone_through()},
        function=layer.name,
        alike=("z", "a") if layer.name in _LET_THROUGH else (),
        followed=_followed(builder, source),
        operation=_called(layer),
    )
    return ForwardPass(index, layer, source, source, builder.forward(result, a, "a"))


def _backward(builder: Builder, record: ForwardPass) -> None:
    layer, da, z, options = record.layer, builder.upstream, record.source, builder.options
    assert isinstance(layer, Activation)
    dz = builder.numbers.gradients[builder.numbers.operation(record.index)]
    trace = ActivationBackward(
        layer.name,
        da.array,
        z.array,
        sample=options.sample,
        channels=options.followed(z.array.shape[-1]),
        label=z.info.label,
        finished={"dz": dz},
    )
    builder.chapter(
        ChapterKind.ACTIVATE_BACK,
        layer.name.replace("_", " "),
        f"{ACTIVATION_NAMES[layer.name]}, backward",
        Phase.BACKWARD,
        record.index,
        trace,
        {"da": da.info, "z": z.info.as_input(), "dz": z.info.gradient().gone_through()},
        function=layer.name,
        slope=(layer.name, "z"),
        followed=_followed(builder, z),
        operation=f"× {_called(layer)}′",
    )
    builder.gradient(z, dz, "dz")


def _called(layer: Activation) -> str:
    """Return an activation's name within a line."""
    name = ACTIVATION_NAMES[layer.name]
    return name if name.endswith("ReLU") else name.lower()


def _followed(builder: Builder, array: RunArray) -> tuple[int, int] | None:
    """Return which channel of an image is followed; of a list all numbers are gone through."""
    return builder.followed(array.array.shape[3]) if array.info.is_plane else None


KIND = LayerKind(_operations, _forward, _backward)
