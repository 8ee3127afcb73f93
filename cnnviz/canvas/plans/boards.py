"""Where sums come from and what becomes of them, in one picture: weights as the maps that they weigh, shares as bars.

For each unit a row, under the maps that come in::

    F        map 0   map 1          the lens
    unit 0   W       W        sums by map   Z   ...   probability
    unit 1   W       W        sums by map   Z   ...   probability
"""

from collections.abc import Sequence

from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan, Style
from cnnviz.run.array_info import LISTS, MATRIX, Dim

_LISTS = ("logits", "shifted", "power")
_SCALE = "0 to 1"
"""From where to where the frame of a share's bar goes."""
_NUMBERS = ("largest", "total", "inverse", "log_total", "loss")
MOST_GRIDS, LARGEST_MAP = 48, 32
"""Maps of the weights of all units that have a grid each, and cells of the side of one."""
_MOST_ROWS = 100  # cells of all maps one below the other: of more each had a pixel, and digits no room
_CLOSE, _BESIDE, _GAP = 12, 14, 36
_BETWEEN, _TIGHT, _FEW = 20, 9, 5  # pixels between units, and between more than a few


def shares_plan(planes: Planes) -> StagePlan:
    """Return what is shown of shares that are made of sums; where units made these, where they come from."""
    if planes.sums is not None:
        return _sums_and_shares(planes, planes.sums)
    lists = [planes.whole(name, laid=False) for name in _LISTS]
    return StagePlan((Group("row", (*lists, share_bars(planes), _share_numbers(planes)), 48),), ())


def share_bars(planes: Planes, size: Size = Size.MAIN) -> Plane:
    """Return the shares of all classes as bars, that of the true class outlined."""
    bars, label = planes.whole("probability", size, laid=False), planes.chapter.true_class
    assert label is not None
    told = f"true class {label} · {_SCALE}"
    return bars._replace(style=Style.BARS, outlined=label, subtitle=told, chapter=planes.number)


def _share_numbers(planes: Planes, span: int = 1) -> Group:
    """Return the single numbers on the way from sums to the loss, one below the other."""
    return Group(
        "column",
        tuple(planes.whole(name, Size.NUMBER)._replace(span=span) for name in _NUMBERS),
        _CLOSE,
        flush=True,
    )


def _sums_and_shares(planes: Planes, sums: Planes) -> StagePlan:
    """Return a plan for shares that are made, with the weights and the sums that they come from at their left."""
    read, weights = named(sums, LISTS), named(sums, MATRIX)
    units, maps = sums.chapter.arrays[weights].shape[1], sums.maps(read, read)
    span, width = maps[0].of(sums.chapter.arrays[read]).shape
    drawn = max(span, width) <= LARGEST_MAP and units * len(maps) <= MOST_GRIDS and units * span <= _MOST_ROWS
    rows = []
    for unit in range(units):
        row = _weights(sums, unit, weights, read) if drawn else []
        row += [_sums_by_map(sums, unit, span)] if len(maps) > 1 else []
        row += _cells(planes, unit, span)
        name = f"unit {unit}\ntrue class" if unit == planes.chapter.true_class else f"unit {unit}"
        rows.append(Group("row", (row[0]._replace(label=name), *row[1:]), _BESIDE))
    given = _given(sums, read, maps) if drawn else ()
    return _arranged(given, rows, _share_numbers(planes, span))


def _arranged(given: tuple[Plane, ...], rows: Sequence[Group], numbers: Group) -> StagePlan:
    """Return the ways to arrange rows of units under what is given, around the lens, with single numbers."""
    between = _BETWEEN if len(rows) <= _FEW else _TIGHT
    row = Group("row", numbers.children, _BESIDE)
    top = (Group("row", given, _BESIDE),) if given else ()
    whole = Group("column", (*top, *rows), between, flush=True)
    above = Group("column", (Group("row", (*given, LENS), _BESIDE), *rows), between, flush=True)
    beneath = Group("column", (Group("row", (*given, row), _BESIDE), *rows, LENS), between, flush=True)
    ways = (
        Group("row", (above, numbers), _GAP),
        Group("row", (whole, Group("column", (LENS, row), _CLOSE)), _GAP),
        Group("row", (whole, LENS, numbers), _GAP),
        beneath,
    )
    return StagePlan(ways, ())


def named(planes: Planes, axes: tuple[Dim, ...]) -> str:
    """Return which array of certain axes a chapter reads."""
    return next(name for name in planes.chapter.trace.inputs if planes.chapter.info[name].axes == axes)


def _given(sums: Planes, read: str, maps: Sequence[Plane]) -> tuple[Plane, ...]:
    """Return what comes in, with its name at the left and those of its maps over them."""
    count = sums.chapter.arrays[read].shape[1]
    first = maps[0]._replace(label=f"{sums.chapter.label(read)}\n{count} numbers")
    return (first, *maps[1:]) if len(maps) > 1 else (first._replace(subtitle=""),)


def _weights(sums: Planes, unit: int, weights: str, read: str) -> list[Plane]:
    """Return the weights of a unit as the maps that they weigh."""
    maps = [plane._replace(subtitle="", headed=unit == 0) for plane in sums.maps(weights, read, unit)]
    return [maps[0]._replace(title=sums.chapter.label(weights)), *maps[1:]]


def _sums_by_map(sums: Planes, unit: int, span: int) -> Plane:
    """Return what each map gives to the sum of a unit."""
    return Plane(
        f"by map {unit}",
        "",
        (unit, None),
        "sums",
        "by map",
        Size.SPAN,
        upright=True,
        style=Style.SUMS,
        chapter=sums.number,
        headed=unit == 0,
        span=span,
    )


def _cells(planes: Planes, unit: int, span: int) -> list[Plane]:
    """Return the sum of a unit, what comes of it, and its share."""
    sample, label = planes.chapter.sample, planes.chapter.label
    cells = [
        Plane(f"{name}{unit}", name, (sample, unit), label(name), "", Size.SPAN, headed=unit == 0, span=span)
        for name in (*_LISTS, "probability")
    ]
    outlined = 0 if unit == planes.chapter.true_class else -1
    return [*cells[:-1], cells[-1]._replace(style=Style.BARS, outlined=outlined, subtitle=_SCALE)]
