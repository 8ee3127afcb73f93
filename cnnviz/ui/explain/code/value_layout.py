"""Where a listing's variables stand beneath it: names at the left, numbers at the right, arrays as small grids."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cnnviz.explain.listings.values import Block, Value
from cnnviz.qt import QRect
from cnnviz.trace.steps import Index

LINE = 24
CELL = 27
"""Pixels of the side of a cell that stands beside its name."""
_BETWEEN = 8
_PLANES = 4  # channels of an array that are shown


class CellPlace(NamedTuple):
    """A cell of a small grid: where it is, which of the block's numbers it shows."""

    rect: QRect
    number: int


class ValuePlace(NamedTuple):
    """A variable and where its parts stand.

    Parameters
    ----------
    value : the variable
    rect : all of it
    cells : of its small grids, none where it is text
    more : what is said about channels that have no room, and where
    """

    value: Value
    rect: QRect
    cells: tuple[CellPlace, ...]
    more: tuple[str, QRect] | None = None


def placed(values: Sequence[Value], width: int, middle: int) -> tuple[list[ValuePlace], int]:
    """Return all variables in their places, and the height of them together; what they are begins at `middle`."""
    found: list[ValuePlace] = []
    top = 0
    for value in values:
        if value.block is None or value.text:
            height = LINE + (16 if value.note else 0)
            found.append(ValuePlace(value, QRect(0, top, width, height), ()))
        else:
            found.append(_grid(value, value.block, width, middle, top))
        top = found[-1].rect.bottom() + 1
    return found, top


def _grid(value: Value, block: Block, width: int, middle: int, top: int) -> ValuePlace:
    """Place an array: beside its name where it is small, else beneath."""
    rows, columns, planes = block.numbers.shape
    numbers: Index = np.arange(block.numbers.size).reshape(block.numbers.shape)
    if rows == 1 and planes == 1 and columns * CELL > width:
        by = width // 34
        flat = [*range(columns), *[-1] * (-columns % by)]
        rows, columns = len(flat) // by, by
        numbers = np.array(flat).reshape(rows, columns, 1)
    beside = planes == 1 and columns * CELL <= width - middle
    wide = CELL if beside else min(CELL, (width - _BETWEEN) // columns)
    left, y = (middle if beside else 0), top + (4 if beside else LINE + (16 if value.note else 0))
    cells: list[CellPlace] = []
    x = left
    for plane in range(min(planes, _PLANES)):
        if plane and x + columns * wide > width:
            x, y = left, y + rows * CELL + _BETWEEN
        cells += [
            CellPlace(QRect(x + column * wide, y + row * CELL, wide, CELL), int(numbers[row, column, plane]))
            for row in range(rows)
            for column in range(columns)
            if numbers[row, column, plane] >= 0
        ]
        x += columns * wide + _BETWEEN
    bottom = y + rows * CELL + 6
    more = None
    if planes > _PLANES:
        more = f"and {planes - _PLANES} channels more", QRect(0, bottom - 4, width, LINE)
        bottom += LINE - 4
    height = max(bottom - top, LINE + (16 if value.note else 0))
    return ValuePlace(value, QRect(0, top, width, height), tuple(cells), more)
