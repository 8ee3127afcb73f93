"""What the commas within cells mean: 1,5 is one and a half, 1,234,567 is more than a million, and 1,234 is unclear."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from cnnviz.importing.text.cell import LONGEST, number

_GROUPED = re.compile(r"[+\-−]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_SMALL = re.compile(r"[+\-−]?\d{1,3}", re.ASCII)


class Commas(Enum):
    """What a comma within a cell stands for."""

    NOTHING = "nothing"  # there are points, so that a cell with a comma is no number
    DECIMAL = "decimal"
    THOUSANDS = "thousands"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Usage:
    """How the cells of a table use commas.

    Parameters
    ----------
    commas : what they mean
    example : a cell that could mean two things
    grouped : whether smaller numbers have no comma and larger ones always have, as where commas group thousands
    """

    commas: Commas
    example: str = ""
    grouped: bool = False


def usage(cells: Iterable[str]) -> Usage:
    """Return how cells use commas; words among them say nothing."""
    with_comma: list[str] = []
    without: list[str] = []
    for cell in cells:
        (with_comma if "," in cell else without).append(cell)
    examples = [cell for cell in with_comma if is_grouped(cell)]
    if any(cell.count(",") > 1 or "." in cell for cell in examples):
        return Usage(Commas.THOUSANDS)
    if any("." in cell and number(cell) is not None for cell in without):
        return Usage(Commas.NOTHING)
    if not examples or any(number(cell) is not None for cell in with_comma if not is_grouped(cell)):
        return Usage(Commas.DECIMAL)
    return Usage(Commas.UNCLEAR, examples[0], _only_small(without))


def is_grouped(cell: str) -> bool:
    """Return whether every comma of a cell may part thousands."""
    return len(cell) <= LONGEST and _GROUPED.fullmatch(cell) is not None


def ungrouped(cell: str) -> str:
    """Return a cell without the commas that part its thousands."""
    return cell.replace(",", "") if "," in cell and is_grouped(cell) else cell


def _only_small(cells: Sequence[str]) -> bool:
    numbers = [cell for cell in cells if number(cell) is not None]
    return bool(numbers) and all(_SMALL.fullmatch(cell) for cell in numbers)
