"""A solution as it stands in its file: Python, or the code cells of a notebook. Reading it runs nothing."""

import ast
import io
import json
import re
import tokenize
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cnnviz.frozen import NamedTuple

MOST_BYTES = 20 << 20
_MAGIC = re.compile(r"^\s*(%|!|\?|[\w.]+\?{1,2}\s*$)")
_WHOLE_CELL = re.compile(r"^\s*%%(?!time\b|timeit\b|capture\b|prun\b)")


class CannotRead(ValueError):
    """A file that holds no solution; says why in one sentence."""


class Place(NamedTuple):
    """Where a line of a solution's text stands, for a person: the code cell of a notebook (0: a file), and the line."""

    cell: int
    line: int


class Source(NamedTuple):
    """A solution.

    Parameters
    ----------
    path : its file
    text : its code, cells one below the other
    places : where each line of that stands
    notes : what was left out, in sentences
    """

    path: Path
    text: str
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name

    def where(self, line: int | None) -> str:
        """Return where a line stands: line 16, or code cell 3, line 2."""
        if line is None or not 0 < line <= len(self.places):
            return ""
        cell, number = self.places[line - 1]
        return f"code cell {cell}, line {number}" if cell else f"line {number}"

    def where_all(self, lines: Sequence[int]) -> str:
        """Return where lines stand: lines 14 and 17, or code cell 3, line 9 and code cell 4, line 2."""
        by_cell: dict[int, list[str]] = {}
        for cell, number in (self.places[line - 1] for line in lines if 0 < line <= len(self.places)):
            by_cell.setdefault(cell, []).append(str(number))
        return _and(
            [
                f"{f'code cell {cell}, ' if cell else ''}line{'s' if len(found) > 1 else ''} {_and(found)}"
                for cell, found in by_cell.items()
            ]
        )

    def line(self, line: int) -> str:
        """Return a line as it stands there."""
        lines = self.text.split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else ""


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def read_source(path: Path) -> Source:
    """Return the solution in a file.

    Raises
    ------
    CannotRead
        Where it is none, in one sentence.
    """
    try:
        if not path.is_file():
            raise CannotRead(f"{path.name} is not a file" if path.exists() else f"{path} is not there")
        if path.stat().st_size > MOST_BYTES:
            raise CannotRead(f"{path.name} has more than {MOST_BYTES >> 20} MB: that is no program")
        data = path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{path.name} cannot be read: {error.strerror}") from error
    if path.suffix.lower() == ".ipynb":
        return _notebook(path, data)
    text = _decoded(path, data)
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotRead(_no_python(path.name, error)) from error
    if not tree.body:
        raise CannotRead(f"{path.name} is empty")
    return Source(path, text, tuple(Place(0, number + 1) for number in range(text.count("\n") + 1)))


def _decoded(path: Path, data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise CannotRead(f"{path.name} is not text in UTF-8: save it anew as that") from error


def _no_python(name: str, error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"{name}, line {error.lineno}: this is no Python ({error.msg})"
    return f"{name} is no Python that could be read"


def _notebook(path: Path, data: bytes) -> Source:
    try:
        told = json.loads(data.decode("utf-8-sig"))
        cells = _code_cells(told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CannotRead(f"{path.name} is no notebook: it cannot be read as one") from error
    if not cells:
        raise CannotRead(f"{path.name} has no cells with code")
    lines: list[str] = []
    places: list[Place] = []
    notes: list[str] = []
    magics = 0
    for number, cell in enumerate(cells, 1):
        own, left_out = _plain(cell)
        magics += left_out
        try:
            ast.parse("\n".join(own))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None)
            where = f"code cell {number}" + (f", line {line}" if line else "")
            why = f" ({error.msg})" if isinstance(error, SyntaxError) else ""
            notes.append(f"{where}: this is no Python{why}; the cell is left out")
            own = [""] * len(own)
        lines += own
        places += [Place(number, line + 1) for line in range(len(own))]
    if magics:
        counted = "1 line of Jupyter's own is" if magics == 1 else f"{magics} lines of Jupyter's own are"
        notes.insert(0, f"{counted} left out (% and !)")
    return Source(path, "\n".join(lines), tuple(places), tuple(notes))


def _code_cells(told: Any) -> list[str]:
    """Return the text of each code cell, also of the older kind of notebook."""
    cells = (
        told["cells"]
        if "cells" in told
        else [cell for sheet in told["worksheets"] for cell in sheet["cells"]]
    )
    found = []
    for cell in cells:
        if cell["cell_type"] == "code":
            text = cell.get("source", cell.get("input", ""))
            found.append(text if isinstance(text, str) else "".join(map(str, text)))
    return found


def _plain(cell: str) -> tuple[Sequence[str], int]:
    """Return a cell's lines without what is Jupyter's own, and how many of those there were."""
    lines = cell.replace("\r\n", "\n").rstrip("\n").split("\n")
    if _WHOLE_CELL.match(cell):
        return [""] * len(lines), 1
    found, count = [], 0
    for line in lines:
        magic = _MAGIC.match(line) is not None
        count += magic
        indent = line[: len(line) - len(line.lstrip())]
        found.append(f"{indent}pass" if magic and indent else "" if magic else line)
    return found, count
