"""Reads what people write as an answer: 0.5, 1/2, 1 − 0.5, 2·(3 + 1), 1e−3, −∞, a place, a size.

A small parser of its own: nothing that is typed is ever run.
"""

import math
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|(nan|inf)|([-+*/()]))", re.IGNORECASE
)
_ENDS = r"(\d{1,6})\s*(?:[-–−:]\s*(\d{1,6}))?"
_RANGES = re.compile(rf"[\[(]?\s*{_ENDS}\s*[,;x×]\s*{_ENDS}\s*[\])]?")
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "×": "*", "∙": "*", "⋅": "*", ":": "/", "÷": "/", "∞": "inf", ",": "."}
)
_LONGEST = 200  # letters; nobody writes more
_DEEPEST = 20  # parentheses within each other


class _NotUnderstood(ValueError):
    """What is written is no number."""


def answer_of(text: str) -> float | None:
    """Return the number that an answer comes to, or None where it is none.

    >>> answer_of("1 − 0,5"), answer_of("1/2"), answer_of("2*3+1"), answer_of("two")
    (0.5, 0.5, 7.0, None)
    """
    if len(text) > _LONGEST:
        return None
    _, equals, behind = text.partition("=")  # 1 + 1 = 2: what it comes to counts
    plain = (behind if equals else text).translate(_SIGNS)
    try:
        tokens = list(_tokens(plain))
        value, rest = _sum(tokens, 0)
    except (_NotUnderstood, OverflowError):
        return None
    return value if not rest else None


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _NotUnderstood(text)
        yield found[0].strip().lower()
        at = found.end()


def _sum(tokens: list[str], depth: int) -> tuple[float, list[str]]:
    value, tokens = _product(tokens, depth)
    while tokens and tokens[0] in "+-":
        sign, *tokens = tokens
        part, tokens = _product(tokens, depth)
        value = value + part if sign == "+" else value - part
    return value, tokens


def _product(tokens: list[str], depth: int) -> tuple[float, list[str]]:
    value, tokens = _factor(tokens, depth)
    while tokens and tokens[0] in "*/(":
        sign, *rest = tokens
        part, tokens = _factor(tokens if sign == "(" else rest, depth)
        value = _quotient(value, part) if sign == "/" else value * part
    return value, tokens


def _quotient(value: float, by: float) -> float:
    if by == 0:
        return math.nan if value == 0 or math.isnan(value) else math.copysign(math.inf, value)
    return value / by


def _factor(tokens: list[str], depth: int) -> tuple[float, list[str]]:
    if not tokens or depth > _DEEPEST:
        raise _NotUnderstood
    first, *rest = tokens
    if first in ("-", "+"):
        value, rest = _factor(rest, depth + 1)
        return (-value if first == "-" else value), rest
    if first == "(":
        value, rest = _sum(rest, depth + 1)
        if not rest or rest[0] != ")":
            raise _NotUnderstood
        return value, rest[1:]
    if first in (")", "*", "/"):
        raise _NotUnderstood
    return float(first), rest


def whole_numbers(text: str) -> tuple[int, ...] | None:
    """Return the whole numbers of a size or a place: 8×8, 8 x 8, [2, 3]; None where it has none, or something else.

    >>> whole_numbers("8 × 8"), whole_numbers("Y[2, 3]"), whole_numbers("many")
    ((8, 8), None, None)
    """
    plain = text.strip().strip("[]() ")
    parts = re.split(r"\s*(?:[x×*,;]|\bby\b|\s)\s*", plain, flags=re.IGNORECASE)
    if not plain or len(plain) > _LONGEST or not all(part.isdecimal() and len(part) < 9 for part in parts):
        return None
    return tuple(map(int, parts))


def ranges(text: str) -> tuple[range, range] | None:
    """Return rows and columns that are written as ranges: 3-5, 4-6; a single one is a range of one.

    >>> ranges("3-5, 4 – 6"), ranges("2, 3"), ranges("here")
    ((range(3, 6), range(4, 7)), (range(2, 3), range(3, 4)), None)
    """
    found = _RANGES.fullmatch(text.strip())
    if found is None:
        return None
    first, last, left, right = found.groups()
    return range(int(first), int(last or first) + 1), range(int(left), int(right or left) + 1)
