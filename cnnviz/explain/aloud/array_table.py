"""An array of the chapter in hand as a table: rows and columns of one plane, and how far its cells are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from cnnviz.explain.naming import cell_text, channel_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import exactly
from cnnviz.hidden import not_a_number
from cnnviz.run.array_info import ArrayInfo, Dim
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

NOT_YET = "not computed yet"
_WORDS = {Dim.CHANNEL: "channel", Dim.FILTER: "filter", Dim.UNIT: "unit"}


class TablePlane(NamedTuple):
    """A plane of an array: what it is called, and where it is along the axes that are not laid out."""

    name: str
    at: tuple[int, ...]


class ArrayTable:
    """The numbers of one plane of an array, as they are at a position.

    Parameters
    ----------
    frame : the position
    array : the name of an array of its chapter
    plane : which of its `planes`
    """

    def __init__(self, frame: Frame, array: str, plane: int = 0) -> None:
        self.frame, self.array, self.plane = frame, array, plane
        self._info = frame.chapter.info[array]
        self._numbers = frame.arrays.get(array, frame.chapter.arrays[array])
        self._progress = frame.progress.get(array)
        self._rows, self._columns = laid_out(self._info)
        self._format = format_in(frame.chapter, array, frame.decimals)

    @cached_property
    def planes(self) -> Sequence[TablePlane]:
        """All planes of the array."""
        return planes_of(self.frame, self.array)

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        sizes = self._numbers.shape
        return (1 if self._rows is None else sizes[self._rows]), sizes[self._columns]

    def cell(self, row: int, column: int) -> Cell:
        """Return which cell stands in a field."""
        at = list(self.planes[self.plane].at)
        at[self._columns] = column
        if self._rows is not None:
            at[self._rows] = row
        return Cell(self.array, tuple(at))

    def place(self, cell: Cell) -> tuple[int, int, int] | None:
        """Return plane, row and column of a cell, None where the array has it not."""
        if cell.array != self.array:
            return None
        at = list(cell.index)
        row, column = (0 if self._rows is None else at[self._rows]), at[self._columns]
        for axis in (self._rows, self._columns):
            if axis is not None:
                at[axis] = 0
        wanted = tuple(at)
        number = next((number for number, plane in enumerate(self.planes) if plane.at == wanted), None)
        return None if number is None else (number, row, column)

    def text(self, row: int, column: int) -> str:
        """Return the number in a field as the stage has it, nothing where it is not computed yet."""
        cell = self.cell(row, column)
        return "" if self.is_to_come(cell) else self._format.in_cell(float(self._numbers[cell.index]))

    def spoken(self, row: int, column: int) -> str:
        """Return name and number of a field, to the last digit, and what the step does with it."""
        cell = self.cell(row, column)
        value = NOT_YET if self.is_to_come(cell) else exactly(float(self._numbers[cell.index]))
        words = f"{cell_text(cell, self.frame.chapter)} {value}"
        return f"{words}, {self.use(cell)}" if self.use(cell) else words

    def is_to_come(self, cell: Cell) -> bool:
        """Return whether no step so far has written a cell."""
        return self._progress is not None and self._progress[cell.index] == 0

    def use(self, cell: Cell) -> str:
        """Return what the step in hand does with a cell: it is "written", or "read", or neither."""
        step = self.frame.done
        return "written" if cell in step.writes else "read" if cell in step.reads else ""

    def in_hand(self) -> Sequence[tuple[int, int]]:
        """Return row and column of the cells that the step writes, or else reads, in the plane that is shown."""
        for cells in (self.frame.done.writes, self.frame.done.reads):
            places = (self.place(cell) for cell in cells if cell.array == self.array)
            found = sorted(at[1:] for at in places if at is not None and at[0] == self.plane)
            if found:
                return found
        return []

    def as_text(self) -> str:
        """Return the plane as a table that a spreadsheet takes, as it is at the position."""
        rows, columns = self.shape
        return "".join(
            "\t".join(self._exact(row, column) for column in range(columns)) + "\n" for row in range(rows)
        )

    def _exact(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        value = float(self._numbers[cell.index])
        if self.is_to_come(cell):
            return ""
        return repr(value).removesuffix(".0") if value == value else not_a_number(value)


def plane_in_hand(frame: Frame, array: str) -> int:
    """Return which plane of an array the step works on, the first where it does not."""
    table = ArrayTable(frame, array)
    for cells in (frame.done.writes, frame.done.reads):
        places = [at for at in map(table.place, sorted(cells, key=lambda cell: cell.index)) if at is not None]
        if places:
            return places[0][0]
    return 0


def planes_of(frame: Frame, array: str) -> Sequence[TablePlane]:
    """Return the planes of an array of the image that is followed, in the order in which they lie."""
    chapter, info = frame.chapter, frame.chapter.info[array]
    shape, fixed = chapter.arrays[array].shape, laid_out(info)
    ranges = []
    for axis, (dim, size) in enumerate(zip(info.axes, shape, strict=True)):
        sample = (chapter.sample,) if size > 1 else (0,)
        ranges.append(sample if dim is Dim.SAMPLE else (0,) if axis in fixed else tuple(range(size)))
    places = sorted(product(*ranges), key=lambda at: at[::-1])
    return [TablePlane(_plane_name(info, at, shape), at) for at in places]


def laid_out(info: ArrayInfo) -> tuple[int | None, int]:
    """Return which axis goes down a table and which across: a list's lies in one row."""
    axes = [axis for axis, dim in enumerate(info.axes) if dim is not Dim.SAMPLE]
    if info.is_plane:
        return info.axes.index(Dim.ROW), info.axes.index(Dim.COLUMN)
    return (axes[0], axes[1]) if len(axes) == 2 else (None, axes[0])


def _plane_name(info: ArrayInfo, at: Sequence[int], shape: Sequence[int]) -> str:
    words = []
    for axis, dim in enumerate(info.axes):
        if dim in _WORDS and axis not in laid_out(info) and shape[axis] > 1:
            filters = info.of_filters and dim is Dim.CHANNEL
            name = channel_text(at[axis], shape[axis], image=info.in_colours, filters=filters)
            words.append(name if dim is Dim.CHANNEL else f"{_WORDS[dim]} {at[axis]}")
    return " · ".join(reversed(words))
