"""The stage: a view of the current chapter's scene, which asks for what a person points at."""

from __future__ import annotations

import time
from collections.abc import Callable

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.kept_scenes import KeptScenes
from cnnviz.canvas.staging.layout import LARGEST_CELL
from cnnviz.canvas.staging.lighting import light, light_term, rests_on_the_lens
from cnnviz.canvas.staging.scene import StageScene
from cnnviz.canvas.staging.stage_plan import Plane, Size
from cnnviz.canvas.wheel import Notches
from cnnviz.qt import (
    QFrame,
    QGraphicsView,
    QMouseEvent,
    QPoint,
    QRect,
    QResizeEvent,
    QSize,
    Qt,
    QWheelEvent,
    QWidget,
    pyqtSignal,
)
from cnnviz.run.frame import Frame
from cnnviz.trace.steps import Cell

_ZOOM = 1.25


class Stage(QGraphicsView):
    """Shows a `Frame`, and asks for what a person wants of it.

    Parameters
    ----------
    palette : the colours
    clock : seconds, by which frames glide

    Signals
    -------
    cell_clicked : a `Cell` of an array
    filter_chosen : the index of a filter whose small grid was clicked
    cell_hovered : a `Cell`, or None when the pointer leaves the grids
    term_hovered : the cells (tuple of `Cell`) that make a product of the lens, empty where there is none
    wheel_turned : (`Cell` or None, notches of the wheel with Ctrl, whether Shift was held too)
    """

    cell_clicked = pyqtSignal(object)
    filter_chosen = pyqtSignal(int)
    cell_hovered = pyqtSignal(object)
    term_hovered = pyqtSignal(object)
    wheel_turned = pyqtSignal(object, int, bool)

    def __init__(
        self,
        palette: Palette,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.setAccessibleName(self.tr("Stage"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setAcceptDrops(False)  # a view takes drops for its scene; here they are the window's
        self.setMinimumSize(QSize(320, 160))
        self.motion = 0
        self._palette = palette
        self._clock = clock
        self._zoom = 1.0
        self._notches = Notches()
        self._shown: StageScene | None = None
        self._kept = KeptScenes()
        self._hovered: Cell | None = None
        self._term: tuple[Cell, ...] = ()  # that the product under the pointer is made of
        self._pointed: QPoint | None = None
        self._lens = True

    def set_frame(self, frame: Frame) -> None:
        """Show a frame: everything anew in another chapter, else only the cells that changed."""
        if self._shown is not None and (self._shown.shows(frame) or self._renews(frame)):
            if self._shown.room is None:  # it is arranged for this frame as soon as the stage has its place
                self._shown.frame = frame
                return
            self._shown.show_frame(frame, self.motion)
            self._point_again()
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

    def hover(self, cell: Cell | None) -> None:
        """Light all that `cell` touches, as the pointer over it does."""
        if cell == self._hovered or self._shown is None:
            return
        self._hovered = cell
        light(self._shown, cell)
        self.cell_hovered.emit(cell)

    def emphasise(self, cells: tuple[Cell, ...]) -> None:
        """Outline some cells, such as the factors of a term that is pointed at; none takes the outline away."""
        if self._shown is not None:
            light_term(self._shown, cells)

    def _hover_term(self, cells: tuple[Cell, ...]) -> None:
        """Light the factors of a product of the lens."""
        if cells != self._term:
            self._term = cells
            if cells or self._hovered is None:
                self.emphasise(cells)
            self.term_hovered.emit(cells)

    def _point_again(self) -> None:
        """Go on with what is under the pointer where it rests on the lens, whose numbers have changed."""
        at = self._pointed
        if self._shown is not None and at is not None and rests_on_the_lens(self._shown, self.mapToScene(at)):
            self._point(at)
        elif self._hovered is not None:
            cell, self._hovered = self._hovered, None
            self.hover(cell)

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
        found = self._cell_at(point)
        return None if found is None else found[1]

    def _renews(self, frame: Frame) -> bool:
        """Return whether the scene could take over another run; what was hovered is then another number."""
        if self._shown is None or not self._shown.renew(frame):
            return False
        self._kept.keep_only([self._shown])
        self.hover(None)
        return True

    def _show_scene(self, frame: Frame) -> None:
        """Show the scene of another chapter: the one that is kept of it, or a new one."""
        if self._shown is not None:
            self._shown.outline({})
            if self._shown.frame.timeline is not frame.timeline:
                self._kept.keep_only([])
        self._hovered, self._term = None, ()
        before = self._kept.of_chapter(frame)
        kept = before is not None and before.shows(frame)
        scene = before if kept else None
        if scene is None:
            scene = StageScene(frame, self._palette, self, before, self._clock, lens=self._lens)
        self._shown = scene
        self.setScene(scene)
        self._kept.put_first(scene, before)
        if scene.room == self._room:
            scene.show_frame(frame, 0)
        else:
            scene.frame = frame
            self._arrange()

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

    def _cell_at(self, point: QPoint) -> tuple[Plane, Cell] | None:
        return None if self._shown is None else self._shown.cell_at(self.mapToScene(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self._point(event.pos())

    def _point(self, at: QPoint) -> None:
        self._pointed = at
        found = self._cell_at(at)
        term = self._shown.cells_at(self.mapToScene(at)) if found is None and self._shown is not None else ()
        self._hover_term(term)
        self.hover(found[1] if found and found[0].size is not Size.SMALL else None)
        pointing = found is not None and self._can_be_clicked(*found)
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: object) -> None:
        """Forget what was hovered."""
        self._pointed = None
        self._hover_term(())
        self.hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the step behind the clicked cell, or for the clicked filter."""
        found = self._cell_at(event.pos())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        plane, cell = found
        if plane.size is Size.SMALL and not plane.exact:
            self.filter_chosen.emit(cell.index[-1])
        else:
            self.cell_clicked.emit(cell)

    def _can_be_clicked(self, plane: Plane, cell: Cell) -> bool:
        assert self._shown is not None
        return plane.size is Size.SMALL or cell.array in self._shown.frame.chapter.trace.outputs

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ask what is to be done with Ctrl, over which cell; scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            found = self._cell_at(event.position().toPoint())
            cell = found[1] if found and found[0].size is not Size.SMALL else None
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            notches = self._notches.turned(event)
            if notches:
                self.wheel_turned.emit(cell, notches, shift)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the grids into the new size."""
        super().resizeEvent(event)
        self._arrange()
