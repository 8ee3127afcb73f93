"""How one number is written: the one grammar of what is typed in a field and of what stands in a table."""

import re

MINUS = "−"
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
