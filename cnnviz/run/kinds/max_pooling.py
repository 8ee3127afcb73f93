"""Max pooling: the largest of each window forward; backward the winner takes the gradient."""

from collections.abc import Sequence

import numpy as np

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.engine.networks.stepped_layers import SteppedMaxPool2d
from cnnviz.experiment.layers import MaxPooling
from cnnviz.run.array_info import IMAGES, ArrayInfo, ArrayRole
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
from cnnviz.trace.pooling.forward import MaxPoolForward
from cnnviz.trace.pooling.gradient import MaxPoolBackward
from cnnviz.trace.pooling.winners import winners

_TO_WINNERS = {"first": "to the max", "all": "to each max", "split": "split at ties"}


def _operations(layer: MaxPooling, shape: Shape) -> Sequence[NetworkLayer]:
    window = layer.window
    amounts = window.over((shape[0], shape[1])).amounts
    pool = SteppedMaxPool2d(
        window.kernel_size, window.stride, amounts, window.dilation, window.ceil_mode, layer.ties
    )
    return [*pads(layer, amounts, -np.inf), pool]


def _forward(builder: Builder, index: int, layer: MaxPooling) -> ForwardPass:
    source, padded = builder.output, add_padding(builder, index, layer, -np.inf)
    result = ArrayInfo(builder.letter("P"), IMAGES, ArrayRole.OUTPUT)
    y = builder.numbers.arrays[builder.numbers.operation(index) + 1]
    settings = pool_settings(builder, index, layer)
    won = winners(padded.array, settings, layer.ties)
    trace = MaxPoolForward(padded.array, settings, layer.ties, won=won, finished={"y": y})
    info = forward_info(builder, index, padded, result)
    mask = ArrayInfo("mask", IMAGES, ArrayRole.MASK).read_by(builder.experiment.geometry(index))
    builder.chapter(
        ChapterKind.MAX_POOL,
        "pool",
        "Max pooling, forward",
        Phase.FORWARD,
        index,
        trace,
        {**info, "mask": mask._replace(role=ArrayRole.MASK)},
        rules=(layer.ties, *window_rules(layer)),
        winners=len(builder.chapters),
        followed=builder.followed(y.shape[3]),
        operation=operation_text("max", layer),
    )
    return ForwardPass(index, layer, source, padded, builder.forward(result, y, "y"), winners=won)


def _backward(builder: Builder, record: ForwardPass) -> None:
    layer, dy, numbers = record.layer, builder.upstream, builder.numbers
    assert isinstance(layer, MaxPooling)
    trace = MaxPoolBackward(
        dy.array,
        record.padded.array,
        pool_settings(builder, record.index, layer),
        layer.ties,
        won=record.winners,
        finished={"dx_pad": numbers.gradients[numbers.operation(record.index)]},
    )
    read = record.padded.info.read_by(builder.experiment.geometry(record.index))
    info, rules = {**backward_info(builder, record), "x_pad": read}, (layer.ties, *window_rules(layer))
    facts = {"operation": _TO_WINNERS[layer.ties], "rules": rules, "winners": record.result.chapter}
    back_chapter(builder, record, ChapterKind.MAX_POOL_BACK, trace, info, **facts)
    take_off_padding(builder, record)


KIND = LayerKind(_operations, _forward, _backward)
