"""Where the loss and the number that is nudged lie in the plot, and which marks its axes have."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPointF, QRectF

_STEPS = (1, 2, 5, 10)
_MARGIN = 0.08  # of the height, above and below
_LEAST = 1e-9  # of the loss: what changes by less is drawn as a level line


class PlotScale(NamedTuple):
    """Maps numbers and losses into a rectangle.

    Parameters
    ----------
    place : the rectangle, in pixels
    left, right : the numbers at its sides
    low, high : the losses at its bottom and its top
    """

    place: QRectF
    left: float
    right: float
    low: float
    high: float

    def at(self, value: float, loss: float) -> QPointF:
        """Return where a point is."""
        return QPointF(self.across(value), self.up(loss))

    def across(self, value: float) -> float:
        """Return how far to the right a number is."""
        return self.place.left() + (value - self.left) / (self.right - self.left) * self.place.width()

    def up(self, loss: float) -> float:
        """Return how far down a loss is."""
        return self.place.bottom() - (loss - self.low) / (self.high - self.low) * self.place.height()


def scale_of(place: QRectF, left: float, right: float, losses: Sequence[float]) -> PlotScale:
    """Return the scale in which some losses are all seen."""
    known = [loss for loss in losses if math.isfinite(loss)] or [0.0]
    low, high = min(known), max(known)
    least = max(abs(low), abs(high), 1e-12) * _LEAST
    if high - low < least:
        low, high = low - least, high + least
    margin = _MARGIN * (high - low)
    return PlotScale(place, left, right, low - margin, high + margin)


def ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Return round numbers from low to high, at most so many, as they are written: all with as many decimals."""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(by * power for by in _STEPS if (high - low) / (by * power) <= most)
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [(number * step, _text(number * step, decimals)) for number in range(first, last + 1)]


def _text(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}" if decimals < 10 and abs(value) < 1e6 else f"{value:.6g}"
    return text.removeprefix("-") if not text.strip("-0.") else text.replace("-", "−")
