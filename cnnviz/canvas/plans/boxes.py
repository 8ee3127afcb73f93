"""How large grids and groups of them are with main cells of one size, and where each stands then: without Qt."""

import math
from collections import Counter
from collections.abc import Mapping

from cnnviz.application import text_pixels
from cnnviz.canvas.cell_sizes import LARGE, LENS_CELLS, OWN_DIGITS, SHORT_CLEARER, SIGNED
from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan
from cnnviz.frozen import NamedTuple

HEADING = 26
"""Pixels from where a heading begins to its grid, with text of the usual size."""
GAP, _SMALL_GAP = 12, 14  # pixels beside a grid, at least; between small grids
_KERNEL_CELLS = (SHORT_CLEARER, LARGE)
_KERNEL_SIDE = 100  # pixels that a large kernel takes at least, so that it leaves room for the image
_SMALL_SIDE = (60, 120)
TARGET_SIDE = 180
"""Pixels of a grid, up to which its cells are larger than the main ones."""
LARGEST_TARGET = LENS_CELLS[0], 288
"""Pixels of a small grid's cells, and of its side, up to which they are larger than the main ones, with room left."""
_NUMBERS, _NUMBER_CELLS = 5, (OWN_DIGITS, LARGE)  # numbers in a column, and pixels of theirs
_SPANNING = (SIGNED, LARGE)  # pixels of a number beside other cells
_SPANNED = (2, SHORT_CLEARER)  # of one of several there
ENDLESS = 1_000_000  # pixels
MARGIN = 20
"""Pixels around all of it."""


class Spot(NamedTuple):
    """Where a grid's top left cell begins, and how many pixels a cell has."""

    x: int
    y: int
    cell: int


class PlaneSizes(NamedTuple):
    """What the layout has to know of each plane by key: cells (rows, columns), widths of title and whole heading."""

    shapes: Mapping[str, tuple[int, int]]
    titles: Mapping[str, int]
    headings: Mapping[str, int]
    label: int = 0  # pixels of the longest name that stands at the left of a grid
    known: dict[tuple[object, ...], tuple[Group, tuple["Span", "Span"]]] | None = None  # groups, measured


def heading_height() -> int:
    """Return how far above a grid its heading begins, in the size that is chosen for text."""
    return text_pixels(HEADING)


_MANY = 4  # grids of an array


def longest(plan: StagePlan, facts: PlaneSizes) -> int:
    """Return how many cells a side the longest of the large grids has."""
    sizes = Size.MAIN, Size.TARGET
    return max((max(facts.shapes[plane.key]) for plane in plan.planes if plane.size in sizes), default=1)


def crowded(plan: StagePlan) -> float:
    """Return how many times as small grids may be since they are many: twice, where an array has four or more."""
    counts = Counter(plane.array for plane in plan.large)
    return math.sqrt(min(max(counts.values(), default=1), _MANY))


class Span(NamedTuple):
    """How much of a direction is taken: at least so much, or so much more than a lens that is in it."""

    least: int
    more: int = -ENDLESS


class Boxes(NamedTuple):
    """Measures and places nested groups for one size of the main cells."""

    facts: PlaneSizes
    cell: int
    room: int  # the height that a wrapped group may take
    share: float = 1.0  # what is left of the gutters
    whole: bool = True  # whether headings are shown whole
    target: int = 0  # pixels of a small grid's cells, at least
    margin: int = MARGIN
    side: int = TARGET_SIDE  # pixels of a small grid, up to which its cells are so large
    across: float = 0.0  # what is left of the gutters between what stands side by side, where that is more

    def gap(self, full: int) -> int:
        """Return what is left of a gutter."""
        return round(full * self.share)

    def beside(self, full: int) -> int:
        """Return what is left of a gutter between what stands side by side."""
        return round(full * max(self.share, self.across))

    def gap_of(self, box: Group) -> int:
        """Return the gutter of a group."""
        return self.gap(box.gap) if box.direction == "column" else self.beside(box.gap)

    def heading(self, key: str) -> int:
        """Return how wide a heading is."""
        return (self.facts.headings if self.whole else self.facts.titles)[key]

    def size(self, box: Plane | Group) -> tuple[int, int]:
        """Return the width and the height of a grid with its words, or of a group."""
        if isinstance(box, Plane):
            rows, columns = self.facts.shapes[box.key]
            cell = self.cell_of(box)
            if box.size is Size.LENS:
                return columns, rows
            over, beside = self._around(box)
            heading = 0 if box.spills else self.heading(box.key)
            return max(columns * cell, heading) + beside, rows * cell + over
        height, width = self.facts.shapes.get(LENS.key, (0, 0))
        across, down = self.span(box)
        return max(across.least, width + across.more), max(down.least, height + down.more)

    def span(self, box: Plane | Group) -> tuple[Span, Span]:
        """Return how much a box takes, across and down, around a lens of any size."""
        if isinstance(box, Plane):
            width, height = (0, 0) if box.size is Size.LENS else self.size(box)
            more = 0 if box.size is Size.LENS else -ENDLESS
            return Span(width, more), Span(height, more)
        known = self.facts.known
        if known is None:
            return self._of_group(box)
        sizes = (0, 0, 0) if box.direction == "wrap" else (self.cell, self.target, self.side)
        key = id(box), *sizes, self.room, self.share, self.whole, self.across
        if key not in known:
            known[key] = box, self._of_group(box)  # as long as it lives no other has its identity
        return known[key][1]

    def _of_group(self, box: Group) -> tuple[Span, Span]:
        if box.direction == "wrap":  # small grids alone are wrapped, which have one size
            sizes = [self.size(Group("column", column, box.gap)) for column in self._columns(box)]
            width = sum(width for width, _ in sizes) + self.gap_of(box) * (len(sizes) - 1)
            return Span(width), Span(max(height for _, height in sizes))
        across, down = zip(*map(self.span, box.children), strict=True)
        along = across if box.direction == "row" else down
        least = sum(one.least for one in along) + self.gap_of(box) * (len(along) - 1)
        whole = Span(least, max(least - one.least + one.more for one in along))
        beside = down if box.direction == "row" else across
        widest = Span(max(one.least for one in beside), max(one.more for one in beside))
        return (whole, widest) if box.direction == "row" else (widest, whole)

    def place(self, box: Plane | Group, x: int, y: int, spots: dict[str, Spot]) -> None:
        """Note where each grid of a group stands that begins at (x, y)."""
        if isinstance(box, Plane):
            over, beside = self._around(box)
            spots[box.key] = Spot(x + beside, y + over, self.cell_of(box))
        elif box.direction == "wrap":
            columns = tuple(Group("column", column, box.gap) for column in self._columns(box))
            self.place(Group("row", columns, box.gap), x, y, spots)
        else:
            width, height = self.size(box)
            for child in box.children:
                child_width, child_height = self.size(child)
                if box.direction == "row":
                    self.place(child, x, y + (height - child_height) // 2, spots)
                    x += child_width + self.gap_of(box)
                else:
                    self.place(child, x if box.flush else x + (width - child_width) // 2, y, spots)
                    y += child_height + self.gap_of(box)

    def _around(self, plane: Plane) -> tuple[int, int]:
        """Return what the words over a grid take, and those at its left."""
        over = heading_height() if plane.headed and plane.size is not Size.LENS else 0
        return over, self.facts.label if plane.label else 0

    def cell_of(self, plane: Plane) -> int:
        """Return how many pixels the cells of a grid have."""
        if plane.size in (Size.PLOT, Size.LENS):
            return 1
        if plane.size is Size.MAIN:
            return self.cell
        if plane.size is Size.KERNEL:
            least, most = _KERNEL_CELLS
            large = max(self.facts.shapes[plane.key])
            return min(max(self.cell, min(least, max(_KERNEL_SIDE // large, 1))), text_pixels(most))
        if plane.size is Size.TARGET:
            return max(self.cell, min(self.target, self.side // max(self.facts.shapes[plane.key])))
        if plane.size is Size.NUMBER:
            least, most = _NUMBER_CELLS
            each = self.room // _NUMBERS - heading_height() - _SMALL_GAP
            return max(min(max(plane.span, 1) * self.cell, each, text_pixels(most)), least)
        if plane.size is Size.SPAN:
            rows = self.facts.shapes[plane.key][0]
            least, most = _SPANNING if rows == 1 else _SPANNED
            return min(max(plane.span * self.cell // rows, least), text_pixels(most))
        side = min(max(self.room // 8, _SMALL_SIDE[0]), _SMALL_SIDE[1])
        return max(side // max(self.facts.shapes[plane.key]), 1)

    def _columns(self, box: Group) -> list[tuple[Plane | Group, ...]]:
        """Return the children of a wrapped group in as few columns as the height allows."""
        height = max(self.size(child)[1] for child in box.children) + self.gap(box.gap)
        each = max((self.room + self.gap(box.gap)) // height, 1)
        return [box.children[i : i + each] for i in range(0, len(box.children), each)]
