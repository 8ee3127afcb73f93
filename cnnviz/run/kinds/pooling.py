"""What all poolings share: how their windows lie, what their arrays are, and their chapter on the way back."""

from collections.abc import Mapping
from typing import Any

from cnnviz.experiment.layers import Pooling
from cnnviz.run.array_info import ArrayInfo, RunArray
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import brief, times
from cnnviz.trace.pooling.windows import PoolSettings
from cnnviz.trace.trace import Trace

_BACK = {
    ChapterKind.MAX_POOL_BACK: "Max pooling, backward",
    ChapterKind.AVERAGE_POOL_BACK: "Average pooling, backward",
    ChapterKind.GLOBAL_POOL_BACK: "Global average pooling, backward",
}


def pool_settings(builder: Builder, index: int, layer: Pooling) -> PoolSettings:
    """Return how the traces of a pooling go through its windows."""
    window, channels = layer.window, builder.experiment.shapes[index][2]
    return PoolSettings(
        window.kernel_size,
        window.stride,
        builder.experiment.geometry(index).amounts,
        window.dilation,
        window.ceil_mode,
        builder.options.sample,
        builder.options.followed(channels),
    )


def forward_info(builder: Builder, index: int, padded: RunArray, result: ArrayInfo) -> dict[str, ArrayInfo]:
    """Return what a pooling's arrays are on the way forward."""
    return {"x_pad": padded.info.read_by(builder.experiment.geometry(index)), "y": result.gone_through()}


def operation_text(word: str, layer: Pooling) -> str:
    """Return a pooling as briefly as people write it: max 2×2, and its stride where the windows do not just touch."""
    window = layer.window
    apart = "" if window.stride == window.kernel_size else f" · s{brief(window.stride)}"
    return f"{word} {times(window.kernel_size)}{apart}"


def window_rules(layer: Pooling) -> tuple[str, ...]:
    """Return words for how a pooling's windows lie."""
    window = layer.window
    sizes = zip(window.kernel_size, window.dilation, window.stride, strict=True)
    return ("overlap",) if any((size - 1) * apart >= step for size, apart, step in sizes) else ()


def backward_info(builder: Builder, record: ForwardPass) -> dict[str, ArrayInfo]:
    """Return what a pooling's gradients are on the way back; cells that no window reached get nothing."""
    read = record.padded.info.read_by(builder.experiment.geometry(record.index))
    covered = record.padded.info.gradient()._replace(covered=read.covered)
    return {"dy": builder.upstream.info.gone_through(), "dx_pad": covered}


def back_chapter(
    builder: Builder,
    record: ForwardPass,
    kind: ChapterKind,
    trace: Trace,
    info: Mapping[str, ArrayInfo],
    **facts: Any,
) -> None:
    """Append a pooling's chapter on the way back; `facts` as in `Chapter`."""
    builder.chapter(
        kind,
        "pool",
        _BACK[kind],
        Phase.BACKWARD,
        record.index,
        trace,
        info,
        followed=builder.followed(record.source.array.shape[3]),
        **facts,
    )
