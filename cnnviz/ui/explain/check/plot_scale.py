"""Where the loss and the number that is nudged lie in the plot, and which marks its axes have."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cnnviz.explain.numbers import exactly, written
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import EXPONENT_FROM, MINUS
from cnnviz.qt import QPointF, QRectF

_STEPS = (1, 2, 5, 10)
_MARGIN = 0.08  # of the height, above and below
_LEAST = 1e-9  # of the loss: what changes by less is drawn as a level line
_LEVEL = 0.01  # of the loss, above and below a level line: so what its axis says is short
_LONG = 7  # digits and signs of a mark: of longer ones what they have in common is said once


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
    largest = max(abs(low), abs(high)) or 1.0
    if high - low < largest * _LEAST:
        low, high = low - largest * _LEVEL, high + largest * _LEVEL
    margin = _MARGIN * (high - low)
    return PlotScale(place, left, right, low - margin, high + margin)


class Marks(NamedTuple):
    """What an axis says: numbers and how they are written, each beyond `base`, where that is no empty text."""

    base: str
    marks: Sequence[tuple[float, str]]


def marks(low: float, high: float, most: int) -> Marks:
    """Return round numbers from low to high, at most so many, with as few digits as tell them apart.

    >>> marks(1.23, 1.42, 4), marks(1.65308071, 1.65308076, 2)
    (Marks(base='', marks=[(1.25, '1.25'), ...]), Marks(base='1.6530807', marks=[(1.65308072, '2e−8'), ...]))
    """
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(by * power for by in _STEPS if (high - low) / (by * power) <= most)
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0)
    counts = range(math.ceil(low / step), math.floor(high / step) + 1)
    found = [(count * step, _text(count * step, decimals)) for count in counts]
    if all(len(text) <= _LONG for _, text in found):
        return Marks("", found)
    coarse = math.ceil(math.log10(high - low))
    nearer = 0.0 if low < 0 < high else min(low, high, key=abs)
    base = round(math.trunc(nearer / 10.0**coarse) * 10.0**coarse, -coarse)
    beyond = [(value, written(round((value - base) / step) * step)) for value, _ in found]
    return Marks(exactly(base) if base else "", beyond)


def _text(value: float, decimals: int) -> str:
    if decimals >= 10 or abs(value) >= EXPONENT_FROM:
        return written(value)
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.") else text.replace("-", MINUS)
