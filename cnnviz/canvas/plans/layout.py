"""Where the grids of a plan stand and how large their cells are: whole pixels, found without Qt."""

from collections.abc import Callable, Mapping, Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.plans.stage_plan import Group, Plane, Size, StagePlan
from cnnviz.frozen import NamedTuple

HEADING = 26
MARGIN, LEAST_MARGIN = 20, 12
"""Pixels around all of it, and where all gives way."""
LARGEST_CELL = 96
_GAP, _SMALL_GAP = 12, 14  # pixels beside a grid, at least; between small grids
_KERNEL_CELLS = (20, 44)
_KERNEL_SIDE = 100  # pixels that a large kernel takes at least, so that it leaves room for the image
_SMALL_SIDE = (60, 120)
_TARGET_SIDE = 180  # pixels of a grid, up to which its cells are larger than the main ones
_SQUEEZES = (
    (1.0, True, 36, MARGIN),
    (1.0, True, 22, MARGIN),
    (0.6, True, 22, MARGIN),
    (0.45, False, 22, LEAST_MARGIN),
    (0.45, False, 0, LEAST_MARGIN),
)
"""What is left of gutters, whether headings are whole, pixels of a small grid's cells at least, and of the margin."""
_NUMBERS, _NUMBER_CELLS = 5, (20, 44)  # numbers in a column, and pixels of theirs
_COMFORTABLE = 22  # cells of which nothing need be squeezed
_WORDLESS, _NEARLY = (
    18,
    0.8,
)  # cells with fewer digits, or none: as well a little smaller, if nothing is squeezed
_ENDLESS = 1_000_000


class Spot(NamedTuple):
    """Where a grid's top left cell begins, and how many pixels a cell has."""

    x: int
    y: int
    cell: int


class Layout(NamedTuple):
    """Where everything stands.

    Parameters
    ----------
    spots : of all grids by key
    width, height : of all of it, with its margin
    cell : pixels of a main cell
    headings : the width that each heading may take, by key
    """

    spots: Mapping[str, Spot]
    width: int
    height: int
    cell: int
    headings: Mapping[str, int]


class Facts(NamedTuple):
    """What the layout has to know of each plane by key: cells (rows, columns), widths of title and whole heading."""

    shapes: Mapping[str, tuple[int, int]]
    titles: Mapping[str, int]
    headings: Mapping[str, int]


def heading_height() -> int:
    """Return how far above a grid its heading begins, in the size that is chosen for text."""
    return text_pixels(HEADING)


def arrange(
    plan: StagePlan, facts: Facts, room: tuple[int, int], zoom: float = 1.0, *, roomy: bool = False
) -> Layout:
    """Return the arrangement with the largest cells that fits `room` (width, height), zoomed and centred.

    Gutters give way where the stage is narrow, then what stands behind the titles, and where it is not `roomy` then
    small grids are no larger than others; what still does not fit scrolls.
    """
    tries = [_boxes(facts, 1, room, squeeze) for squeeze in _squeezes(roomy)]
    found = [_best(boxes, plan.arrangements, inner) for boxes, inner in tries]
    most = max(cell for _, _, cell in found)
    if most == 0:  # not even with the smallest cells: let the height decide, if it can, and scroll
        boxes, inner = tries[-1]
        tall = _best(boxes, plan.arrangements, (_ENDLESS, inner[1]))
        found = [tall if tall[2] else _best(boxes, plan.arrangements, inner)]
    enough = min(max(most * _NEARLY, _WORDLESS if most >= _WORDLESS else 0), _COMFORTABLE)
    boxes, group, fitted = next(option for option in found if option[2] >= enough)
    cell = min(max(round(max(fitted, 1) * zoom), 1), LARGEST_CELL)
    return _placed(boxes._replace(cell=cell), group, room)


def _squeezes(roomy: bool) -> Sequence[tuple[float, bool, int, int]]:
    """Return how all gives way, step by step."""
    return _SQUEEZES[:-1] if roomy else _SQUEEZES


def room_around(
    plan: StagePlan, facts: Facts, room: tuple[int, int], cell: int, *, roomy: bool = False
) -> Callable[[int, int], bool]:
    """Return what says whether an arrangement has room for a lens of (width, height), where all gives way to it.

    Everything else is measured once, with main cells of a size: hundreds of lenses are tried.
    """
    boxes, inner = _boxes(facts, cell, room, _squeezes(roomy)[-1])
    spans = [boxes.span(group) for group in plan.arrangements]

    def has_room(width: int, height: int) -> bool:
        return any(
            max(across.least, width + across.more) <= inner[0]
            and max(down.least, height + down.more) <= inner[1]
            for across, down in spans
        )

    return has_room


def _boxes(
    facts: Facts, cell: int, room: tuple[int, int], squeeze: tuple[float, bool, int, int]
) -> tuple["_Boxes", tuple[int, int]]:
    """Return what measures, where all gives way so far, with the room that is left within the margin."""
    inner = room[0] - 2 * squeeze[-1], room[1] - 2 * squeeze[-1]
    return _Boxes(facts, cell, inner[1], *squeeze), inner


def _best(boxes: "_Boxes", groups: Sequence[Group], inner: tuple[int, int]) -> tuple["_Boxes", Group, int]:
    """Return the arrangement that allows the largest cells, with their size."""
    cells = [_fitting(boxes, group, inner) for group in groups]
    largest = max(cells)
    if largest == 0:
        return boxes, min(groups, key=lambda group: _overflow(boxes, group, inner)), 0
    return boxes, groups[cells.index(largest)], largest


def _overflow(boxes: "_Boxes", group: Group, inner: tuple[int, int]) -> float:
    """Return how many times the room `group` takes with the smallest cells, in the direction where that is more."""
    width, height = boxes.size(group)
    return max(width / inner[0], height / inner[1])


def _placed(boxes: "_Boxes", group: Group, room: tuple[int, int]) -> Layout:
    width, height = boxes.size(group)
    spots: dict[str, Spot] = {}
    left, top = ((whole - part) // 2 for whole, part in zip(room, (width, height), strict=True))
    boxes.place(group, max(left, boxes.margin), max(top, boxes.margin), spots)
    headings = {
        key: max(spot.cell * boxes.facts.shapes[key][1] + boxes.gap(_GAP) - 5, boxes.heading(key))
        for key, spot in spots.items()
    }
    return Layout(spots, width + 2 * boxes.margin, height + 2 * boxes.margin, boxes.cell, headings)


def _fitting(boxes: "_Boxes", group: Group, inner: tuple[int, int]) -> int:
    """Return the largest main cell with which `group` fits, 0 where none does."""
    low, high = 0, LARGEST_CELL
    while low < high:
        cell = (low + high + 1) // 2
        width, height = boxes._replace(cell=cell).size(group)
        low, high = (cell, high) if width <= inner[0] and height <= inner[1] else (low, cell - 1)
    return low


class _Span(NamedTuple):
    """How much of a direction is taken: at least so much, or so much more than a lens that is in it."""

    least: int
    more: int = -_ENDLESS


class _Boxes(NamedTuple):
    """Measures and places nested groups for one size of the main cells."""

    facts: Facts
    cell: int
    room: int  # the height that a wrapped group may take
    share: float = 1.0  # what is left of the gutters
    whole: bool = True  # whether headings are shown whole
    target: int = 0  # pixels of a small grid's cells, at least
    margin: int = MARGIN

    def gap(self, full: int) -> int:
        return round(full * self.share)

    def heading(self, key: str) -> int:
        return (self.facts.headings if self.whole else self.facts.titles)[key]

    def size(self, box: Plane | Group) -> tuple[int, int]:
        if isinstance(box, Plane):
            rows, columns = self.facts.shapes[box.key]
            cell = self.cell_of(box)
            if box.size is Size.LENS:
                return columns, rows
            return max(columns * cell, self.heading(box.key)), rows * cell + heading_height()
        if box.direction == "wrap":
            columns_ = self._columns(box)
            sizes = [self.size(Group("column", column, box.gap)) for column in columns_]
            return sum(w for w, _ in sizes) + self.gap(box.gap) * (len(sizes) - 1), max(h for _, h in sizes)
        gap = self.gap(box.gap)
        along, across = -gap, 0
        for child in box.children:
            width, height = self.size(child)
            if box.direction == "row":
                width, height = height, width
            along, across = along + height + gap, max(across, width)
        return (along, across) if box.direction == "row" else (across, along)

    def span(self, box: Plane | Group) -> tuple[_Span, _Span]:
        """Return how much a box takes, across and down, around a lens of any size."""
        if isinstance(box, Plane) and box.size is Size.LENS:
            return _Span(0, 0), _Span(0, 0)
        if isinstance(box, Plane) or box.direction == "wrap":  # small grids alone are wrapped
            width, height = self.size(box)
            return _Span(width), _Span(height)
        across, down = zip(*map(self.span, box.children), strict=True)
        along = across if box.direction == "row" else down
        least = sum(one.least for one in along) + self.gap(box.gap) * (len(along) - 1)
        whole = _Span(least, max(least - one.least + one.more for one in along))
        beside = down if box.direction == "row" else across
        widest = _Span(max(one.least for one in beside), max(one.more for one in beside))
        return (whole, widest) if box.direction == "row" else (widest, whole)

    def place(self, box: Plane | Group, x: int, y: int, spots: dict[str, Spot]) -> None:
        if isinstance(box, Plane):
            spots[box.key] = Spot(x, y if box.size is Size.LENS else y + heading_height(), self.cell_of(box))
        elif box.direction == "wrap":
            columns = tuple(Group("column", column, box.gap) for column in self._columns(box))
            self.place(Group("row", columns, box.gap), x, y, spots)
        else:
            width, height = self.size(box)
            for child in box.children:
                child_width, child_height = self.size(child)
                if box.direction == "row":
                    self.place(child, x, y + (height - child_height) // 2, spots)
                    x += child_width + self.gap(box.gap)
                else:
                    self.place(child, x if box.flush else x + (width - child_width) // 2, y, spots)
                    y += child_height + self.gap(box.gap)

    def cell_of(self, plane: Plane) -> int:
        if plane.size in (Size.PLOT, Size.LENS):
            return 1
        if plane.size is Size.MAIN:
            return self.cell
        if plane.size is Size.KERNEL:
            least, most = _KERNEL_CELLS
            large = max(self.facts.shapes[plane.key])
            return min(max(self.cell, min(least, max(_KERNEL_SIDE // large, 1))), most)
        if plane.size is Size.TARGET:
            return max(self.cell, min(self.target, _TARGET_SIDE // max(self.facts.shapes[plane.key])))
        if plane.size is Size.NUMBER:
            least, most = _NUMBER_CELLS
            each = self.room // _NUMBERS - heading_height() - _SMALL_GAP
            return max(min(self.cell, each, most), least)
        side = min(max(self.room // 8, _SMALL_SIDE[0]), _SMALL_SIDE[1])
        return max(side // max(self.facts.shapes[plane.key]), 1)

    def _columns(self, box: Group) -> list[tuple[Plane | Group, ...]]:
        """Return the children of a wrapped group in as few columns as the height allows."""
        height = max(self.size(child)[1] for child in box.children) + self.gap(box.gap)
        each = max((self.room + self.gap(box.gap)) // height, 1)
        return [box.children[i : i + each] for i in range(0, len(box.children), each)]
