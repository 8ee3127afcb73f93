"""What the stage shows where an image becomes a list, or a list an image, and of a loss that is one number."""

from collections.abc import Sequence
from typing import TypeAlias

from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.stage_plan import LENS, Group, Plane, Size, StagePlan, Style

Pair: TypeAlias = tuple[Plane, Plane]
_CLOSE, _BESIDE, _GAP = 12, 24, 44  # pixels between grids below each other, side by side, and around the lens


def flatten_plan(planes: Planes) -> StagePlan:
    """Return what is shown where the channels of an image become one list."""
    sources, result = planes.channels("x"), planes.row("y")
    links = tuple(((plane.key,), result.key) for plane in sources)
    return StagePlan((Group("column", (Group("row", tuple(sources), 24), result), 40),), links)


def flatten_back_plan(planes: Planes) -> StagePlan:
    """Return what is shown where the gradient of a list becomes that of an image."""
    source, results = planes.row("dy"), planes.channels("dx")
    links = tuple(((source.key,), plane.key) for plane in results)
    return StagePlan((Group("column", (source, Group("row", tuple(results), 24)), 40),), links)


def loss_plan(planes: Planes) -> StagePlan:
    """Return what is shown of a sum of outputs: all channels where they are few, else the one in hand."""
    few = planes.are_few("y")
    sources, result = planes.channels("y") if few else [planes.one("y")], planes.whole("loss", Size.KERNEL)
    links = tuple(((plane.key,), result.key) for plane in sources)
    return StagePlan((Group("row", (*sources, result, *([] if few else planes.others("y")))),), links)


def mse_plan(planes: Planes) -> StagePlan:
    """Return what is shown of a mean squared error: the differences, and their squares as areas.

    The lens has the loss, which needs no grid of its own then; beside it all other grids are as large as they can be.
    """
    first, target, difference = (planes.one(name) for name in ("y", "target", "difference"))
    squares = difference._replace(
        key="squares", title="squares", subtitle="areas, one scale", style=Style.AREAS
    )
    others = planes.others("difference")
    if planes.lens:
        larger = difference._replace(size=Size.TARGET), squares._replace(size=Size.TARGET)
        return _around_lens((first, target), larger, others)
    result = planes.whole("loss", Size.KERNEL)
    row = Group("row", (first, target, difference, squares, result, *others), 40)
    return StagePlan((row,), (((difference.key,), result.key),))


def _around_lens(read: Pair, made: Pair, others: Sequence[Group]) -> StagePlan:
    """Return two grids at the left of the lens and two at its right, below each other or side by side; or over it."""
    (left, left_row), (right, right_row) = (
        (Group("column", pair, _CLOSE, flush=True), Group("row", pair, _BESIDE)) for pair in (read, made)
    )
    sides = (left, right), (left, right_row), (left_row, right_row), (left_row, right)
    ways = [Group("row", (one, LENS, other, *others), _GAP) for one, other in sides]
    whole = Group("row", (*read, *made, *others), _BESIDE)
    return StagePlan((*ways, Group("column", (whole, LENS), _CLOSE)), ())
