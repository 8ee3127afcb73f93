"""The stage: a view of the current chapter's scene, which asks for what a person points at."""

from __future__ import annotations

import time
from collections.abc import Callable

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Plane, Size
from cnnviz.canvas.scene_view import SceneView
from cnnviz.canvas.wheel import Notches
from cnnviz.qt import QEvent, QMouseEvent, QPoint, QRect, QRectF, Qt, QWheelEvent, QWidget, pyqtSignal
from cnnviz.trace.steps import Cell

_HEADING = 30  # pixels over a grid in which its heading stands


class Stage(SceneView):
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
        super().__init__(palette, parent, clock)
        self.setObjectName("stage")
        self.setAccessibleName(self.tr("Stage"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setAcceptDrops(False)  # a view takes drops for its scene; here they are the window's
        self._notches = Notches()
        self._hovered: Cell | None = None
        self._term: tuple[Cell, ...] = ()  # that the product under the pointer is made of
        self._pointed: QPoint | None = None
        self._clicked_in: tuple[int, int] | None = None  # the chapter and step of a click on what is hovered

    def hover(self, cell: Cell | None) -> None:
        """Light all that `cell` touches, as the pointer over it does."""
        if cell == self._hovered or self._shown is None:
            return
        self._hovered, self._clicked_in = cell, None
        self._light()
        self.cell_hovered.emit(cell)

    def _light(self) -> None:
        """Outline what goes with the cell that is pointed at, or with a product of the lens."""
        if self._term and self._hovered is None:
            self.emphasise(self._term)
        elif self._shown is not None:
            from cnnviz.canvas.staging.lighting import light  # a start does not wait for it

            light(self._shown, self._hovered)

    def emphasise(self, cells: tuple[Cell, ...]) -> None:
        """Outline some cells, such as the factors of a term that is pointed at; none takes the outline away."""
        if self._shown is not None:
            from cnnviz.canvas.staging.lighting import light_term

            light_term(self._shown, cells)

    def _hover_term(self, cells: tuple[Cell, ...]) -> None:
        """Light the factors of a product of the lens."""
        if cells != self._term:
            self._term = cells
            if cells or self._hovered is None:
                self.emphasise(cells)
            self.term_hovered.emit(cells)

    def point_again(self) -> None:
        """Go on with what is under the pointer where it rests on the lens, whose numbers have changed.

        What was clicked was asked for in its own step: in another one it is outlined when the mouse moves.
        """
        at, clicked = self._pointed, self._clicked_in
        if at is not None and self._rests_on_the_lens(at):
            self._point(at)
        elif clicked is not None and clicked != self._step:
            self.hover(None)
        elif self._hovered is not None:
            cell, self._hovered = self._hovered, None
            self.hover(cell)
            self._clicked_in = clicked

    def point_anew(self) -> None:
        """Go on with what is under the pointer now, or with what was pointed at, of which the outline is gone."""
        before = self._hovered, self._term
        if before == (None, ()) or self._shown is None:
            return
        if self._pointed is not None:
            self._point(self._pointed)
        if (self._hovered, self._term) == before:
            self._light()

    def _rests_on_the_lens(self, at: QPoint) -> bool:
        if self._shown is None:
            return False
        from cnnviz.canvas.staging.lighting import rests_on_the_lens

        return rests_on_the_lens(self._shown, self.mapToScene(at))

    def forget_pointed(self) -> None:
        """Point at nothing, and say so: another scene is shown."""
        (cell, term), (self._hovered, self._term) = (self._hovered, self._term), (None, ())
        if cell is not None:
            self.cell_hovered.emit(None)
        if term:
            self.term_hovered.emit(())

    def forget_number(self) -> None:
        """Point at no number: the same scene shows another run."""
        self.hover(None)

    @property
    def outline_words(self) -> list[QRect]:
        """Where it is said what is outlined, in the viewport."""
        words = [] if self._shown is None else self._shown.outlined.words
        return [self.mapFromScene(rect).boundingRect() for rect in words]

    @property
    def read(self) -> list[QRect]:
        """Where the lens stands, and where it is said what grids and cells are; nothing where one points into it."""
        if self._shown is None or self.pointed_number is not None:
            return []
        lens = [] if self._shown.lens is None else [self._shown.lens.rect]
        return [self.mapFromScene(rect).boundingRect() for rect in (*lens, *self._shown.words)]

    @property
    def pointed_heading(self) -> list[QRect]:
        """Where the heading stands of the grid that is under the pointer, in the viewport."""
        if self._shown is None or self._pointed is None:
            return []
        at = self.mapToScene(self._pointed)
        visible = (grid.sceneBoundingRect() for grid in self._shown.grids.values() if grid.isVisible())
        over = [QRectF(r.left(), r.top() - _HEADING, r.width(), _HEADING) for r in visible if r.contains(at)]
        words = [rect for rect in self._shown.words if any(rect.intersects(one) for one in over)]
        return [self.mapFromScene(rect).boundingRect() for rect in words]

    @property
    def pointed_number(self) -> QRect | None:
        """Where the number of the lens is that is under the pointer, in the viewport, if there is one."""
        if self._shown is None or self._shown.lens is None or self._pointed is None:
            return None
        place = self._shown.lens.rect_at(self.mapToScene(self._pointed))
        return None if place is None else self.mapFromScene(place).boundingRect()

    def event(self, event: QEvent) -> bool:
        """Cut short what moves when a key is pressed, before anybody takes it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self.settle()
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        self._point(event.pos())

    def _point(self, at: QPoint) -> None:
        self._pointed = at
        found = self.plane_at(at)
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
        found = self.plane_at(event.pos())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        plane, cell = found
        if plane.size is Size.SMALL and not plane.exact:
            self.filter_chosen.emit(cell.index[-1])
        else:
            self._clicked_in = None
            self.cell_clicked.emit(cell)
            self._clicked_in = self._step if cell == self._hovered else None

    @property
    def _step(self) -> tuple[int, int] | None:
        """Chapter and step that are shown."""
        at = None if self._shown is None else self._shown.frame.position
        return None if at is None else (at.chapter, at.step)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go on as for another click, which comes quickly; an answer is given with the first."""
        if self._shown is not None and self._shown.frame.asking is None:
            self.mousePressEvent(event)

    def _can_be_clicked(self, plane: Plane, cell: Cell) -> bool:
        assert self._shown is not None
        return plane.size is Size.SMALL or cell.array in self._shown.frame.chapter.trace.outputs

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ask what is to be done with Ctrl, over which cell; scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            found = self.plane_at(event.position().toPoint())
            cell = found[1] if found and found[0].size is not Size.SMALL else None
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            notches = self._notches.turned(event)
            if notches:
                self.wheel_turned.emit(cell, notches, shift)
        else:
            super().wheelEvent(event)
