"""What is printed, worked out exactly as anyone would with a pencil: whether it adds up to the printed result.

A number is a fraction of two integers, ``0.19`` is ``(19, 100)``, and None where it is not finite.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from cnnviz.engine.activation import LEAK
from cnnviz.numerals import MINUS

Fraction: TypeAlias = tuple[int, int]
EQUAL, ABOUT = "=", "≈"
WHY_ABOUT = (
    "≈ and not =: the numbers are shown rounded, and computed with all their digits. "
    "Decimals, in the View menu, says how many are shown."
)
"""What is said of that sign where one points at it."""
ZERO: Fraction = 0, 1


@lru_cache(maxsize=4096)  # the same few numbers stand in many steps
def fraction(text: str) -> Fraction | None:
    """Return a printed number exactly."""
    text = text.strip("()").replace(MINUS, "-")
    if "/" in text:
        above, _, below = text.partition("/")
        return int(above), int(below)
    mantissa, _, exponent = text.partition("e")
    whole, _, part = mantissa.partition(".")
    if not (whole.lstrip("-") or part).isdecimal():  # in a small cell nothing stands before the point
        return None
    power = int(exponent or 0) - len(part)
    digits = int(whole + part)
    return (digits * 10**power, 1) if power >= 0 else (digits, 10**-power)


def product(text: str) -> Fraction | None:
    """Return what printed factors come to."""
    return multiplied(map(fraction, text.split("·")))


def multiplied(factors: Iterable[Fraction | None]) -> Fraction | None:
    """Return what factors come to."""
    above, below = 1, 1
    for factor in factors:
        if factor is None:
            return None
        above, below = above * factor[0], below * factor[1]
    return above, below


def total(terms: Iterable[Fraction | None]) -> Fraction | None:
    """Return what terms add up to."""
    above, below = ZERO
    for term in terms:
        if term is None:
            return None
        if below % term[1] == 0:
            above += term[0] * (below // term[1])
        else:
            above, below = above * term[1] + term[0] * below, below * term[1]
    return above, below


def sum_sign(texts: Iterable[str], result: str) -> str:
    """Return "≈" where printed terms add up to another number than the printed result, else "="."""
    made, wanted = total(map(product, texts)), fraction(result)
    return ABOUT if made is not None and wanted is not None and not alike(made, wanted) else EQUAL


def largest(terms: Iterable[Fraction | None]) -> Fraction | None:
    """Return the largest of some terms; None of them wins."""
    most: Fraction | None = None
    for term in terms:
        if term is None:
            return None
        if most is None or term[0] * most[1] > most[0] * term[1]:
            most = term
    return most


def applied(function: str, of: Fraction | None) -> Fraction | None:
    """Return a function's value where that can be written down, else None."""
    return None if of is None or of[1] == 0 else _EXACT[function](of)


def alike(one: Fraction | None, other: Fraction | None) -> bool:
    """Return whether two numbers are equal."""
    return one is not None and other is not None and one[0] * other[1] == other[0] * one[1]


def _only(at: int, value: Fraction) -> Callable[[Fraction], Fraction | None]:
    return lambda of: value if of[0] == at * of[1] else None


_LEAK = fraction(repr(LEAK)) or ZERO
_EXACT: Mapping[str, Callable[[Fraction], Fraction | None]] = {
    "identity": lambda of: of,
    "relu": lambda of: of if of[0] > 0 else ZERO,
    "leaky_relu": lambda of: of if of[0] > 0 else (of[0] * _LEAK[0], of[1] * _LEAK[1]),
    "sigmoid": _only(0, (1, 2)),
    "tanh": _only(0, ZERO),
    "exp": _only(0, (1, 1)),
    "log": _only(1, ZERO),
    "reciprocal": lambda of: (of[1], of[0]) if of[0] > 0 else (-of[1], -of[0]) if of[0] else None,
}
