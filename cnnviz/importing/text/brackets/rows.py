"""What stands between one pair of brackets, as long as it is numbers alone: a row, or several.

`1, 2, 3` is a row. `1 2; 3 4` are two, as in MATLAB. A line break ends a row too where no comma is there, but not in a
long row that NumPy has broken because it found no room.
"""

import re
from collections.abc import Sequence

from cnnviz.importing.text.cell import LONGEST, in_pieces, no_number, number
from cnnviz.importing.text.readings import MOST_NUMBERS, check_count, check_rows

_MODULE = re.compile(r"^([+-]?)(?:[^\W\d]\w*\.)+")  # as in np.nan
_SUFFIX = re.compile(r"(?<=[\d.])[fFL]$|_$")  # as in 1.0f, 1L and np.True_
_NUMPY_WIDTH = 74  # characters of a line before NumPy begins another


def split_rows(inside: str, *, alone: bool) -> Sequence[str]:
    """Return the rows between two brackets; only where they are `alone`, and in no others, do lines end rows."""
    if ";" in inside:
        check_rows(inside.count(";"))
        return [row for row in inside.replace("\n", ";").split(";") if row.strip()]
    if alone and are_lines(inside) and not _is_broken(inside):
        return [row for row in inside.split("\n") if row.strip()]
    return [inside]


def are_lines(inside: str) -> bool:
    """Return whether there are several lines of numbers with nothing but blanks between them."""
    return "," not in inside and "\n" in inside.strip()


def numbers(row: str, number_: int) -> list[float]:
    """Return the numbers of a row, parted by commas or blanks; `number_` is what it is called in a sentence."""
    cells = _cells(row, number_)
    return in_pieces(cells, 1, lambda cell, column: scalar(cell, number_, column))


def scalar(word: str, row: int, column: int) -> float:
    """Return the number that a word of a program or a print means.

    Raises
    ------
    Refused
        With the word, where it means none.
    """
    plain = _SUFFIX.sub("", _MODULE.sub(r"\1", word)) if len(word) <= LONGEST else word
    value = number(plain)
    if value is None:
        raise no_number(word.strip("'\""), row, column)
    return value


def _is_broken(inside: str) -> bool:
    """Return whether each line of numbers is as long as NumPy makes it before it begins another."""
    lines = [line.rstrip() for line in f"[{inside}".rstrip().split("\n")]
    widest = max(map(len, inside.split()))
    return all(len(line) + 2 + widest > _NUMPY_WIDTH for line in lines[:-1])


def _cells(row: str, number_: int) -> list[str]:
    if "," not in row:
        return _counted(row.split(None, MOST_NUMBERS))
    cells = [cell.strip() for cell in _counted(row.split(",", MOST_NUMBERS))]
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    if "" in cells:
        raise no_number("", number_, cells.index("") + 1)
    if any(" " in cell or "\n" in cell or "\t" in cell for cell in cells):
        return _counted(row.replace(",", " ").split(None, MOST_NUMBERS))
    return cells


def _counted(cells: list[str]) -> list[str]:
    check_count(len(cells))
    return cells
