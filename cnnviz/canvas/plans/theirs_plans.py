"""Somebody else's array on the stage, beside the run's own: a learner's dX and the engine's."""

from cnnviz.canvas.plans.stage_plan import Group, Plane, Size, StagePlan

_BESIDE = 24
_MOST = 4  # grids of the array that there is room for twice
_GRIDS = (Size.MAIN, Size.KERNEL, Size.TARGET)


def with_theirs(plan: StagePlan, array: str) -> StagePlan:
    """Return a plan in which each grid of an array has somebody else's beside it, where there are few."""
    planes = [plane for plane in plan.planes if _is_doubled(plane, array)]
    if not 0 < len(planes) <= _MOST:
        return plan
    arrangements = (_with(group, array) for group in plan.arrangements)
    return plan._replace(
        arrangements=tuple(one for one in arrangements if isinstance(one, Group)), roomier=()
    )


def _is_doubled(plane: Plane, array: str) -> bool:
    return plane.array == array and plane.size in _GRIDS


def _with(box: Plane | Group, array: str) -> Plane | Group:
    if isinstance(box, Group):
        return box._replace(children=tuple(_with(child, array) for child in box.children))
    if not _is_doubled(box, array):
        return box
    flat = None not in box.fixed[:-1] and not box.upright  # a row has room below it
    subtitle = f"{box.subtitle} · yours" if box.subtitle else "yours"
    theirs = box._replace(key=f"{box.key} theirs", subtitle=subtitle, theirs=True)
    return Group("column" if flat else "row", (box, theirs), _BESIDE)
