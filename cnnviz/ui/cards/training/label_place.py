"""Where a label stands in a plot: where it covers least of the line, and of what else is written there.

All lengths are parts of the width and the height of the plot, upwards.
"""

from collections.abc import Sequence

import numpy as np

from cnnviz.frozen import NamedTuple

Runs = Sequence[Sequence[tuple[float, float]]]
_AWAY = (0, 0.25, 0.5, 0.75, 1, 1.5)  # of its own size that a label is off its point
_PLACES = 21  # along a level line
_SAMPLES = 24  # heights of the line that are looked at behind a label
_WORSE = 4 * _SAMPLES  # what it costs to reach out of the plot, or to cover what is written


class Box(NamedTuple):
    """A rectangle in a plot, or a line without a width."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two have more than an edge in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high


def around(point: tuple[float, float], size: tuple[float, float]) -> Sequence[Box]:
    """Return where a label beside a point can be, the nearest first: right and left of it, above it and below."""
    (x, y), (wide, high) = point, size
    steps = sorted(((dx, dy) for dx in _AWAY for dy in _AWAY), key=sum)
    boxes = []
    for dx, dy in steps:
        right, left, above, below = x + dx * wide, x - (1 + dx) * wide, y + dy * high, y - (1 + dy) * high
        corners = (right, above), (left, below), (left, above), (right, below)
        boxes += [Box(at, low, at + wide, low + high) for at, low in corners]
    return boxes


def along(height: float, size: tuple[float, float]) -> Sequence[Box]:
    """Return where a label of a level line can be: rather at its ends than between them, rather above than below."""
    wide, high = size
    ends = sorted(np.linspace(0, 1, _PLACES), key=lambda part: -abs(part - 0.5 + 1e-9))
    lefts = [(1 - wide) * float(part) for part in ends]
    return [Box(left, low, left + wide, low + high) for low in (height, height - high) for left in lefts]


def best(boxes: Sequence[Box], runs: Runs, taken: Sequence[Box]) -> Box:
    """Return the first of the boxes that cover least."""
    return min(boxes, key=lambda box: _covered(box, runs, taken))


def covers_nothing(box: Box, runs: Runs, taken: Sequence[Box]) -> bool:
    """Return whether a box is within the plot and clear of the line, and of what else is written."""
    return not _covered(box, runs, taken)


def _covered(box: Box, runs: Runs, taken: Sequence[Box]) -> int:
    outside = box.left < 0 or box.low < 0 or box.right > 1 or box.high > 1
    return _behind(box, runs) + _WORSE * (outside + sum(map(box.meets, taken)))


def _behind(box: Box, runs: Runs) -> int:
    """Return at how many places of a box the line runs through it."""
    places = np.linspace(box.left, box.right, _SAMPLES + 1)
    found = 0
    for run in runs:
        xs, ys = np.asarray(run).T
        heights = np.interp(places, xs, ys, left=np.nan, right=np.nan)
        found += int(((box.low < heights) & (heights < box.high)).sum())
    return found
