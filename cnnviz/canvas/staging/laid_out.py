"""Where the grids and the lens of a scene stand: worked out once for all scenes alike but for numbers."""

from collections.abc import Hashable
from functools import lru_cache

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.choosing import READABLE, choose
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Box, boxes_in
from cnnviz.canvas.lens.ways.offers import Chosen
from cnnviz.canvas.plans.boxes import PlaneSizes
from cnnviz.canvas.plans.layout import Layout, arrange
from cnnviz.canvas.plans.stage_plan import StagePlan
from cnnviz.canvas.staging.lettering.heading import heading_width, label_width, title_width

_NEARLY = 0.8  # of a main cell


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
    facts = PlaneSizes(
        known,
        {plane.key: title_width(plane) for plane in (*planes, *plots)},
        {plane.key: heading_width(plane) for plane in (*planes, *plots)},
        max(map(label_width, planes), default=0),
        {},
    )
    if forms is None:
        return arrange(plan, facts, room, zoom), None
    found = choose(plan, facts, room, zoom, forms)
    if not any(plane.still for plane in planes):
        return found
    bare = choose(plan.bare, facts, room, zoom, forms)  # what no step goes through shrinks nothing else
    shrunk = found[1].cell < bare[1].cell or found[0].cell < _NEARLY * bare[0].cell
    if any(plane.still for plane in plan.large):  # a kernel as it is, beside its turned numbers in the lens
        least = next((size for size in READABLE if size <= bare[0].cell), bare[0].cell)
        told = all(any(map(_is_factor, boxes_in(node))) for node, _ in found[1].ways.values())
        shrunk = shrunk or found[0].cell < least or not told
    return bare if shrunk else found


def _is_factor(box: Box) -> bool:
    return box.slot.part is Part.FACTOR and box.slot.number > 0


class Layouts:
    """The layouts of one scene, by what is in hand; where the lens has another form, all are worked out anew."""

    def __init__(self) -> None:
        self._forms: tuple[Form, ...] | None = None
        self._known: dict[Hashable, tuple[Layout, Chosen | None]] = {}

    def of(
        self,
        focus: int,
        plan: StagePlan,
        shapes: tuple[tuple[int, int], ...],
        room: tuple[int, int, float],
        forms: tuple[Form, ...] | None,
    ) -> tuple[Layout, Chosen | None]:
        """Return where everything stands in a room (width, height, zoom) while `focus` is in hand."""
        if forms is not self._forms:
            self._forms, self._known = forms, {}
        text = text_pixels(100)
        if (focus, room, text) not in self._known:
            width, height, zoom = room
            layout, chosen = laid_out(plan, shapes, (width, height), zoom, forms, text)
            alike = (other for _, other in self._known.values() if other == chosen)
            self._known[focus, room, text] = layout, next(alike, chosen)  # one object, so that a lens stays
        return self._known[focus, room, text]
