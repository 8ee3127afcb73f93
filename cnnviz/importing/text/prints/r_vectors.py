"""Vectors as R prints them: a line begins with the index of its first number, as in ` [1] 10 20` and ` [3] 30 40`."""

import re

from cnnviz.importing.sentences import quoted
from cnnviz.importing.source import Refused
from cnnviz.importing.text.readings import Reading, Readings, check_count
from cnnviz.importing.text.tables.commas import Commas
from cnnviz.importing.text.tables.names import Named
from cnnviz.importing.text.tables.planes import plane
from cnnviz.importing.text.tables.splitting import Line

_BEGINS = re.compile(r"\s*\[1\][ \t]+[^\s\[\],;]")
_INDEX = re.compile(r"\[(\d{1,9})\]")


def read_vector(text: str) -> Readings | None:
    """Read a vector that R has printed, or return None where a text is none.

    Lines of one length are rows, as they stand there; where they are not, there is one row of all.

    Raises
    ------
    Refused
        With one sentence where a line is missing, or holds something else.
    """
    if not _BEGINS.match(text):
        return None
    lines: list[Line] = []
    count = 0
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip():
            lines.append(Line(number, _cells(row, count)))
            count += len(lines[-1].cells)
            check_count(count)
    if len({len(line.cells) for line in lines}) > 1:
        lines = [Line(1, [cell for line in lines for cell in line.cells])]
    array = plane(Named(lines, 0, 0), Commas.NOTHING)
    return Readings((Reading(array, orders=("hw", "w") if len(lines) > 1 else ("w",)),))


def _cells(row: str, count: int) -> list[str]:
    index, *cells = row.split()
    found = _INDEX.fullmatch(index)
    if not found:
        raise Refused(f"{quoted(row.strip())} does not belong to the numbers: copy them alone")
    if int(found[1]) != count + 1:
        raise Refused(f"the numbers before {quoted(index)} are missing: {count} are there")
    return cells
