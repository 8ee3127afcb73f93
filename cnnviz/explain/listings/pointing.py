"""Which lines of a listing are about a cell: the way from the picture to the program."""

import re

from cnnviz.explain.listings.dialect import Dialect
from cnnviz.explain.listings.listing import Listing
from cnnviz.trace.steps import Cell


def lines_about(shown: Listing, cell: Cell) -> frozenset[int]:
    """Return the lines of a listing that are about a cell.

    They are those with the expressions in which the step has the cell; of a cell that is in none those that read or
    write its array. Where a listing does all steps at once, they are those that are about the array.
    """
    if shown.dialect is not Dialect.LOOPS:
        return frozenset(line for line in _lines_with(shown, cell.array) if line > _signature(shown))
    names = [value.name for value in shown.values if cell in value.cells]
    found = frozenset(line for name in names for line in _lines_with(shown, name))
    return found or frozenset(_lines_with(shown, f"{cell.array}["))


def _signature(shown: Listing) -> int:
    """Return the line in which the signature of the listing's function ends."""
    lines = shown.program.lines
    first = next(at for at, line in enumerate(lines) if line.startswith(f"def {shown.program.function}("))
    return next(at for at, line in enumerate(lines) if at >= first and line.endswith(":"))


def _lines_with(shown: Listing, expression: str) -> list[int]:
    begins = r"(?<![\w.])" if expression[:1].isidentifier() else ""
    ends = r"(?!\w)" if expression[-1:].isidentifier() else ""
    wanted = re.compile(f"{begins}{re.escape(expression)}{ends}")
    return [
        number
        for number, line in enumerate(shown.program.lines)
        if wanted.search(line.partition("#")[0]) and not line.lstrip().startswith("def ")
    ]
