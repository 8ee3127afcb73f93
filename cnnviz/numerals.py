"""How one number is written: the one grammar of what is typed in a field and of what stands in a table."""

import re

MINUS = "−"
NUMBER = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?"
"""The pattern of a finite number, for `re.IGNORECASE`: a point or a comma, and an exponent where there is one.

Each digit has one place in it, so that a long text that is no number is refused in linear time.
"""
_TOO_LARGE = 1e100
_FINITE = re.compile(NUMBER, re.IGNORECASE)


def typed(text: str) -> float | None:
    """Return the number that a person has typed, with a comma or a true minus too, or None where it is none.

    Nobody types more than 1e99: what has so many digits is no number either.
    """
    plain = text.strip().replace(MINUS, "-")
    if not _FINITE.fullmatch(plain):
        return None
    value = float(plain.replace(",", "."))
    return value if abs(value) < _TOO_LARGE else None
