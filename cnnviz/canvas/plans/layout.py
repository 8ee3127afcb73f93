"""Where the grids of a plan stand and how large their cells are: whole pixels, found without Qt."""

from collections.abc import Callable, Mapping, Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.cell_sizes import EASE, LARGER_DIGITS, LONG, LONG_DIGITS, OWN_DIGITS, SHORT, SIGNED
from cnnviz.canvas.plans.boxes import (
    ENDLESS,
    GAP,
    LARGEST_TARGET,
    MARGIN,
    TARGET_SIDE,
    Boxes,
    PlaneSizes,
    Spot,
    heading_height,
)
from cnnviz.canvas.plans.stage_plan import Group, Plane, Size, StagePlan
from cnnviz.frozen import NamedTuple

LEAST_MARGIN = 7  # pixels around all of it, where all gives way
LARGEST_CELL = 96
_SQUEEZES = (
    (1.0, True, LARGEST_TARGET[0], MARGIN),
    (1.0, True, SIGNED, MARGIN),
    (0.6, True, SIGNED, MARGIN),
    (0.45, False, SIGNED, LEAST_MARGIN),
    (0.45, False, 0, LEAST_MARGIN),
)
"""What is left of gutters, whether headings are whole, pixels of a small grid's cells at least, and of the margin."""
_GUTTERS = 2  # squeezes that are made for larger digits: of gutters alone
_SHORTER = 8  # pixels by which long small grids give way, again and again
_NEARLY = 0.8  # of cells with few digits, or none: as well so much smaller, if nothing is squeezed
_LARGER = 4  # pixels by which cells of small grids are larger in a way that is there for that
_APART = 10  # pixels between headings that stand beside each other


class Layout(NamedTuple):
    """Where everything stands.

    Parameters
    ----------
    spots : of all grids by key
    width, height : of all of it, with its margin
    cell : pixels of a main cell
    headings : the width that each heading may take, by key
    label : how far at the left of a grid its label begins
    """

    spots: Mapping[str, Spot]
    width: int
    height: int
    cell: int
    headings: Mapping[str, int]
    label: int = 0


def arrange(
    plan: StagePlan,
    facts: PlaneSizes,
    room: tuple[int, int],
    zoom: float = 1.0,
    *,
    roomy: bool = False,
    close: bool = False,
) -> Layout:
    """Return the arrangement with the largest cells that fits `room` (width, height), zoomed and centred.

    Gutters give way where the stage is narrow, then what stands behind the titles, and where it is not `roomy` then
    small grids are no larger than others; what still does not fit scrolls. Grids may stand `close` to have larger
    digits, where these are not read with ease.
    """
    whole, *squeezed = _squeezes(roomy)
    tries = [_boxes(facts, 1, room, whole)]
    found = [_best(tries[0][0], plan.arrangements, tries[0][1])]
    signed, ease = (
        (LONG_DIGITS[-1],) * 2 if plan.signs else map(text_pixels, (SIGNED, EASE))
    )  # signs keep their gutters with larger text
    if found[0][2] < (ease if close else signed):
        further = squeezed[:_GUTTERS] if found[0][2] >= signed else squeezed
        tries += [_boxes(facts, 1, room, squeeze) for squeeze in further]
        found += [_best(boxes, plan.arrangements, inner) for boxes, inner in tries[1:]]
    most = max(cell for _, _, cell in found)
    if most == 0:  # not even with the smallest cells: let the height decide, if it can, and scroll
        boxes, inner = tries[-1]
        tall = _best(boxes, plan.arrangements, (ENDLESS, inner[1]))
        found = [tall if tall[2] else _best(boxes, plan.arrangements, inner)]
    enough = min(max(most * _NEARLY, SHORT if most >= SHORT else 0), signed)
    if close:
        larger = (LONG_DIGITS[-1], *LARGER_DIGITS) if plan.signs else tuple(map(text_pixels, LARGER_DIGITS))
        enough = next((cell for cell in larger if cell <= most), enough)
    boxes, group, fitted = next(option for option in found if option[2] >= enough)
    boxes, group = _roomiest(boxes._replace(cell=fitted), group, plan, room)
    if fitted and _smallest(boxes, group) < LONG:  # narrower gutters rather than small grids without digits
        closer = (_with_room_left(other._replace(cell=fitted), group, room) for other, _ in tries[2:4])
        boxes = next((other for other in closer if _smallest(other, group) >= LONG), boxes)
    boxes = _with_gutters(boxes, group, room) if fitted else boxes
    cell = min(max(round(max(fitted, 1) * zoom), 1), LARGEST_CELL)
    return _placed(boxes._replace(cell=cell), group, room, gutters=bool(plan.signs))


def _roomiest(boxes: Boxes, group: Group, plan: StagePlan, room: tuple[int, int]) -> tuple[Boxes, Group]:
    """Return what measures, with all the room left; in another arrangement if digits need that, and fit there.

    Where most are written they are worth another way only that is there for it, if cells become `_LARGER` in it.
    """
    found = _with_room_left(boxes, group, room)
    if found.target >= OWN_DIGITS or not boxes.cell:
        return found, group
    written = found.target >= LONG
    others = plan.roomier if written else (*plan.arrangements, *plan.roomier)
    fitting = [(_with_room_left(boxes, other, room), other) for other in others if _fits(boxes, other, room)]
    best = max(fitting, key=lambda one: one[0].target, default=(found, group))
    enough = found.target + _LARGER if written else LONG
    return best if best[0].target >= enough else (found, group)


def _fits(boxes: Boxes, group: Group, room: tuple[int, int]) -> bool:
    width, height = boxes.size(group)
    return width <= room[0] - 2 * boxes.margin and height <= room[1] - 2 * boxes.margin


def _with_room_left(boxes: Boxes, group: Group, room: tuple[int, int]) -> Boxes:
    """Return what measures, with the digits of small grids as large as there is room for, up to what they ever are."""
    most, side = map(text_pixels, LARGEST_TARGET)
    wider = [(target, side) for target in range(most, boxes.target - 1, -2)]
    if boxes.target == most:  # already, but for long ones
        wider += [(most, shorter) for shorter in range(side, boxes.side, -_SHORTER)]
    for target, longest in wider if boxes.cell else ():
        larger = boxes._replace(target=target, side=longest)
        if _fits(larger, group, room):
            return larger
    return boxes


def _with_gutters(boxes: Boxes, group: Group, room: tuple[int, int]) -> Boxes:
    """Return what measures, with gutters that gave way to the height as wide again as there is room for."""
    shares = (share for share, *_ in _SQUEEZES if share > boxes.share)
    wider = (boxes._replace(across=share) for share in shares)
    return next((one for one in wider if _fits(one, group, room)), boxes)


def _smallest(boxes: Boxes, box: Plane | Group) -> int:
    """Return the smallest cells that small grids have in a group, endless where there are none."""
    if isinstance(box, Plane):
        return boxes.cell_of(box) if box.size is Size.TARGET else ENDLESS
    return min((_smallest(boxes, child) for child in box.children), default=ENDLESS)


def _squeezes(roomy: bool) -> Sequence[tuple[float, bool, int, int]]:
    """Return how all gives way, step by step."""
    first, *others = _SQUEEZES
    grown = [first, *((share, whole, text_pixels(cell), margin) for share, whole, cell, margin in others)]
    return grown[:-1] if roomy else grown


def room_around(
    plan: StagePlan, facts: PlaneSizes, room: tuple[int, int], cell: int, *, roomy: bool = False
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
    facts: PlaneSizes, cell: int, room: tuple[int, int], squeeze: tuple[float, bool, int, int]
) -> tuple[Boxes, tuple[int, int]]:
    """Return what measures, where all gives way so far, with the room that is left within the margin."""
    inner = room[0] - 2 * squeeze[-1], room[1] - 2 * squeeze[-1]
    return Boxes(facts, cell, inner[1], *squeeze, text_pixels(TARGET_SIDE)), inner


def _best(boxes: Boxes, groups: Sequence[Group], inner: tuple[int, int]) -> tuple[Boxes, Group, int]:
    """Return the arrangement that allows the largest cells, with their size."""
    cells = [_fitting(boxes, group, inner) for group in groups]
    largest = max(cells)
    if largest == 0:
        return boxes, min(groups, key=lambda group: _overflow(boxes, group, inner)), 0
    return boxes, groups[cells.index(largest)], largest


def _overflow(boxes: Boxes, group: Group, inner: tuple[int, int]) -> float:
    """Return how many times the room `group` takes with the smallest cells, in the direction where that is more."""
    width, height = boxes.size(group)
    return max(width / inner[0], height / inner[1])


def _placed(boxes: Boxes, group: Group, room: tuple[int, int], *, gutters: bool) -> Layout:
    """Return where all stands; headings may take the `gutters` as well where no connector runs in them."""
    width, height = boxes.size(group)
    spots: dict[str, Spot] = {}
    left, top = ((whole - part) // 2 for whole, part in zip(room, (width, height), strict=True))
    boxes.place(group, max(left, boxes.margin), max(top, boxes.margin), spots)
    headings = {
        key: max(spot.cell * boxes.facts.shapes[key][1] + boxes.beside(GAP) - 5, boxes.heading(key))
        for key, spot in spots.items()
    }
    if gutters:
        headings = {key: max(wide, _until_next(key, spots, boxes)) for key, wide in headings.items()}
    headings = {key: min(wide, _until_heading(key, spots, boxes)) for key, wide in headings.items()}
    return Layout(
        spots, width + 2 * boxes.margin, height + 2 * boxes.margin, boxes.cell, headings, boxes.facts.label
    )


def _until_next(key: str, spots: Mapping[str, Spot], boxes: Boxes) -> int:
    """Return how wide a heading may be at most before the grid at its right, or the lens."""
    x, y, _ = spots[key]
    over = heading_height()
    lefts = (
        spot.x
        for other, spot in spots.items()
        if spot.x > x and spot.y - over < y and y - over < spot.y + spot.cell * boxes.facts.shapes[other][0]
    )
    return min(lefts, default=0) - x - GAP


def _until_heading(key: str, spots: Mapping[str, Spot], boxes: Boxes) -> int:
    """Return how wide a heading may be so that it can be told from the next one at its right, on the same height."""
    x, y, _ = spots[key]
    lefts = (
        spot.x
        for other, spot in spots.items()
        if spot.x > x and abs(spot.y - y) < heading_height() and boxes.facts.headings[other]
    )
    return max(min(lefts, default=ENDLESS) - x - _APART, boxes.facts.titles[key])


def _fitting(boxes: Boxes, group: Group, inner: tuple[int, int]) -> int:
    """Return the largest main cell with which `group` fits, 0 where none does."""
    low, high = 0, LARGEST_CELL
    while low < high:
        cell = (low + high + 1) // 2
        width, height = boxes._replace(cell=cell).size(group)
        low, high = (cell, high) if width <= inner[0] and height <= inner[1] else (low, cell - 1)
    return low
