"""What stops the gradients of a run, all of them or most of what is left to learn, and what to do about it.

A cell whose target is 0.8 has Y = −0.3 and so A = 0: its loss stays 0.64, since ReLU passes none of its gradient on.
"""

from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.engine.networks.network import Network
from cnnviz.experiment.layers import Activation
from cnnviz.explain.training.dead import remedy
from cnnviz.frozen import NamedTuple
from cnnviz.run.chapter import Chapter
from cnnviz.run.kinds import active
from cnnviz.run.looked_through import NOTHING, largest
from cnnviz.run.numbers.numbers import Numbers
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array

_MOST = 0.75  # of the loss


class Standstill(NamedTuple):
    """How far the gradients of a run get.

    Parameters
    ----------
    moves : whether some parameter has one that is more than rounding; one that is no number counts
    aims : whether anything is left at the outputs that is more than rounding
    stopped : the activation that lets through none of what is left, or None
    most_stopped : the activation that lets through nothing of where most of the loss is left, or None
    """

    moves: bool
    aims: bool
    stopped: int | None = None
    most_stopped: int | None = None


_KNOWN: WeakKeyDictionary[Numbers, Standstill] = WeakKeyDictionary()


def standstill_of(numbers: Numbers) -> Standstill:
    """Return how far the gradients of all images get; it is found out once."""
    if numbers not in _KNOWN:
        with np.errstate(all="ignore"):
            _KNOWN[numbers] = _standstill(numbers)
    return _KNOWN[numbers]


def why_stopped(timeline: Timeline, layer: int) -> str:
    """Return why an activation stops the gradients that come to it."""
    return f"since {_bent(timeline, layer)} where it comes."


def where_stopped(timeline: Timeline, layer: int) -> str:
    """Return where an activation stops gradients."""
    return f"where {_bent(timeline, layer)}"


def remedies(timeline: Timeline, layer: int) -> str:
    """Return what to do about it."""
    return f"{remedy(_activation(timeline, layer).function)}."


def _bent(timeline: Timeline, layer: int) -> str:
    chapter = _activation(timeline, layer)
    return f"{chapter.label('z')} is {'not above 0' if chapter.function == 'relu' else 'too far from 0'}"


def _activation(timeline: Timeline, layer: int) -> Chapter:
    chapter = timeline.forward_of(layer)
    assert chapter is not None
    return chapter


def _standstill(numbers: Numbers) -> Standstill:
    upstream = _meant(numbers)
    if not np.isfinite(upstream).all():
        return Standstill(moves=True, aims=True)
    if not upstream.any():
        return Standstill(moves=False, aims=False)
    images = len(numbers.experiment.images)
    slopes = numbers.network.gradients(upstream / images, numbers.arrays)
    steepest = max((_size(slope) for own in slopes for slope in own.values()), default=0.0)
    if steepest > NOTHING * _size(upstream):
        return Standstill(moves=True, aims=True, most_stopped=_stops(numbers, _where_most_is_left(numbers)))
    return Standstill(moves=False, aims=True, stopped=_stops(numbers, upstream))


def _meant(numbers: Numbers) -> Array:
    """Return the gradients of the outputs, 0 where an output is as far from its target as rounding comes."""
    upstream, experiment = numbers.upstream, numbers.experiment
    if experiment.fitted_loss.name == "mse":
        outputs, targets = numbers.arrays[-1], np.stack(experiment.fitted_loss.targets)
        reach = NOTHING * max(_size(outputs), _size(targets))
        return np.where(np.abs(outputs - targets) <= reach, 0.0, upstream)
    if experiment.fitted_loss.name == "cross_entropy":
        return np.where(np.abs(upstream) <= NOTHING, 0.0, upstream)
    return upstream


def _where_most_is_left(numbers: Numbers) -> Array | None:
    """Return the gradients of the fewest outputs that make most of the loss, 0 at all others; None for other losses."""
    if numbers.experiment.fitted_loss.name != "mse":
        return None
    upstream = numbers.upstream
    shares = upstream.ravel() ** 2
    order = np.argsort(-shares, kind="stable")
    needed = int(np.searchsorted(np.cumsum(shares[order]), _MOST * shares.sum())) + 1
    left = np.zeros(upstream.size)
    left[order[:needed]] = upstream.ravel()[order[:needed]]
    return left.reshape(upstream.shape)


def _stops(numbers: Numbers, upstream: Array | None) -> int | None:
    """Return the activation that some gradients of the outputs come to and nothing of them gets through, if one does.

    One that is before a bias is none: that learns what comes to it. Behind the last bias sizes do not cancel, since all
    is pooled, bent or laid in a list.
    """
    if upstream is None:
        return None
    network, layers = numbers.network, numbers.experiment.layers
    first = max((place for place, layer in enumerate(network.layers) if layer.parameters), default=-1) + 1
    tail = Network(network.layers[first:])
    gradients = tail.backward(np.abs(upstream), numbers.arrays[first:]).arrays
    for index in sorted(active(numbers.experiment), reverse=True):
        place = numbers.operation(index) - first
        if place >= 0 and isinstance(layers[index], Activation):
            came, went = _size(gradients[place + 1]), _size(gradients[place])
            if came and went <= NOTHING * came:
                return index
    return None


def _size(array: Array) -> float:
    """Return the largest size, infinite where a number is none."""
    return largest(array) if np.isfinite(array).all() else np.inf
