"""Where the grids of a plan stand and how large their cells are: whole pixels, found without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnnviz.canvas.plan import Group, Leaf, Plan, Size

HEADING = 26
MARGIN = 24
LARGEST_CELL = 96
_KERNEL_CELLS = (20, 44)
_SMALL_SIDE = (60, 120)


@dataclass(frozen=True)
class Spot:
    """Where a grid's top left cell begins, and how many pixels a cell has."""

    x: int
    y: int
    cell: int


@dataclass(frozen=True)
class Layout:
    """The spots of all grids by key, and the size of all of it together with its margin."""

    spots: Mapping[str, Spot]
    width: int
    height: int
    cell: int


@dataclass(frozen=True)
class Facts:
    """What the layout has to know of each leaf by key: cells (rows, columns), and the width of its heading."""

    shapes: Mapping[str, tuple[int, int]]
    headings: Mapping[str, int]


def arrange(plan: Plan, facts: Facts, room: tuple[int, int], zoom: float = 1.0) -> Layout:
    """Return the arrangement with the largest cells that fits `room` (width, height), zoomed and centred."""
    best = max(plan.arrangements, key=lambda group: _fitting(group, facts, room))
    cell = min(max(round(_fitting(best, facts, room) * zoom), 1), LARGEST_CELL)
    boxes = _Boxes(facts, cell, room[1] - 2 * MARGIN)
    width, height = boxes.size(best)
    left = max((room[0] - width) // 2, MARGIN)
    top = max((room[1] - height) // 2, MARGIN)
    spots: dict[str, Spot] = {}
    boxes.place(best, left, top, spots)
    return Layout(spots, width + 2 * MARGIN, height + 2 * MARGIN, cell)


def _fitting(group: Group, facts: Facts, room: tuple[int, int]) -> int:
    """Return the largest main cell with which `group` fits, at least 1."""
    low, high = 1, LARGEST_CELL
    while low < high:
        cell = (low + high + 1) // 2
        width, height = _Boxes(facts, cell, room[1] - 2 * MARGIN).size(group)
        fits = width <= room[0] - 2 * MARGIN and height <= room[1] - 2 * MARGIN
        low, high = (cell, high) if fits else (low, cell - 1)
    return low


@dataclass(frozen=True)
class _Boxes:
    """Measures and places nested groups for one size of the main cells."""

    facts: Facts
    cell: int
    room: int  # the height that a wrapped group may take

    def size(self, box: Leaf | Group) -> tuple[int, int]:
        if isinstance(box, Leaf):
            rows, columns = self.facts.shapes[box.key]
            cell = self.cell_of(box)
            return max(columns * cell, self.facts.headings[box.key]), rows * cell + HEADING
        if box.direction == "wrap":
            columns_ = self._columns(box)
            sizes = [self.size(Group("column", column, box.gap)) for column in columns_]
            return sum(w for w, _ in sizes) + box.gap * (len(sizes) - 1), max(h for _, h in sizes)
        sizes = [self.size(child) for child in box.children]
        gaps = box.gap * (len(sizes) - 1)
        if box.direction == "row":
            return sum(w for w, _ in sizes) + gaps, max(h for _, h in sizes)
        return max(w for w, _ in sizes), sum(h for _, h in sizes) + gaps

    def place(self, box: Leaf | Group, x: int, y: int, spots: dict[str, Spot]) -> None:
        if isinstance(box, Leaf):
            spots[box.key] = Spot(x, y + HEADING, self.cell_of(box))
        elif box.direction == "wrap":
            columns = tuple(Group("column", column, box.gap) for column in self._columns(box))
            self.place(Group("row", columns, box.gap), x, y, spots)
        else:
            width, height = self.size(box)
            for child in box.children:
                child_width, child_height = self.size(child)
                if box.direction == "row":
                    self.place(child, x, y + (height - child_height) // 2, spots)
                    x += child_width + box.gap
                else:
                    self.place(child, x + (width - child_width) // 2, y, spots)
                    y += child_height + box.gap

    def cell_of(self, leaf: Leaf) -> int:
        if leaf.size is Size.MAIN:
            return self.cell
        if leaf.size is Size.KERNEL:
            return min(max(self.cell, _KERNEL_CELLS[0]), _KERNEL_CELLS[1])
        side = min(max(self.room // 8, _SMALL_SIDE[0]), _SMALL_SIDE[1])
        return max(side // max(self.facts.shapes[leaf.key]), 1)

    def _columns(self, box: Group) -> list[tuple[Leaf | Group, ...]]:
        """Return the children of a wrapped group in as few columns as the height allows."""
        height = max(self.size(child)[1] for child in box.children) + box.gap
        each = max((self.room + box.gap) // height, 1)
        return [box.children[i : i + each] for i in range(0, len(box.children), each)]
