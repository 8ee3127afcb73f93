"""One number as it stands in a text: digits with a point or a comma, or a word that means one."""

import math
import re
from collections.abc import Callable, Sequence

from cnnviz.importing.sentences import quoted
from cnnviz.importing.source import Refused
from cnnviz.numerals import MINUS, NUMBER

LONGEST = 400
"""Characters of a number: the largest that there is has 309 digits before its point."""
_NUMBER = re.compile(NUMBER, re.IGNORECASE | re.ASCII)
_UNSIGNED = {
    "true": 1.0,
    "false": 0.0,
    **dict.fromkeys(("na", "n/a", "#n/a", "<na>", "null", "none"), math.nan),
}
_SIGNED = {"nan": math.nan, **dict.fromkeys(("inf", "infinity", "∞"), math.inf)}
_USUAL = {"True": 1.0, "False": 0.0, "TRUE": 1.0, "FALSE": 0.0, "NA": math.nan}
_PIECE = 1000  # cells
_LONGEST_WORD = len("-infinity")
_ERROR = re.compile(
    r"#[a-z0-9/]+[!?]|#n/a", re.IGNORECASE
)  # what a spreadsheet writes where it cannot compute
_LETTER = re.compile(r"[^\W\d_]")
_BEGINS_NUMBER = re.compile(r"[+\-−.,]*\d")


def number(cell: str) -> float | None:
    """Return the number that a cell holds, a comma being a decimal one, or None where it holds none."""
    if len(cell) > LONGEST:
        return None
    plain = cell.replace(MINUS, "-")
    if _NUMBER.fullmatch(plain):
        value = float(plain.replace(",", "."))
        return value if math.isfinite(value) else None  # 1e999 is a number, but none that can be kept
    return _meant(plain.lower()) if len(plain) <= _LONGEST_WORD else None


def plain_numbers(cells: Sequence[str]) -> list[float] | None:
    """Return many numbers at once, with a point, or None where one of them has to be looked at.

    `float` takes more than numbers as they are written here: digits of other scripts, and _ between them.
    """
    joined = "".join(cells)
    if not joined.isascii() or "_" in joined or len(max(cells, key=len, default="")) > LONGEST:
        return None
    try:
        found = [float(cell) for cell in cells]
    except ValueError:
        try:
            found = [_USUAL[cell] if cell in _USUAL else float(cell) for cell in cells]
        except ValueError:
            return None
    return None if math.inf in found or -math.inf in found else found


def in_pieces(cells: Sequence[str], first: int, value: Callable[[str, int], float]) -> list[float]:
    """Return the numbers of a row, piece by piece, so that one that has to be looked at does not slow down all.

    Parameters
    ----------
    first : the number of the first column
    value : `value(cell, column)` looks at a cell, and refuses what is no number
    """
    found: list[float] = []
    for start in range(0, len(cells), _PIECE):
        piece = cells[start : start + _PIECE]
        plain = plain_numbers(piece)
        found += (
            plain
            if plain is not None
            else [value(cell, column) for column, cell in enumerate(piece, first + start)]
        )
    return found


def is_name(cell: str) -> bool:
    """Return whether a cell names a row or a column: a word, and nothing that may be meant as a value."""
    if not _LETTER.search(cell) or _BEGINS_NUMBER.match(cell) or is_error(cell):
        return False
    return number(cell) is None


def is_error(cell: str) -> bool:
    """Return whether a cell is what a spreadsheet writes in place of a number."""
    return _ERROR.fullmatch(cell) is not None


def no_number(cell: str, row: int, column: int) -> Refused:
    """Return the sentence for a cell that holds none."""
    where = f"in row {row}, column {column}"
    return Refused(f"{quoted(cell)} {where} is no number" if cell else f"the cell {where} is empty")


def _meant(word: str) -> float | None:
    if word in _UNSIGNED:
        return _UNSIGNED[word]
    value = _SIGNED.get(word[1:] if word.startswith(("+", "-")) else word)
    return -value if value is not None and word.startswith("-") else value
