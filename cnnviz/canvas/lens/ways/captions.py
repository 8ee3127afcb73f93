"""Where what is written beneath numbers begins: each about the middle of its cell, as near as its neighbours leave.

Beneath cells of 30 pixels texts of 20, 40 and 20 begin at 3, 25 and 67, 2 apart: the long one has room of both others.
"""

from collections.abc import Sequence
from itertools import accumulate

from cnnviz.frozen import NamedTuple

_NEAR = (
    0.25  # of a cell: so far from its middle a text stands at most, twice as far where there are two lines
)


class Row(NamedTuple):
    """Cells side by side: where the first begins, how wide each is, and how many there are."""

    x: int
    cell: int
    number: int

    @property
    def end(self) -> int:
        """Where the last one ends."""
        return self.x + self.number * self.cell

    def middle(self, at: int) -> float:
        """Return where the middle of a cell is."""
        return self.x + at * self.cell + self.cell / 2


def all_of(widths: Sequence[int], row: Row, lines: int, apart: int) -> list[int] | None:
    """Return where texts begin that stand in so many lines in turn, None where not all have room near their cells."""
    found = [0] * len(widths)
    for line in range(lines):
        turn = slice(line, None, lines)
        wides, middles = widths[turn], [row.middle(at) for at in range(len(widths))[turn]]
        found[turn] = lefts = _side_by_side(wides, middles, row, apart)
        for left, wide, middle in zip(lefts, wides, middles, strict=True):
            if left + wide > row.end or abs(left + wide / 2 - middle) > _NEAR * lines * row.cell:
                return None
    return found


def _side_by_side(widths: Sequence[int], middles: Sequence[float], row: Row, apart: int) -> list[int]:
    """Return where the texts of one line begin: of neighbours in each other's way both give way alike."""
    before = list(accumulate((wide + apart for wide in widths), initial=0))
    last = max(row.end - before[-1] + apart, row.x)  # where the first begins if all end with the cells
    wanted = [middle - wide / 2 - taken for middle, wide, taken in zip(middles, widths, before, strict=False)]
    behind, ahead = accumulate(wanted, max), list(accumulate(reversed(wanted), min))[::-1]
    shared = (round((a + b) / 2) for a, b in zip(behind, ahead, strict=True))
    return [min(max(first, row.x), last) + taken for first, taken in zip(shared, before, strict=False)]


def some_of(widths: Sequence[int], row: Row, whole: int, apart: int) -> list[int | None]:
    """Return where texts begin that fit their cells and are clear of the one that is `whole`, None of the others."""
    wanted = [round(row.middle(at) - wide / 2) for at, wide in enumerate(widths)]
    left = min(max(wanted[whole], row.x), max(row.end - widths[whole], row.x))
    right = left + widths[whole] + apart
    found: list[int | None] = [
        at if wide <= row.cell and (at + wide + apart <= left or right <= at) else None
        for at, wide in zip(wanted, widths, strict=True)
    ]
    found[whole] = left
    return found
