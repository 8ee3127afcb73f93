"""The loss of each image, and the gradient of it with which the way back begins: a row for each kind of loss."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from cnnviz.engine import activation_backward, mse, softmax_cross_entropy
from cnnviz.experiment.loss import Loss, LossName
from cnnviz.trace.steps import Array


class LossNumbers(NamedTuple):
    """How a kind of loss is computed of one image's output, which comes with an axis of one sample.

    Parameters
    ----------
    value : the loss, None where a gradient is given without any
    upstream : its gradient, in the shape of the output
    """

    value: Callable[[Loss, Array, int], float] | None
    upstream: Callable[[Loss, Array, int], Array]


def values(loss: Loss, outputs: Array) -> Sequence[float] | None:
    """Return the loss of each image, given all outputs (n, ...), or None where there is none."""
    value = LOSS_NUMBERS[loss.name].value
    if value is None:
        return None
    with np.errstate(all="ignore"):
        return [float(value(loss, outputs[k : k + 1], k)) for k in range(len(outputs))]


def upstream(loss: Loss, outputs: Array) -> Array:
    """Return the gradient of each image's own loss, shaped like the outputs."""
    made = [LOSS_NUMBERS[loss.name].upstream(loss, outputs[k : k + 1], k) for k in range(len(outputs))]
    return made[0] if len(made) == 1 else np.concatenate(made)


def _cell(loss: Loss, y: Array) -> tuple[int, ...]:
    return (0, *(loss.cell or (0,) * (y.ndim - 1)))


def _single(loss: Loss, y: Array, sample: int) -> Array:
    single = np.zeros_like(y)
    single[_cell(loss, y)] = 1
    return single


def _cross_entropy(loss: Loss, y: Array, sample: int) -> tuple[float, Array]:
    return softmax_cross_entropy(y, np.array([loss.labels[sample]]))


LOSS_NUMBERS: Mapping[LossName, LossNumbers] = {
    "sum": LossNumbers(lambda loss, y, sample: y.sum(), lambda loss, y, sample: np.ones_like(y)),
    "cell": LossNumbers(lambda loss, y, sample: y[_cell(loss, y)], _single),
    "mse": LossNumbers(
        lambda loss, y, sample: mse(y[0], loss.targets[sample])[0],
        lambda loss, y, sample: mse(y, loss.targets[sample][None])[1],
    ),
    "cross_entropy": LossNumbers(
        lambda loss, y, sample: _cross_entropy(loss, y, sample)[0],
        lambda loss, y, sample: _cross_entropy(loss, y, sample)[1],
    ),
    "sigmoid_slope": LossNumbers(
        None, lambda loss, y, sample: activation_backward("sigmoid", np.ones_like(y), y)
    ),
    "typed": LossNumbers(None, lambda loss, y, sample: loss.values[sample][None].copy()),
}
