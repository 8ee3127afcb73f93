"""The stage: the arrays of the current chapter as grids, with what the step in hand reads and writes marked on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt5.QtCore import QPoint, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QFont, QFontMetrics, QMouseEvent, QPainterPath, QResizeEvent, QWheelEvent
from PyQt5.QtWidgets import QFrame, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView, QWidget

from cnnviz.canvas.cells import FINISHED, CellLook, limits
from cnnviz.canvas.curve import SHAPE as CURVE_SHAPE
from cnnviz.canvas.curve import CurveItem
from cnnviz.canvas.grid import GridItem
from cnnviz.canvas.layout import HEADING, LARGEST_CELL, Facts, Layout, arrange
from cnnviz.canvas.marks import Link, Marked, Marks, Outline, region_path
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plan import Leaf, Plan, Size
from cnnviz.canvas.scenes import plan
from cnnviz.explain.numbers import precisions
from cnnviz.trace.frame import Frame
from cnnviz.trace.steps import Cell, Index
from cnnviz.trace.timeline import Chapter

_ZOOM = 1.25
_OUTLINED_AT_MOST = 20_000


class Stage(QGraphicsView):
    """Shows a `Frame`, and asks for what a person wants of it.

    Signals
    -------
    cell_clicked : a `Cell` of an array
    filter_chosen : the index of a filter whose small grid was clicked
    cell_hovered : a `Cell`, or None when the pointer leaves the grids
    """

    cell_clicked = pyqtSignal(object)
    filter_chosen = pyqtSignal(int)
    cell_hovered = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.setAccessibleName(self.tr("Stage"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMouseTracking(True)
        self.viewport().setAcceptDrops(False)  # a view takes drops for its scene; here they are the window's
        self.setMinimumSize(QSize(320, 200))
        self.motion = 0
        self._palette = palette
        self._frame: Frame | None = None
        self._zoom = 1.0
        self._plan: Plan | None = None
        self._layout: Layout | None = None
        self._grids: dict[str, GridItem] = {}
        self._headings: dict[str, list[QGraphicsSimpleTextItem]] = {}
        self._curve: CurveItem | None = None
        self._hovered: Cell | None = None
        self._rebuild_scene()

    def set_frame(self, frame: Frame) -> None:
        """Show a frame: everything anew in another chapter, else only the cells that changed."""
        before, self._frame = self._frame, frame
        if before is None or before.chapter is not frame.chapter or before.focus != frame.focus:
            self._rebuild_scene()
            return
        self._show_values()
        beside = abs(frame.timeline.index(before.position) - frame.timeline.index(frame.position)) == 1
        self._marks.set_marked(self._marked(), self.motion if beside else 0)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        if palette is not self._palette:
            self._palette = palette
            self._rebuild_scene()

    def zoom(self, steps: int) -> None:
        """Make the cells larger by so many steps, or smaller; 0 fits everything into the stage again."""
        if steps > 0 and self._layout is not None and self._layout.cell == LARGEST_CELL:
            return
        self._zoom = min(max(self._zoom * _ZOOM**steps, 1.0), 64.0) if steps else 1.0
        self._arrange()

    def _rebuild_scene(self) -> None:
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.setBackgroundBrush(self._palette.role("stage"))
        self._marks, self._outline = Marks(self._palette), Outline(self._palette)
        scene.addItem(self._marks)
        scene.addItem(self._outline)
        self._grids, self._headings, self._curve = {}, {}, None
        if self._frame is not None:
            self._fill(scene, self._frame)
        old = self.scene()
        self.setScene(scene)
        if old is not None:
            old.deleteLater()
        self._arrange()

    def _fill(self, scene: QGraphicsScene, frame: Frame) -> None:
        """Put the grids of a chapter, their headings and the curve of an activation into the scene."""
        self._plan = plan(frame.chapter, frame.focus)
        for leaf in self._plan.leaves:
            self._grids[leaf.key] = self._grid(leaf)
            self._headings[leaf.key] = self._heading(leaf)
            for item in (self._grids[leaf.key], *self._headings[leaf.key]):
                scene.addItem(item)
        if self._plan.plots:
            self._curve = CurveItem(frame, self._palette)
            scene.addItem(self._curve)

    def _grid(self, leaf: Leaf) -> GridItem:
        assert self._frame is not None
        chapter = self._frame.chapter
        array = chapter.arrays[leaf.array]
        kind = "image" if leaf.array in chapter.image else "signed"
        shape = leaf.plane(array).shape
        border, unread = _ring(chapter, leaf, shape), _unread(chapter, leaf, shape)
        one = kind == "signed" and array.ndim == 4 and leaf.fixed[-1] is not None
        ends = limits(array[..., leaf.fixed[-1]] if one else array, kind)
        look = CellLook(self._palette, kind, *ends, border)
        return GridItem(look, precisions(array), unread)

    def _heading(self, leaf: Leaf) -> list[QGraphicsSimpleTextItem]:
        title, subtitle = QGraphicsSimpleTextItem(leaf.title), QGraphicsSimpleTextItem(leaf.subtitle)
        title.setFont(_title_font())
        subtitle.setFont(_subtitle_font())
        title.setBrush(self._palette.role("text"))
        subtitle.setBrush(self._palette.role("muted"))
        return [title, subtitle]

    def _arrange(self) -> None:
        """Place everything for the stage's size and zoom."""
        if self._frame is None or self._plan is None:
            return
        leaves, plots = self._plan.leaves, self._plan.plots
        shapes = {leaf.key: (self._grids[leaf.key].rows, self._grids[leaf.key].columns) for leaf in leaves}
        facts = Facts(
            shapes | {leaf.key: CURVE_SHAPE for leaf in plots},
            {leaf.key: _title_width(leaf) for leaf in (*leaves, *plots)},
            {leaf.key: _heading_width(leaf) for leaf in (*leaves, *plots)},
        )
        room = self.maximumViewportSize()
        layout = arrange(self._plan, facts, (room.width(), room.height()), self._zoom)
        area = QRectF(0, 0, max(layout.width, room.width()), max(layout.height, room.height()))
        self.scene().setSceneRect(area)
        self._layout = layout
        for leaf in plots:
            if self._curve is not None:
                self._curve.setPos(layout.spots[leaf.key].x, layout.spots[leaf.key].y)
        for leaf in leaves:
            spot, grid = layout.spots[leaf.key], self._grids[leaf.key]
            grid.set_cell(spot.cell)
            grid.setPos(spot.x, spot.y)
            title, subtitle = self._headings[leaf.key]
            title.setPos(spot.x, spot.y - HEADING)
            shift = _title_width(leaf)
            subtitle.setPos(spot.x + shift, spot.y - HEADING + 2)
            room_left = layout.headings[leaf.key] - shift
            texts = (leaf.subtitle, leaf.subtitle.rpartition(" · ")[2], "")
            subtitle.setText(next(text for text in texts if _subtitle_width(text) <= max(room_left, 0)))
        self._marks.set_grids(area, {key: grid.sceneBoundingRect() for key, grid in self._grids.items()})
        self._show_values()
        self._marks.set_marked(self._marked())
        self._show_outline(None)

    def _show_values(self) -> None:
        assert self._frame is not None
        assert self._plan is not None
        frame, finished = self._frame, self._frame.chapter.arrays
        if self._curve is not None:
            self._curve.set_frame(frame)
        for leaf in self._plan.leaves:
            grid = self._grids[leaf.key]
            if leaf.array not in frame.progress:
                array = frame.arrays.get(leaf.array, finished[leaf.array])
                grid.set_values(leaf.plane(array), np.full((grid.rows, grid.columns), FINISHED, np.int8))
            elif leaf.size is Size.SMALL:  # other channels are as far as the one in hand
                progress = frame.progress[leaf.array][0, :, :, frame.focus]
                grid.set_values(leaf.plane(finished[leaf.array]), progress)
            else:
                progress = leaf.plane(frame.progress[leaf.array])
                grid.set_values(leaf.plane(frame.arrays[leaf.array]), progress)

    def _marked(self) -> Marked:
        """Return what the step in hand reads and writes, as frames, cells and connectors."""
        assert self._frame is not None
        assert self._plan is not None
        in_hand = _by_array(self._frame.step.reads | self._frame.step.writes)
        frames, cells = {}, []
        for leaf in self._plan.leaves:
            if leaf.size is Size.SMALL or leaf.array not in in_hand:
                continue
            located = leaf.locate(in_hand[leaf.array])
            if not len(located):
                continue
            (top, left), (bottom, right) = located.min(axis=0), located.max(axis=0)
            frames[leaf.key] = self._rect(leaf.key, top, left, bottom - top + 1, right - left + 1)
            if len(located) < (bottom - top + 1) * (right - left + 1):
                cells += [self._rect(leaf.key, row, column) for row, column in located]
        cells += self._rects(self._singled_out())
        return Marked(frames, cells, [Link(*link) for link in self._plan.links])

    def _singled_out(self) -> list[Cell]:
        """Return the factors of the term in hand, where one goes term by term, and a window's winners."""
        assert self._frame is not None
        winners = getattr(self._frame.chapter.trace, "winners", None)
        if self._frame.position.term is None:
            return list(winners(self._frame.position.step)) if winners else []
        term = self._frame.done.updates[-1].terms[-1]
        return [factor for factor in term if isinstance(factor, Cell)]

    def _rects(self, cells: Sequence[Cell]) -> list[QRectF]:
        assert self._plan is not None
        return [
            self._rect(leaf.key, *located)
            for name, indices in _by_array(cells).items()
            for leaf in self._plan.leaves
            if leaf.array == name and leaf.size is not Size.SMALL
            for located in leaf.locate(indices)
        ]

    def _rect(self, key: str, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        grid = self._grids[key]
        return grid.cell_rect(int(row), int(column), int(rows), int(columns)).translated(grid.pos())

    def _leaf_at(self, point: QPoint) -> tuple[Leaf, Cell] | None:
        """Return the grid and the cell under a point of the viewport."""
        if self._plan is None:
            return None
        at = self.mapToScene(point)
        for leaf in self._plan.leaves:
            grid = self._grids[leaf.key]
            found = grid.cell_at(at - grid.pos())
            if found is not None:
                return leaf, leaf.cell(*found)
        return None

    def _show_outline(self, cell: Cell | None) -> None:
        self._hovered = cell
        path = QPainterPath()
        if cell is not None and self._frame is not None and self._plan is not None:
            touched = dict(self._frame.chapter.trace.related(cell))
            own = np.array([cell.index], np.intp)
            touched[cell.array] = np.concatenate([touched[cell.array], own]) if cell.array in touched else own
            for leaf in self._plan.leaves:
                if leaf.array in touched and leaf.size is not Size.SMALL:
                    path.addPath(self._region(leaf, leaf.locate(touched[leaf.array])))
        self._outline.set_path(path)

    def _region(self, leaf: Leaf, cells: Index) -> QPainterPath:
        grid = self._grids[leaf.key]
        if len(cells) > _OUTLINED_AT_MOST:
            path = QPainterPath()
            path.addRect(grid.sceneBoundingRect())
            return path
        return region_path(cells, (grid.rows, grid.columns), grid.pos(), grid.cell)

    def hover(self, cell: Cell | None) -> None:
        """Light all that `cell` touches, as the pointer over it does."""
        if cell != self._hovered:
            self._show_outline(cell)
            self.cell_hovered.emit(cell)

    def emphasise(self, cells: tuple[Cell, ...]) -> None:
        """Outline some cells, such as the factors of a term that is pointed at; none takes the outline away."""
        path = QPainterPath()
        if self._plan is not None:
            for name, indices in _by_array(cells).items():
                for leaf in self._plan.leaves:
                    if leaf.array == name and leaf.size is not Size.SMALL:
                        path.addPath(self._region(leaf, leaf.locate(indices)))
        self._outline.set_path(path)

    def cell_centre(self, cell: Cell) -> QPoint:
        """Return where a cell of the array is in the viewport.

        Raises
        ------
        LookupError
            Where no grid on the stage shows it.
        """
        assert self._plan is not None
        for leaf in self._plan.leaves:
            if leaf.array == cell.array and leaf.size is not Size.SMALL:
                for row, column in leaf.locate(np.array([cell.index], np.intp)):
                    return self.mapFromScene(self._rect(leaf.key, row, column).center())
        raise LookupError(f"{cell} is not on the stage")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover."""
        found = self._leaf_at(event.pos())
        self.hover(found[1] if found and found[0].size is not Size.SMALL else None)
        pointing = found is not None and self._can_be_clicked(*found)
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: object) -> None:
        """Forget what was hovered."""
        self.hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the step behind the clicked cell, or for the clicked filter."""
        found = self._leaf_at(event.pos())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        leaf, cell = found
        if leaf.size is Size.SMALL:
            self.filter_chosen.emit(cell.index[-1])
        else:
            self.cell_clicked.emit(cell)

    def _can_be_clicked(self, leaf: Leaf, cell: Cell) -> bool:
        assert self._frame is not None
        return leaf.size is Size.SMALL or cell.array in self._frame.chapter.trace.outputs

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the grids into the new size."""
        super().resizeEvent(event)
        self._arrange()


def _by_array(cells: Iterable[Cell]) -> dict[str, Index]:
    grouped: dict[str, list[tuple[int, ...]]] = {}
    for cell in cells:
        grouped.setdefault(cell.array, []).append(cell.index)
    return {name: np.array(indices, np.intp) for name, indices in grouped.items()}


def _ring(chapter: Chapter, leaf: Leaf, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which cells of a plane are padding."""
    ring = np.zeros(shape, bool)
    if leaf.array in chapter.border:
        (top, bottom), (left, right) = chapter.border[leaf.array]
        ring[:] = True
        ring[top : shape[0] - bottom, left : shape[1] - right] = False
    return ring


def _unread(chapter: Chapter, leaf: Leaf, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which cells of a plane no window reaches."""
    unread = np.zeros(shape, bool)
    if leaf.array in chapter.covered:
        rows, columns = chapter.covered[leaf.array]
        unread[:] = ~np.logical_and.outer(rows, columns)
    return unread


def _title_font() -> QFont:
    font = QFont("Roboto")
    font.setPixelSize(14)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _subtitle_font() -> QFont:
    font = QFont("Roboto")
    font.setPixelSize(12)
    return font


def _title_width(leaf: Leaf) -> int:
    return QFontMetrics(_title_font()).horizontalAdvance(leaf.title) + (6 if leaf.title else 0)


def _heading_width(leaf: Leaf) -> int:
    return _title_width(leaf) + _subtitle_width(leaf.subtitle)


def _subtitle_width(text: str) -> int:
    return QFontMetrics(_subtitle_font()).horizontalAdvance(text)
