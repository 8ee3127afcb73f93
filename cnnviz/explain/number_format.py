"""How the numbers of one array are written: all with as many decimals, and the same wherever they stand."""

import math
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from cnnviz.hidden import not_a_number
from cnnviz.numerals import AS_MEANT, EXPONENT_FROM, fixed, rounded
from cnnviz.run.chapter import Chapter, Phase
from cnnviz.run.looked_through import NOTHING, largest, once
from cnnviz.trace.steps import Cell, Combine, Const, Term

AUTOMATIC = 0
"""Chosen instead of a number of decimals: an array has as many as it needs."""
FEWEST, MOST = 2, 6
"""Decimals that can be chosen."""
POSITIONAL_FROM, PLAIN_FROM = 0.95e-3, 0.95e-4
"""Numbers that would round to nothing are written with an exponent where they are smaller than this.

Outside cells the latter counts beside one that is no smaller than the former: one digit of 0.0003 is enough there.
"""
SIGNIFICANT = 2
"""Digits of a small number that has an exponent; what comes of rounding has one."""
NEXT_TO_ZERO = "≈0"
"""What stands in a cell for what is nothing beside the others of its array, or has next to no colour there."""
PALE, COUNTS = 1 / 256, 1 / 100
"""Of the largest number of an array: what has the colour of 0, and what digits may be smaller for."""
_TENTH = 0.1
_COLOURED = 1 / 64  # of the largest: what is plainly told from 0
_KEPT = 20_000  # texts
Manner = tuple[int, float, int, bool, bool]
"""All that a number format comes to, in the order of its parameters."""


class NumberFormat:
    """Writes the numbers of an array.

    Parameters
    ----------
    decimals : of every number that is not whole; 0 where all of the array's are
    largest : the size of the largest finite number, 0 where there is none
    significant : digits of a small number that has an exponent
    reads : whether a cell is to be calculated with: then it has what `text` has
    bare : whether a cell has no 0 before the point: .003
    """

    def __init__(
        self,
        decimals: int,
        largest: float = 0.0,
        significant: int = SIGNIFICANT,
        *,
        reads: bool = False,
        bare: bool = False,
    ) -> None:
        self.decimals, self.largest, self.significant = decimals, largest, significant
        self.reads, self.bare = reads, bare
        self.manner: Manner = (decimals, largest, significant, reads, bare)
        self._plain_from = PLAIN_FROM if largest >= POSITIONAL_FROM else POSITIONAL_FROM
        self._texts: dict[float, str] = {}
        self._in_cells: dict[float, str] = {}

    @cached_property
    def read(self) -> "NumberFormat":
        """The same for cells that are calculated with."""
        return NumberFormat(self.decimals, self.largest, self.significant, reads=True)

    def text(self, value: float) -> str:
        """Return a number as it is written everywhere; none but 0 is ever "0", and 0 has no sign."""
        if value != value:
            return not_a_number(value)
        known = self._texts.get(value)
        if known is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            known = self._texts[value] = rounded(value, self.decimals, self.significant, self._plain_from)
        return known

    def in_cell(self, value: float) -> str:
        """Return a number as it stands among others of its array, shorter than `text` where it is next to 0 there.

        Of 2e−16 beside 2.7 a cell says so, and of 0.0003 beside 2.71, which has the colour of 0; the digits are for
        whoever points at it, for sums, and for cells that are calculated with, if they do not come of rounding.
        """
        if value != value:
            return not_a_number(value)
        known = self._in_cells.get(value)
        if known is None:
            if len(self._in_cells) >= _KEPT:
                self._in_cells.clear()
            text = self._of_cell(value)
            known = self._in_cells[value] = text.replace("0.", ".") if self.bare and abs(value) < 1 else text
        return known

    def _of_cell(self, value: float) -> str:
        size = abs(value)
        if 0 < size < NOTHING * self.largest:
            return NEXT_TO_ZERO
        if self.reads:
            return self.text(value)
        positional_from = 10 * POSITIONAL_FROM
        if self.significant > 1:
            positional_from = min(max(self._plain_from, self.largest * COUNTS), POSITIONAL_FROM)
        if 0 < size < self._next_to(positional_from) and not fixed(size, self.decimals or FEWEST).strip("0."):
            return NEXT_TO_ZERO
        return rounded(value, self.decimals, self.significant, positional_from)

    def _next_to(self, positional_from: float) -> float:
        """Return below which size a number of a cell is next to 0, if its decimals are nothing but zeros.

        Beside numbers that have no exponent it has none, as long as decimals tell a tenth of the largest.
        """
        told = self.significant > 1 or self.largest * _TENTH >= 10.0**-self.decimals / 2
        plain = self.largest >= POSITIONAL_FROM and told
        return positional_from if plain else self.largest * PALE


def seen_from(largest: float) -> tuple[float, float]:
    """Return from which sizes on the numbers beside a largest one are told from 0 in cells, and at the very least."""
    return max(largest * COUNTS, min(largest * _COLOURED, POSITIONAL_FROM)), largest * _TENTH


def format_of(array: NDArray[np.floating], chosen: int = AUTOMATIC) -> NumberFormat:
    """Return how the numbers of an array are written: with the decimals that were chosen, or that they need.

    Tenths have one and hundredths two; other fractions two, more where the largest is small, one where it is large.
    """
    return NumberFormat(chosen or decimals_of(array), largest(array))


def format_in(chapter: Chapter, array: str, chosen: int = AUTOMATIC) -> NumberFormat:
    """Return how an array of a chapter is written; it is looked through once.

    Sums on their way may need more decimals than the finished ones: as many as what is added.
    """
    known = _KNOWN.setdefault(chapter, {})
    if (array, chosen) not in known:
        form = _for_itself(chapter, array, chosen)
        if not chosen and form.decimals and chapter.phase is Phase.UPDATE:
            form = _as_updated(chapter, array, form)
        known[array, chosen] = form
    return known[array, chosen]


def _for_itself(chapter: Chapter, array: str, chosen: int) -> NumberFormat:
    """Return how an array of a chapter is written, whatever stands beside it."""
    form, beside = format_of(chapter.arrays[array], chosen), chapter.info[array].beside
    if beside:
        form = NumberFormat(form.decimals, max(form.largest, beside))
    if not chosen and form.decimals < FEWEST:
        form = NumberFormat(max(form.decimals, min(_added(chapter, array), FEWEST)), form.largest)
    if not chosen and form.decimals < MOST and chapter.phase is Phase.UPDATE:
        form = NumberFormat(max(form.decimals, _to_be_seen(chapter, array)), form.largest)
    return form


_KNOWN: WeakKeyDictionary[Chapter, dict[tuple[str, int], NumberFormat]] = WeakKeyDictionary()


def _as_updated(chapter: Chapter, array: str, form: NumberFormat) -> NumberFormat:
    """Return how what an update goes out from is written: so that who calculates with it arrives at what it makes.

    What stays as it was is the same number before and after. Of a gradient the rate leaves a part of the decimals; one
    that is written in full stays as it is.
    """
    made, kept = _updated(chapter)
    decimals = _for_itself(chapter, made, AUTOMATIC).decimals
    if array not in (made, kept):
        sizes = np.abs(chapter.arrays[array])
        if _are_exact(sizes[sizes < EXPONENT_FROM], form.decimals):
            return form
        decimals = min(decimals + _magnitude(chapter), MOST)
    return NumberFormat(max(form.decimals, decimals), form.largest)


def _magnitude(chapter: Chapter) -> int:
    """Return by how many places the rate of an update moves the point: −3 for 0.001; 0 where it moves it nowhere."""
    (update,) = chapter.trace[0].updates
    rates = [abs(factor.value) for term in update.terms for factor in term if isinstance(factor, Const)]
    return math.ceil(math.log10(rates[0]) - 1e-9) if rates and 0 < rates[0] < math.inf else 0


def _updated(chapter: Chapter) -> tuple[str, str]:
    """Return what an update makes, and of what."""
    (update,) = chapter.trace[0].updates
    parameter = update.terms[0][0]
    assert isinstance(parameter, Cell)
    return update.target.array, parameter.array


def _to_be_seen(chapter: Chapter, array: str) -> int:
    """Return with how many decimals it is seen that an update has changed numbers: those that it changes least.

    What is less than a tenth of the largest change does not count, nor does what takes more decimals than any.
    """
    made, kept = _updated(chapter)
    if array != made:
        return 0
    steps = np.abs(chapter.arrays[made] - chapter.arrays[kept])
    steps = steps[np.isfinite(steps) & (steps > 0)]
    if not steps.size or steps.max() >= EXPONENT_FROM:
        return 0
    least = max(float(steps.min()), float(steps.max()) / 10)
    return min(max(math.ceil(-math.log10(least)), 0), MOST)


def _added(chapter: Chapter, array: str) -> int:
    """Return how many decimals the terms have that a chapter adds up in an array, 0 where it adds none."""
    if array not in chapter.trace.outputs:
        return 0
    for number in (0, len(chapter.trace) // 2):
        for update in chapter.trace[number].updates:
            if update.target.array == array and update.combine is Combine.SUM:
                return max((_of_product(term, chapter, array) for term in update.terms[:1]), default=0)
    return 0


def _of_product(term: Term, chapter: Chapter, target: str) -> int:
    arrays = {factor.array for factor in term if isinstance(factor, Cell)} - {target}
    constants = [format_of(np.array([factor.value])) for factor in term if isinstance(factor, Const)]
    forms = [_for_itself(chapter, array, AUTOMATIC) for array in arrays] + constants
    return sum(form.decimals for form in forms)


@once
def decimals_of(array: NDArray[np.floating]) -> int:
    """Return how many decimals an array's numbers need."""
    sizes = np.abs(array[np.isfinite(array)])
    broken = sizes[sizes < EXPONENT_FROM]
    meant = AS_MEANT * min(max(largest(array), 1), EXPONENT_FROM)
    broken = broken[np.abs(broken - np.rint(broken)) > meant]
    if not broken.size:
        return 0
    if _are_exact(broken, 1):
        return 1
    most = float(broken.max())
    if most >= 100:
        return 1
    if _are_exact(broken, 2) or most >= 0.1 or most < 1e-3:
        return 2
    return 3 if most >= 0.01 else 4


def _are_exact(sizes: NDArray[np.floating], decimals: int) -> bool:
    """Return whether so many decimals are all that there are, but for rounding."""
    return bool(np.abs(sizes - np.round(sizes, decimals)).max(initial=0) <= 1e-9)
