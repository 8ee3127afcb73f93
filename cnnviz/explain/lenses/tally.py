"""How far the sum of squares is of which a loss is the mean: what there was, the square in hand, and what that makes.

With three squares added already::

    33.19
    +0.64
    -----
    33.83     / 16 = 2.11
"""

import math
from decimal import Decimal

import numpy as np

from cnnviz.explain.number_format import format_in, format_of
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import is_hidden
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Const, Update


class Tally(NamedTuple):
    """A sum of squares as it is written: what there was before, the square, the total, and the mean so far.

    Parameters
    ----------
    before, square, total : numbers, with as many decimals as the squares have
    about : whether what is printed does not add up, since it is rounded
    already : how many squares there were before
    mean : what the total gives, divided: as a sentence
    """

    before: str
    square: str
    total: str
    about: bool
    already: int
    mean: str


def tally(frame: Frame, cell: Cell) -> Tally:
    """Return how far the sum is to which the step in hand adds the square of a cell."""
    update = next(update for update in frame.step.updates if update.accumulate)
    done, values = frame.progress[cell.array] > 0, frame.arrays[cell.array]
    squares = np.where(done, values**2, 0.0)
    own, total = float(squares[cell.index]), float(squares.sum())
    squares[cell.index] = 0
    form = format_of(frame.chapter.arrays[cell.array] ** 2, frame.decimals)
    before, square, whole = (form.text(number) for number in (float(squares.sum()), own, total))
    about = math.isfinite(total) and not _adds_up(before, square, whole)
    return Tally(before, square, whole, about, int(done.sum()) - 1, _mean(frame, update, whole, total))


def _adds_up(before: str, square: str, total: str) -> bool:
    """Return whether numbers add up as they are printed."""
    one, other, both = (Decimal(text.replace(MINUS, "-")) for text in (before, square, total))
    return one + other == both


def _mean(frame: Frame, update: Update, total: str, value: float) -> str:
    divided = [factor for factor in update.terms[0] if isinstance(factor, Const)]
    if not divided or is_hidden(value):
        return ""
    form = format_in(frame.chapter, update.target.array, frame.decimals)
    mean, count = value * divided[0].value, round(1 / divided[0].value)
    printed = form.text(mean)
    exact = abs(round(mean, form.decimals) - mean) < 1e-9 * max(abs(mean), 1.0)
    return f"{total} / {count} {'=' if exact else '≈'} {printed}"
