"""A view of one frame after the other: it keeps the scenes of chapters, and arranges them for its size and zoom."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext

from cnnviz.application import text_pixels, words_at
from cnnviz.canvas.kept_scenes import KeptScenes
from cnnviz.canvas.motion.pace import STILL, Pace
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import LARGEST_CELL
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.qt import (
    QFrame,
    QGraphicsView,
    QPaintEvent,
    QPoint,
    QRect,
    QResizeEvent,
    QSize,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell

_ZOOM = 1.25
_USUAL = 100  # hundredths of the usual size of words


class SceneView(QGraphicsView):
    """Shows a `Frame`; what a person points at in it is known to `Stage`.

    Parameters
    ----------
    palette : the colours
    clock : seconds, by which frames glide and numbers fly, in the time that `motion` has for it
    """

    def __init__(
        self,
        palette: Palette,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setMinimumSize(QSize(320, 160))
        self.viewport().setAutoFillBackground(False)  # the scene fills all of it: once is enough
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.motion: Pace = STILL
        self.firm = False
        """Whether words are as large as they are chosen, also where digits become smaller for them."""
        self._palette = palette
        self._clock = clock
        self._zoom = 1.0
        self._shown: StageScene | None = None
        self._kept = KeptScenes()
        self._lens = True

    def point_again(self) -> None:
        """Go on with what is pointed at: another step of the chapter is shown."""

    def point_anew(self) -> None:
        """Go on with what is pointed at: everything stands elsewhere."""

    def forget_pointed(self) -> None:
        """Point at nothing: another scene is shown."""

    def forget_number(self) -> None:
        """Point at no number: the same scene shows another run."""

    def set_frame(self, frame: Frame) -> None:
        """Show a frame: everything anew in another chapter, else only the cells that changed."""
        if self._shown is not None and (self._shown.shows(frame) or self._renews(frame)):
            if self._shown.room is None:  # it is arranged for this frame as soon as the stage has its place
                self._shown.frame = frame
                return
            self._shown.show_frame(frame, self.motion)
            self.point_again()
        else:
            self._show_scene(frame)

    @property
    def has_lens(self) -> bool:
        """Whether the step in hand is worked out between what is read and what is written."""
        return self._lens

    def set_lens(self, shown: bool) -> None:
        """Show the lens, or fold it away and show the parameters as grids."""
        if shown != self._lens:
            self._lens = shown
            if self._shown is not None:
                frame = self._shown.frame
                self._kept.keep_only([])
                self._show_scene(frame)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        if palette is not self._palette:
            self._palette = palette
            self.fit_text()

    def fit_text(self) -> None:
        """Write headings in the size that is chosen for text."""
        if self._shown is not None:
            frame = self._shown.frame
            self._kept.keep_only([])
            self._show_scene(frame)

    def zoom(self, steps: int) -> None:
        """Make the cells larger by so many steps, or smaller; 0 fits everything into the stage again."""
        layout = None if self._shown is None else self._shown.layout
        if steps > 0 and layout is not None and layout.cell == LARGEST_CELL:
            return
        self.set_magnification(min(max(self._zoom * _ZOOM**steps, 1.0), 64.0) if steps else 1.0)

    @property
    def magnification(self) -> float:
        """How many times as large cells are as those that fit the stage."""
        return self._zoom

    def set_magnification(self, times: float) -> None:
        """Show the cells so many times as large as those that fit the stage."""
        self._zoom = times
        self._arrange()

    def tick(self) -> None:
        """Move what glides to where it is by the clock."""
        if self._shown is not None:
            self._shown.tick()

    def cell_centre(self, cell: Cell) -> QPoint:
        """Return where a cell of the array is in the viewport.

        Raises
        ------
        LookupError
            Where no grid on the stage shows it.
        """
        return self.cell_rect(cell).center()

    def cell_rect(self, cell: Cell) -> QRect:
        """Return the rectangle of a cell in the viewport.

        Raises
        ------
        LookupError
            Where no grid on the stage shows it.
        """
        places = self._shown.rects([cell]) if self._shown is not None else []
        if not places:
            raise LookupError(f"{cell} is not on the stage")
        return self.mapFromScene(places[0]).boundingRect()

    def cell_at(self, point: QPoint) -> Cell | None:
        """Return the cell at a place of the viewport, None where there is none."""
        found = self.plane_at(point)
        return None if found is None else found[1]

    def _renews(self, frame: Frame) -> bool:
        """Return whether the scene could take over another run; what was hovered is then another number."""
        if self._shown is None or self._words_give_way or not self._shown.renew(frame):
            return False  # words give way to digits, which an edit changes
        self._kept.keep_only([self._shown])
        self.forget_number()
        return True

    def _show_scene(self, frame: Frame) -> None:
        """Show the scene of another chapter: the one that is kept of it, or a new one."""
        if self._shown is not None:
            self._shown.outline({})
            if self._shown.frame.timeline is not frame.timeline:
                self._kept.keep_only([])
        self.forget_pointed()
        before = self._kept.of_chapter(frame)
        was, places = (None, {}) if self._shown is None else (self._shown.frame, self._shown.leave())
        scene = before if before is not None and before.takes(frame) else None
        if scene is None:
            scene = StageScene(frame, self._palette, self, self._clock, lens=self._lens)
        self._shown = scene
        self.setScene(scene)
        self._kept.put_first(scene, before)
        if scene.room == self._room:
            scene.show_frame(frame)
        else:
            scene.frame = frame
            self._arrange()
        still = self.motion == STILL or self._zoom > 1  # zoomed it may be scrolled
        if was is not None and self._shown.room is not None and not still and frame.follows(was):
            self._shown.motion.enter(was, places, frame, self.motion)

    def settle(self) -> None:
        """Have everything that moves be where it is going to, at once."""
        if self._shown is not None:
            self._shown.settle()

    @property
    def _room(self) -> tuple[int, int, float]:
        """Width, height and zoom that a scene is arranged for."""
        size = self.maximumViewportSize()
        return size.width(), size.height(), self._zoom

    def _arrange(self) -> None:
        """Place everything for the stage's size and zoom, once a layout around the stage has given it one."""
        placed = self.parentWidget() is None or self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        if self._shown is not None and placed:
            self._shown.arrange(*self._room)
            if self._words_give_way:
                self._fit_words()
            self.point_anew()

    @property
    def _words_give_way(self) -> bool:
        return not self.firm and text_pixels(100) > _USUAL

    def _fit_words(self) -> None:
        """Have words that are not so large that digits become smaller for them."""
        from cnnviz.canvas.staging.giving_way import FittedScene, percent_for  # few choose larger text

        before = self._shown
        if before is not None and (percent := percent_for(before)) != before.percent:
            scene = FittedScene(before.frame, self._palette, self, self._clock, percent, lens=self._lens)
            self._shown = scene
            self.setScene(scene)
            self._kept.put_first(scene, before)
            scene.arrange(*self._room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with words of the scene's size."""
        with nullcontext() if self._shown is None else words_at(self._shown.percent):
            super().paintEvent(event)

    def plane_at(self, point: QPoint) -> tuple[Plane, Cell] | None:
        """Return the grid and the cell at a place of the viewport, None where there is none."""
        return None if self._shown is None else self._shown.cell_at(self.mapToScene(point))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the grids into the new size."""
        super().resizeEvent(event)
        self._arrange()
