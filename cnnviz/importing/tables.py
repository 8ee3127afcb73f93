"""Tables of numbers as text: from spreadsheets, .csv files and printed arrays, and back again bit for bit."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.arrays import Array
from cnnviz.importing import axes
from cnnviz.importing.reading import check_file, unreadable
from cnnviz.importing.source import MOST_CHANNELS, Offer, Refused, from_values, whole

MOST_BYTES = 32 * 2**20
"""Bytes that a table may have as text."""

_NUMBER = re.compile(r"[+-]?(((\d+[.,]?\d*)|([.,]\d+))(e[+-]?\d+)?|nan|inf|infinity|∞)", re.I | re.ASCII)
_AROUND = ' \xa0\r"'
_ROW = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class _Line:
    """A row of cells, and where it stands in the text, counted from 1."""

    number: int
    cells: Sequence[str]


def open_table(path: Path) -> Offer:
    """Read a .csv file, or any other text with a table of numbers in it.

    Raises
    ------
    Refused
        With one sentence that names the file, the row and the column.
    """
    check_file(path, MOST_BYTES)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        return whole(from_values(path.name, table(_decoded(data))))
    except Refused as error:
        raise Refused(f"{path.name}: {error}") from error


def table(text: str) -> Array:
    """Read a table of numbers.

    Cells are parted by tabs, else by semicolons, else by commas, else by blanks. A comma within a cell is a decimal
    comma where no cell has a point. Rows and columns at the edge that hold only words are names and are skipped.
    Blocks with empty lines between them are channels. What NumPy prints, rows in brackets, is read too.

    Returns
    -------
    Array
        (rows, columns, channels)

    Raises
    ------
    Refused
        With one sentence: which row and column, and what is wrong there.
    """
    if len(text) > MOST_BYTES:
        raise Refused(f"the text is too long: tables of up to {MOST_BYTES // 2**20} MB are read")
    if "\0" in text:
        raise Refused("this is no text with numbers")
    printed = text.lstrip().startswith(("[", "array(", "tensor("))
    text = text.replace("−", "-")
    lines = _lines(_without_brackets(text) if printed else text)
    blocks = [list(block) for filled, block in groupby(lines, lambda line: any(line.cells)) if filled]
    if not blocks:
        raise Refused("there are no numbers in it")
    cells = (cell for block in blocks for line in block for cell in line.cells)
    point = "." in text and any("." in cell and _is_number(cell) for cell in cells)
    plain = (
        text.isascii() and "_" not in text
    )  # else `float` would take more than numbers as they are written here
    return _stacked([_plane(block, plain=plain, decimal_comma=not point) for block in blocks], printed)


def table_text(array: NDArray[Any]) -> str:
    """Return an array as text that reads back bit for bit: tabs in between, an empty line before each channel.

    What has more than two axes is written plane by plane, the last axis slowest.
    """
    array = np.asarray(array, float)
    if array.ndim < 3:
        return _plane_text(np.atleast_2d(array))
    planes = array.reshape(*array.shape[:2], -1, order="F")
    return "\n".join(_plane_text(planes[..., channel]) for channel in range(planes.shape[2]))


def _stacked(planes: Sequence[Array], printed: bool) -> Array:
    """Return blocks as channels; those of a printed array may be its rows instead."""
    for number, plane in enumerate(planes, 1):
        if plane.shape != planes[0].shape:
            sizes = ["×".join(map(str, one.shape)) for one in (plane, planes[0])]
            raise Refused(f"block {number} has {sizes[0]} numbers, the first {sizes[1]}: each is a channel")
    array = np.stack(planes)
    if printed and len(planes) > 1 and axes.orders(array.shape)[0] == "hwc":
        return array
    if len(planes) > MOST_CHANNELS:
        raise Refused(f"there are {len(planes)} blocks: images have up to {MOST_CHANNELS} channels")
    return np.moveaxis(array, 0, 2)


def _plane_text(plane: Array) -> str:
    return "".join(
        "\t".join(repr(value).removesuffix(".0") for value in row) + "\n" for row in plane.tolist()
    )


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # spreadsheets on Windows; words only, digits are the same


def _without_brackets(text: str) -> str:
    """Return a printed array, or nested lists, as a line for each row, and an empty line between blocks."""
    inner = re.sub(r"\]\s*,?\s*\]\s*,?\s*\[\s*\[", "]\n\n[", " ".join(text.split()))
    return "\n".join("\n".join(_ROW.findall(block)) + "\n" for block in inner.split("\n\n"))


def _lines(text: str) -> Iterator[_Line]:
    """Part the text into rows and cells."""
    rows = re.split(r"\r\n|\r|\n", text)
    separator = next((mark for mark in "\t;," if mark in text), None)
    try:
        cells = [line.split() for line in rows] if separator is None else _split(rows, separator)
    except csv.Error as error:
        raise Refused(f"this is no table: {error}") from error
    for number, row in enumerate(cells, 1):
        yield _Line(number, [cell.strip(_AROUND) for cell in row])


def _split(rows: Sequence[str], separator: str) -> list[list[str]]:
    return [
        next(csv.reader([row], delimiter=separator, skipinitialspace=separator != "\t"), []) for row in rows
    ]


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _plane(lines: Sequence[_Line], *, plain: bool, decimal_comma: bool) -> Array:
    """Return a block of lines as rows and columns of numbers."""
    lines = lines[1:] if len(lines) > 1 and _is_names(lines[0].cells) else lines
    several = max(_filled(line.cells) for line in lines) > 1
    named = several and _is_names([line.cells[0] for line in lines])
    rows: list[list[float]] = []
    for line in lines:
        cells = line.cells[int(named) : _filled(line.cells)]
        row = _at_once(cells) if plain else None
        if row is None:
            row = [_value(cell, line.number, k, decimal_comma) for k, cell in enumerate(cells, 1 + named)]
        if rows and len(row) != len(rows[0]):
            raise Refused(
                f"row {line.number} has {_counted(len(row))}, the rows before it have {len(rows[0])}"
            )
        rows.append(row)
    return np.array(rows, float)


def _at_once(cells: Sequence[str]) -> list[float] | None:
    """Return a row of plain numbers, which most rows are, or None where there is something to be looked at."""
    try:
        return [float(cell) for cell in cells]
    except ValueError:
        return None


def _is_names(cells: Sequence[str]) -> bool:
    """Return whether there are words in the cells and nothing else: a letter makes a word of what is no number."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(re.search(r"[^\W\d_]", cell) and not _is_number(cell) for cell in filled)


def _filled(cells: Sequence[str]) -> int:
    """Return how many cells there are before the empty ones at the end."""
    return next((number for number in range(len(cells), 0, -1) if cells[number - 1]), 0)


def _value(cell: str, row: int, column: int, decimal_comma: bool) -> float:
    if not cell:
        raise Refused(f"the cell in row {row}, column {column} is empty")
    if not _is_number(cell) or ("," in cell and not decimal_comma):
        short = cell if len(cell) <= 24 else f"{cell[:23]}…"
        raise Refused(f"{short!r} in row {row}, column {column} is no number")
    return float(cell.replace(",", ".").replace("∞", "inf"))


def _counted(count: int) -> str:
    return f"{count} number" if count == 1 else f"{count} numbers"
