"""What both poolings share: how their windows lie, and what their arrays are."""

from cnnviz.experiment.layers import Pooling
from cnnviz.run.array_info import ArrayInfo
from cnnviz.run.builder import Builder, LayerRecord
from cnnviz.run.chapter import RunArray
from cnnviz.run.kinds.brevity import brief, times
from cnnviz.trace.pooling.settings import PoolSettings


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


def backward_info(builder: Builder, record: LayerRecord) -> dict[str, ArrayInfo]:
    """Return what a pooling's gradients are on the way back."""
    return {"dy": builder.upstream.info.gone_through(), "dx_pad": record.padded.info.gradient()}
