"""The loss against the number that is nudged, point by point, from either side of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnviz.explain.checks.check import Check
from cnnviz.explain.checks.probe import Probe
from cnnviz.frozen import NamedTuple
from cnnviz.run.looked_through import largest

POINTS = 32
"""Steps between the ends of the plot."""
_WIDE = 1.7  # times ε that there is to be seen at least
_SHARE = 0.5  # of the largest number of the array to either side, where ε is small


class Range(NamedTuple):
    """From where to where the number goes in the plot."""

    low: float
    high: float

    @property
    def values(self) -> Sequence[float]:
        """The values at which the loss is asked for, in the order in which they make a rough plot finer."""
        step = (self.high - self.low) / POINTS
        every = [self.low + step * number for number in range(POINTS + 1)]
        return [every[number] for number in _coarse_first()]


def range_of(probe: Probe, eps: float) -> Range:
    """Return what the plot of a nudge by `eps` shows."""
    given, value = probe.spot.given, probe.spot.value
    half = max(_WIDE * eps, _SHARE * (largest(given.array) or 1.0))
    return Range(value - half, value + half)


def points(probe: Probe, wanted: Range) -> Iterator[tuple[float, float]]:
    """Yield value and loss, in an order that makes a rough plot finer."""
    for value in wanted.values:
        yield value, probe.at(value).loss


def with_ends(found: Sequence[tuple[float, float]], check: Check) -> list[tuple[float, float]]:
    """Return the points of a plot from left to right, with those that a check knows exactly."""
    known = {check.low.value: check.low.loss, check.high.value: check.high.loss}
    here = check.probe.before
    known[here.value] = here.loss
    return sorted({**dict(found), **known}.items())


def _coarse_first() -> list[int]:
    """Return the numbers of all points: the ends, the middle, the quarters, ..."""
    order, step = [0, POINTS], POINTS
    while step > 1:
        order += range(step // 2, POINTS, step)
        step //= 2
    return order
