"""What stands on the stage around the lens: what is read at its left, what is written at its right."""

from collections.abc import Iterator, Sequence
from typing import Literal

from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan, Style
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter

_GAP, _NEAR, _CLOSE = 44, 24, 12
_BETWEEN = 26  # pixels between bands, which a connector goes through to what stands behind another grid
_WAYS: tuple[Literal["column", "row"], ...] = ("column", "row")
_SHORT, _SEVERAL = 5, 3  # cells of a side; grids of an array
_ABREAST = 3  # small grids under the one in hand
_MANY, _BANDS = 8, (3, 4, 5)  # grids of an array; more stand in bands of so many
_FEW = 2  # arrays that are written, beside which a lens stands; more keep their own arrangement


def with_lens(plan: StagePlan, chapter: Chapter) -> StagePlan:
    """Return a plan with the lens in it; it has the parameters in hand, which need no grids of their own then."""
    if plan.lens is not None:
        return plan
    if plan.signs:  # the whole arrays are worked out already: the lens has one number of them
        return _beside(plan, LENS, set(), _NEAR)._replace(signs=plan.signs)
    dropped = _told_by_the_lens(plan, chapter)
    large = [p for p in plan.planes if p.size is not Size.SMALL and (p.still or p.array not in dropped)]
    read = [plane for plane in large if plane.array in chapter.trace.inputs]
    made = [plane for plane in large if plane.array not in chapter.trace.inputs]
    if not read:  # nothing but constants
        read = [plane for plane in made if plane.array not in chapter.trace.outputs]
        made = [plane for plane in made if plane not in read]
    middles: list[Plane | Group] = [LENS]
    if plan.plots:  # over it, or beside it where the stage is low
        middles = [Group(way, (*plan.plots, LENS), _CLOSE) for way in _WAYS]
    middle = middles[0]
    if not read or not made or len(_arrays(made)) > _FEW:
        return _beside(plan, middle, dropped)
    larger = len(read) > 1 and len(made) <= _FEW
    made = [p._replace(size=Size.TARGET) if larger or _is_small(p, made, chapter) else p for p in made]
    read = [p._replace(size=Size.TARGET) if _is_small(p, read, chapter) else p for p in read]
    small = [plane for plane in plan.planes if plane.size is Size.SMALL]
    abreast = not any(chapter.info[plane.array].sampled for plane in (*read, *made))  # nothing but parameters
    abreast = abreast or (len(made) == 1 and _in_turn(read, chapter))
    beside = abreast or (len(_arrays(made)) > 1 and all(p.size is Size.TARGET for p in made))
    apart = _GAP if plan.plots else _CLOSE  # what stands first leads past the others to a plot
    sides = _stacked(_named_once(read), abreast, apart), _stacked(_named_once(made), beside)
    ways = [
        Group("row", (left, between, *right), _GAP)
        for between in middles
        for left, group in _paired(*sides)
        for right in _with_small(group, small)
    ]
    preferred = len(_with_small(made[0], small))
    if beside and not abreast and len(made) > len(_arrays(made)) and not small:
        upright = Group("column", tuple(_named_once(made)), _CLOSE, True)  # where the stage is narrow
        ways.insert(0, Group("row", (sides[0][0], middle, upright), _GAP))
        preferred += 1
    masks = [p._replace(size=Size.SMALL) for p in made if chapter.info[p.array].role is ArrayRole.MASK]
    if masks:  # where there is little room the lens has the mask of the window in hand
        preferred = len(ways)
        result = _stacked([plane for plane in made if plane.array not in _arrays(masks)], beside)[0]
        told = _with_small(result, [*small, *masks])  # what is no mask next to the grid that it belongs to
        ways += [Group("row", (left, middle, *right), _GAP) for left in sides[0][:1] for right in told]
    loose = _copied(read, made)
    if loose and len(read) == _SEVERAL:
        bands = (_in_bands(_named_once(side), 2, _BETWEEN) for side in (read, made))
        ways[1:] = [Group("row", (next(bands), middle, next(bands)), _GAP)]  # two of them beside the lens
    return StagePlan(tuple(ways), (), preferred, loose=loose)


def _copied(read: Sequence[Plane], made: Sequence[Plane]) -> bool:
    """Return whether some channels of one array become those of another, cell by cell; two have room as they are."""
    return _SEVERAL <= len(read) == len(made) and len(_arrays(read)) == len(_arrays(made)) == 1


def _in_turn(planes: Sequence[Plane], chapter: Chapter) -> bool:
    """Return whether several channels have grids that steps go through one by one: none has its line in the lens."""
    return any([plane.array for plane in planes].count(name) > 1 for name in chapter.in_hand)


def _is_small(plane: Plane, beside: Sequence[Plane], chapter: Chapter) -> bool:
    """Return whether a grid is a kernel, or one of a few as short as one: it stays readable beside large ones."""
    if plane.still:
        return False
    few = sum(_whose(other) == _whose(plane) for other in beside) <= _SEVERAL
    short = max(plane.of(chapter.arrays[plane.array]).shape) <= _SHORT
    return plane.size is Size.KERNEL or (few and short)


def _named_once(planes: Sequence[Plane]) -> list[Plane]:
    """Return planes of which the first of each array has its name."""
    named = {_whose(plane): plane for plane in reversed(planes)}
    alike = (plane is named[_whose(plane)] or plane.style is not Style.CELLS for plane in planes)
    return [plane if own else plane._replace(title="") for plane, own in zip(planes, alike, strict=True)]


def _paired(
    first: Sequence[Plane | Group], second: Sequence[Plane | Group]
) -> Iterator[tuple[Plane | Group, Plane | Group]]:
    """Yield pairs; where one side has no more ways, its first and its last one with the others of the other side."""
    for at in range(max(len(first), len(second))):
        yield first[min(at, len(first) - 1)], second[min(at, len(second) - 1)]
        if min(len(first), len(second)) <= at:
            yield first[at if at < len(first) else 0], second[at if at < len(second) else 0]


def _told_by_the_lens(plan: StagePlan, chapter: Chapter) -> set[str]:
    """Return the parameters that are read beside an image or a list."""
    read = {plane.array for plane in plan.planes if plane.array in chapter.trace.inputs}
    sampled = {array for array in read if chapter.info[array].sampled}
    return read - sampled if sampled else set()


def _arrays(planes: Sequence[Plane]) -> list[str]:
    return list(dict.fromkeys(plane.array for plane in planes))


def _whose(plane: Plane) -> tuple[str, bool]:
    """Return which array a plane is of, the run's own or somebody else's."""
    return plane.array, plane.theirs


def _stacked(planes: Sequence[Plane], abreast: bool, apart: int = _CLOSE) -> list[Plane | Group]:
    """Return planes one below the other, side by side, and by their arrays; first of all side by side, or not.

    A few of different arrays stand so many pixels `apart` where they are side by side.
    """
    if len(planes) == 1:
        return [planes[0]]
    if planes[-1].still:  # beneath all of the others, so that connectors go past it
        return [
            Group("column", (above, planes[-1]), _CLOSE, True) for above in _stacked(planes[:-1], abreast)
        ]
    arrays = list(dict.fromkeys(map(_whose, planes)))
    if 1 < len(arrays) < len(planes):
        each = [tuple(plane for plane in planes if _whose(plane) == array) for array in arrays]
        ways = [
            Group("row", tuple(Group("column", own, _CLOSE, True) for own in each), _CLOSE),
            Group("column", tuple(Group("row", own, _CLOSE) for own in each), _CLOSE, True),
            Group("row", tuple(planes), _CLOSE),
        ]
        return [ways[1], ways[0], ways[2]] if abreast else list(ways)
    found: list[Plane | Group] = [Group("column", tuple(planes), _CLOSE, True)]
    for across in (2, *_BANDS) if len(planes) > _MANY else (2, 4):
        if len(planes) > across + 1:
            found.append(_in_bands(planes, across))
    across_all = Group("row", tuple(planes), apart)
    return [across_all, *found] if abreast else [*found, across_all]


def _in_bands(planes: Sequence[Plane], across: int, between: int = _CLOSE) -> Group:
    bands = [tuple(planes[at : at + across]) for at in range(0, len(planes), across)]
    return Group("column", tuple(Group("row", band, _CLOSE) for band in bands), between, True)


def _with_small(group: Plane | Group, small: Sequence[Plane]) -> list[tuple[Plane | Group, ...]]:
    """Return what is written with the small grids of the others under it, or beside it."""
    if not small:
        return [(group,)]
    bands = [tuple(small[at : at + _ABREAST]) for at in range(0, len(small), _ABREAST)]
    below = Group("column", tuple(Group("row", band, 14) for band in bands), 8, True)
    return [(Group("column", (group, below), _CLOSE, True),), (group, Group("wrap", tuple(small), 14))]


def _beside(plan: StagePlan, middle: Plane | Group, dropped: set[str], gap: int = _GAP) -> StagePlan:
    """Return a plan whose own arrangement stays, with the lens beside it, or below."""
    found: list[Group] = []
    for arrangement in plan.arrangements:
        kept = _without(arrangement, dropped)
        own = () if kept is None else (kept,)
        found += [Group("row", (*own, middle), gap), Group("column", (*own, middle), _CLOSE)]
    return StagePlan(tuple(found), ())


def _without(box: Plane | Group, dropped: set[str]) -> Plane | Group | None:
    if isinstance(box, Plane):
        return None if box.array in dropped or box.size is Size.PLOT else box
    children = tuple(kept for child in box.children if (kept := _without(child, dropped)) is not None)
    return box._replace(children=children) if children else None
