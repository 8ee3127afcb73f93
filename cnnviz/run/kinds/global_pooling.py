"""Global average pooling: the mean of each channel forward; backward every cell of it gets the same share."""

from collections.abc import Sequence

from cnnviz.engine.arrays import Shape
from cnnviz.engine.networks.flat_layers import SteppedGlobalAvgPool2d
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.experiment.layers import GlobalAveragePooling
from cnnviz.run.array_info import LISTS, ArrayInfo, ArrayRole
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import LayerKind
from cnnviz.run.kinds.pooling import back_chapter
from cnnviz.trace.pooling.global_mean import GlobalMeanBackward, GlobalMeanForward


def _operations(layer: GlobalAveragePooling, shape: Shape) -> Sequence[NetworkLayer]:
    return [SteppedGlobalAvgPool2d()]


def _forward(builder: Builder, index: int, layer: GlobalAveragePooling) -> ForwardPass:
    source, options = builder.output, builder.options
    result = ArrayInfo(builder.letter("P"), LISTS, ArrayRole.OUTPUT)
    y = builder.numbers.arrays[builder.numbers.operation(index) + 1]
    channels = options.followed(source.array.shape[3])
    trace = GlobalMeanForward(source.array, sample=options.sample, channels=channels, finished={"y": y})
    info = {"x": source.info.as_input().gone_through(), "y": result}
    title = "Global average pooling, forward"
    facts = {"followed": builder.followed(source.array.shape[3]), "operation": "mean of all"}
    builder.chapter(ChapterKind.GLOBAL_POOL, "pool", title, Phase.FORWARD, index, trace, info, **facts)
    return ForwardPass(index, layer, source, source, builder.forward(result, y, "y"))


def _backward(builder: Builder, record: ForwardPass) -> None:
    dy, x, options = builder.upstream, record.source, builder.options
    dx = builder.numbers.gradients[builder.numbers.operation(record.index)]
    channels = options.followed(x.array.shape[3])
    trace = GlobalMeanBackward(
        dy.array, x.array.shape, sample=options.sample, channels=channels, finished={"dx": dx}
    )
    info = {"dy": dy.info, "dx": x.info.gradient().gone_through()}
    back_chapter(builder, record, ChapterKind.GLOBAL_POOL_BACK, trace, info, operation="shared out")
    builder.gradient(x, dx, "dx")


KIND = LayerKind(_operations, _forward, _backward)
