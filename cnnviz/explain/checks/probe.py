"""The loss with one number set to another value: only what lies behind the number is computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from cnnviz.engine import activation
from cnnviz.engine.networks.layers import NetworkLayer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.size import products
from cnnviz.explain.checks.spot import Given, Spot
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Editable
from cnnviz.run.numbers.losses import LOSS_NUMBERS
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array


class Passed(NamedTuple):
    """A forward pass of one image.

    Parameters
    ----------
    value : what the number was set to
    loss : what came of it
    first : which layer of the network was the first that was computed again
    arrays : what that layer read, and what it and all behind it have made
    layers : these layers, as they were
    """

    value: float
    loss: float
    first: int
    arrays: Sequence[Array]
    layers: Sequence[NetworkLayer]


class Probe:
    """Sets one number of a run to other values.

    Parameters
    ----------
    timeline : the run, which has its numbers
    spot : the number
    """

    def __init__(self, timeline: Timeline, spot: Spot) -> None:
        self.timeline, self.spot = timeline, spot
        self.sample = timeline.arrays[0].sample
        assert timeline.numbers is not None
        self._numbers: Numbers = timeline.numbers

    @property
    def cost(self) -> int:
        """How often one pass multiplies, at most."""
        return products(self._numbers.experiment) // len(self._numbers.experiment.images)

    @cached_property
    def before(self) -> Passed:
        """The pass with the number as it is."""
        return self.at(self.spot.value)

    @property
    def gradient(self) -> float:
        """What the way back has found for the number."""
        return float(gradients_of(self.timeline, self.spot.given)[self.spot.at])

    def at(self, value: float) -> Passed:
        """Return what comes of another value."""
        numbers, (given, at) = self._numbers, self.spot
        loss, own = numbers.experiment.fitted_loss, slice(self.sample, self.sample + 1)
        layers, arrays, first = list(numbers.network.layers), numbers.arrays, 0
        changed = given.array.copy()
        changed[at] = value
        x = arrays[0][own]
        match given.edit.of:
            case Editable.IMAGE:
                x = changed[None]
            case Editable.PARAMETER:
                first = numbers.operation(given.layer)
                setting: dict[str, Any] = {given.edit.parameter: changed}
                layers[first] = replace(layers[first], **setting)  # type: ignore[type-var]
                x = arrays[first][own]
            case Editable.TARGET:
                target = np.asarray(changed, np.float64)
                loss, first, x = loss.with_target(self.sample, target), len(layers), arrays[-1][own]
        made = [x]
        with np.errstate(all="ignore"):
            for layer in layers[first:]:
                made.append(layer.forward(made[-1]))
            answer = loss_of(loss, made[-1], self.sample)
        return Passed(value, answer, first, made, layers[first:])


def gradients_of(timeline: Timeline, given: Given) -> Array:
    """Return what the way back has found for each number of an array that was set up."""
    numbers, sample = timeline.numbers, timeline.arrays[0].sample
    assert numbers is not None
    match given.edit.of:
        case Editable.IMAGE:
            found = numbers.gradients[0][sample]
        case Editable.PARAMETER:
            own = numbers.parameter_gradients(sample)[numbers.operation(given.layer)]
            found = own[f"d{given.edit.parameter}"]
        case Editable.TARGET:
            found = -numbers.upstream[sample]  # of output and target the loss knows the difference alone
    return np.asarray(found)


def most_telling(timeline: Timeline, given: Given) -> Spot:
    """Return the number of an array whose gradient is the largest: there is most to be seen of it."""
    size = np.nan_to_num(np.abs(gradients_of(timeline, given)), nan=0.0, posinf=0.0)
    return Spot(given, tuple(int(at) for at in np.unravel_index(int(np.argmax(size)), size.shape)))


def most_telling_of(timeline: Timeline, spots: Sequence[Spot]) -> Spot:
    """Return, of numbers of one array, that whose gradient is the largest."""
    gradients = gradients_of(timeline, spots[0].given)[tuple(np.transpose([spot.at for spot in spots]))]
    return spots[int(np.argmax(np.nan_to_num(np.abs(gradients), nan=0.0, posinf=0.0)))]


def loss_of(loss: Loss, y: Array, sample: int) -> float:
    """Return the loss of one image's output; where a gradient is given without any, the number that has it.

    The gradient G is that of the sum of G · y, and σ′(y) that of the sum of σ(y).
    """
    value, slope = LOSS_NUMBERS[loss.name](loss, y, sample)
    if value is not None:
        return float(value)
    return float((slope * y).sum() if loss.name == "typed" else activation("sigmoid", y).sum())
