"""The scene of a chapter: its grids with their headings, and over them what the step in hand reads and writes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.lens.view import LensView
from cnnviz.canvas.marks.marked import Marked
from cnnviz.canvas.marks.marks import Marks
from cnnviz.canvas.marks.outline import Outline
from cnnviz.canvas.marks.repainting import Repainting
from cnnviz.canvas.motion.pace import STILL, Pace
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Layout
from cnnviz.canvas.plans.stage_plan import LENS, Plane, StagePlan
from cnnviz.canvas.staging.laid_out import Layouts
from cnnviz.canvas.staging.lettering.lettering import Lettering
from cnnviz.canvas.staging.looks import coloured_alike, guests_in, looks_of
from cnnviz.canvas.staging.placed_grids import Places
from cnnviz.canvas.staging.plane_items import PlaneItems, plan_of
from cnnviz.canvas.staging.step_marks import step_marks
from cnnviz.qt import QGraphicsScene, QObject, QPointF, QPolygonF, QRectF
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Index

if TYPE_CHECKING:
    from cnnviz.canvas.motion.scene_motion import SceneMotion
    from cnnviz.canvas.staging.plots import Plots


class StageScene(QGraphicsScene):
    """Draws the frames of one chapter, while one channel or filter after the other is in hand.

    What glides goes by `clock`.
    """

    def __init__(
        self,
        frame: Frame,
        palette: Palette,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.perf_counter,
        *,
        lens: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setBackgroundBrush(palette.role("stage"))
        self.frame = frame
        self.percent = text_pixels(100)  # of the usual size of words
        self.room: tuple[int, int, float] | None = None  # what it was last arranged for
        self.layout: Layout | None = None
        self._palette = palette
        self.lens = LensView(frame, palette, self) if lens else None
        self._repainting = Repainting(self)
        self._marks = Marks(palette, clock, self, self._repainting)
        self.outlined, self._changed = Outline(palette), Outline(palette)
        self._items = PlaneItems(self, palette, lens=lens)
        self._placed = self._items.take(frame)
        self._guests = guests_in(self.plan, frame)
        self._layouts = Layouts()
        self._lettering = Lettering(self._items, frame, palette, self.lens)
        self._plots: Plots | None = None
        self._clock = clock
        self._motion: SceneMotion | None = None
        for item in (self._marks, self._changed, self.outlined, *self._lettering.items):
            self.addItem(item)
        if self.plan.plots:
            from cnnviz.canvas.staging.plots import Plots  # the start shows none

            self._plots = Plots(self.plan, frame, palette, self)

    @property
    def plan(self) -> StagePlan:
        """What stands there, and how it may be arranged."""
        return self._placed.plan

    @property
    def grids(self) -> Mapping[str, GridItem]:
        """The grids that are shown, by the keys of their planes."""
        return self._placed.shown

    @property
    def every(self) -> Mapping[str, GridItem]:
        """All grids, with those that have no room."""
        return self._placed.grids

    def shows(self, frame: Frame) -> bool:
        """Return whether `frame` belongs to this scene, with what is in hand."""
        return frame.focus == self.frame.focus and self._draws(frame)

    def _draws(self, frame: Frame) -> bool:
        same = frame.chapter is self.frame.chapter and frame.is_drawn_as(self.frame)
        return same and guests_in(self.plan, frame) == self._guests

    def takes(self, frame: Frame) -> bool:
        """Take another channel or filter in hand, to be arranged anew; return whether `frame` belongs to this scene."""
        if not self._draws(frame):
            return False
        if frame.focus != self.frame.focus:
            self.frame, self.room = frame, None
            self._placed = self._items.take(frame)
            self._guests = guests_in(self.plan, frame)
            if self._motion is not None:
                self._motion.placed = self._placed
        return True

    def renew(self, frame: Frame) -> bool:
        """Take over a frame of another run that looks the same but for its numbers; return whether that is so."""
        chapter, known = frame.chapter, self.frame.chapter
        refocused = chapter is known and frame.focus != self.frame.focus
        if refocused or self._plots is not None or not coloured_alike(chapter, known):
            return False
        if plan_of(frame, lens=self.lens is not None) != self.plan:
            return False
        looks = looks_of(self.plan.planes, frame, self._palette)
        reshaped = any(look[2].shape != self.every[key].unread.shape for key, look in looks.items())
        if reshaped or (self.lens is not None and not self.lens.renew(frame)):
            return False
        self._items.forget_others()
        for key, look in looks.items():
            self._placed.grids[key].set_look(*look)
        self.frame, self._guests = frame, guests_in(self.plan, frame)
        self._marks.beside = self._placed.beside_numbers
        self._placed.show_guests(frame)
        return True

    def show_frame(self, frame: Frame, pace: Pace = STILL) -> None:
        """Show another step; if it is the next or the last one frames glide there, and in the next one numbers fly."""
        before, self.frame = self.frame, frame
        beside = abs(frame.timeline.index(before.position) - frame.timeline.index(frame.position)) == 1
        if self.lens is not None and not self.lens.has_room_for(frame) and self.room is not None:
            self.arrange(*self.room)
            return
        self._show_values()
        self._lettering.tell_strokes(frame, self._placed, self)  # first: connectors keep clear of it
        glide = pace.glide if beside else 0
        self._marks.set_marked(self._marked(), glide)
        self._changed.set_path(self._placed.around_changes(self.frame))
        if pace != STILL or self._motion is not None:
            self.motion.go_on(before, frame, pace._replace(glide=glide))

    @property
    def motion(self) -> SceneMotion:
        """What moves in it."""
        if self._motion is None:
            from cnnviz.canvas.motion.scene_motion import SceneMotion  # nothing moves at the start

            self._motion = SceneMotion(
                self._palette, self._clock, self, self._placed, self._marks, self._repainting, self.lens
            )
        return self._motion

    def leave(self) -> Places:
        """Have everything be where it is going to, at once, and return where the grids are, by what they show."""
        self.settle()
        return self._placed.places

    def settle(self) -> None:
        """Have everything be where it is going to, at once."""
        self._marks.settle()
        if self._motion is not None:
            self._motion.moving.stop()

    def tick(self) -> None:
        """Move what glides and flies to where it is by the clock."""
        self._marks.tick()
        if self._motion is not None:
            self._motion.moving.tick()

    def arrange(self, width: int, height: int, zoom: float) -> None:
        """Place everything in a room of `width` and `height`."""
        self.room = width, height, zoom
        shapes = tuple((grid.rows, grid.across) for grid in self.every.values())
        forms = None if self.lens is None else self.lens.forms_for(self.frame)
        layout, chosen = self._layouts.of(self.frame.focus, self.plan, shapes, self.room, forms)
        self.layout = layout
        area = QRectF(0, 0, max(layout.width, width), max(layout.height, height))
        self.setSceneRect(area)
        self._items.place(layout)
        if self._plots is not None:
            self._plots.place(layout)
        if self.lens is not None and chosen is not None:
            self.lens.take(chosen)
            self.lens.place(layout.spots[LENS.key].x, layout.spots[LENS.key].y)
        self._lettering.place(self.frame, area, self._placed, self)
        self._marks.set_grids(area, self._placed.bounds, self._placed.beside_numbers)
        if self._motion is not None:
            self._motion.moving.stop()
        self._show_values()
        self._marks.set_marked(self._marked())
        self._changed.set_path(self._placed.around_changes(self.frame))
        self.outline({})

    def cell_at(self, point: QPointF) -> tuple[Plane, Cell] | None:
        """Return the grid and the cell under a point."""
        for plane in self.plan.planes:
            grid = self.every[plane.key]
            own = plane.chapter is None and grid.isVisible()
            found = grid.cell_at(point - grid.pos()) if own else None
            if found is not None:
                return plane, plane.cell(*found)
        cells = self.cells_at(point)
        return (LENS, cells[0]) if len(cells) == 1 else None

    def cells_at(self, point: QPointF) -> tuple[Cell, ...]:
        """Return the cells that a number of the lens stands for, or is made of; none that one is asked to find."""
        cells = () if self.lens is None else self.lens.cells_at(point)
        return () if self.frame.waits and not self.frame.step.writes.isdisjoint(cells) else cells

    def rects(self, cells: Iterable[Cell]) -> list[QRectF]:
        """Return where cells are shown, in grids of full size and in the lens."""
        cells = [cell for cell in cells if cell.array != self._items.left_out]
        lens = [] if self.lens is None else [rect for cell in cells for rect in self.lens.rects_of(cell)]
        return self._placed.rects(cells) + lens

    def outline(
        self, cells: dict[str, Index], lit: Sequence[QRectF] = (), now: Sequence[QRectF] = ()
    ) -> None:
        """Outline cells, given as indices by array, and numbers of the lens, some wider; none takes all away."""
        self.outlined.set_path(self._placed.around_all(cells, lit), self._placed.around_all({}, now))

    def _show_values(self) -> None:
        frame = self.frame
        if self.lens is not None:
            self.lens.set_frame(frame)
        if self._plots is not None:
            self._plots.set_frame(frame)
        self._placed.show(frame)
        asking = frame.asking if frame.waits else None  # one may be asked how large an array is
        self._items.leave_out(asking.array if asking is not None and asking.of_size else "")
        self._lettering.tell_turned(self._placed, self)

    def _marked(self) -> Marked:
        plots = {} if self._plots is None else self._plots.bounds
        return step_marks(self.frame, self._placed, self.lens, plots, self.words, self.sceneRect())

    @property
    def words(self) -> list[QRectF]:
        """Where text stands over the grids and in the lens."""
        return self._lettering.rects

    @property
    def connectors(self) -> list[QPolygonF]:
        """The corners of the connectors that are drawn."""
        return self._marks.connectors
