"""All text over the grids of a chapter: their headings, and what the strength of a cell means while sums grow."""

from collections.abc import Sequence

from cnnviz.canvas.lens.view import LensView
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.staging.heading import Heading
from cnnviz.canvas.staging.legend import Legend, growing
from cnnviz.canvas.staging.placed_grids import PlacedGrids
from cnnviz.qt import QGraphicsItem, QRectF
from cnnviz.run.frames.frame import Frame


class Lettering:
    """A heading for each of the `planes`, and beside a lens, where something grows, a legend."""

    def __init__(
        self, planes: Sequence[Plane], frame: Frame, palette: Palette, lens: LensView | None
    ) -> None:
        self._headings = {plane.key: Heading(plane, palette) for plane in planes}
        self._lens = lens
        grown = None if lens is None else growing(frame)
        self._legend = None if grown is None else Legend(frame, grown, palette)

    @property
    def items(self) -> Sequence[QGraphicsItem]:
        """All that is drawn besides the lens."""
        over = [item for heading in self._headings.values() for item in heading.items]
        return over if self._legend is None else [*over, *self._legend.items]

    def heading(self, key: str) -> Sequence[QGraphicsItem]:
        """Return the heading of the plane with a key."""
        return self._headings[key].items

    @property
    def rects(self) -> list[QRectF]:
        """Where text stands, in the lens as well."""
        lens = [] if self._lens is None or self._lens.face is None else self._lens.face.words
        return self._over + lens + ([] if self._legend is None else self._legend.rects)

    @property
    def _over(self) -> list[QRectF]:
        return [rect for heading in self._headings.values() for rect in heading.rects]

    def place(self, layout: Layout, area: QRectF, placed: PlacedGrids) -> None:
        """Stand over the grids, which stand already, and under the last one that grows, clear of everything."""
        for key, heading in self._headings.items():
            heading.place(layout.spots[key], layout.headings[key])
        if self._legend is not None and self._lens is not None:
            rects = placed.bounds
            last = placed.large(self._legend.array)[-1]
            self._legend.place(rects[last.key], area, [*rects.values(), *self._over, self._lens.rect])
