"""Gradient descent over a whole experiment: the same numbers as its run, without the steps."""

from dataclasses import dataclass, replace
from typing import Any

from cnnviz.engine import sgd_step
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Layer, Linear
from cnnviz.run.backward import add_backward
from cnnviz.run.builder import Builder, LayerRecord, RunOptions
from cnnviz.run.forward import add_layers
from cnnviz.run.loss import add_loss


@dataclass(frozen=True, eq=False)
class Round:
    """An experiment on its way, and the loss that it has."""

    experiment: Experiment
    loss: float | None


def descended(experiment: Experiment) -> tuple[Experiment, float | None]:
    """Return the experiment after one step of gradient descent, and the loss that it had before."""
    builder = Builder(experiment, RunOptions())
    passed = add_layers(builder)
    loss = add_loss(builder)
    for record in reversed(passed):
        add_backward(builder, record)
    layers = list(experiment.layers)
    for record in passed:
        layers[record.index] = _learned(record, experiment.learning_rate)
    return replace(experiment, layers=tuple(layers)), loss


def trained(experiment: Experiment, rounds: int) -> list[Round]:
    """Return the rounds that follow `experiment`, one step of gradient descent after another."""
    known: list[Round] = []
    for _ in range(rounds):
        after, loss = descended(experiment)
        known.append(Round(experiment, loss))
        experiment = after
    _, loss = descended(experiment)
    return [*known[1:], Round(experiment, loss)]


def _learned(passed: LayerRecord, rate: float) -> Layer:
    layer = passed.layer
    if not isinstance(layer, Convolution | Linear):
        return layer
    new: dict[str, Any] = {
        name: frozen(sgd_step(getattr(layer, name), gradient, rate))
        for name, gradient in passed.gradients.items()
    }
    if isinstance(layer, Convolution):
        return replace(layer, names=("",) * layer.filters, **new)
    return replace(layer, **new)
