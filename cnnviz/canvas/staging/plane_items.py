"""The grids and headings of a scene, made once for each plane: those of the channel or filter in hand are shown.

Steps often go through the filters one after the other. What stands there again four steps later is not made anew, but
comes back as it was, and only its cells that have changed since are painted.
"""

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.plans.stage_plan import Plane, StagePlan
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.canvas.staging.lettering.heading import Heading, subtitles_of
from cnnviz.canvas.staging.looks import looks_of
from cnnviz.canvas.staging.placed_grids import PlacedGrids, made_grid
from cnnviz.qt import QGraphicsScene, QRectF
from cnnviz.run.frames.frame import Frame

MOST = 2_000_000
"""Pixels of grids that are kept without being shown."""


class PlaneItems:
    """Makes and keeps what stands on the stage of one chapter, in `scene`."""

    def __init__(self, scene: QGraphicsScene, palette: Palette, *, lens: bool) -> None:
        self._scene, self._palette, self._lens = scene, palette, lens
        self._made: dict[Plane, tuple[GridItem, Heading]] = {}
        self._placed: dict[int, PlacedGrids] = {}  # by what was in hand
        self._shown: tuple[Plane, ...] = ()
        self._absent: frozenset[Plane] = frozenset()  # planes that have no room
        self.left_out = ""
        """The array whose grids are hidden."""

    def take(self, frame: Frame) -> PlacedGrids:
        """Show the grids of what a frame has in hand, and hide the others."""
        if frame.focus not in self._placed:
            plan = plan_of(frame, lens=self._lens)
            self._make(plan, frame)
            grids = {plane.key: self._made[plane][0] for plane in plan.planes}
            self._placed[frame.focus] = PlacedGrids(plan, grids)
            self._placed[frame.focus].show_guests(frame)
        placed = self._placed[frame.focus]
        before, self._shown = self._shown, tuple(placed.plan.planes)
        for plane in {*before} - {*self._shown}:
            self._set_visible(plane, shown=False)
        for plane in {*self._shown} - {*before}:
            self._set_visible(plane, shown=not self._leaves_out(plane))
        self._forget_many()
        return placed

    def _make(self, plan: StagePlan, frame: Frame) -> None:
        missing = [plane for plane in plan.planes if plane not in self._made]
        looks = looks_of(missing, frame, self._palette)
        for plane in missing:
            grid, heading = self._made[plane] = (
                made_grid(plane, *looks[plane.key]),
                Heading(plane, self._palette),
            )
            for item in (grid, *heading.items):
                self._scene.addItem(item)

    def _set_visible(self, plane: Plane, *, shown: bool) -> None:
        grid, heading = self._made[plane]
        for item in (grid, *heading.items):
            item.setVisible(shown)

    def leave_out(self, array: str) -> None:
        """Hide the grids of an array, and show those that were hidden before."""
        before, self.left_out = self.left_out, array
        for plane in self._shown if before != array else ():
            if plane.array and plane.array in (before, array):
                self._set_visible(plane, shown=plane.array != array and plane not in self._absent)

    def _leaves_out(self, plane: Plane) -> bool:
        """Return whether the grids of a plane's array are hidden; sums by map are of no array."""
        return bool(plane.array) and plane.array == self.left_out

    def place(self, layout: Layout) -> None:
        """Stand where a layout has what is shown."""
        self._absent = frozenset(plane for plane in self._shown if plane.key not in layout.spots)
        there = [plane for plane in self._shown if plane not in self._absent]
        for plane in self._shown if any(plane.still for plane in self._shown) else ():
            self._set_visible(plane, shown=plane in there and not self._leaves_out(plane))
        headings = [(plane, self._made[plane][1]) for plane in there]
        subtitles = subtitles_of(headings, layout.headings)
        for plane in there:
            grid, heading = self._made[plane]
            spot = layout.spots[plane.key]
            grid.set_cell(spot.cell)
            grid.setPos(spot.x, spot.y)
            high = grid.rows * spot.cell
            heading.place(spot, subtitles.get(plane, ""), high, layout.label)

    @property
    def words(self) -> list[QRectF]:
        """Where the headings stand."""
        there = (plane for plane in self._shown if plane not in self._absent)
        return [rect for plane in there for rect in self._made[plane][1].rects]

    def forget_others(self) -> None:
        """Keep nothing but what is shown: the others are of numbers that are gone."""
        self._placed = {
            focus: placed
            for focus, placed in self._placed.items()
            if tuple(placed.plan.planes) == self._shown
        }
        for plane in [plane for plane in self._made if plane not in self._shown]:
            grid, heading = self._made.pop(plane)
            for item in (grid, *heading.items):
                self._scene.removeItem(item)

    def _forget_many(self) -> None:
        """Keep nothing but what is shown where the others take much memory."""
        hidden = (grid.boundingRect() for plane, (grid, _) in self._made.items() if plane not in self._shown)
        if sum(rect.width() * rect.height() for rect in hidden) > MOST:
            self.forget_others()


def plan_of(frame: Frame, *, lens: bool) -> StagePlan:
    """Return what stands on the stage in the steps that are drawn as a frame is."""
    theirs = "" if frame.theirs is None else frame.theirs.array
    run = () if theirs else frame.timeline.chapters
    return stage_plan(frame.chapter, frame.focus, lens=lens, theirs=theirs, run=run, trained=frame.trained)
