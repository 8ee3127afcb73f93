"""The lens of a page: the window's own ways to lay a step out, and each step's numbers in their places."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.canvas.lens.rounded import come_to, printed
from cnnviz.canvas.lens.slots import Part, Slot, blocks_of, is_alone, is_mask, is_read, shape_of
from cnnviz.canvas.lens.ways.arrangements import arrangements
from cnnviz.canvas.lens.ways.forms import Form, Kind, form_of, kinds_of
from cnnviz.canvas.lens.ways.nodes import (
    Area,
    Bar,
    Box,
    Captions,
    Constant,
    Gives,
    Label,
    Node,
    Note,
    Operator,
    Rule,
    Tally,
    given_in,
)
from cnnviz.canvas.lens.words import Words, channel_words, constant_words, heading
from cnnviz.canvas.staging.compared import SHOWN
from cnnviz.explain.lenses.lens import lens
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.export.pages.arrays import Arrays
from cnnviz.export.pages.shapes import square_of
from cnnviz.export.pages.tables import Tables
from cnnviz.run.frames.frame import Frame

ROLES = ("text", "muted", "accent", "channel_red", "channel_green", "channel_blue")
"""Colours of headings, by the numbers that a page has for them."""
_WIDE, _NARROW, _APART = 7.4, 6.4, 5  # pixels of a letter in a title, and behind it
_MADE = (Part.PRODUCTS, Part.TOTAL)


class Lenses:
    """Collects the forms of a chapter's steps while it writes the steps down."""

    def __init__(self, arrays: Arrays, tables: Tables) -> None:
        self._arrays, self._tables = arrays, tables
        self._forms: dict[tuple[Kind, ...], Form] = {}
        self._blocks: dict[tuple[Any, ...], int] = {}
        self._slots: dict[tuple[Kind, ...], dict[Slot, int]] = {}
        self._gives: dict[tuple[Kind, ...], dict[Gives, int]] = {}

    @property
    def blocks(self) -> Sequence[Sequence[Any]]:
        """All numbers that stand in places, each block once."""
        return list(self._blocks)

    @property
    def forms(self) -> Sequence[Mapping[str, Any]]:
        """The forms: how large each place is, and the ways to lay them out."""
        return [self._form(kinds, form) for kinds, form in self._forms.items()]

    def step(self, frame: Frame) -> list[Any]:
        """Return the form of a step, its numbers by their places, the names of its channels, and what is rounded."""
        workings = lens(frame)
        kinds, blocks = kinds_of(frame, workings), blocks_of(workings)
        made = form_of(frame, _width)
        known = self._forms.get(kinds)
        form = self._forms[kinds] = made if known is None else known.with_room_for(made)
        if form != known:
            own = self._gives.setdefault(kinds, {})
            for node, _ in arrangements(form):
                for gives in given_in(node):
                    own.setdefault(gives, len(own))
        slots = self._slots.setdefault(kinds, {})
        filled: list[int] = []
        for slot, block in blocks.items():
            squared = blocks.get(slot._replace(number=slot.number + 1)) == block
            told = self._block(frame, workings, slot, block, squared=squared)
            filled += [slots.setdefault(slot, len(slots)), told]
        names = [[self._string(channel_words(frame, w, g)) for g in range(len(w.groups))] for w in workings]
        named = names if any(len(own) > 1 for own in names) else 0

        def written(slot: Slot, block: Block) -> Callable[[float], str]:
            return printed(frame, workings[slot.working], slot, block)

        rounded = [at for gives, at in self._gives[kinds].items() if not come_to(gives, blocks, written)]
        return [list(self._forms).index(kinds), filled, named, *([rounded] if rounded else [])]

    def _block(
        self, frame: Frame, workings: Sequence[Working], slot: Slot, block: Block, *, squared: bool
    ) -> int:
        """Return the number of a block: heading, rows and columns, cells as they are drawn, and which they are.

        One that is multiplied by itself has its square as well.
        """
        working = workings[slot.working]
        words = heading(frame, working, slot, block)
        name = self._string(words.title), self._string(words.subtitle), ROLES.index(words.role)
        if is_read(slot, block):
            key: tuple[Any, ...] = (*name, self._string(constant_words(frame, working, block)))
        else:
            rows, columns = shape_of(block)
            tiles = [tile for row in block.rows for tile in (*row, *[None] * (columns - len(row)))]
            key = (
                *name,
                rows,
                columns,
                self._glyphs(frame, working, slot, block, tiles),
                self._cells(slot, tiles),
            )
            if squared and len(tiles) == 1 and tiles[0] is not None:
                key += square_of(tiles[0].value, block.array, frame, self._tables)
        return self._blocks.setdefault(key, len(self._blocks))

    def _glyphs(
        self, frame: Frame, working: Working, slot: Slot, block: Block, tiles: Sequence[Tile | None]
    ) -> tuple[int, ...]:
        """Return how the numbers of a block are drawn, −1 where there is none."""
        there = [tile for tile in tiles if tile is not None]
        array = working.target if slot.part in _MADE else "" if is_mask(block) else block.array
        values = [tile.value for tile in there]
        standing = [SHOWN[tile.standing] for tile in there]
        drawn = iter(self._arrays.alone(array, values, standing, read=is_alone(block)))
        return tuple(-1 if tile is None else next(drawn) for tile in tiles)

    def _cells(self, slot: Slot, tiles: Sequence[Tile | None]) -> tuple[int, ...] | int:
        """Return which cell each number is; what is made of several follows from these."""
        if slot.part in _MADE:
            return 0
        return tuple(
            self._arrays.numbering.of(tile.cells[0]) if tile is not None and len(tile.cells) == 1 else -1
            for tile in tiles
        )

    def _form(self, kinds: tuple[Kind, ...], form: Form) -> Mapping[str, Any]:
        numbers, given = self._slots[kinds], self._gives[kinds]
        places = form.by_slot
        return {
            "slots": [[slot.working, slot.group, slot.part.value, slot.number] for slot in numbers],
            "places": [[places[slot].rows, places[slot].columns, places[slot].heading] for slot in numbers],
            "labels": list(form.labels),
            "ways": [[_tree(node, numbers, given), int(folds)] for node, folds in arrangements(form)],
        }

    def _string(self, text: str) -> int:
        return self._tables.string(text)


def _tree(node: Node, slots: Mapping[Slot, int], given: Mapping[Gives, int]) -> Any:
    """Return a part of a lens as data: what it is, what it is of, and what it says of numbers."""
    if isinstance(node, Box):
        says = [] if node.gives is None else [given[node.gives]]
        return ["box", slots[node.slot], int(node.headed), int(node.again), *says]
    if isinstance(node, Area):
        return ["area", slots[node.slot]]
    if isinstance(node, Bar):
        return ["sign", "", 0]
    if isinstance(node, Operator):
        says = [] if node.gives is None else [given[node.gives]]
        return ["sign", node.text, int(node.arrow), *says]
    if isinstance(node, Constant):
        return ["constant", slots[node.slot]]
    if isinstance(node, Label):
        return ["label", node.working, node.group]
    if isinstance(node, Rule):
        return ["rule"]
    if isinstance(node, Captions | Note | Tally):
        raise TypeError("A page neither follows a sum nor has a sentence in its lens")
    return [node.direction, node.gap, *(_tree(part, slots, given) for part in node.parts)]


def _width(words: Words) -> int:
    """Return how many pixels a heading takes at most, in whatever font a browser has."""
    both = _APART if words.title and words.subtitle else 0
    return round(len(words.title) * _WIDE + len(words.subtitle) * _NARROW + both)
