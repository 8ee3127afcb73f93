"""Flatten: an image becomes one list, row by row; its gradient gets the image's shape again."""

from collections.abc import Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.flat_layers import FlattenLayer
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.experiment.layers import Flatten
from cnnviz.run.array_info import LISTS, ArrayInfo, ArrayRole
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import LayerKind, natural
from cnnviz.trace.dense import FlattenBackward, FlattenForward


def _operations(layer: Flatten, shape: Shape) -> Sequence[NetworkLayer]:
    return [FlattenLayer()]


def _forward(builder: Builder, index: int, layer: Flatten) -> ForwardPass:
    source = builder.output
    _, rows, columns, channels = source.array.shape
    result = ArrayInfo(builder.letter("F"), LISTS, ArrayRole.OUTPUT, maps=(rows, columns, channels))
    y = builder.numbers.arrays[builder.numbers.operation(index) + 1]
    trace = FlattenForward(source.array, sample=builder.options.sample, finished={"y": y})
    info = {"x": source.info.as_input(), "y": result}
    builder.chapter(
        ChapterKind.FLATTEN,
        "flatten",
        "Flatten, forward",
        Phase.FORWARD,
        index,
        trace,
        info,
        natural=natural(trace),
        operation="flatten",
    )
    return ForwardPass(index, layer, source, source, builder.forward(result, y, "y"))


def _backward(builder: Builder, record: ForwardPass) -> None:
    dy, x = builder.upstream, record.source
    dx = builder.numbers.gradients[builder.numbers.operation(record.index)]
    trace = FlattenBackward(dy.array, x.array.shape, sample=builder.options.sample, finished={"dx": dx})
    builder.chapter(
        ChapterKind.FLATTEN_BACK,
        "flatten",
        "Flatten, backward",
        Phase.BACKWARD,
        record.index,
        trace,
        {"dy": dy.info, "dx": x.info.gradient()},
        natural=natural(trace),
        operation="reshape",
    )
    builder.gradient(x, dx, "dx")


KIND = LayerKind(_operations, _forward, _backward)
