"""One form of a lens, drawn: its grids and texts, made once, which show one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.lens.cover import Cover
from cnnviz.canvas.lens.numbers import Numbers, numbers_of
from cnnviz.canvas.lens.saying import say, texts_of
from cnnviz.canvas.lens.sheet import Sheet
from cnnviz.canvas.lens.slots import Part, Slot, in_hand, is_mask, numbered, shape_of
from cnnviz.canvas.lens.standing import Start, compared_signs, firsts, idle_signs, shared, start_of
from cnnviz.canvas.lens.texts import signs_of
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Box, Node, Note, Operator, Put, Sizes, across
from cnnviz.canvas.lens.ways.writer import DIFFERS, IN_HAND
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.looks import THEIRS, Look
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QBrush, QGraphicsItem, QPointF, QRectF
from cnnviz.run.frames.frame import Frame

LookOf: TypeAlias = Callable[[Frame, str, tuple[int, int]], Look]
"""How numbers of an array look, in so many rows and columns; of no array those of a mask."""
_WORKED_OUT = frozenset({Part.PRODUCTS, Part.TOTAL})


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


class Face:
    """A form of the lens within a rectangle of the scene."""

    def __init__(
        self, form: Form, way: tuple[Node, bool], cell: int, rect: QRectF, palette: Palette, look_of: LookOf
    ) -> None:
        self._form, (self._node, self._folded) = form, way
        self._look_of = look_of
        sizes = Sizes(form.by_slot, form.labels, cell, form.note, form.headed)
        extent = sizes.of(self._node)
        left = round(rect.left()) + (round(rect.width()) - extent.width) // 2
        top = round(rect.top()) + (round(rect.height()) - extent.height) // 2
        puts = sizes.put(self._node, left, top + extent.above)
        self.puts = tuple(across(put, rect) if isinstance(put.node, Note) else put for put in puts)
        self._firsts = firsts(self.puts)
        self._starts: dict[Put, Start] = {}
        self._boxes = [put for put in self.puts if isinstance(put.node, Box)]
        self._texts = texts_of(self.puts, palette)
        self.cover = Cover(palette)
        self._grids: dict[Put, GridItem] = {}
        self._looks: dict[Put, Look] = {}
        self._shown: dict[Put, Numbers] = {}
        self._empty: dict[Put, list[QRectF]] = {}  # cells without a number
        self._group = IN_HAND
        self._idle: frozenset[Put] = frozenset()
        self._filled: frozenset[Slot] | None = None
        self.blocks: Mapping[Slot, Block] = {}
        self._compares = any(
            put.node.slot.part is Part.THEIRS for put in self._boxes if isinstance(put.node, Box)
        )
        self._ink = {role: QBrush(palette.role(role)) for role in ("wrong", "muted")}
        self._sheet = Sheet(rect, self.puts, palette)
        self._signs = signs_of(self.puts, palette)
        self.fixed: list[QGraphicsItem] = [
            self._sheet,
            self.cover,
            *self._signs.values(),
            *(item for text in self._texts.values() for item in text.items),
        ]

    @property
    def items(self) -> Iterator[QGraphicsItem]:
        """All that is drawn."""
        yield from self.fixed
        yield from self._grids.values()

    @property
    def grids(self) -> Mapping[Put, GridItem]:
        """The grids by where they are put."""
        return self._grids

    @property
    def words(self) -> list[QRectF]:
        """Where text and arrows stand."""
        said = [item for text in self._texts.values() for item in text.items]
        shown = [text.sceneBoundingRect() for text in (*said, *self._signs.values()) if text.text()]
        arrows = (put for put in self.puts if isinstance(put.node, Operator) and put.node.arrow)
        return shown + [
            QRectF(put.x, put.y, put.width, put.height) for put in arrows if put not in self._idle
        ]

    def set_frame(self, frame: Frame, workings: Sequence[Working], blocks: Mapping[Slot, Block]) -> None:
        """Show a step."""
        self._group = in_hand(workings) if self._folded else IN_HAND
        self.blocks = self._told(blocks) if self._folded else blocks
        if not self._grids:
            self._make(frame, workings)
        empty: list[QRectF] = []
        for put, grid in self._grids.items():
            self._show(frame, workings, put, grid, empty)
        self.cover.set_cells(empty)
        group = self._group if self._folded else None
        for put, text in self._texts.items():
            there = self.block_rect(put) if put in self._grids else None
            say(text, put, there, frame, workings, self.blocks, group)
        self._rest()

    def _rest(self) -> None:
        """Leave out the operators that have nothing to work on in this step."""
        filled = frozenset(self.blocks)
        idle = self._idle if filled == self._filled else idle_signs(self.puts, self.blocks)
        self._filled = filled
        if idle != self._idle:
            self._idle = idle
            self._sheet.set_idle(idle)
            for put, sign in self._signs.items():
                assert isinstance(put.node, Operator)
                sign.setText("" if put in idle else put.node.text)
        if self._compares:
            for put, text in compared_signs(self.puts, self.blocks).items():
                self._signs[put].setText(text)
                self._signs[put].setBrush(self._ink["wrong" if text == DIFFERS else "muted"])

    def _told(self, blocks: Mapping[Slot, Block]) -> Mapping[Slot, Block]:
        """Return the numbers by their places where channels are folded: those in hand are in the first one's."""
        kept = {slot: block for slot, block in blocks.items() if slot.group < 0 or slot.part is Part.TOTAL}
        for slot, block in blocks.items():
            if slot.group == self._group and slot.part is not Part.TOTAL:
                kept[slot._replace(group=IN_HAND)] = block
        return kept

    def _make(self, frame: Frame, workings: Sequence[Working]) -> None:
        places = self._form.by_slot
        for put in self._boxes:
            assert isinstance(put.node, Box)
            slot, place = put.node.slot, places[put.node.slot]
            shape = place.rows, place.columns
            look = self._look(frame, workings, slot, self.blocks.get(slot), shape)
            self._grids[put] = grid = GridItem(*look)
            grid.set_cell(put.cell)
            grid.setPos(put.x, put.y)
            self._looks[put] = look
        for first, second in shared(self._boxes, self.blocks):
            self._sheet.share(first, second)

    def _look(
        self,
        frame: Frame,
        workings: Sequence[Working],
        slot: Slot,
        block: Block | None,
        shape: tuple[int, int],
    ) -> Look:
        """Return how numbers look: those that are worked out in the colours of what is written."""
        target = workings[slot.working].target
        if block is None or slot.part in _WORKED_OUT:
            return self._look_of(frame, target, shape)
        if slot.part is Part.THEIRS:
            return self._look_of(frame, THEIRS, shape)
        return self._look_of(frame, "" if is_mask(block) else block.array, shape)

    def _show(
        self, frame: Frame, workings: Sequence[Working], put: Put, grid: GridItem, empty: list[QRectF]
    ) -> None:
        assert isinstance(put.node, Box)
        slot, block = put.node.slot, self.blocks.get(put.node.slot)
        shape = grid.rows, grid.columns
        self._starts[put] = start = start_of(block, shape, to_the_right=put in self._firsts)
        if block is not None:
            look = self._look(frame, workings, slot, block, shape)
            if look is not self._looks[put]:
                self._looks[put] = look
                grid.set_look(*look)
        numbers = numbers_of(frame, workings, slot, block, start)
        if numbers != self._shown.get(put):
            self._shown[put] = numbers
            values, progress, standing, there = numbers.spread(shape)
            grid.set_values(values, progress, standing)
            self._empty[put] = [
                grid.cell_rect(int(row), int(column)).translated(grid.pos())
                for row, column in zip(*np.nonzero(~there), strict=True)
            ]
        empty += self._empty[put]

    def tile_at(self, point: QPointF) -> Tile | None:
        """Return the number under a point of the scene."""
        for put, _, found in self._under(point):
            at = {(row, column): tile for row, column, tile in self._numbered(put)}
            return at.get(found)
        return None

    def place_at(self, point: QPointF) -> QRectF | None:
        """Return where the number stands that is under a point of the scene."""
        for _, grid, found in self._under(point):
            return grid.cell_rect(*found).translated(grid.pos())
        return None

    def _under(self, point: QPointF) -> Iterator[tuple[Put, GridItem, tuple[int, int]]]:
        for put, grid in self._grids.items():
            found = grid.cell_at(point - grid.pos())
            if found is not None:
                yield put, grid, found

    def seen(self) -> Iterator[Seen]:
        """Yield all numbers with their places, those that stand there twice at both."""
        for put, grid in self._grids.items():
            assert isinstance(put.node, Box)
            for row, column, tile in self._numbered(put):
                yield Seen(put.node.slot, tile, row, column, grid)

    def rects(self, wanted: Callable[[Tile], bool]) -> Iterator[QRectF]:
        """Yield where the numbers stand that are wanted; the sums of many of them are not asked for."""
        for seen in self.seen():
            if seen.slot.part is not Part.TOTAL and wanted(seen.tile):
                yield seen.rect

    def _numbered(self, put: Put) -> Iterator[tuple[int, int, Tile]]:
        """Yield the numbers of a place with the row and the column of its grid that they stand in."""
        assert isinstance(put.node, Box)
        block = self.blocks.get(put.node.slot)
        return iter(()) if block is None else numbered(block, self._starts[put])

    @property
    def products(self) -> Iterator[Tile]:
        """All products, also where one is too few for a block of its own."""
        for slot, block in self.blocks.items():
            if slot.part is Part.PRODUCTS:
                yield from block.tiles

    def block_rect(self, put: Put) -> QRectF:
        """Return where those numbers are that a place has in this step."""
        assert isinstance(put.node, Box)
        block, grid = self.blocks.get(put.node.slot), self._grids[put]
        if block is None:
            return grid.sceneBoundingRect()
        rows, columns = shape_of(block)
        return grid.cell_rect(*self._starts[put], rows, columns).translated(grid.pos())
