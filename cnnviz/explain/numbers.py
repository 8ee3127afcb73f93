"""Numbers as people write them: whole ones whole, a true minus; shapes and ranges of them."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.number_format import (
    AUTOMATIC,
    COUNTS,
    PALE,
    PLAIN_FROM,
    POSITIONAL_FROM,
    NumberFormat,
    format_of,
    seen_from,
)
from cnnviz.hidden import not_a_number
from cnnviz.numerals import EXPONENT_FROM, LEAST, MINUS
from cnnviz.run.looked_through import NOTHING, largest, once

_LONGEST, _LONGER = 1.2345678, 1 + 1e-7  # no digit of it can be left out, nor of what is by so much more


def shown(value: float, chosen: int = AUTOMATIC, beside: float = 0.0) -> str:
    """Return a number that stands alone, or beside one of a size, with the decimals that were chosen, or it needs."""
    form = format_of(np.array([value]), chosen)
    return (NumberFormat(form.decimals, beside) if beside > form.largest else form).text(value)


def exactly(value: float) -> str:
    """Return a number to its last digit."""
    if value != value:
        return not_a_number(value)
    text = repr(value + 0.0).removesuffix(".0").replace("inf", "∞").replace("e+", "e")
    return text.replace("-0", "-").replace("-", MINUS) if "e" in text else text.replace("-", MINUS)


def written(value: float) -> str:
    """Return `value` as one would type it: to six digits at most, and none that say nothing."""
    if value != value:
        return not_a_number(value)
    mantissa, exponential, exponent = f"{value:.6g}".partition("e")
    return _true_minus(f"{mantissa}e{int(exponent)}" if exponential else mantissa)


def stepped(value: float, steps: int, by: float) -> float:
    """Return `value` changed by so many steps, as a person would write it: 0.3, not 0.30000000000000004."""
    return round(value + steps * by, 10) + 0.0 if math.isfinite(value) else value


def in_parentheses(text: str) -> str:
    """Return a negative number in parentheses, as behind an operator; any other as it is."""
    return f"({text})" if text.startswith(MINUS) else text


def size_text(shape: Sequence[int]) -> str:
    """Return a shape as people say it: 8×8, or 8×8×3 where there is more than one channel; a list's length."""
    if len(shape) == 1:
        return str(shape[0])
    *plane, channels = shape
    return "×".join(map(str, plane if channels == 1 else shape))


def range_text(array: NDArray[np.floating]) -> str:
    """Return from where to where the numbers of an array go: −0.30 to 2.10; how many are not finite, where any are."""
    finite = array[np.isfinite(array)]
    others = array.size - finite.size
    if finite.size == 0:
        return "none of them finite"
    form = format_of(array)
    low, high = form.text(float(finite.min())), form.text(float(finite.max()))
    text = low if low == high else f"{low} to {high}"
    return f"{text}, {others} not finite" if others else text


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)


@once
def wide(array: NDArray[np.floating]) -> tuple[float, ...]:
    """Return which of an array's sizes may be the widest in print.

    They are the least, that which is not next to 0 and that without an exponent, the largest without one, of all
    and of those with decimals, with an exponent the longest that it can be; and one that comes of rounding.
    """
    sizes, most = np.abs(array[np.isfinite(array)]), largest(array)
    nothing = sizes[(sizes > 0) & (sizes < NOTHING * most)]
    sizes = sizes[sizes >= LEAST]
    plain = sizes[(sizes < EXPONENT_FROM) & (sizes >= POSITIONAL_FROM)]
    broken = plain[plain != np.rint(plain)]
    picks = (np.min, sizes), (np.min, plain), (np.max, plain), (np.max, broken), (np.min, nothing)
    found = {float(pick(some)) for pick, some in picks if some.size}
    found |= {float(some.min()) for far in seen_from(most) if (some := plain[plain >= far]).size}
    if most >= EXPONENT_FROM:
        found.add(_LONGEST * 10 ** np.floor(np.log10(most)))
    small = min(found, default=1) < POSITIONAL_FROM
    for far in (0.0, most * PALE, most * COUNTS, PLAIN_FROM) if small else ():
        least = float(sizes[sizes >= min(far, POSITIONAL_FROM)].min(initial=most))
        found |= {least, least * _LONGER} if least < POSITIONAL_FROM else {least}
    return tuple(sorted(found))
