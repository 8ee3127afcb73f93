"""One form of a lens, drawn: its grids and texts, made once, which show one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.lens.lettering.texts import about, say_sign, signs_of
from cnnviz.canvas.lens.numbers import PlacedNumbers, Seen
from cnnviz.canvas.lens.plate import Plate
from cnnviz.canvas.lens.rounded import come_to, printed
from cnnviz.canvas.lens.saying import say, texts_of
from cnnviz.canvas.lens.sheet import Cover, Sheet, clear_of_joins
from cnnviz.canvas.lens.slots import Part, Slot, in_hand, is_mask
from cnnviz.canvas.lens.standing import compared_signs, firsts, idle_signs, shared
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Box, Note, Operator, Way
from cnnviz.canvas.lens.ways.sizes import Put, Sizes, across
from cnnviz.canvas.lens.ways.writer import DIFFERS, IN_HAND
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.looks import THEIRS, Look
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.qt import QBrush, QGraphicsItem, QPointF, QRectF
from cnnviz.run.frames.frame import Frame

LookOf: TypeAlias = Callable[[Frame, str, tuple[int, int]], Look]
"""How numbers of an array look, in so many rows and columns; of no array those of a mask."""
_WORKED_OUT = frozenset({Part.PRODUCTS, Part.TOTAL})


class Face:
    """A form of the lens within a rectangle of the scene."""

    def __init__(
        self, form: Form, way: Way, cell: int, rect: QRectF, palette: Palette, look_of: LookOf
    ) -> None:
        (node, folds), self._places = way, form.by_slot
        self._folded = folds > 0
        self._look_of = look_of
        sizes = Sizes(self._places, form.labels, cell, form.note, form.headed)
        extent = sizes.of(node)
        left = round(rect.left()) + (round(rect.width()) - extent.width) // 2
        top = round(rect.top()) + (round(rect.height()) - extent.height) // 2
        puts = clear_of_joins(tuple(sizes.put(node, left, top + extent.above)))
        self.puts = tuple(across(put, rect) if isinstance(put.node, Note) else put for put in puts)
        self._boxes = [put for put in self.puts if isinstance(put.node, Box)]
        self._texts = texts_of(self.puts, palette)
        self.cover = Cover(palette)
        self._placed: dict[Put, PlacedNumbers] = {}
        self._plate = Plate(())
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
        self._gives = {
            put: put.node.gives
            for put in self.puts
            if isinstance(put.node, Box | Operator) and put.node.gives is not None
        }
        self._by_slot: dict[Slot, PlacedNumbers] = {}
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
        yield from self.grids.values()

    @property
    def grids(self) -> Mapping[Put, GridItem]:
        """The grids by where they are put."""
        return {put: placed.grid for put, placed in self._placed.items()}

    def cell_with(self, put: Put, cell: int) -> int:
        """Return how many pixels a number of a place would have where those of a window have so many."""
        assert isinstance(put.node, Box)
        return Sizes(self._places, (), cell).cell_of(put.node.slot)

    @property
    def words(self) -> list[QRectF]:
        """Where text and arrows stand."""
        said = [item for text in self._texts.values() for item in text.items]
        shown = [text.sceneBoundingRect() for text in (*said, *self._signs.values()) if text.text()]
        arrows = (put for put in self.puts if isinstance(put.node, Operator) and put.node.arrow)
        return shown + [
            QRectF(put.x, put.y, put.width, put.height) for put in arrows if put not in self._idle
        ]

    @property
    def lines(self) -> Sequence[QRectF]:
        """Where lines lead from numbers to others."""
        return self._sheet.lines

    def set_frame(self, frame: Frame, workings: Sequence[Working], blocks: Mapping[Slot, Block]) -> None:
        """Show a step."""
        self._group = in_hand(frame, workings) if self._folded else IN_HAND
        self.blocks = self._told(blocks) if self._folded else blocks
        if not self._placed:
            self._make(frame, workings)
        for placed in self._placed.values():
            block = self.blocks.get(placed.slot)
            look = None if block is None else self._look(frame, workings, placed.slot, block)
            placed.show(frame, workings, block, look)
        self._plate.stale = True
        self.cover.set_cells([cell for placed in self._placed.values() for cell in placed.empty])
        group = self._group if self._folded else None
        rounded = self._rounded(frame, workings)
        for put, text in self._texts.items():
            there = self.block_rect(put) if put in self._placed else None
            say(text, put, there, frame, workings, self.blocks, group, rounded=put in rounded)
        self._rest()
        for put in self._gives.keys() & self._signs.keys() - self._idle:
            assert isinstance(put.node, Operator)
            say_sign(self._signs[put], put, about(put.node.text, rounded=put in rounded))

    def _rounded(self, frame: Frame, workings: Sequence[Working]) -> Collection[Put]:
        """Return what is said to be equal, or to be a sum, and is it but for rounding."""

        def written(slot: Slot, block: Block) -> Callable[[float], str]:
            if slot in self._by_slot:
                return self._by_slot[slot].grid.written.in_cell
            return printed(frame, workings[slot.working], slot, block)

        return [put for put, gives in self._gives.items() if not come_to(gives, self.blocks, written)]

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
                say_sign(sign, put, "" if put in idle else put.node.text)
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
        before_signs = firsts(self.puts)
        for put in self._boxes:
            assert isinstance(put.node, Box)
            slot = put.node.slot
            look = self._look(frame, workings, slot, self.blocks.get(slot))
            self._placed[put] = self._by_slot[slot] = PlacedNumbers(
                put, slot, look, to_the_right=put in before_signs
            )
        alone = [one for put, one in self._placed.items() if put.width == put.cell == put.height]
        for one in alone:
            others = (other for other in alone if other.slot.working == one.slot.working)
            one.grid.read_with = [other.grid for other in others if other is not one]
        self._plate = Plate([placed.grid for placed in self._placed.values()])
        for placed in self._placed.values():
            placed.grid.plate = self._plate
        for first, second in shared(self._boxes, self.blocks):
            self._sheet.share(first, second)

    def _look(self, frame: Frame, workings: Sequence[Working], slot: Slot, block: Block | None) -> Look:
        """Return how numbers look: those that are worked out in the colours of what is written."""
        place = self._places[slot]
        shape, target = (place.rows, place.columns), workings[slot.working].target
        if block is None or slot.part in _WORKED_OUT:
            return self._look_of(frame, target, shape)
        if slot.part is Part.THEIRS:
            return self._look_of(frame, THEIRS, shape)
        return self._look_of(frame, "" if is_mask(block) else block.array, shape)

    def tile_at(self, point: QPointF) -> Tile | None:
        """Return the number under a point of the scene."""
        return next((placed.tile_at(*found) for placed, found in self._under(point)), None)

    def place_at(self, point: QPointF) -> QRectF | None:
        """Return where the number stands that is under a point of the scene."""
        return next((placed.cell_rect(*found) for placed, found in self._under(point)), None)

    def _under(self, point: QPointF) -> Iterator[tuple[PlacedNumbers, tuple[int, int]]]:
        for placed in self._placed.values():
            found = placed.grid.cell_at(point - placed.grid.pos())
            if found is not None:
                yield placed, found

    def seen(self) -> Iterator[Seen]:
        """Yield all numbers with their places, those that stand there twice at both."""
        for placed in self._placed.values():
            yield from placed.seen()

    def rects(self, wanted: Callable[[Tile], bool]) -> Iterator[QRectF]:
        """Yield where the numbers stand that are wanted; the sums of many of them are not asked for."""
        for seen in self.seen():
            if seen.slot.part is not Part.TOTAL and wanted(seen.tile):
                yield seen.rect

    @property
    def products(self) -> Iterator[Tile]:
        """All products, also where one is too few for a block of its own."""
        for slot, block in self.blocks.items():
            if slot.part is Part.PRODUCTS:
                yield from block.tiles

    def block_rect(self, put: Put) -> QRectF:
        """Return where those numbers are that a place has in this step."""
        return self._placed[put].rect
