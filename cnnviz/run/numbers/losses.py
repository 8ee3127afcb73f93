"""The loss of each image, and the gradient of it with which the way back begins: a row for each kind of loss."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from cnnviz.engine import activation_backward, mse, softmax_cross_entropy
from cnnviz.experiment.loss import Loss, LossName
from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Array

Computed: TypeAlias = tuple[float | None, Array]
"""A loss, None where a gradient is given without any, and its gradient in the shape of the output."""


class Losses(NamedTuple):
    """What is made of all outputs (n, ...).

    Parameters
    ----------
    values : the loss of each image, None where a gradient is given without any
    upstream : the gradient of each image's own loss, shaped like the outputs
    """

    values: Sequence[float] | None
    upstream: Array


def losses_of(loss: Loss, outputs: Array) -> Losses:
    """Return the loss of each image and its gradient; the loss is fitted to the outputs."""
    compute = LOSS_NUMBERS[loss.name]
    with np.errstate(all="ignore"):
        made = [compute(loss, outputs[k : k + 1], k) for k in range(len(outputs))]
    values = [float(value) for value, _ in made if value is not None]
    slopes = [slope for _, slope in made]
    return Losses(values or None, slopes[0] if len(slopes) == 1 else np.concatenate(slopes))


def _sum(loss: Loss, y: Array, sample: int) -> Computed:
    return y.sum(), np.ones_like(y)


def _cell(loss: Loss, y: Array, sample: int) -> Computed:
    place, single = (0, *(loss.cell or ())), np.zeros_like(y)
    single[place] = 1
    return y[place], single


def _mse(loss: Loss, y: Array, sample: int) -> Computed:
    return mse(y, loss.targets[sample][None])


def _cross_entropy(loss: Loss, y: Array, sample: int) -> Computed:
    return softmax_cross_entropy(y, np.array([loss.labels[sample]]))


def _sigmoid_slope(loss: Loss, y: Array, sample: int) -> Computed:
    return None, activation_backward("sigmoid", np.ones_like(y), y)


def _typed(loss: Loss, y: Array, sample: int) -> Computed:
    return None, loss.values[sample][None].copy()


LOSS_NUMBERS: Mapping[LossName, Callable[[Loss, Array, int], Computed]] = {
    "sum": _sum,
    "cell": _cell,
    "mse": _mse,
    "cross_entropy": _cross_entropy,
    "sigmoid_slope": _sigmoid_slope,
    "typed": _typed,
}
"""What computes a kind of loss of one image's output, which comes with an axis of one sample."""
