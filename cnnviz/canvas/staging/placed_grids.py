"""The grids of a scene in their places: what they show of a frame, and where cells of theirs are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.marks.outline import region_path
from cnnviz.canvas.plans.stage_plan import Plane, Size, StagePlan, Style, by_array
from cnnviz.canvas.staging.compared import standing_of, theirs_of
from cnnviz.canvas.staging.looks import numbers_of
from cnnviz.explain.number_format import NumberFormat
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import HIDDEN
from cnnviz.qt import QPainterPath, QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Index

_OUTLINED_AT_MOST = 20_000
_FRAMED_AT_MOST = 200  # one by one; more are framed together
_LONG = 4  # cells of a bar that stands alone, with its name and its number


Places: TypeAlias = Mapping[tuple[str, tuple[int | None, ...]], QRectF]
"""Where grids are, by the array and what is fixed of it."""


def made_grid(plane: Plane, look: CellLook, form: NumberFormat, unread: NDArray[np.bool_]) -> GridItem:
    """Return a grid in the style of its plane."""
    if plane.style is Style.AREAS:
        from cnnviz.canvas.grids.charts.areas import AreaGrid  # for some losses alone

        return AreaGrid(look, form, unread)
    if plane.style is Style.BARS:
        from cnnviz.canvas.grids.charts.bars import BarGrid  # for some losses alone

        bars = BarGrid(look, form, unread)
        bars.outlined, bars.first = plane.outlined, plane.fixed[-1] or 0
        bars.least = _LONG if plane.span else bars.least
        return bars
    if plane.style is Style.SUMS:
        from cnnviz.canvas.grids.charts.sum_bars import SumBars  # for some losses alone

        return SumBars(look, form, unread)
    grid = GridItem(look, form, unread)
    grid.from_afar = True
    return grid


class PlacedGrids(NamedTuple):
    """The grids of a plan, by the keys of the planes that they show."""

    plan: StagePlan
    grids: Mapping[str, GridItem]

    @property
    def shown(self) -> Mapping[str, GridItem]:
        """The grids but for those that have no room."""
        absent = {p.key for p in self.plan.planes if p.still and not self.grids[p.key].isVisible()}
        return {key: grid for key, grid in self.grids.items() if key not in absent} if absent else self.grids

    @property
    def bounds(self) -> dict[str, QRectF]:
        """The rectangle of each grid that is shown by key."""
        return {key: grid.sceneBoundingRect() for key, grid in self.shown.items()}

    @property
    def places(self) -> Places:
        """The rectangle of each grid by what it shows."""
        bounds = self.bounds
        return {
            (plane.array, plane.fixed): bounds[plane.key]
            for plane in self.plan.planes
            if not plane.theirs and plane.key in bounds
        }

    @property
    def beside_numbers(self) -> dict[str, float]:
        """Pixels that numbers leave free beside them in the cells of each grid of full size by key."""
        plain = (plane.key for plane in self.plan.large if plane.style is Style.CELLS)
        return {key: self.grids[key].beside_numbers for key in plain}

    def large(self, name: str) -> list[Plane]:
        """Return the planes of full size that show an array."""
        own = (plane for plane in self.plan.large if plane.array == name and plane.chapter is None)
        return [plane for plane in own if not plane.still or self.grids[plane.key].isVisible()]

    def rect(self, key: str, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Return where a block of cells is."""
        grid = self.grids[key]
        return grid.cell_rect(int(row), int(column), int(rows), int(columns)).translated(grid.pos())

    def rects(self, cells: Iterable[Cell]) -> list[QRectF]:
        """Return where cells are shown in full size."""
        return [
            self.rect(plane.key, *located)
            for name, indices in by_array(cells).items()
            for plane in self.large(name)
            for located in plane.locate(indices)
        ]

    def found(self, cell: Cell) -> Iterator[tuple[GridItem, QRectF]]:
        """Yield the grids of full size that show a cell, with where it is in each."""
        for plane in self.large(cell.array):
            for row, column in plane.locate(np.array([cell.index], np.intp)):
                yield self.grids[plane.key], self.grids[plane.key].cell_rect(int(row), int(column))

    def framed(self, cells: Mapping[str, Index]) -> tuple[dict[str, QRectF], list[QRectF]]:
        """Return the rectangle around the cells of each grid by key, and single cells where they do not fill it."""
        frames, alone = {}, []
        for name, indices in cells.items():
            for plane in self.large(name):
                located = plane.locate(indices)
                if not len(located):
                    continue
                (top, left), (bottom, right) = located.min(axis=0), located.max(axis=0)
                frames[plane.key] = self.rect(plane.key, top, left, bottom - top + 1, right - left + 1)
                if len(located) < (bottom - top + 1) * (right - left + 1):
                    alone += [self.rect(plane.key, row, column) for row, column in located]
        return frames, alone

    def around_all(self, cells: Mapping[str, Index], others: Sequence[QRectF] = ()) -> QPainterPath:
        """Return the edges around cells of some arrays, those of an array taken together, and other rectangles."""
        path = QPainterPath()
        for rect in others:
            path.addRect(rect)
        for name, indices in cells.items():
            for plane in self.large(name):
                path.addPath(self._region(plane, plane.locate(indices)))
        return path

    def around_changes(self, frame: Frame) -> QPainterPath:
        """Return the edges around each of the cells that a stroke has changed, as far as they are reached."""
        path = QPainterPath()
        for name, cells in frame.changed.items():
            flags = frame.progress.get(name)
            reached = cells if flags is None else cells[flags[tuple(cells.T)] > 0]
            for plane in self.large(name):
                located = plane.locate(reached)
                if len(located) > _FRAMED_AT_MOST:
                    path.addPath(self._region(plane, located))
                else:
                    for row, column in located:
                        path.addRect(self.rect(plane.key, row, column))
        return path

    def _region(self, plane: Plane, cells: Index) -> QPainterPath:
        grid = self.grids[plane.key]
        if len(cells) > _OUTLINED_AT_MOST:
            path = QPainterPath()
            path.addRect(grid.sceneBoundingRect())
            return path
        return region_path(cells, (grid.rows, grid.columns), grid.pos(), grid.cell)

    def show(self, frame: Frame) -> None:
        """Show a step."""
        finished = frame.chapter.arrays
        for plane in self.plan.planes:
            if plane.chapter is not None or plane.still:
                continue
            grid = self.grids[plane.key]
            if plane.theirs and frame.theirs is not None:
                grid.set_values(*theirs_of(plane, frame.theirs))
            elif plane.array not in frame.progress:
                array = frame.arrays.get(plane.array, finished[plane.array])
                shape = grid.rows, grid.columns
                standing = standing_of(plane, frame, shape)
                grid.set_values(plane.of(array), np.full(shape, FINISHED, np.int8), standing)
            elif plane.size is Size.SMALL and not plane.exact:  # as far as the one in hand
                progress = frame.progress[plane.array][frame.chapter.sample, :, :, frame.focus]
                grid.set_values(plane.of(finished[plane.array]), progress)
            else:
                progress = plane.of(frame.progress[plane.array])
                standing = standing_of(plane, frame, progress.shape)
                values = plane.of(frame.arrays[plane.array])
                if frame.answers and plane.style is Style.AREAS:
                    values = _not_squared(values, plane, frame)
                grid.set_values(values, progress, standing)

    def show_guests(self, frame: Frame) -> None:
        """Show what no step goes through; of what belongs to other chapters all is there, or nothing yet."""
        for plane in self.plan.planes:
            if plane.still:
                values = plane.of(frame.chapter.arrays[plane.array])
                self.grids[plane.key].set_values(values, np.full(values.shape, FINISHED, np.int8))
            elif plane.chapter is not None:
                grid, there = self.grids[plane.key], plane.chapter < frame.position.chapter
                shape, progress = grid.unread.shape, FINISHED if there else UNTOUCHED
                values = numbers_of(plane, frame) if there else np.zeros(shape)
                grid.set_values(values, np.full(shape, progress, np.int8))


def _not_squared(values: NDArray[np.floating], plane: Plane, frame: Frame) -> NDArray[np.floating]:
    """Return numbers without those that an answer writes: to draw their squares would be to work it out."""
    values, written = values.copy(), by_array(frame.step.writes)
    if plane.array in written:
        values[tuple(plane.locate(written[plane.array]).T)] = HIDDEN
    return values
