"""Rows of cells without their names become rows of numbers, each row as long as the first."""

from array import array
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.importing.sentences import counted, times
from cnnviz.importing.source import Refused
from cnnviz.importing.text.cell import in_pieces, no_number, number
from cnnviz.importing.text.tables.commas import Commas, ungrouped
from cnnviz.importing.text.tables.names import Named, filled
from cnnviz.progress import report

Plane: TypeAlias = NDArray[np.float64]

_SHARE = 1000  # rows between two reports


def stacked(blocks: Sequence[Named], commas: Commas) -> Plane:
    """Return blocks as the channels of one array (rows, columns, channels)."""
    planes = [plane(block, commas) for block in blocks]
    for number_, one in enumerate(planes, 1):
        if one.shape != planes[0].shape:
            sizes = times(one.shape), times(planes[0].shape)
            raise Refused(f"block {number_} has {sizes[0]} numbers, the first {sizes[1]}: each is a channel")
    return np.stack(planes, axis=2)


def plane(block: Named, commas: Commas) -> Plane:
    """Return a block of lines as rows and columns of numbers."""
    values = array("d")
    width = 0
    for done, line in enumerate(block.lines):
        cells = line.cells
        used = max(filled(cells), min(len(cells), block.names))  # a column with a name has no empty cells
        row = _row(cells[block.skipped : used], line.number, 1 + block.skipped, commas)
        if done and len(row) != width:
            raise Refused(
                f"row {line.number} has {counted(len(row), 'number')}, the rows before it have {width}"
            )
        width = len(row)
        values.extend(row)
        if done % _SHARE == 0:
            report(done / len(block.lines))
    return np.array(values, float).reshape(len(block.lines), width)


def _row(cells: Sequence[str], row: int, column: int, commas: Commas) -> Sequence[float]:
    plain = cells
    if commas is Commas.DECIMAL:
        plain = [cell.replace(",", ".") for cell in cells]
    elif commas is Commas.THOUSANDS:
        plain = [ungrouped(cell) for cell in cells]
    return in_pieces(plain, column, lambda _, place: _value(cells[place - column], row, place, commas))


def _value(cell: str, row: int, column: int, commas: Commas) -> float:
    plain = ungrouped(cell) if commas is Commas.THOUSANDS else cell
    value = None if "," in plain and commas is not Commas.DECIMAL else number(plain)
    if value is None:
        raise no_number(cell, row, column)
    return value
