"""What stands on the stage in a chapter: which planes of which arrays, how they may be arranged, what links them."""

from collections.abc import Iterable
from enum import Enum
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import NamedTuple
from cnnviz.trace.steps import Cell, Index, Step

Number = TypeVar("Number", bound=np.generic)


class Size(Enum):
    """How a grid's cells are sized."""

    MAIN = "main"  # all alike, as large as the stage allows
    KERNEL = "kernel"  # like the main ones, but always readable
    TARGET = "target"  # like the main ones, but larger where they are small and it is not
    NUMBER = "number"  # like the main ones, but one of several in a column
    SMALL = "small"  # a thumbnail
    PLOT = "plot"  # no grid: a picture of its own size
    LENS = "lens"  # the step in hand worked out, in a frame of its own size
    SPAN = "span"  # as high as so many main cells, but readable


class Style(Enum):
    """How a grid's numbers are drawn."""

    CELLS = "cells"
    AREAS = "areas"  # their squares, all on one scale
    BARS = "bars"  # shares of a whole
    SUMS = "sums"  # what each map gives to a sum, to the right of an axis or to its left


class Laid(NamedTuple):
    """Which numbers of a list a plane has, from a `first` by so many a `step`, and how many stand side by side."""

    columns: int
    step: int = 1
    first: int = 0


class Plane(NamedTuple):
    """A plane of an array.

    `fixed` has one entry for each axis of the array, None for the axes that the plane runs over, at most two; a
    single one runs along a row, or down a column where the plane is `upright`. A small grid is taken to be as far as
    the one in hand, which steps may follow alone; where they go through it as well it is `exact`. Of bars that of an
    index may be `outlined`. What somebody else has in the place of the array is `theirs`. A list may be `laid` out in
    rows. What belongs to another `chapter` of the run is only shown. A grid may have its name at its left, a `label`,
    and none over it where it is not `headed`; one may span as many main cells as `span` says. A
    name that `spills` goes on over the grids at its right, which have none: it widens nothing. What is
    there beside that, and the same in all steps, is `still`: it is left out where there is little room.
    """

    key: str
    array: str
    fixed: tuple[int | None, ...]
    title: str
    subtitle: str = ""
    size: Size = Size.MAIN
    upright: bool = False
    exact: bool = False
    style: Style = Style.CELLS
    outlined: int = -1
    theirs: bool = False
    laid: Laid | None = None
    chapter: int | None = None
    label: str = ""
    headed: bool = True
    span: int = 0
    still: bool = False
    spills: bool = False

    def of(self, array: NDArray[Number]) -> NDArray[Number]:
        """Return what this shows of `array`, with two axes."""
        view = array[tuple(slice(None) if at is None else at for at in self.fixed)]
        if self.laid is not None:
            return view[self.laid.first :: self.laid.step].reshape(-1, self.laid.columns)
        return view.reshape(view.shape if view.ndim == 2 else (-1, 1) if self.upright else (1, -1))

    def locate(self, cells: Index) -> Index:
        """Return the (row, column) pairs of those `cells` of the array, given as indices, that lie in this plane."""
        free = [axis for axis, at in enumerate(self.fixed) if at is None]
        inside = self.contains(cells)
        if self.laid is not None:
            columns, step, _ = self.laid
            return np.stack(np.divmod(cells[inside, free[0]] // step, columns), axis=1)
        located = np.zeros((int(inside.sum()), 2), np.intp)
        if len(free) == 1:
            located[:, 0 if self.upright else 1] = cells[inside, free[0]]
        else:
            located[:, : len(free)] = cells[inside][:, free]
        return located

    def contains(self, cells: Index) -> NDArray[np.bool_]:
        """Return which `cells` of the array, given as indices, lie in this plane."""
        inside = np.ones(len(cells), bool)
        for axis, at in enumerate(self.fixed):
            if at is not None:
                inside &= cells[:, axis] == at
        if self.laid is not None:
            inside &= cells[:, self.fixed.index(None)] % self.laid.step == self.laid.first
        return inside

    def shows(self, cell: Cell) -> bool:
        """Return whether a cell of the array lies in this plane."""
        own = all(at is None or at == index for at, index in zip(self.fixed, cell.index, strict=True))
        if self.laid is None or not own:
            return own
        return cell.index[self.fixed.index(None)] % self.laid.step == self.laid.first

    def cell(self, row: int, column: int) -> Cell:
        """Return the array's cell at a (row, column) of this plane."""
        if self.laid is not None:
            columns, step, first = self.laid
            free = iter(((row * columns + column) * step + first,))
        else:
            free = iter((row, column) if self.fixed.count(None) == 2 else (max(row, column),))
        return Cell(self.array, tuple(next(free) if at is None else at for at in self.fixed))


LENS = Plane("lens", "", (), "", "", Size.LENS)
"""The place of the lens."""


class Group(NamedTuple):
    """Grids side by side ("row"), one below the other ("column"), or in as many columns as it takes ("wrap").

    Those of a column stand in the middle of it, or `flush` at its left.
    """

    direction: Literal["row", "column", "wrap"]
    children: tuple["Plane | Group", ...]
    gap: int = 64
    flush: bool = False


class Sign(NamedTuple):
    """What is done with two grids that stand side by side: a sign between them, and what is said beneath it."""

    between: tuple[str, str]
    text: str
    said: str = ""


Lead: TypeAlias = tuple[tuple[str, ...], str]


class StagePlan(NamedTuple):
    """Arrangements to choose from, and which planes lead to which: (keys of the sources, key of the target).

    So many of the first arrangements are `preferred`, where the grids do not become too small in them; 0 is none.
    `signs` stand between grids, which are read as one line then. Channels stand beside their lines of the lens, but
    where these tell so little that they are `loose`. Some arrangements more are `roomier`: they are taken where small
    grids, whose digits are hard to read, become larger in them, and for that alone.
    """

    arrangements: tuple[Group, ...]
    links: tuple[Lead, ...]
    preferred: int = 0
    signs: tuple[Sign, ...] = ()
    loose: bool = False
    roomier: tuple[Group, ...] = ()

    @property
    def planes(self) -> list[Plane]:
        """All grids, in reading order."""
        pictures = Size.PLOT, Size.LENS
        return [plane for plane in _planes(self.arrangements[0]) if plane.size not in pictures]

    @property
    def bare(self) -> "StagePlan":
        """The plan without what is still, where it has something that is."""
        ways, roomier = (
            tuple(way for way in map(_moving, groups) if isinstance(way, Group))
            for groups in (self.arrangements, self.roomier)
        )
        return self._replace(arrangements=ways, roomier=roomier)

    @property
    def large(self) -> list[Plane]:
        """The grids of full size."""
        return [plane for plane in self.planes if plane.size is not Size.SMALL]

    @property
    def plots(self) -> list[Plane]:
        """What is no grid."""
        return [plane for plane in _planes(self.arrangements[0]) if plane.size is Size.PLOT]

    @property
    def lens(self) -> Plane | None:
        """The place of the lens, where there is one."""
        return next((plane for plane in _planes(self.arrangements[0]) if plane.size is Size.LENS), None)


def by_array(cells: Iterable[Cell]) -> dict[str, Index]:
    """Return cells as indices (cells, axes) by the name of their array."""
    grouped: dict[str, list[tuple[int, ...]]] = {}
    for cell in cells:
        grouped.setdefault(cell.array, []).append(cell.index)
    return {name: np.array(indices, np.intp) for name, indices in grouped.items()}


def step_by_array(step: Step) -> dict[str, Index]:
    """Return all cells that a step has to do with, each once, as indices (cells, axes) by the name of their array."""
    found: dict[str, dict[tuple[int, ...], None]] = {}
    for update in step.updates:
        for factors in ((update.target, *update.aside), *update.terms):
            for cell in factors:
                if isinstance(cell, Cell):
                    found.setdefault(cell.array, {})[cell.index] = None
    return {name: np.array(list(indices), np.intp) for name, indices in found.items()}


def _moving(box: Plane | Group) -> Plane | Group | None:
    if isinstance(box, Plane):
        return None if box.still else box
    children = tuple(kept for child in box.children if (kept := _moving(child)) is not None)
    return box._replace(children=children) if children else None


def _planes(group: Plane | Group) -> list[Plane]:
    if isinstance(group, Plane):
        return [group]
    return [plane for child in group.children for plane in _planes(child)]
