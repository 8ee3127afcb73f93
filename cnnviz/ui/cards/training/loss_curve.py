"""What is drawn of the losses: points, scales, and the marks of what is shown and what is aimed at."""

import math
from collections.abc import Sequence

from cnnviz.explain.numbers import shown, written
from cnnviz.explain.training.teaching import HUNDREDTH
from cnnviz.frozen import NamedTuple

_HIGHEST = 1e150  # a loss beyond has no place in the plot
_LOWEST = 1e-300  # on a logarithmic scale: of less there are few digits left
_FEWEST = 10  # rounds that there is room for
_DECADES = 1.0  # that there are at least
_STEPS = (1, 2, 5)
_MOST_TICKS = 5
_MARGIN = 0.06  # of the height, above and below

Tick = tuple[float, str]


class Curve(NamedTuple):
    """A plot, in its own coordinates: rounds to the right, and upwards the loss or its logarithm.

    Parameters
    ----------
    runs : what is drawn as one line each; what is no number leaves a gap
    right : the last round that there is room for
    done : the last round there is
    low, high : of the scale upwards
    now : round, height and loss of what is open, where that can be drawn
    goal : the height of a hundredth of the first loss, where that lies within
    """

    runs: Sequence[Sequence[tuple[int, float]]]
    right: int
    done: int
    low: float
    high: float
    across: Sequence[Tick]
    upwards: Sequence[Tick]
    current: int
    now: tuple[float, str] | None
    goal: float | None


def why_not_logarithmic(losses: Sequence[float | None]) -> str:
    """Return why losses cannot be drawn by their logarithms, "" where they can."""
    if any(loss is not None and loss <= 0 for loss in losses):
        return "a logarithm needs losses above 0"
    return ""


def curve(
    losses: Sequence[float | None],
    current: int,
    planned: int = 0,
    *,
    aimed: bool = True,
    log: bool = True,
    decimals: int = 0,
) -> Curve:
    """Return how the losses of rounds are drawn, of which `current` is open, with room for those that are planned.

    A hundredth is marked where there is something to aim at.
    """
    log = log and not why_not_logarithmic(losses)
    heights = [_height(loss, log) for loss in losses]
    known = [height for height in heights if height is not None]
    first = losses[0] if losses else None
    goal = _height(first * HUNDREDTH, log) if aimed and first is not None and first > 0 else None
    low, high = _span(known, log)
    if log and goal is not None:
        low = min(low, goal - _MARGIN * (high - goal))
    right = _nice_above(max(len(losses) - 1, planned, _FEWEST))
    height = heights[current] if current < len(heights) else None
    loss = losses[current] if height is not None else None
    return Curve(
        _runs(heights),
        right,
        len(losses) - 1,
        low,
        high,
        [(at, written(at)) for at in _ticks(0, right)],
        _decades(low, high) if log else [(at, written(at)) for at in _ticks(low, high)],
        current,
        None if height is None or loss is None else (height, shown(loss, decimals)),
        goal if goal is not None and low <= goal <= high else None,
    )


def _height(loss: float | None, log: bool) -> float | None:
    if loss is None or not abs(loss) < _HIGHEST:  # nor is it where it is no number
        return None
    if not log:
        return loss
    return math.log10(loss) if loss > _LOWEST else None


def _runs(heights: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for number, height in enumerate(heights):
        if height is not None:
            runs[-1].append((number, height))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _span(known: Sequence[float], log: bool) -> tuple[float, float]:
    """Return from where to where the scale goes: never from a number to itself."""
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if not log:
        low, high = min(low, 0.0), max(high, 0.0)
    least = _DECADES if log else max(abs(high), 1e-12) * 1e-3
    if high - low < least:
        middle = (low + high) / 2
        low, high = (
            (middle - least / 2, middle + least / 2) if log else (low, low + max(least, 1.0 * (high == low)))
        )
    margin = _MARGIN * (high - low)
    return low - margin, high + margin


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers from low to high, not too many."""
    power = 10.0 ** math.floor(math.log10((high - low) / _MOST_TICKS))
    step = next(by * power for by in (*_STEPS, 10) if (high - low) / (by * power) <= _MOST_TICKS)
    return [
        float(f"{k * step:.12g}") + 0.0 for k in range(math.ceil(low / step), math.floor(high / step) + 1)
    ]


def _decades(low: float, high: float) -> list[Tick]:
    """Return the powers of ten on a logarithmic scale, or what lies between them where there are few."""
    first, last = math.ceil(low), math.floor(high)
    by = max(1, math.ceil((last - first + 1) / _MOST_TICKS))
    found = [(float(power), _power(power)) for power in range(first, last + 1, by)]
    if len(found) > 1:
        return found
    within = [(power, digit) for power in range(first - 1, last + 1) for digit in _STEPS]
    places = [(power + math.log10(digit), written(digit * 10.0**power)) for power, digit in within]
    return [(at, text) for at, text in places if low <= at <= high]


def _power(power: int) -> str:
    return written(10.0**power) if -4 < power < 5 else written(float(f"1e{power}"))


def _nice_above(count: int) -> int:
    """Return the first round number that is no smaller than a count of rounds."""
    if count <= _FEWEST:
        return _FEWEST
    power = 10 ** math.floor(math.log10(count))
    return next(int(by * power) for by in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if by * power >= count)
