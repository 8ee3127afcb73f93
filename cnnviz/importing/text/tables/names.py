"""What of a block of cells is a name: a first row of words, a first column of words, or one that counts the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from cnnviz.importing.text.cell import is_name
from cnnviz.importing.text.tables.splitting import Line

Block: TypeAlias = Sequence[Line]

_NAMELESS = ("", "#", "Unnamed: 0")


@dataclass(frozen=True)
class Named:
    """A block without its row of names.

    Parameters
    ----------
    lines : the rows below
    names : how many columns have one
    skipped : how many columns at its left are no numbers: 0 or 1
    unsure : whether its first column may count something, and be no number either
    """

    lines: Block
    names: int
    skipped: int
    unsure: bool = False


def without_names(block: Block) -> Named:
    """Tell names from numbers; what may be a number is never taken for a name."""
    first = block[0].cells
    header = len(block) > 1 and _is_header(block)
    lines = block[1:] if header else block
    names = filled(first) if header else 0
    column = [line.cells[0] for line in lines]
    if max(filled(line.cells) for line in lines) < 2:
        return Named(lines, names, 0)
    short = header and names + 1 == filled(lines[0].cells) and bool(first[0])
    nameless = header and (first[0] in _NAMELESS or short)
    if all(map(is_name, column)) or (nameless and names > 1 and _counts(column)):
        return Named(lines, names + short, 1)
    return Named(lines, names, 0, unsure=(nameless and names > 1) or (short and _counts(column)))


def is_title(block: Block) -> bool:
    """Return whether a block holds words alone."""
    return all(is_name(cell) for line in block for cell in line.cells if cell)


def filled(cells: Sequence[str]) -> int:
    """Return how many cells there are before the empty ones at the end."""
    return next((number for number in range(len(cells), 0, -1) if cells[number - 1]), 0)


def _is_header(block: Block) -> bool:
    """Return whether the first row holds words alone, or counts columns as the column before it counts rows."""
    first = block[0].cells
    named = first[1:] if first[0] in _NAMELESS else first
    if all(is_name(cell) for cell in named if cell):
        return True
    short = 1 < filled(first) == filled(block[1].cells) - 1
    counted = named[: filled(named)] if len(named) < len(first) or short else ()
    return _counts(counted) and _counts([line.cells[0] for line in block[1:]])


def _counts(cells: Sequence[str]) -> bool:
    """Return whether cells are 0, 1, 2, ... or 1, 2, 3, ..."""
    start = 1 if cells[:1] == ["1"] else 0
    return bool(cells) and all(cell == str(number) for cell, number in zip(cells, count(start), strict=False))
