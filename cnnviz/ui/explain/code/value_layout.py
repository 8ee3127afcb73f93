"""Where a listing's variables stand beneath it: names at the left, numbers at the right, arrays as small grids."""

from collections.abc import Callable, Sequence

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.explain.listings.values import ListingBlock, Value
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QRect
from cnnviz.trace.steps import Index

_LINE, _CELL, _NOTE = 24, 27, 16  # pixels of a line, of a cell's side, and of a note beneath a name
_BETWEEN = 8
_PLANES = 4  # channels of an array that are shown


def line_height() -> int:
    """Return how many pixels a line takes."""
    return text_pixels(_LINE)


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
    begins : where its text stands, behind the name, if it is text
    """

    value: Value
    rect: QRect
    cells: tuple[CellPlace, ...]
    more: tuple[str, QRect] | None = None
    begins: int = 0


def placed(
    values: Sequence[Value], width: int, middle: int, wide: Callable[[str], int]
) -> tuple[list[ValuePlace], int]:
    """Return all variables in their places, and the height of them together; what they are begins at `middle`.

    An array stands beneath its name where that is wider: `wide` says how wide names are.
    """
    found: list[ValuePlace] = []
    top = 0
    for value in values:
        begins = max(middle, wide(value.name) + _BETWEEN)
        if value.block is None or value.text:
            found.append(ValuePlace(value, QRect(0, top, width, _named(value)), (), begins=begins))
        else:
            found.append(_grid(value, value.block, width, begins, top))
        top = found[-1].rect.bottom() + 1
    return found, top


def _grid(value: Value, block: ListingBlock, width: int, middle: int, top: int) -> ValuePlace:
    """Place an array: beside its name where it is small, else beneath."""
    rows, columns, planes = block.numbers.shape
    side = text_pixels(_CELL)
    numbers: Index = np.arange(block.numbers.size).reshape(block.numbers.shape)
    if rows == 1 and planes == 1 and columns * side > width:
        by = width // (side + 7)
        flat = [*range(columns), *[-1] * (-columns % by)]
        rows, columns = len(flat) // by, by
        numbers = np.array(flat).reshape(rows, columns, 1)
    beside = planes == 1 and columns * side <= width - middle
    wide = side if beside else min(side, (width - _BETWEEN) // columns)
    left, y = (middle if beside else 0), top + (4 if beside else _named(value))
    cells: list[CellPlace] = []
    x = left
    for plane in range(min(planes, _PLANES)):
        if plane and x + columns * wide > width:
            x, y = left, y + rows * side + _BETWEEN
        cells += [
            CellPlace(QRect(x + column * wide, y + row * side, wide, side), int(numbers[row, column, plane]))
            for row in range(rows)
            for column in range(columns)
            if numbers[row, column, plane] >= 0
        ]
        x += columns * wide + _BETWEEN
    bottom = y + rows * side + 6
    more = None
    if planes > _PLANES:
        more = f"and {planes - _PLANES} channels more", QRect(0, bottom - 4, width, line_height())
        bottom += line_height() - 4
    height = max(bottom - top, _named(value))
    return ValuePlace(value, QRect(0, top, width, height), tuple(cells), more)


def _named(value: Value) -> int:
    """Return how high a name is with its note."""
    return line_height() + (text_pixels(_NOTE) if value.note else 0)
