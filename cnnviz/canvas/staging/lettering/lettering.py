"""All text over the grids of a chapter: their headings, signs between them, and what the look of cells means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnnviz.canvas.lens.view import LensView
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Size
from cnnviz.canvas.staging.lettering.legend import Legend, Near, legends_of
from cnnviz.canvas.staging.placed_grids import PlacedGrids
from cnnviz.canvas.staging.plane_items import PlaneItems
from cnnviz.qt import QGraphicsItem, QGraphicsScene, QRectF
from cnnviz.run.frames.frame import Frame

if TYPE_CHECKING:
    from cnnviz.canvas.plans.stage_plan import Plane, Sign
    from cnnviz.canvas.staging.lettering.signs_between import SignsBetween
    from cnnviz.canvas.staging.turning import Turning


class Lettering:
    """The headings of grids, the signs between some, and beside a lens, where several cells are written, a legend."""

    def __init__(self, grids: PlaneItems, frame: Frame, palette: Palette, lens: LensView | None) -> None:
        self._grids, self._lens, self._palette = grids, lens, palette
        self._signs: dict[tuple[Sign, ...], SignsBetween] = {}
        self._signed: SignsBetween | None = None  # those that are shown
        self._around: tuple[object, ...] = ()  # what the legend stands clear of
        self._turning: Turning | None = None
        self._still: tuple[PlacedGrids, Plane | None] | None = None  # grids, and which of them is met turned
        self._legends: Sequence[Legend] = () if lens is None else legends_of(frame, palette)

    @property
    def items(self) -> Sequence[QGraphicsItem]:
        """All that is drawn besides the lens and the headings, which come with their grids."""
        return [item for legend in self._legends for item in legend.items]

    @property
    def rects(self) -> list[QRectF]:
        """Where text stands, in the lens as well."""
        lens = [] if self._lens is None or self._lens.face is None else self._lens.face.words
        signs = [] if self._signed is None else self._signed.rects
        turned = [] if self._turning is None else self._turning.rects
        legends = [rect for legend in self._legends for rect in legend.rects]
        return self._grids.words + lens + signs + turned + legends

    def place(self, frame: Frame, area: QRectF, placed: PlacedGrids, scene: QGraphicsScene) -> None:
        """Stand under the last grid that is written, clear of everything, once the grids stand."""
        self._place_signs(placed, scene)
        if self._lens is not None and self._legends:
            told = self._tells_anew(frame, scene)
            around = area, list(placed.bounds.values()), self._grids.words, self._lens.rect
            if told or around != self._around:
                self._around = around
                self._place_legends(area, placed)

    def _place_signs(self, placed: PlacedGrids, scene: QGraphicsScene) -> None:
        signs = placed.plan.signs
        if self._signed is not None and self._signed is not self._signs.get(signs):
            for item in self._signed.items:
                item.hide()
            self._signed = None
        if signs:
            if signs not in self._signs:
                from cnnviz.canvas.staging.lettering.signs_between import (
                    SignsBetween,  # the start shows none
                )

                self._signs[signs] = SignsBetween(signs, self._palette)
                for item in self._signs[signs].items:
                    scene.addItem(item)
            self._signed = self._signs[signs]
            self._signed.place(placed.bounds)

    def tell_strokes(self, frame: Frame, placed: PlacedGrids, scene: QGraphicsScene) -> None:
        """Say what the outlines of a stroke are, while there are any."""
        if self._tells_anew(frame, scene):
            self._place_legends(scene.sceneRect(), placed)

    def tell_turned(self, placed: PlacedGrids, scene: QGraphicsScene) -> None:
        """Say of a kernel that stands beside the lens how it is met there, once the lens shows the step."""
        if self._still is None or self._still[0] is not placed:
            self._still = placed, next((plane for plane in placed.plan.large if plane.still), None)
        plane, lens = self._still[1], self._lens
        if plane is None or lens is None or lens.face is None:
            return
        if self._turning is None:
            from cnnviz.canvas.staging.turning import Turning  # the start shows none

            self._turning = Turning(self._palette)
            scene.addItem(self._turning)
        grid = placed.grids[plane.key]
        self._turning.setVisible(grid.isVisible())
        if grid.isVisible():
            others = [*placed.bounds.values(), *self._grids.words]
            self._turning.show_step(plane, grid.sceneBoundingRect(), grid.cell, lens.rect, lens.face, others)

    def _tells_anew(self, frame: Frame, scene: QGraphicsScene) -> bool:
        """Return whether outlines of a stroke have come or gone, so that the legend has to be placed anew."""
        for legend in self._legends:
            legend.tell_progress(frame)
        if not any(legend.tell_strokes(bool(frame.changed)) for legend in self._legends):  # one of them does
            return False
        for item in self.items:
            if item.scene() is None:
                scene.addItem(item)
        return True

    def _place_legends(self, area: QRectF, placed: PlacedGrids) -> None:
        """Place one after the other, each under the first grid that has room for it."""
        if self._lens is None:
            return
        rects = placed.bounds
        others = [*rects.values(), *self._grids.words, self._lens.rect]
        for legend in self._legends:
            under = [planes[-1] for array in legend.arrays if (planes := placed.large(array))]
            under += [
                plane
                for plane in reversed(placed.plan.planes)
                if plane.size is Size.SMALL and plane.array in legend.arrays
            ]
            under += [p for p in reversed(placed.plan.large) if (p.chapter or 0) > legend.chapter]
            own = [plane for plane in under if plane.key in rects]
            ways = [(own, Near.BY)]
            if legend.everywhere:  # rather by another than nowhere
                large = [plane for plane in placed.plan.large if plane.key in rects]
                every = [plane for plane in reversed(placed.plan.planes) if plane.key in rects]
                ways += [(own[:1], Near.BENEATH), (large, Near.BY), (every, Near.FARTHER)]
            any(  # where there is no room for names it does without
                _stands(legend, plane, rects[plane.key], area, others, named=named, near=near)
                for planes, near in ways
                for named in (True, False)
                for plane in planes
            )
            others += legend.taken


def _stands(
    legend: Legend,
    plane: Plane,
    grid: QRectF,
    area: QRectF,
    others: Sequence[QRectF],
    *,
    named: bool,
    near: Near,
) -> bool:
    """Place a legend by a plane, or not as `near`, with the name of what it tells of where that is another one."""
    array = plane.array if plane.chapter is None else ""
    legend.name(None if not named else "" if near is Near.BENEATH else array)
    own = array in legend.arrays[:1]
    return legend.place(grid, area, others, headed=plane.headed, own=own, near=near)
