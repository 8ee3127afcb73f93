"""How one number is written: the one grammar of what is typed in a field and of what stands in a table."""

import math
import re

MINUS = "−"
EXPONENT_FROM, LEAST = 1e6, 1e-9
"""Larger numbers are written with an exponent; smaller ones come of rounding."""
AS_MEANT = 1e-12
"""By so much of it a number may differ from a whole one, or from a few decimals, that is meant."""
_UP = 1 + 5e-16  # a half goes up, as people round: 2.625 is 2.63, and 1.005, which is a little less, 1.01
_PLACES = 2  # behind the point of what has an exponent
NUMBER = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?"
"""The pattern of a finite number, for `re.IGNORECASE`: a point or a comma, and an exponent where there is one.

Each digit has one place in it, so that a long text that is no number is refused in linear time.
"""
_TOO_LARGE = 1e100
_GROUPED = r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?"


def typed(text: str) -> float | None:
    """Return the number that a person has typed, with a comma or a true minus too, or None where it is none.

    Nobody types more than 1e99: what has so many digits is no number either.
    """
    plain = _plain(text)
    if not _is_finite(plain):
        return None
    value = float(plain.replace(",", "."))
    return value if abs(value) < _TOO_LARGE else None


def is_too_large(text: str) -> bool:
    """Return whether a text is written as a number, but as one that nobody types."""
    return typed(text) is None and _is_finite(_plain(text))


def is_grouped(text: str) -> bool:
    """Return whether every comma of a number may part thousands: 1,234 is more than a thousand, or 1.234."""
    return re.fullmatch(_GROUPED, _plain(text), re.ASCII) is not None


def _is_finite(plain: str) -> bool:
    return re.fullmatch(NUMBER, plain, re.IGNORECASE) is not None


def _plain(text: str) -> str:
    return text.strip().replace(MINUS, "-")


def rounded(value: float, decimals: int, significant: int, positional_from: float) -> str:
    """Return a number with so many decimals, a whole one with none, and not as 0 where it rounds to nothing.

    Then it has its first digit behind the point, or, if it is smaller than `positional_from`, `significant` ones and an
    exponent.
    """
    size = abs(value)
    sign = MINUS if value < 0 else ""
    if math.isinf(size):
        return f"{sign}∞"
    if size >= EXPONENT_FROM:
        return powered(value, max(decimals, _PLACES))
    whole = round(size)
    if abs(size - whole) <= AS_MEANT * whole:
        return f"{sign}{whole}"
    if not decimals:  # on the way to a whole number
        decimals = 1 if abs(size - round(size, 1)) <= AS_MEANT * size else _PLACES
    text = fixed(size, decimals)
    return sign + (text if text.strip("0.") else _small(size, significant, positional_from))


def fixed(size: float, decimals: int) -> str:
    """Return the size of a number with so many decimals; a half goes up."""
    return f"{size * _UP:.{decimals}f}"


def _small(size: float, significant: int, positional_from: float) -> str:
    if size >= positional_from:
        return f"{size:.{-int(f'{size:.0e}'.partition('e')[2])}f}"
    return powered(size, significant - 1 if size >= LEAST else 0)


def powered(value: float, places: int) -> str:
    """Return a finite number with a power of ten; zeros end it only where they stand for digits that are left out."""
    mantissa, _, exponent = f"{value:.{places}e}".partition("e")
    if "." in mantissa and float(f"{mantissa}e{exponent}") == value:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
