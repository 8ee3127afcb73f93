"""The numbers of one place in the lens: what its grid shows of them in a step, and where each of them is."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import ASKED, FINISHED, PARTIAL, UNTOUCHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.typography import Typography, no_larger
from cnnviz.canvas.lens.plate import Plate
from cnnviz.canvas.lens.slots import Part, Slot, numbered, shape_of
from cnnviz.canvas.lens.standing import Start, start_of
from cnnviz.canvas.lens.ways.sizes import Put
from cnnviz.canvas.lens.words import is_asked
from cnnviz.canvas.painter import is_vector
from cnnviz.canvas.staging.compared import SHOWN
from cnnviz.canvas.staging.looks import Look
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.explain.number_format import NumberFormat
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainter, QRectF, QStyleOptionGraphicsItem, QWidget
from cnnviz.run.frames.frame import Frame

_GIVEN = frozenset({Part.FACTOR, Part.SINGLE, Part.BEFORE, Part.OLD, Part.SO_FAR, Part.TERM})
_PENDING = frozenset({Part.PRODUCTS, Part.AFTER, Part.RUNNING})


class Numbers(NamedTuple):
    """The numbers of a place: each with its row, its column, how far it is and how it stands."""

    each: tuple[tuple[int, int, float, int, int], ...]

    def spread(
        self, shape: tuple[int, int]
    ) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int8], NDArray[np.bool_]]:
        """Return values, progress and standing of a grid of a shape, and which of its cells have a number."""
        if len(self.each) == shape[0] * shape[1]:  # none is missing, and they are in their order
            _, _, numbers, far, stand = zip(*self.each, strict=True)
            values, progress = np.array(numbers, float).reshape(shape), np.array(far, np.int8).reshape(shape)
            return values, progress, np.array(stand, np.int8).reshape(shape), np.ones(shape, bool)
        values, progress = np.zeros(shape), np.full(shape, FINISHED, np.int8)
        standing, there = np.zeros(shape, np.int8), np.zeros(shape, bool)
        if self.each:
            rows, columns, numbers, far, stand = zip(*self.each, strict=True)
            at = np.array(rows), np.array(columns)
            values[at], progress[at], standing[at], there[at] = numbers, far, stand, True
        return values, progress, standing, there


def numbers_of(
    frame: Frame, workings: Sequence[Working], slot: Slot, block: Block | None, start: Start
) -> Numbers:
    """Return what stands in the place of a slot, whose numbers begin at a row and a column."""
    if block is None:
        return Numbers(())
    plain = frame.asking is None
    return Numbers(
        tuple(
            [
                (
                    row,
                    column,
                    *(
                        (tile.value, FINISHED)
                        if tile.done or slot.part in _GIVEN
                        else _pending(frame, workings, slot, tile)
                    ),
                    SHOWN[tile.standing] if plain or not is_asked(frame, slot, tile) else ASKED,
                )
                for row, column, tile in numbered(block, start)
            ]
        )
    )


def _pending(frame: Frame, workings: Sequence[Working], slot: Slot, tile: Tile) -> tuple[float, int]:
    """Return a number that is not worked out yet, or as far as it is: term by term some are still to come."""
    if slot.part in _PENDING or slot.part is not Part.RESULT or tile.cells[0] not in frame.done.writes:
        return tile.value, UNTOUCHED  # also a channel's sum, until it is whole
    return float(frame.arrays[workings[slot.working].target][tile.cells[0].index]), PARTIAL


class NumberGrid(GridItem):
    """The grid of a place; the single numbers of one sum are `read_with` each other, and all written as large."""

    read_with: Sequence[GridItem] = ()
    plate: Plate | None = None
    """What it is drawn on, with the others of its lens."""
    _written: tuple[CellLook, NumberFormat, int, NumberFormat] | None = None

    def set_look(self, look: CellLook, form: NumberFormat, unread: NDArray[np.bool_]) -> None:
        """Take over the look of another array of the same shape."""
        super().set_look(look, form, unread)
        for other in self.read_with:
            other.paint_anew()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw what is exposed of it."""
        plate = self.plate
        if plate is not None and is_vector(painter):
            plate.stale = True
        elif plate is not None and plate.blit(self, painter, QRectF(option.exposedRect)):
            return
        super().paint(painter, option, widget)

    @property
    def written(self) -> NumberFormat:
        """How its numbers are printed: with fewer decimals where its cells are small."""
        known, pixels = self._written, self.cell * self._ratio
        if known is None or known[0] is not self.look or known[1] is not self.form or known[2] != pixels:
            found = super().typography(pixels)
            known = self.look, self.form, pixels, self.form if found is None else found.form
            self._written = known
        return known[-1]

    def typography(self, pixels: int) -> Typography | None:
        """Return the largest digits with which all numbers fit, also those that they are read with."""
        own = super().typography(pixels)
        if own is None or not self.read_with:
            return own
        larger = pixels / self.cell
        others = ((one.look, one.form, round(one.cell * larger)) for one in self.read_with)
        return no_larger(own, others, int(larger) if larger.is_integer() else 1)  # whole device pixels


class Seen(NamedTuple):
    """A number of the lens: its place, and the cell of the grid that it stands in."""

    slot: Slot
    tile: Tile
    row: int
    column: int
    grid: GridItem

    @property
    def rect(self) -> QRectF:
        """Where it stands in the scene."""
        return self.grid.cell_rect(self.row, self.column).translated(self.grid.pos())


class PlacedNumbers:
    """The numbers of a place on a grid, which is made once and shows one step after the other."""

    def __init__(self, put: Put, slot: Slot, look: Look, *, to_the_right: bool) -> None:
        self.slot, self._look, self._to_the_right = slot, look, to_the_right
        self.grid = NumberGrid(*look)
        self.grid.set_cell(put.cell)
        self.grid.setPos(put.x, put.y)
        self._block: Block | None = None
        self._start: Start = (0, 0)
        self._shown: Numbers | None = None
        self.empty: Sequence[QRectF] = ()
        """Cells without a number."""

    def show(self, frame: Frame, workings: Sequence[Working], block: Block | None, look: Look | None) -> None:
        """Show a block of a step with its look, or that the place has none."""
        shape = self.grid.rows, self.grid.columns
        self._block, self._start = block, start_of(block, shape, to_the_right=self._to_the_right)
        if look is not None and look is not self._look:
            self._look = look
            self.grid.set_look(*look)
        numbers = numbers_of(frame, workings, self.slot, block, self._start)
        if numbers != self._shown:
            self._shown = numbers
            values, progress, standing, there = numbers.spread(shape)
            self.grid.set_values(values, progress, standing)
            self.empty = [
                self.cell_rect(int(row), int(column)) for row, column in zip(*np.nonzero(~there), strict=True)
            ]

    def tile_at(self, row: int, column: int) -> Tile | None:
        """Return the number that stands in a cell."""
        return next((seen.tile for seen in self.seen() if (seen.row, seen.column) == (row, column)), None)

    @property
    def rect(self) -> QRectF:
        """Where those numbers are that the place has in this step; all of it where it has none."""
        if self._block is None:
            return self.grid.sceneBoundingRect()
        return self.cell_rect(*self._start, *shape_of(self._block))

    def cell_rect(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Return where cells of the grid are in the scene."""
        return self.grid.cell_rect(row, column, rows, columns).translated(self.grid.pos())

    def seen(self) -> Iterator[Seen]:
        """Yield its numbers, each with the cell that it stands in."""
        if self._block is not None:
            for row, column, tile in numbered(self._block, self._start):
                yield Seen(self.slot, tile, row, column, self.grid)
