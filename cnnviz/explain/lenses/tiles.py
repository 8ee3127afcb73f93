"""Numbers of a step as they lie in their arrays, and the record of its working: what the lens is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.standing import Standing
from cnnviz.trace.steps import Cell, Combine

_ONE_ROW = 8  # numbers of a list; more are broken into rows


class Tile(NamedTuple):
    """One number.

    Parameters
    ----------
    value : what it is
    cells : the cells of the chapter that it stands for, or is made of
    done : whether its term is done already; term by term the others are still to come
    standing : what a maximum makes of it, None where nothing is compared
    aside : cells that decide about it, without its being their number
    """

    value: float
    cells: tuple[Cell, ...]
    done: bool = True
    standing: Standing | None = None
    aside: tuple[Cell, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the step singles it out, as the winner of a maximum."""
        return self.standing is Standing.WINNER


class Block(NamedTuple):
    """Numbers side by side, as they lie in their array; None where nothing is.

    Parameters
    ----------
    rows : the numbers; a single one where all terms share it
    array : where they are from, or whose colours they take
    label : what a constant is called, nothing for cells
    """

    rows: tuple[tuple[Tile | None, ...], ...]
    array: str
    label: str = ""

    @property
    def tiles(self) -> Iterable[Tile]:
        """All numbers, row by row."""
        return (tile for row in self.rows for tile in row if tile is not None)


class Group(NamedTuple):
    """The terms that read one channel, factor by factor.

    Parameters
    ----------
    channel : which channel, None where there are none to count
    factors : what is multiplied, in the terms' order of factors
    products : what comes out, None where no term has two factors
    total : their sum, or the largest of them; None where each of them goes to a cell of its own
    before, after : the cells that they are added to, where each of them goes to a cell of its own
    theirs : what somebody else's array holds there after it, None where there is none
    """

    channel: int | None
    factors: tuple[Block, ...]
    products: Block | None
    total: Tile | None
    before: Block | None = None
    after: Block | None = None
    theirs: Block | None = None


class Running(NamedTuple):
    """A sum on its way.

    Parameters
    ----------
    number, terms : which term is in hand, counted from 1, and how many there are
    so_far, term : what there was before it, and what it adds
    sums : what there is after each term of a page, the later ones still to come
    first : the number of the page's first term, counted from 0
    """

    number: int
    terms: int
    so_far: Tile
    term: Tile
    sums: Block
    first: int


class Working(NamedTuple):
    """What one or more cells of an array are made of.

    Parameters
    ----------
    target : the array that is written
    groups : terms of several numbers each, channel by channel
    singles : terms that stand alone: a bias
    combine : whether terms are added, or the largest of them is taken
    function : what is applied to that, if anything
    before : what is added to, None where the cell is written anew
    result : the cell that is written, None where the groups write many
    running : how far the sum is, where one goes by its terms
    theirs : what somebody else's array holds in the cell that is written, None where there is none
    mask : what each number of a maximum will get of the gradient on the way back, None where none is taken
    """

    target: str
    groups: tuple[Group, ...]
    singles: tuple[Block, ...]
    combine: Combine
    function: str | None
    before: Tile | None
    result: Tile | None
    running: Running | None = None
    theirs: Block | None = None
    mask: Block | None = None


def block_of(places: Sequence[tuple[int, int]], tiles: Sequence[Tile], array: str, label: str = "") -> Block:
    """Return numbers as they lie; rows and columns between which nothing is, as of a dilated window, close up."""
    rows, columns = (
        {at: number for number, at in enumerate(sorted({place[axis] for place in places}))} for axis in (0, 1)
    )
    grid: list[list[Tile | None]] = [[None] * len(columns) for _ in rows]
    for (row, column), tile in zip(places, tiles, strict=True):
        grid[rows[row]][columns[column]] = tile
    return Block(tuple(map(tuple, grid)), array, label)


def place_of(chapter: Chapter, cell: Cell | None) -> tuple[int, int]:
    """Return the row and the column of a cell; in a list those that it had in an image, else it is broken into rows."""
    if cell is None:
        return 0, 0
    lie = chapter.lies[cell.array]
    if lie.row is not None:
        return cell.index[lie.row], cell.index[lie.column]
    info = chapter.info[cell.array]
    if lie.maps is not None and Dim.INPUT not in info.axes:  # a list, of which a sum may have thousands
        return divmod(cell.index[lie.unit] // lie.maps[2], lie.maps[1])
    axes = dict(zip(info.axes, cell.index, strict=True))
    axis = next((axis for axis in (Dim.INPUT, Dim.UNIT, Dim.FILTER) if axis in axes), None)
    if axis is None:
        return 0, 0
    if info.maps is not None:
        return divmod(axes[axis] // info.maps[2], info.maps[1])
    count = chapter.arrays[cell.array].shape[info.axes.index(axis)]
    return divmod(axes[axis], count if count <= _ONE_ROW else math.isqrt(count - 1) + 1)


def plane_of(chapter: Chapter, cell: Cell) -> tuple[int, ...]:
    """Return which plane of its array a cell lies in."""
    axes = chapter.info[cell.array].axes
    return (
        tuple(
            at
            for at, axis in zip(cell.index, axes, strict=True)
            if axis not in (Dim.ROW, Dim.COLUMN, Dim.SAMPLE)
        )
        if chapter.info[cell.array].is_plane
        else ()
    )


def channel_of(chapter: Chapter, cell: Cell | None) -> int | None:
    """Return which channel of an image, or of a kernel, a cell is in, or was in; None where there are none."""
    if cell is None:
        return None
    lie = chapter.lies[cell.array]
    if lie.maps is not None:
        return cell.index[lie.unit] % lie.maps[2]
    return None if lie.channel is None else cell.index[lie.channel]
