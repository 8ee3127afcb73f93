"""The loss as chapters: its sum, where there is one, and the gradient that the way back begins with."""

from collections.abc import Callable, Mapping

import numpy as np

from cnnviz.experiment.loss import Loss, LossName
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import LISTS, SINGLE_NUMBER, ArrayInfo, ArrayRole, Editable, EditTarget, RunArray
from cnnviz.run.builder import Builder
from cnnviz.run.chapter import ChapterKind, Leg, Phase
from cnnviz.run.looked_through import largest
from cnnviz.trace.losses.loss import CellLoss, MseBackward, MseForward, SumLoss, Upstream, derivative
from cnnviz.trace.steps import Array
from cnnviz.trace.trace import Trace

_GIVEN = {"sigmoid_slope": "σ′({0})", "typed": "given"}
_SLOPES: Mapping[LossName, tuple[str, str]] = {"sigmoid_slope": ("sigmoid", "y")}
_BEGINS: Mapping[LossName, str] = {
    "sum": "ones",
    "cell": "one 1",
    "mse": "2 ({0} − T) / {1}",
    "cross_entropy": "p − 1",
    "sigmoid_slope": "σ′({0})",
    "typed": "given",
}
"""What the way back begins with, of an output and so many numbers."""


class LossChapters(NamedTuple):
    """How a kind of loss is stepped through.

    Parameters
    ----------
    kind, title, operation, trace : of the loss's own chapter
    upstream : of the chapter of the gradient, what happens in it
    shares : the array of shares that it makes of what it reads, "" where it makes none
    """

    kind: ChapterKind
    title: str
    operation: str
    trace: Callable[[Loss, Array, int, float], Trace]
    upstream: ChapterKind = ChapterKind.UPSTREAM
    shares: str = ""

    def true_class(self, loss: Loss, sample: int) -> int | None:
        """Return which class is the right one, where there are shares of classes."""
        return loss.labels[sample] if self.shares else None


def _cross_entropy(loss: Loss, y: Array, sample: int, _: float) -> Trace:
    from cnnviz.trace.losses.cross_entropy import CrossEntropyForward  # a start does not wait for it

    return CrossEntropyForward(y, loss.labels[sample], sample=sample)


CHAPTERS: Mapping[LossName, LossChapters] = {
    "sum": LossChapters(
        ChapterKind.LOSS,
        "Loss L: the sum of all outputs",
        "sum",
        lambda loss, y, sample, value: SumLoss(y, sample=sample, finished=_only(value)),
    ),
    "cell": LossChapters(
        ChapterKind.LOSS,
        "Loss L: one output",
        "one of them",
        lambda loss, y, sample, value: CellLoss(y, (sample, *(loss.cell or ())), finished=_only(value)),
    ),
    "mse": LossChapters(
        ChapterKind.MSE,
        "Loss L: mean squared error",
        "mean squared",
        lambda loss, y, sample, value: MseForward(y, np.stack(loss.targets), sample=sample),
        ChapterKind.MSE_BACK,
    ),
    "cross_entropy": LossChapters(
        ChapterKind.CROSS_ENTROPY,
        "Loss L: softmax cross-entropy",
        "softmax",
        _cross_entropy,
        ChapterKind.CROSS_ENTROPY_BACK,
        "probability",
    ),
}


def add_loss(builder: Builder) -> float | None:
    """Append the loss, where there is one, and its gradient; return its value."""
    loss, output, numbers = builder.experiment.fitted_loss, builder.output, builder.numbers
    sample, layer = builder.options.sample, len(builder.experiment.layers)
    told = CHAPTERS.get(loss.name)
    made: Mapping[str, Array] = {}
    value = None
    if told is not None and numbers.losses is not None:
        value = numbers.losses[sample]
        trace = told.trace(loss, output.array, sample, value)
        made = trace.outputs
        info = _only_of(trace, _forward_info(output))
        facts = {
            "rules": (loss.name,),
            "operation": told.operation,
            "shares_of_classes": told.shares,
            "true_class": told.true_class(loss, sample),
        }
        builder.chapter(told.kind, "loss", told.title, Phase.LOSS, layer, trace, info, **facts)
        if told.shares:
            builder.share(output)
        if "target" in info:
            made_of = trace.inputs["target"]
            builder.target = RunArray(info["target"], made_of, None, output.column, sample, "target")
    _add_upstream(builder, loss, told, made)
    return value


def _add_upstream(builder: Builder, loss: Loss, told: LossChapters | None, made: Mapping[str, Array]) -> None:
    kind = ChapterKind.UPSTREAM if told is None else told.upstream
    output, gradient, sample = builder.output, builder.numbers.upstream, builder.options.sample
    match kind:
        case ChapterKind.MSE_BACK:
            trace: Trace = MseBackward(made["difference"], sample=sample, finished={"dy": gradient})
        case ChapterKind.CROSS_ENTROPY_BACK:
            from cnnviz.trace.losses.cross_entropy import CrossEntropyBackward

            label = loss.labels[sample]
            trace = CrossEntropyBackward(
                made["probability"], label, sample=sample, finished={"dlogits": gradient}
            )
        case _:
            given = _GIVEN.get(loss.name, derivative("{0}")).format(output.label)
            trace = Upstream(gradient, given, sample=sample)
    name = next(iter(trace.outputs))
    known = _forward_info(output)
    if made:  # the loss has found out what is rounding
        known = {**known, **{name: one for name, one in builder.chapters[-1].info.items() if name in made}}
    info = {
        **_only_of(trace, known),
        "y": output.info.aside(),
        name: output.info.gradient().gone_through(),
    }
    builder.chapter(
        kind,
        info[name].label,
        "Upstream gradient",
        Phase.LOSS,
        len(builder.experiment.layers),
        trace,
        info,
        aside=lambda: {"y": output.array},
        rules=(loss.name,),
        slope=_SLOPES.get(loss.name),
        given=loss.name == "typed",
        derivative_of="y" if kind is ChapterKind.UPSTREAM and loss.name not in _GIVEN else "",
        true_class=None if told is None else told.true_class(loss, sample),
        operation=_BEGINS[loss.name].format(output.label, gradient[sample].size),
        leg=Leg(output.column + 1, back=True),
    )
    builder.gradient(output, gradient, name)


def _forward_info(output: RunArray) -> Mapping[str, ArrayInfo]:
    """Return what the arrays are that any loss may have."""
    y, axes = output.info.as_input(), output.info.axes
    label, whole = output.label, 1.0
    one_of_them = largest(output.array) if axes == LISTS else 0.0
    single = {
        name: ArrayInfo(shown, SINGLE_NUMBER, ArrayRole.OUTPUT, beside=beside)
        for name, shown, beside in (
            ("loss", "loss", 0.0),
            ("largest", "largest", one_of_them),
            ("total", "total", 0.0),
            ("inverse", "1 / total", 0.0),
            ("log_total", "log total", 0.0),
        )
    }
    listed = {
        name: ArrayInfo(shown, axes, ArrayRole.OUTPUT, beside=beside)
        for name, shown, beside in (
            ("difference", f"{label} − target", 0.0),
            ("shifted", f"{label} − largest", 0.0),
            ("power", "exp", whole),
            ("probability", "probability", whole),
        )
    }
    target = ArrayInfo("target", axes, ArrayRole.TARGET, edit=EditTarget(Editable.TARGET))
    return {"y": y.gone_through(), "logits": y, "target": target, **single, **listed}


def _only_of(trace: Trace, info: Mapping[str, ArrayInfo]) -> dict[str, ArrayInfo]:
    """Return the part of `info` that is about the arrays of a trace, each as it is there."""
    read = {
        name: info[name].as_input() if info[name].role is ArrayRole.OUTPUT else info[name]
        for name in trace.inputs
    }
    return read | {name: info[name] for name in trace.outputs if name in info}


def _only(value: float) -> Mapping[str, Array]:
    return {"loss": np.array([value])}
