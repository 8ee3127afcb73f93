"""The lens in the scene of a chapter: its forms, of which a step shows one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from cnnviz.canvas.lens.face import Face
from cnnviz.canvas.lens.lettering.texts import words_width
from cnnviz.canvas.lens.slots import Part, Slot, blocks_of
from cnnviz.canvas.lens.ways.forms import Form, Kind, Place, form_of, forms_of, hold, kinds_of
from cnnviz.canvas.lens.ways.nodes import Box
from cnnviz.canvas.lens.ways.offers import Chosen
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.looks import Look, look_among
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QGraphicsScene, QPointF, QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Index

_LINKED = frozenset({Part.FACTOR, Part.SINGLE, Part.RESULT, Part.AFTER})


class LensPlaces(NamedTuple):
    """Where the numbers of a lens are.

    Parameters
    ----------
    linked : places of what is read and written, with their numbers, by key
    rects : where each place is, by key
    """

    linked: Mapping[str, tuple[Slot, Sequence[Tile]]]
    rects: dict[str, QRectF]


class LensView:
    """Shows the steps of one chapter worked out, in `scene`."""

    def __init__(self, frame: Frame, palette: Palette, scene: QGraphicsScene) -> None:
        self._palette, self._scene = palette, scene
        self._forms = forms_of(frame, words_width)
        self._faces: dict[tuple[Kind, ...], Face] = {}
        self._chosen: Chosen | None = None
        self._rect = QRectF()
        self._looks: dict[tuple[str, tuple[int, int]], Look] = {}
        self._shown: Face | None = None
        self._places: dict[tuple[Kind, ...], Mapping[Slot, Place]] = {}
        self._told: tuple[Frame, tuple[Working, ...], tuple[Kind, ...], Mapping[Slot, Block]] | None = None
        self.forms = tuple(self._forms.values())
        """The forms of all steps."""
        self._laid: tuple[tuple[Form, ...], Chosen, int, int] | None = None

    def renew(self, frame: Frame) -> bool:
        """Take over another run; return whether its lens has the same forms."""
        self._looks = {}
        return forms_of(frame, words_width) == self._forms

    def has_room_for(self, frame: Frame) -> bool:
        """Return whether a step fits in; one that has more to show than any that was looked at widens the lens."""
        workings = lens(frame)
        kinds, blocks = kinds_of(frame, workings), blocks_of(workings)
        self._told = frame, workings, kinds, blocks
        known = self._forms.get(kinds)
        if known is not None and hold(self._places.setdefault(kinds, known.by_slot), blocks):
            return True
        self._places.pop(kinds, None)
        made = form_of(frame, words_width)
        self._forms[kinds] = made if known is None else known.with_room_for(made)
        self.forms = tuple(self._forms.values())
        return False

    def forms_for(self, frame: Frame) -> tuple[Form, ...]:
        """Return the forms of all steps, with room for that of a frame."""
        self.has_room_for(frame)
        return self.forms

    def take(self, chosen: Chosen) -> None:
        """Be laid out so."""
        self._chosen = chosen

    def place(self, x: int, y: int) -> None:
        """Stand at (x, y) of the scene; what stands there so already stays."""
        assert self._chosen is not None
        laid = self.forms, self._chosen, x, y
        if laid == self._laid:  # mostly the very same objects
            return
        self._laid = laid
        self._clear()
        self._rect = QRectF(x, y, self._chosen.width, self._chosen.height)

    def _clear(self) -> None:
        for face in self._faces.values():
            for item in list(face.items):
                self._scene.removeItem(item)
        self._faces, self._shown = {}, None

    def set_frame(self, frame: Frame) -> None:
        """Show a step."""
        assert self._chosen is not None
        if self._told is None or self._told[0] is not frame:
            workings = lens(frame)
            self._told = frame, workings, kinds_of(frame, workings), blocks_of(workings)
        _, workings, made, blocks = self._told
        face = self._faces.get(made)
        fresh = face is None
        if face is None:
            face = self._faces[made] = Face(
                self._forms[made],
                self._chosen.ways[made],
                self._chosen.cell,
                self._rect,
                self._palette,
                self._look,
            )
        face.set_frame(frame, workings, blocks)
        if fresh:
            for item in face.items:
                self._scene.addItem(item)
        if face is not self._shown:
            for other in self._faces.values():
                for item in other.items:
                    item.setVisible(other is face)
        self._shown = face

    def places(self) -> LensPlaces:
        """Return where its numbers are in this step, and which of them are read and written."""
        linked: dict[str, tuple[Slot, Sequence[Tile]]] = {}
        rects: dict[str, QRectF] = {}
        if self._shown is None:
            return LensPlaces(linked, rects)
        for put in self._shown.grids:
            node = put.node
            assert isinstance(node, Box)
            block = self._shown.blocks.get(node.slot)
            key = (
                f"lens {node.slot.working} {node.slot.group} {node.slot.part} {node.slot.number} {node.again}"
            )
            rects[key] = self._shown.block_rect(put)
            if node.slot.part in _LINKED and block is not None:
                linked[key] = node.slot, tuple(block.tiles)
        return LensPlaces(linked, rects)

    def cells_at(self, point: QPointF) -> tuple[Cell, ...]:
        """Return the cells that the number under a point of the scene stands for, or is made of."""
        tile = None if self._shown is None else self._shown.tile_at(point)
        return () if tile is None else tile.cells

    def rect_at(self, point: QPointF) -> QRectF | None:
        """Return where the number stands that is under a point of the scene."""
        return None if self._shown is None else self._shown.place_at(point)

    def rects_of(self, cell: Cell) -> list[QRectF]:
        """Return where a cell's own number stands."""
        return [] if self._shown is None else list(self._shown.rects(lambda tile: tile.cells == (cell,)))

    def rects_of_term(self, cells: Sequence[Cell]) -> list[QRectF]:
        """Return where the factors of a term stand, and what they make."""
        if self._shown is None:
            return []
        term, each = tuple(cells), set(cells)
        return list(
            self._shown.rects(lambda t: t.cells == term or (len(t.cells) == 1 and t.cells[0] in each))
        )

    def rects_of_product(self, cells: Sequence[Cell]) -> list[QRectF]:
        """Return where it stands what several factors make."""
        if self._shown is None or len(cells) < 2:
            return []
        return list(self._shown.rects(lambda tile: tile.cells == tuple(cells)))

    def rects_met(self, cell: Cell, met: Set[Cell]) -> list[QRectF]:
        """Return where the numbers stand of a cell and of what it meets in this step, and their products."""
        if self._shown is None:
            return []
        terms = [tile.cells for tile in self._shown.products if cell in tile.cells]
        return list(
            self._shown.rects(lambda t: t.cells in terms or (len(t.cells) == 1 and t.cells[0] in met))
        )

    def rects_touched(self, touched: Mapping[str, Index]) -> list[QRectF]:
        """Return where the numbers of cells stand, given as indices by array."""
        if self._shown is None:
            return []
        alone = {name: set(map(tuple, indices.tolist())) for name, indices in touched.items()}
        return list(
            self._shown.rects(
                lambda t: len(t.cells) == 1 and t.cells[0].index in alone.get(t.cells[0].array, ())
            )
        )

    @property
    def rect(self) -> QRectF:
        """The frame of the lens."""
        return self._rect

    @property
    def lines(self) -> Sequence[QRectF]:
        """Where lines lead from one of its numbers to another."""
        return () if self._shown is None else self._shown.lines

    @property
    def cell(self) -> int:
        """How many pixels a number of a window has."""
        return 0 if self._chosen is None else self._chosen.cell

    @property
    def face(self) -> Face | None:
        """The form that is shown."""
        return self._shown

    def _look(self, frame: Frame, array: str, shape: tuple[int, int]) -> Look:
        key = array, shape
        if key not in self._looks:
            self._looks[key] = look_among(frame, array, self._palette, shape)
        return self._looks[key]
