"""The padding that stands before a convolution or a pooling: its chapters forward and backward."""

from cnnviz.engine.networks.stepped_layers import Pad2d
from cnnviz.engine.settings import Amounts
from cnnviz.experiment.layers import Windowed
from cnnviz.run.array_info import ArrayRole, RunArray
from cnnviz.run.builder import Builder, ForwardPass
from cnnviz.run.chapter import ChapterKind, Phase
from cnnviz.run.kinds.kind import natural
from cnnviz.trace.padding import PadBackward, PadForward

LEAST = "least"
"""The rule of a padding whose cells are never the largest."""
_PADS = {"zeros": "pad", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def pads(layer: Windowed, amounts: Amounts, value: float = 0.0) -> list[Pad2d]:
    """Return the network's layer that pads, none where there is nothing to pad."""
    return [Pad2d(amounts, layer.window.padding_mode, value)] if any(map(any, amounts)) else []


def add_padding(builder: Builder, index: int, layer: Windowed, value: float = 0.0) -> RunArray:
    """Append a padding's chapter, where there is any, and return what the windows lie over."""
    source, amounts = builder.output, builder.experiment.geometry(index).amounts
    if not any(map(any, amounts)):
        return source
    (top, _), (left, _) = amounts
    edit = None if source.info.edit is None else source.info.edit._replace(origin=(top, left))
    info = source.info._replace(
        label=f"{source.label} padded", role=ArrayRole.OUTPUT, ring=amounts, edit=edit
    )
    array = builder.numbers.arrays[builder.numbers.operation(index)]
    trace = PadForward(
        source.array,
        amounts,
        layer.window.padding_mode,
        value=value,
        sample=builder.options.sample,
        finished={"x_pad": array},
    )
    builder.chapter(
        ChapterKind.PAD,
        "pad",
        "Padding, forward",
        Phase.FORWARD,
        index,
        trace,
        {"x": source.info.as_input(), "x_pad": info},
        rules=(layer.window.padding_mode if value == 0 else LEAST,),
        natural=natural(trace),
        operation=" ".join((_PADS[layer.window.padding_mode], *_wide(amounts))),
    )
    return builder.forward(info, array, "x_pad")


def take_off_padding(builder: Builder, record: ForwardPass) -> None:
    """Append the gradient of the padded array, and the crop where there was padding."""
    operation, padded = builder.numbers.operation(record.index), record.padded
    inner = builder.gradient(padded, builder.numbers.gradients[operation], "dx_pad")
    if padded is record.source:
        return
    window = record.layer.window  # type: ignore[union-attr]  # only layers with windows have padding
    outer = builder.numbers.gradients[operation - 1]
    trace = PadBackward(
        inner.array,
        padded.info.ring,
        window.padding_mode,
        sample=builder.options.sample,
        finished={"dx": outer},
    )
    info = {"dx_pad": inner.info, "dx": record.source.info.gradient()}
    name = "crop" if window.padding_mode == "zeros" else "fold"
    builder.chapter(
        ChapterKind.CROP,
        name,
        "Padding, backward",
        Phase.BACKWARD,
        record.index,
        trace,
        info,
        rules=(window.padding_mode,),
        natural=natural(trace),
        operation=name,
    )
    builder.gradient(record.source, outer, "dx")


def _wide(amounts: Amounts) -> tuple[str, ...]:
    """Return how wide a padding is, as rows and columns where these differ; nothing where its sides do."""
    (top, bottom), (left, right) = amounts
    if (top, left) != (bottom, right):
        return ()
    return (f"{top}",) if top == left else (f"{top}×{left}",)
