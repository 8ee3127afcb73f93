"""Numbers as people write them: whole ones whole, a true minus; shapes and ranges of them."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.number_format import AUTOMATIC, NumberFormat, format_of
from cnnviz.hidden import not_a_number
from cnnviz.numerals import MINUS


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
