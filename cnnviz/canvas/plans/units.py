"""What stands on the stage where units are summed and their gradients go back: all as the maps that come in.

Forward the weights of the unit in hand stand under the maps that they weigh, where they are too many for the lens. On
the way back each unit has its row of weights: the step in hand uses one place of all of them, a column of that picture
where the way forward uses a row. That is what the transpose says::

    dZ       W, map 0   map 1                  dF, map 0   map 1
    unit 0   . # .      . . .      the lens        . # .   . . .
    unit 1   . # .      . . .                      . . .   . . .
"""

from collections.abc import Sequence

from cnnviz.canvas.plans.boards import LARGEST_MAP, MOST_GRIDS, named, share_bars
from cnnviz.canvas.plans.planes import FEW_UNITS, UNIT, Planes
from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan
from cnnviz.run.array_info import LISTS, MATRIX

_MOST_MAPS = 8  # that have a grid each where sums are made
_FEW = 4  # units whose weights are as large as the maps that come in
_CLOSE, _BELOW, _GAP = 12, 9, 36


def sums_plan(planes: Planes) -> StagePlan:
    """Return what is shown of sums that units make of a list; where shares are made of them, what comes."""
    read, weights = named(planes, LISTS), named(planes, MATRIX)
    in_hand = weights in planes.chapter.in_hand
    if not planes.lens or (planes.shares is None and not in_hand):
        source = planes.whole(read)
        own = planes.channels(weights)
        middle = Group("column", (*own, planes.row("bias"), planes.row("y")), 20)
        return StagePlan((Group("row", (source, middle)),), (((source.key,), own[0].key),))
    boxes: list[Plane | Group] = [*_as_maps(planes, read)]
    if in_hand and (len(boxes) == 1 or len(boxes) <= _MOST_MAPS):
        unit = planes.focus
        own = [plane._replace(title="") for plane in planes.maps(weights, read, unit)]
        own[0] = own[0]._replace(title=f"{planes.chapter.label(weights)} of {UNIT}{unit}")
        boxes = [
            Group("column", both, _CLOSE, True) for both in zip(_as_maps(planes, read), own, strict=True)
        ]
    (made,) = planes.chapter.trace.outputs
    sums, shares = planes.whole(made, Size.TARGET, laid=False), planes.shares
    right: Plane | Group = sums
    beneath = right
    if shares is not None:
        beside = sums, share_bars(shares, Size.TARGET)
        loss = shares.whole("loss", Size.KERNEL)._replace(chapter=shares.number)
        right = Group("column", (Group("row", beside, _GAP), loss), _CLOSE, flush=True)
        beneath = Group("column", (*beside, loss), _CLOSE, flush=True)
    ways = _ways(boxes)
    sides = ((way, side) for side in dict.fromkeys((right, beneath)) for way in ways)
    return StagePlan(tuple(Group("row", (way, LENS, side), _GAP) for way, side in sides), (), len(ways))


def weights_plan(planes: Planes) -> StagePlan:
    """Return what is shown of the gradient of weights: what comes in, what comes back, and theirs for each unit."""
    many = (
        planes.chapter.arrays["dweight"].shape[1] > _FEW
    )  # each has its number before its row, else all in one
    boards = [
        _board(planes, "dweight", "x", "dy" if many else "", abreast=count)
        for count in ((1, 2) if many else (1,))
    ]
    if not planes.boards or boards[0] is None:
        source = planes.whole("x")
        results = planes.channels("dweight")
        middle = Group("column", (planes.row("dy"), *results), 20)
        return StagePlan((Group("row", (source, middle)),), (((source.key,), results[0].key),))
    given, gradient = _as_maps(planes, "x", Size.TARGET), planes.row("dy")._replace(size=Size.TARGET)
    lefts = [way if many else Group("column", (way, gradient), _CLOSE, flush=True) for way in _ways(given)]
    return _around_lens([(left, board) for board in boards if board is not None for left in lefts])


def inputs_plan(planes: Planes) -> StagePlan:
    """Return what is shown of the gradient of what comes in."""
    board = _board(planes, "weight", "dx", "dy", abreast=0)
    if not planes.boards or board is None:
        own, result = planes.channels("weight"), planes.whole("dx")
        middle = Group("column", (planes.row("dy"), *own), 20)
        return StagePlan((Group("row", (middle, result)),), (((own[0].key,), result.key),))
    sides = [(board, right) for right in _ways(_as_maps(planes, "dx", Size.TARGET))]
    return _around_lens(sides, written_apart=True)


def _around_lens(
    sides: Sequence[tuple[Plane | Group, Plane | Group]], *, written_apart: bool = False
) -> StagePlan:
    """Return a plan with the lens between two sides, or beneath them where it has no room there.

    Beneath the first side alone it leaves what is written all the height, which stands `written_apart` then.
    """
    between = [Group("row", (left, LENS, right), _GAP) for left, right in sides]
    beneath = [Group("column", (Group("row", side, _GAP), LENS), _CLOSE) for side in sides]
    over = [(Group("column", (left, LENS), _CLOSE), right) for left, right in sides if written_apart]
    apart = tuple(Group("row", both, _GAP) for both in over)
    return StagePlan((*between, *beneath), (), len(between), roomier=apart)


def _board(
    planes: Planes, weights: str, like: str, beside: str = "", *, abreast: int = 1
) -> Plane | Group | None:
    """Return the weights of all units, each unit's in a row as the maps of a list, with its number `beside` them.

    So many units stand abreast; all below each other, and smaller where they are many, where that is 0. None where they
    would be too many, or too large.
    """
    units, maps = planes.chapter.arrays[weights].shape[1], planes.maps(like, like)
    rows, columns = maps[0].of(planes.chapter.arrays[like]).shape
    many = units > FEW_UNITS or units * len(maps) > MOST_GRIDS
    if many or max(rows, columns) > LARGEST_MAP or min(rows, columns) == 1:
        return None
    size, span = Size.MAIN, rows
    if abreast == 0 and units > _FEW:  # as high together as two bands of the maps beside the lens
        size, span = Size.SPAN, max(2 * rows // units, 1)
    lines: list[Group] = []
    each = -(-units // max(abreast, 1))
    for unit in range(units):
        first = unit % each == 0
        own: list[Plane] = [
            plane._replace(headed=first, title="", subtitle="", size=size, span=span)
            for plane in planes.maps(weights, like, unit)
        ]
        own[0] = own[0]._replace(title=planes.chapter.label(weights) if unit < each else "")
        if beside:
            fixed, title = (planes.chapter.sample, unit), planes.chapter.label(beside)
            number = Plane(f"{beside}{unit}", beside, fixed, title, "", Size.SPAN, headed=first, span=span)
            own.insert(0, number)
        own[0] = own[0]._replace(label=f"{UNIT}{unit}")
        lines.append(Group("row", tuple(own), _CLOSE))
    columns = [
        Group("column", tuple(lines[at : at + each]), _BELOW, flush=True) for at in range(0, units, each)
    ]
    return columns[0] if len(columns) == 1 else Group("row", tuple(columns), _GAP)


def _as_maps(planes: Planes, name: str, size: Size = Size.MAIN) -> list[Plane]:
    """Return a list as the maps that it was, or whole where these are too many; the first has its name."""
    maps = [plane._replace(size=size) for plane in planes.maps(name, name)]
    if len(maps) > _MOST_MAPS:
        maps = [planes.whole(name, size)]
    return [maps[0]._replace(title=planes.chapter.label(name)), *maps[1:]]


def _ways(boxes: Sequence[Plane | Group]) -> list[Plane | Group]:
    """Return the ways to set maps out: one below the other, in bands, or side by side."""
    return list(dict.fromkeys(_bands(boxes, across) for across in (1, 2, 4, len(boxes))))


def _bands(boxes: Sequence[Plane | Group], across: int) -> Plane | Group:
    rows = tuple(
        Group("row", tuple(boxes[at : at + across]), _CLOSE) if across > 1 else boxes[at]
        for at in range(0, len(boxes), across)
    )
    return rows[0] if len(rows) == 1 else Group("column", rows, _CLOSE, flush=True)
