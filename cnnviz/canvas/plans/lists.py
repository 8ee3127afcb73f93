"""What the stage shows where an image becomes a list, or a list an image, and of a loss that is one number."""

from cnnviz.canvas.plans.planes import Planes
from cnnviz.canvas.plans.stage_plan import Group, Size, StagePlan, Style


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
    """Return what is shown of a mean squared error: the differences, and their squares as areas."""
    first, target, difference = (planes.one(name) for name in ("y", "target", "difference"))
    result = planes.whole("loss", Size.KERNEL)
    squares = difference._replace(
        key="squares", title="squares", subtitle="areas, one scale", style=Style.AREAS
    )
    row = Group("row", (first, target, difference, squares, result, *planes.others("difference")), 40)
    return StagePlan((row,), (((difference.key,), result.key),))
