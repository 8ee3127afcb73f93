"""Where the grids and the lens of a scene stand: worked out once for all scenes alike but for numbers."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import overload

from cnnviz.application import text_pixels
from cnnviz.canvas.cell_sizes import READABLE
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.choosing import choose
from cnnviz.canvas.lens.ways.forms import Form
from cnnviz.canvas.lens.ways.nodes import Box, boxes_in
from cnnviz.canvas.lens.ways.offers import Chosen
from cnnviz.canvas.plans.boxes import PlaneSizes
from cnnviz.canvas.plans.layout import Layout, arrange
from cnnviz.canvas.plans.stage_plan import Group, Plane, Sign, StagePlan
from cnnviz.canvas.staging.lettering.heading import heading_width, label_width, title_width

_NEARLY = 0.8  # of a main cell


def laid_out(
    plan: StagePlan,
    shapes: tuple[tuple[int, int], ...],
    room: tuple[int, int],
    zoom: float,
    forms: tuple[Form, ...] | None,
    text: int,
) -> tuple[Layout, Chosen | None]:
    """Lay out grids of `shapes`, around a lens of some forms if there is one, with headings as large as `text` is.

    Plans that differ in what is in hand alone, as a unit's does from the next one's, are laid out once for all.
    """
    planes = (*plan.planes, *plan.plots)
    names = {plane.key: str(number) for number, plane in enumerate(planes)}
    widths = tuple((title_width(plane), heading_width(plane)) for plane in planes)
    label = max(map(label_width, plan.planes), default=0)
    ways, roomier = (
        tuple(_nameless(way, names) for way in groups) for groups in (plan.arrangements, plan.roomier)
    )
    bare = plan._replace(arrangements=ways, roomier=roomier, links=(), signs=plan.signs and (_SIGN,))
    layout, chosen = _laid_out(bare, shapes, widths, label, room, zoom, forms, text)
    keys = {name: key for key, name in names.items()}
    spots = {keys.get(name, name): spot for name, spot in layout.spots.items()}
    headings = {keys.get(name, name): width for name, width in layout.headings.items()}
    return layout._replace(spots=spots, headings=headings), chosen


_SIGN = Sign(("", ""), "")


@overload
def _nameless(box: Group, names: Mapping[str, str]) -> Group: ...
@overload
def _nameless(box: Plane | Group, names: Mapping[str, str]) -> Plane | Group: ...
def _nameless(box: Plane | Group, names: Mapping[str, str]) -> Plane | Group:
    """Return what stands somewhere with nothing said of which part of its array it is, and of what it is called."""
    if isinstance(box, Group):
        return box._replace(children=tuple(_nameless(child, names) for child in box.children))
    if box.key not in names:
        return box  # the lens
    whose = "named" if box.label else ""
    return box._replace(
        key=names[box.key], fixed=(), title="", subtitle="", label=whose, laid=None, outlined=-1
    )


@lru_cache(maxsize=32)
def _laid_out(
    plan: StagePlan,
    shapes: tuple[tuple[int, int], ...],
    widths: tuple[tuple[int, int], ...],
    label: int,
    room: tuple[int, int],
    zoom: float,
    forms: tuple[Form, ...] | None,
    text: int,
) -> tuple[Layout, Chosen | None]:
    """Lay out grids that are called by their numbers; `text` is what measures go by that are made on the way."""
    planes, plots = plan.planes, plan.plots
    known = {plane.key: shape for plane, shape in zip(planes, shapes, strict=True)}
    if plots:
        from cnnviz.canvas.plans.graph import SHAPE  # the start shows none

        known |= {plane.key: SHAPE for plane in plots}
    titles, headings = (
        {plane.key: width[at] for plane, width in zip((*planes, *plots), widths, strict=True)}
        for at in (0, 1)
    )
    facts = PlaneSizes(known, titles, headings, label, {})
    if forms is None:
        return arrange(plan, facts, room, zoom, close=True), None
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
