"""When an answer counts as right: as the cell would show it, give or take half of the last digit that is shown."""

import math

from cnnviz.explain.number_format import NEXT_TO_ZERO, format_in
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

_EXACT = 1e-9


def printed(frame: Frame, cell: Cell, value: float) -> str:
    """Return a number as a cell shows it, with its digits where it is next to 0 there."""
    return format_in(frame.chapter, cell.array, frame.decimals).text(value)


def near(frame: Frame, cell: Cell, answer: float, right: float) -> bool:
    """Return whether an answer is what a cell shows: also 0 of what is next to it there."""
    if math.isnan(right) or math.isnan(answer):
        return math.isnan(right) and math.isnan(answer)
    if math.isinf(right) or math.isinf(answer):
        return answer == right
    if answer == 0 and format_in(frame.chapter, cell.array, frame.decimals).in_cell(right) == NEXT_TO_ZERO:
        return True
    return abs(answer - right) <= tolerance(printed(frame, cell, right), right)


def tolerance(text: str, value: float) -> float:
    """Return by how much an answer may differ from a finite number that is printed so: nothing where that is all of it.

    >>> round(tolerance("0.33", 1 / 3), 6), tolerance("0.5", 0.5) < 1e-8, tolerance("1.5e6", 1_500_321.0)
    (0.005, True, 50000.0)
    """
    mantissa, _, power = text.replace(MINUS, "-").partition("e")
    exact = _EXACT * max(1.0, abs(value)) if abs(value) >= _EXACT else _EXACT * abs(value)
    if abs(float(text.replace(MINUS, "-")) - value) <= exact:
        return exact
    return 0.5 * 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))
