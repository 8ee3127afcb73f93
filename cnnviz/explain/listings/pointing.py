"""Which lines of a listing are about a cell: the way from the picture to the program."""

import re

from cnnviz.explain.listings.listing import Listing
from cnnviz.trace.steps import Cell


def lines_about(shown: Listing, cell: Cell) -> frozenset[int]:
    """Return the lines of a listing that are about a cell.

    They are those with the expressions in which the step has the cell; of a cell that is in none those that read or
    write its array.
    """
    names = [value.name for value in shown.values if cell in value.cells]
    found = frozenset(line for name in names for line in _lines_with(shown, name))
    return found or frozenset(_lines_with(shown, f"{cell.array}["))


def _lines_with(shown: Listing, expression: str) -> list[int]:
    begins = r"(?<![\w.])" if expression[:1].isidentifier() else ""
    ends = r"(?!\w)" if expression[-1:].isidentifier() else ""
    wanted = re.compile(f"{begins}{re.escape(expression)}{ends}")
    return [
        number
        for number, line in enumerate(shown.program.lines)
        if wanted.search(line.partition("#")[0]) and not line.lstrip().startswith("def ")
    ]
