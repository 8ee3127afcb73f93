"""All text over the grids of a chapter: their headings, and what the look of cells means."""

from collections.abc import Sequence

from cnnviz.canvas.lens.view import LensView
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.staging.heading import Heading
from cnnviz.canvas.staging.legend import Legend, written
from cnnviz.canvas.staging.placed_grids import PlacedGrids
from cnnviz.qt import QGraphicsItem, QGraphicsScene, QRectF
from cnnviz.run.frames.frame import Frame


class Lettering:
    """A heading for each of the `planes`, and beside a lens, where several cells are written, a legend."""

    def __init__(
        self, planes: Sequence[Plane], frame: Frame, palette: Palette, lens: LensView | None
    ) -> None:
        self._headings = {plane.key: Heading(plane, palette) for plane in planes}
        self._lens = lens
        explained = None if lens is None else written(frame)
        self._legend = None if explained is None else Legend(frame, explained, palette)

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
        """Stand over the grids, which stand already, and under the last that is written, clear of everything."""
        for key, heading in self._headings.items():
            high = placed.grids[key].rows * layout.spots[key].cell
            heading.place(layout.spots[key], layout.headings[key], high, layout.label)
        self._place_legend(area, placed)

    def tell_strokes(self, frame: Frame, placed: PlacedGrids, scene: QGraphicsScene) -> None:
        """Say what the outlines of a stroke are, while there are any."""
        if self._legend is None or not self._legend.tell_strokes(bool(frame.changed)):
            return
        for item in self._legend.items:
            if item.scene() is None:
                scene.addItem(item)
        self._place_legend(scene.sceneRect(), placed)

    def _place_legend(self, area: QRectF, placed: PlacedGrids) -> None:
        if self._legend is not None and self._lens is not None:
            rects = placed.bounds
            others = [*rects.values(), *self._over, self._lens.rect]
            under = (planes[-1] for array in self._legend.arrays if (planes := placed.large(array)))
            any(
                self._legend.place(rects[plane.key], area, others) for plane in under
            )  # the first that has room
