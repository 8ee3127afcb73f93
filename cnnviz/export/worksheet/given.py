"""With how many decimals a sheet prints what it gives, so that the key is reached from what is printed.

Of 0.034·8.96 + ..., given as 0.03·8.96 + ..., another number comes than the run's own. What a sheet gives has so many
decimals that each sum of its key, worked out from print, rounds to what the key says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from cnnviz.explain.ledgers.ledger import ledger
from cnnviz.explain.ledgers.line import Number
from cnnviz.explain.number_format import MOST, NumberFormat, format_in
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import FUNCTIONS, Cell, Combine

AS_EVERYWHERE = 0
"""Instead of a number of decimals: as many as numbers have on the screen."""
_FROM = 3
_MOST_TERMS = 1000  # that anybody adds up


def given_form(frame: Frame, array: str, given: int) -> NumberFormat:
    """Return how a sheet prints an array that it gives: with `given` decimals, unless fewer are all that there are."""
    usual = format_in(frame.chapter, array, frame.decimals)
    numbers = frame.chapter.arrays[array]
    finite = numbers[np.isfinite(numbers)]
    left = np.abs(finite - np.round(finite, usual.decimals)).max(initial=0)
    if usual.decimals >= given or left <= 1e-12 * usual.largest:
        return usual
    return format_in(frame.chapter, array, given)


def decimals_given(wanted: Sequence[tuple[Frame, Cell]], fit: Callable[[int], bool]) -> int:
    """Return the fewest decimals by which most of some cells are reached from print.

    Parameters
    ----------
    wanted : cells, each with the frame that makes it
    fit : returns whether numbers with so many decimals have room on the sheet
    """
    best, misses = AS_EVERYWHERE, len(wanted) + 1
    for given in (AS_EVERYWHERE, *range(_FROM, MOST + 1)):
        if given and not fit(given):
            break
        missed = sum(led_to(frame, cell, given) != "" for frame, cell in wanted)
        if missed < misses:
            best, misses = given, missed
        if not missed:
            break
    return best


def led_to(frame: Frame, cell: Cell, given: int) -> str:
    """Return the other number that comes of a cell's terms as they are printed, nothing where it is the key's."""
    made = ledger(frame, cell)
    if made is None or not 0 < len(made) <= _MOST_TERMS:
        return ""
    terms = []
    for line in made:
        factors = [factor for factor in line.factors if factor is not None]
        terms.append(math.prod(_printed(printed(frame, factor, given)) for factor in factors))
    total = max(terms) if made.update.combine is Combine.MAX else math.fsum(terms)
    value = total if made.function is None else float(FUNCTIONS[made.function](total))
    text = format_in(frame.chapter, cell.array, frame.decimals).text(value)
    near = 1e-9 * max(map(abs, terms))
    alike = _printed(text) == _printed(made.result.text) or abs(value - made.result.value) <= near
    same = alike or not math.isfinite(value)
    return "" if same else text


def printed(frame: Frame, factor: Number, given: int) -> str:
    """Return a factor as the sheet prints it; what stands in no array is as it is everywhere."""
    return given_form(frame, factor.array, given).text(factor.value) if factor.cells else factor.text


def _printed(text: str) -> float:
    """Return a number as it was printed, a fraction too; none where something else stands there."""
    above, _, below = text.strip("()").replace(MINUS, "-").replace("∞", "inf").partition("/")
    try:
        return float(above) / float(below or 1)
    except ValueError:
        return math.nan
