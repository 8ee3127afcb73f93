"""A table as text becomes rows of cells: what parts the cells, quotes, comments, and tables drawn with lines.

The cells of `a;b` over `1,5;2` are parted by semicolons, because a tab would come first and is not there, and because
a comma comes after; so the comma is a decimal one.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cnnviz.importing.source import Refused
from cnnviz.importing.text.cell import is_error
from cnnviz.importing.text.readings import MOST_NUMBERS, check_count
from cnnviz.progress import report

_SEPARATORS = "\t;,|"  # the surest first; blanks come last
_AROUND = ' \xa0\n"'
_MARKUP = "*`"  # of what is bold or code in a drawn table
_STATED = re.compile(r'"?sep=([\t;,|: ])"?[ ]*\n', re.IGNORECASE)  # a spreadsheet's first line
_QUOTED = re.compile(r'"[^"]*"')
_COMMENT = re.compile(r"\s#(?:\s.*)?$")
_CELL_ENDS = re.compile(r"[\s;,|]")
_SHARE = 10_000  # lines between two reports


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells, and where it stands in the text, counted from 1."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Cells:
    """The rows of a text, and what parts their cells: None for blanks."""

    lines: Sequence[Line]
    separator: str | None


def split(text: str) -> Cells:
    """Part a text into rows and cells.

    Raises
    ------
    Refused
        For more cells than are read.
    """
    stated = _STATED.match(text)
    check_count(text.count('"') // 2)
    rows = text.split("\n")
    if stated:
        rows[0] = ""
    elif _is_drawn(rows):
        return Cells(_counted(_drawn_lines(rows)), "|")
    if "#" in text or "%" in text:
        rows = [_without_comment(row) for row in rows]
        text = "\n".join(rows)
    separator = (stated[1] if stated else _separator(text)).strip(" ") or None
    lines = _quoted_lines(rows, separator) if '"' in text else _plain_lines(rows, separator)
    return Cells(_counted(lines), separator)


def _counted(lines: Iterable[Line]) -> Sequence[Line]:
    kept: list[Line] = []
    count = 0
    for line in lines:
        kept.append(line)
        count += len(line.cells)
        check_count(count)
        if len(kept) % _SHARE == 0:
            report(0.0)
    return kept


def _separator(text: str) -> str:
    """Return what parts the cells of a text: it stands outside of quotes."""
    there = _QUOTED.sub("", text) if '"' in text else text
    return next((mark for mark in _SEPARATORS if mark in there), "")


def _plain_lines(rows: Sequence[str], separator: str | None) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        cells = row.split(separator, MOST_NUMBERS)
        yield Line(number, cells if separator is None else [cell.strip(_AROUND) for cell in cells])


def _quoted_lines(rows: Sequence[str], separator: str | None) -> Iterator[Line]:
    """Yield rows in which a cell in quotes may hold separators, and line breaks too."""
    mark = separator or " "
    reader = csv.reader(_ended(rows, mark), delimiter=mark, skipinitialspace=mark != "\t")
    first = 1
    try:
        for cells in reader:
            yield Line(first, [cell.strip(_AROUND) for cell in cells])
            first = reader.line_num + 1
    except csv.Error as error:
        raise Refused(f"a cell in row {first} is too long for a number or a name") from error


def _ended(rows: Sequence[str], mark: str) -> Iterator[str]:
    for row in rows:
        check_count(row.count(mark))
        yield f"{row}\n"


def _without_comment(row: str) -> str:
    """Leave out a comment; what a spreadsheet writes in place of a number begins with # too, and is none."""
    start = row.lstrip()
    if start.startswith("#"):
        cell = _CELL_ENDS.split(start, maxsplit=1)[0]
        return row if is_error(cell) or (cell == "#" and start[1:2] in tuple(_SEPARATORS)) else ""
    if start.startswith("%") and start[1:2] in ("", " "):
        return ""
    return row if '"' in row else _COMMENT.sub("", row)


def _is_drawn(rows: Sequence[str]) -> bool:
    """Return whether lines are drawn between rows and columns, as in Markdown."""
    filled = (row for row in rows if row.strip())
    first = [row for row, _ in zip(filled, range(4), strict=False)]
    framed = all(row.strip()[0] == row.strip()[-1] == "|" for row in first)
    return (framed or any(_is_rule(row) for row in first)) and any("|" in row for row in first)


def _is_rule(row: str) -> bool:
    return not row.strip("|+:=- ") and ("-" in row or "=" in row) and ("|" in row or "+" in row)


def _drawn_lines(rows: Sequence[str]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        if not _is_rule(row):
            inner = row.strip().removeprefix("|").removesuffix("|")
            cells = inner.split("|", MOST_NUMBERS) if inner else []
            yield Line(number, [cell.strip(_AROUND + _MARKUP) for cell in cells])
