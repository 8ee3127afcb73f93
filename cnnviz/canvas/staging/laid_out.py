"""Where the grids and the lens of a scene stand: worked out once for all scenes alike but for numbers."""

from functools import lru_cache

from cnnviz.canvas.lens.ways.choosing import Chosen, choose
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.plans.boxes import Facts
from cnnviz.canvas.plans.layout import Layout, arrange
from cnnviz.canvas.plans.stage_plan import StagePlan
from cnnviz.canvas.staging.heading import heading_width, label_width, title_width


@lru_cache(maxsize=32)
def laid_out(
    plan: StagePlan,
    shapes: tuple[tuple[int, int], ...],
    room: tuple[int, int],
    zoom: float,
    forms: tuple[Form, ...] | None,
    text: int,
) -> tuple[Layout, Chosen | None]:
    """Lay out grids of `shapes`, around a lens of some forms if there is one, with headings as large as `text` is."""
    planes, plots = plan.planes, plan.plots
    known = {plane.key: shape for plane, shape in zip(planes, shapes, strict=True)}
    if plots:
        from cnnviz.canvas.plans.graph import SHAPE  # the start shows none

        known |= {plane.key: SHAPE for plane in plots}
    facts = Facts(
        known,
        {plane.key: title_width(plane) for plane in (*planes, *plots)},
        {plane.key: heading_width(plane) for plane in (*planes, *plots)},
        max(map(label_width, planes), default=0),
        {},
    )
    if forms is None:
        return arrange(plan, facts, room, zoom), None
    return choose(plan, facts, room, zoom, forms)
