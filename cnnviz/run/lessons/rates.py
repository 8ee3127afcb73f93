"""Learning rates that a loss can fall at, from how much it is curved."""

from collections.abc import Sequence
from math import floor, log10

import numpy as np

from cnnviz.engine.networks.layers import Parameters
from cnnviz.run.numbers.numbers import Numbers

FASTEST = 10.0
"""The largest learning rate that is offered."""
_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)  # what people write, within a power of ten
_TURNS = 24  # of the power iteration; the largest curvature stands out soon
_SHORT = 1e-4  # a step along which the slope is taken to change evenly, as a share of the parameters


def rates(*places: Numbers, count: int = 5, beyond: float = 1.0) -> Sequence[float]:
    """Return so many learning rates, the largest first, at which descent is stable at some places.

    A step of descent on a parabola of curvature λ multiplies the distance by 1 − ηλ, which shrinks it for η < 2/λ.
    What is no parabola may bear a rate some times `beyond` that.
    """
    curved = max((curvature(numbers) for numbers in places), default=0.0)
    if not curved > 0:  # nor is it where a number is none
        return ()
    most = min(2 * beyond / curved, FASTEST)
    power = floor(log10(most))
    found = [step * 10.0**exponent for exponent in range(power, power - 3, -1) for step in reversed(_ROUND)]
    return [float(f"{rate:.3g}") for rate in found if rate <= most][:count]


@np.errstate(all="ignore")
def curvature(numbers: Numbers) -> float:
    """Return about the largest curvature of the mean loss over all parameters, 0 where there is none to be had.

    By power iteration: what a step along a direction does to the slopes is that direction times the curvature.
    """
    direction = _unit(_flat(numbers.slopes)) if _size(numbers) else None
    if direction is None:
        direction = _unit(np.ones(_size(numbers)))
    start, found = _flat(numbers.slopes), 0.0
    short = _SHORT * max(1.0, float(np.abs(_flat(numbers.network.parameters)).max(initial=0.0)))
    for _ in range(_TURNS):
        if direction is None:
            return found
        ahead = numbers.moved(_shaped(direction, numbers.network.parameters), -short)
        change = (_flat(ahead.slopes) - start) / short
        found, direction = float(np.linalg.norm(change)), _unit(change)
    return found if np.isfinite(found) else 0.0


def _size(numbers: Numbers) -> int:
    return sum(array.size for own in numbers.network.parameters for array in own.values())


def _unit(direction: np.ndarray) -> np.ndarray | None:
    length = np.linalg.norm(direction)
    return direction / length if 0 < length < np.inf else None


def _flat(parameters: Sequence[Parameters]) -> np.ndarray:
    arrays = [array.ravel() for own in parameters for array in own.values()]
    return np.concatenate(arrays) if arrays else np.zeros(0)


def _shaped(flat: np.ndarray, like: Sequence[Parameters]) -> Sequence[Parameters]:
    """Return a list of numbers in the shapes of parameters."""
    at, shaped = 0, []
    for own in like:
        made = {}
        for name, array in own.items():
            made[name] = flat[at : at + array.size].reshape(array.shape)
            at += array.size
        shaped.append(made)
    return shaped
