"""The bias of a convolution: one number for each filter, or one for each position of its output."""

import numpy as np

from cnnviz.engine.arrays import Shape, frozen
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.kernels.profiles import reframed


def is_per_position(bias: Array) -> bool:
    """Return whether there is a number for each position, (rows, columns, filters), rather than (filters,)."""
    return bias.ndim == 3


def fitted(bias: Array, size: tuple[int, int]) -> Array:
    """Return a bias for an output of `size`: its middle stays in the middle, new positions get their filter's mean."""
    if not is_per_position(bias) or bias.shape[:2] == size:
        return bias
    return frozen(reframed(bias, size, bias.mean(axis=(0, 1))))


def per_position(bias: Array, shape: Shape) -> Array:
    """Return a bias that has a number for each position of an output of `shape`: everywhere the filter's."""
    return bias if is_per_position(bias) else frozen(np.broadcast_to(bias, shape))


def per_filter(bias: Array) -> Array:
    """Return a bias that has a number for each filter: the mean over the positions, to the bit where all are alike."""
    if not is_per_position(bias):
        return bias
    alike = (bias == bias[0, 0]).all(axis=(0, 1))
    return frozen(np.where(alike, bias[0, 0], bias.mean(axis=(0, 1))))


def with_value(bias: Array, filter_: int, value: float) -> Array:
    """Return a bias that is `value` for a filter, at every position."""
    changed = bias.copy()
    changed[..., filter_] = value
    return frozen(changed)
