"""Average pooling: the mean of each window forward; backward every cell of the window gets its share."""

from collections.abc import Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.engine.networks.stepped_layers import SteppedAvgPool2d
from cnnviz.experiment.layers import AveragePooling
from cnnviz.run.array_info import IMAGES, ArrayInfo, ArrayRole, RunArray
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.run.kinds.padding import add_padding, pads, take_off_padding
from cnnviz.run.kinds.pooling import (
    back_chapter,
    backward_info,
    forward_info,
    operation_text,
    pool_settings,
    window_rules,
)
from cnnviz.trace.pooling.forward import AvgPoolForward
from cnnviz.trace.pooling.gradient import AvgPoolBackward


def _operations(layer: AveragePooling, shape: Shape) -> Sequence[NetworkLayer]:
    window = layer.window
    amounts = window.over((shape[0], shape[1])).amounts
    pool = SteppedAvgPool2d(
        window.kernel_size, window.stride, amounts, window.ceil_mode, layer.count_include_pad
    )
    return [*pads(layer, amounts), pool]


def _forward(builder: Builder, index: int, layer: AveragePooling) -> ForwardPass:
    source, padded = builder.output, add_padding(builder, index, layer)
    result = ArrayInfo(builder.letter("P"), IMAGES, ArrayRole.OUTPUT)
    y = builder.numbers.arrays[builder.numbers.operation(index) + 1]
    settings = pool_settings(builder, index, layer)
    builder.chapter(
        ChapterKind.AVERAGE_POOL,
        "pool",
        "Average pooling, forward",
        Phase.FORWARD,
        index,
        AvgPoolForward(padded.array, settings, layer.count_include_pad, finished={"y": y}),
        forward_info(builder, index, padded, result),
        rules=_padding_rules(layer, padded),
        followed=builder.followed(y.shape[3]),
        operation=operation_text("mean", layer),
    )
    return ForwardPass(index, layer, source, padded, builder.forward(result, y, "y"))


def _backward(builder: Builder, record: ForwardPass) -> None:
    layer, numbers = record.layer, builder.numbers
    assert isinstance(layer, AveragePooling)
    trace = AvgPoolBackward(
        builder.upstream.array,
        record.padded.array.shape,
        pool_settings(builder, record.index, layer),
        layer.count_include_pad,
        finished={"dx_pad": numbers.gradients[numbers.operation(record.index)]},
    )
    info, rules = (
        backward_info(builder, record),
        (*_padding_rules(layer, record.padded), *window_rules(layer)),
    )
    facts = {"operation": "shared out", "rules": rules}
    back_chapter(builder, record, ChapterKind.AVERAGE_POOL_BACK, trace, info, **facts)
    take_off_padding(builder, record)


def _padding_rules(layer: AveragePooling, padded: RunArray) -> tuple[str, ...]:
    """Return whether padding counts, where there is any."""
    padded_at_all = any(map(any, padded.info.ring))
    return () if not padded_at_all else ("counted",) if layer.count_include_pad else ("left out",)


KIND = LayerKind(_operations, _forward, _backward)
