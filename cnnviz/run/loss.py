"""The loss and the gradient that the way back begins with."""

from collections.abc import Mapping

import numpy as np

from cnnviz.engine import activation_backward
from cnnviz.experiment.loss import Loss
from cnnviz.run.builder import Builder
from cnnviz.run.timeline import Phase
from cnnviz.trace.cross_entropy import CrossEntropyBackward, CrossEntropyForward
from cnnviz.trace.loss import CellLoss, MseBackward, MseForward, SumLoss, Upstream
from cnnviz.trace.steps import Array, Trace

_TITLES = {
    "sum": "Loss: the sum of all outputs",
    "cell": "Loss: one output",
    "mse": "Loss: mean squared error",
    "cross_entropy": "Loss: softmax cross-entropy",
}


def add_loss(builder: Builder) -> float | None:
    """Append the loss, where there is one, and its gradient; return its value."""
    output = builder.output
    loss = builder.experiment.loss.fitted(output.array.shape[1:])
    labels = {"y": output.label, "dy": f"d{output.label}", "loss": "loss", "target": "target"}
    labels |= {
        "logits": output.label,
        "dlogits": f"d{output.label}",
        "shifted": f"{output.label} − largest",
        "power": "exp",
        "log_total": "log total",
        "difference": f"{output.label} − target",
    }
    layer = len(builder.experiment.layers)
    forward, value = _forward(loss, output.array), None
    if forward is not None:
        kind = "cross_entropy" if loss.name == "cross_entropy" else "mse" if loss.name == "mse" else "loss"
        builder.chapter(
            kind, "loss", _TITLES[loss.name], Phase.LOSS, layer, forward, labels=labels, focus="y"
        )
        value = float(forward.outputs["loss"][0])
    backward = _backward(loss, output.array, {} if forward is None else forward.outputs)
    name = "dlogits" if loss.name == "cross_entropy" else "dy"
    kinds = {"cross_entropy": "cross_entropy_back", "mse": "mse_back"}
    builder.chapter(
        kinds.get(loss.name, "upstream"),
        f"d{output.label}",
        "Upstream gradient",
        Phase.LOSS,
        layer,
        backward,
        labels=labels,
        focus=name,
        aside={"y": output.array},
    )
    builder.gradient(output, backward.outputs[name])
    return value


def _forward(loss: Loss, y: Array) -> Trace | None:
    match loss.name:
        case "sum":
            return SumLoss(y)
        case "cell":
            assert loss.cell is not None
            return CellLoss(y, (0, *loss.cell))
        case "mse":
            assert loss.target is not None
            return MseForward(y, loss.target[None])
        case "cross_entropy":
            return CrossEntropyForward(y, loss.label)
    return None


def _backward(loss: Loss, y: Array, forward: Mapping[str, Array]) -> Trace:
    match loss.name:
        case "mse":
            return MseBackward(forward["difference"])
        case "cross_entropy":
            return CrossEntropyBackward(forward["probability"], loss.label)
        case "sigmoid_slope":
            return Upstream(activation_backward("sigmoid", np.ones_like(y), y), "σ′(Y)")
        case "typed":
            assert loss.values is not None
            return Upstream(loss.values[None], "given")
        case "cell":
            single = np.zeros_like(y)
            single[(0, *(loss.cell or ()))] = 1
            return Upstream(single)
    return Upstream(np.ones_like(y))
