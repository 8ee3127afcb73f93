"""Numbers as people write them: as many decimals as the array needs, whole numbers whole, a true minus."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.numerals import MINUS

DECIMALS = 2
EXPONENT_FROM = 1e5  # larger numbers are written with one


def precisions(array: NDArray[np.floating]) -> Sequence[int]:
    """Return the numbers of decimals that suit the cells of `array`, the best first.

    What is left out at the last one is still told by colour; an array of fractions is never shown without any.
    """
    finite = array[np.isfinite(array)]
    if finite.size == 0 or np.array_equal(finite, np.rint(finite)):
        return (0,)
    largest = float(np.abs(finite).max())
    if largest >= 10:
        return (1, 0) if largest < 1000 else (0,)
    return (1,) if np.allclose(finite, np.round(finite, 1), rtol=0, atol=1e-9) else (2, 1)


def shown(value: float, decimals: int = DECIMALS) -> str:
    """Return `value` rounded to `decimals`; whole ones without any, very small and large ones with an exponent."""
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "∞" if value > 0 else MINUS + "∞"
    size = abs(value)
    if value == int(value) and size < EXPONENT_FROM:
        return _true_minus(str(int(value)))
    if size >= EXPONENT_FROM or (decimals > 0 and size < 0.5 * 10**-decimals):
        return powered(value)
    return _true_minus(f"{round(value, decimals) + 0.0:.{decimals}f}")  # adding 0 takes the sign off a zero


def powered(value: float) -> str:
    """Return a finite number as one digit and a power of ten."""
    mantissa, exponent = f"{value:.0e}".split("e")
    return _true_minus(f"{mantissa}e{int(exponent)}")


def written(value: float) -> str:
    """Return `value` as one would type it: to six digits at most, and none that say nothing."""
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
    low, high = shown(float(finite.min())), shown(float(finite.max()))
    text = low if low == high else f"{low} to {high}"
    return f"{text}, {others} not finite" if others else text


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)
