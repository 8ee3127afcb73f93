"""How the program of a chapter is called: with which arrays of the run, and with which settings."""

from collections.abc import Mapping
from typing import Any

from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import AveragePooling, MaxPooling, Windowed
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter, ChapterKind


class Call(NamedTuple):
    """A call.

    Parameters
    ----------
    arrays : the chapter's arrays that go in, in order
    settings : everything else that goes in, in order, by name
    made : the chapter's arrays that come out
    """

    arrays: tuple[str, ...]
    settings: Mapping[str, Any]
    made: tuple[str, ...]


def call_of(chapter: Chapter, experiment: Experiment) -> Call:
    """Return how the program of a chapter is called."""
    kind = chapter.kind
    if kind is ChapterKind.UPSTREAM:
        values = chapter.trace.outputs["dy"][chapter.sample]
        return Call((), {"values": values}, ("dy",))
    arrays = tuple(name for name in chapter.trace.inputs)
    made = tuple(chapter.trace.outputs)
    if chapter.shares_of_classes:  # of all that is made on the way these are handed back
        made = chapter.shares_of_classes, "loss"
    return Call(arrays, _settings(chapter, experiment), made)


def _settings(chapter: Chapter, experiment: Experiment) -> Mapping[str, Any]:
    kind = chapter.kind
    if kind in (ChapterKind.UPDATE_WEIGHT, ChapterKind.UPDATE_BIAS):
        return {"rate": experiment.learning_rate}
    if kind is ChapterKind.LOSS:
        loss = experiment.fitted_loss
        return {"at": loss.cell} if loss.name == "cell" else {}
    if kind in (ChapterKind.CROSS_ENTROPY, ChapterKind.CROSS_ENTROPY_BACK):
        return {"label": experiment.fitted_loss.labels[chapter.sample]}
    layer = experiment.layers[chapter.layer] if chapter.layer < len(experiment.layers) else None
    if isinstance(layer, Windowed):
        return _of_windows(chapter, experiment, layer)
    shapes = {
        ChapterKind.FLATTEN_BACK: "dx",
        ChapterKind.GLOBAL_POOL_BACK: "dx",
        ChapterKind.BIAS_GRADIENT: "dbias",
    }
    return {"shape": _shape(chapter, shapes[kind])} if kind in shapes else {}


def _of_windows(chapter: Chapter, experiment: Experiment, layer: Windowed) -> Mapping[str, Any]:
    window, kind = layer.window, chapter.kind
    padding = experiment.geometry(chapter.layer).amounts
    kernel = {"kernel": window.kernel_size}
    apart = {"stride": window.stride, "dilation": window.dilation}
    ceil, groups = {"ceil": getattr(window, "ceil_mode", False)}, {}
    if isinstance(layer, Convolution):
        groups = {"groups": layer.groups}
    match kind:
        case ChapterKind.PAD:
            value = float("-inf") if isinstance(layer, MaxPooling) else 0.0
            return {"padding": padding, "mode": window.padding_mode, "value": value}
        case ChapterKind.CROP:
            fold = window.padding_mode != "zeros"
            return {"padding": padding} | ({"mode": window.padding_mode} if fold else {})
        case ChapterKind.CONVOLVE:
            return apart | groups
        case ChapterKind.SCATTER | ChapterKind.GATHER:
            return {"shape": _shape(chapter, "dx_pad")} | apart | groups
        case ChapterKind.FULL:
            return {"shape": _shape(chapter, "dx_pad"), "dilation": window.dilation} | groups
        case ChapterKind.SPREAD:
            spread = _shape(chapter, "dy_spread")
            reach = zip(spread, window.kernel_size, window.dilation, strict=False)
            shape = tuple(size - (taps - 1) * by for size, taps, by in reach)
            return kernel | {"shape": shape} | apart
        case ChapterKind.TURN:
            return groups
        case ChapterKind.ACCUMULATE:
            shapes = {"shape": _shape(chapter, "dweight"), "bias_shape": _shape(chapter, "dbias")}
            return shapes | apart | groups
        case ChapterKind.CORRELATE:
            return {"shape": _shape(chapter, "dweight")} | apart | groups
        case ChapterKind.BIAS_GRADIENT:
            return {"shape": _shape(chapter, "dbias")}
        case ChapterKind.MAX_POOL:
            return kernel | {"stride": window.stride, "padding": padding, "dilation": window.dilation} | ceil
        case ChapterKind.MAX_POOL_BACK:
            return kernel | apart
    counted = {"counted": isinstance(layer, AveragePooling) and layer.count_include_pad}
    around = kernel | {"stride": window.stride, "padding": padding}
    if kind is ChapterKind.AVERAGE_POOL:
        return around | ceil | counted
    return {"shape": _shape(chapter, "dx_pad")} | around | counted


def _shape(chapter: Chapter, array: str) -> tuple[int, ...]:
    """Return the shape of an array of a chapter, for one image."""
    return chapter.arrays[array].shape[chapter.info[array].sampled :]
