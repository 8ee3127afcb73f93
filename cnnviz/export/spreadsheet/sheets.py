"""Where each array of a run lies in the spreadsheet: a sheet for each, its channels side by side, its filters beneath.

>>> sheet = Sheet("X", "X", (2, 3, 2))
>>> sheet.place((1, 2, 1)), sheet.reference((1, 2, 1))
((5, 8), 'X!I6')
"""

from collections.abc import Iterator, Sequence
from itertools import product

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from cnnviz.frozen import NamedTuple

TOP = 3
"""The row, counted from 0, in which the columns of the first plane are counted; above it stands what it is."""
_NAME = 28  # characters of a sheet's name: 31 are allowed, and a number may come behind


class Sheet(NamedTuple):
    """A sheet, or the part of one that an array has.

    Parameters
    ----------
    name : of the sheet
    label : of the array, as on the screen
    shape : of the array: rows, columns, channels and filters; a list is a column
    down : rows that it lies further down
    """

    name: str
    label: str
    shape: tuple[int, ...]
    down: int = 0

    @property
    def plane(self) -> tuple[int, int]:
        """Rows and columns of a plane."""
        return self.shape[0], self.shape[1] if len(self.shape) > 1 else 1

    def place(self, index: Sequence[int]) -> tuple[int, int]:
        """Return row and column of a number, counted from 0."""
        row, column, channel, one = (*index, *(0, 0, 0, 0)[len(index) :])
        rows, columns = self.plane
        return self.down + TOP + 1 + one * (rows + 2) + row, 1 + channel * (columns + 2) + column

    def reference(self, index: Sequence[int]) -> str:
        """Return how a formula on another sheet calls a number."""
        return f"{quote_sheetname(self.name)}!{xl_rowcol_to_cell(*self.place(index))}"

    def range(self, first: Sequence[int], last: Sequence[int]) -> str:
        """Return how a formula calls all from one number to another."""
        return f"{self.reference(first)}:{xl_rowcol_to_cell(*self.place(last))}"

    @property
    def planes(self) -> Iterator[tuple[int, ...]]:
        """The channel, and filter, of each plane; nothing where there is one."""
        return product(*map(range, self.shape[2:]))

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns that it takes of its sheet."""
        row, column = self.place([size - 1 for size in self.shape])
        return row + 1, column + 1


def sheet_name(label: str, taken: Sequence[str]) -> str:
    """Return a name that no sheet has, also not in other letters' size."""
    name, count = label[:_NAME], 1
    while name.casefold() in {one.casefold() for one in taken}:
        count += 1
        name = f"{label[:_NAME]} {count}"
    return name
