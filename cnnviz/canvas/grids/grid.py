"""One array as a grid: a backing pixmap in device pixels, of which a step repaints only the changed cells.

Where shapes are wanted instead of pixels, as in SVG and PDF, the same looks are drawn on the painter at once.
"""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from cnnviz.application import least_digits
from cnnviz.canvas.grids.cells import FINISHED, PLAIN, UNTOUCHED, CellLook
from cnnviz.canvas.grids.changes import changed_blocks
from cnnviz.canvas.grids.drawn import Drawn, cells_of
from cnnviz.canvas.grids.typography import Typography, typography
from cnnviz.canvas.painter import is_vector
from cnnviz.explain.number_format import NumberFormat
from cnnviz.qt import (
    QGraphicsItem,
    QPainter,
    QPixmap,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QRegion,
    QStyleOptionGraphicsItem,
    QWidget,
)

_WHOLE_PIXELS = 1_000_000  # a larger grid keeps only what is visible in its pixmap


class GridItem(QGraphicsItem):
    """A grid of numbers.

    Its rectangle is ``columns*cell x rows*cell`` in scene units, which are logical pixels. The look belongs to the
    array and changes with an edit at most; `values`, `progress` and `standing`, which it shows, change with every
    step. Cells that are never read are finished from the start. Numbers are written in the array's `form`, as
    everywhere else, where the cells are too small for that all with fewer decimals, and then not at all.
    """

    from_afar = False
    """Whether digits that are too small for who sits far away are left to the lens."""

    def __init__(self, look: CellLook, form: NumberFormat, unread: NDArray[np.bool_]) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # else all counts as exposed
        self.look, self.form, self.cell = look, form, 1
        self.unread, self._has_unread = unread, bool(unread.any())
        self.rows, self.columns = unread.shape
        self.values = np.zeros(unread.shape)
        self.progress = np.full(unread.shape, UNTOUCHED, np.int8)
        self.standing = np.full(unread.shape, PLAIN, np.int8)
        self._pixmap, self._whole = QPixmap(), True  # to be rendered whole
        self._held = QRect()  # the block of cells that the pixmap holds
        self._dirty: list[QRect] = []
        self._digits: Typography | None = None
        self._ratio = 1

    def boundingRect(self) -> QRectF:
        """Return the grid's exact rectangle."""
        return QRectF(0, 0, self.columns * self.cell, self.rows * self.cell)

    def set_look(self, look: CellLook, form: NumberFormat, unread: NDArray[np.bool_]) -> None:
        """Take over the look of another array of the same shape."""
        same = look.alike(self.look) and np.array_equal(unread, self.unread)
        if same and form.decimals == self.form.decimals:
            return
        self.look, self.form = look, form
        self.unread, self._has_unread = unread, bool(unread.any())
        self.paint_anew()

    def paint_anew(self) -> None:
        """Paint all cells again."""
        self._whole = True
        self.update()

    def set_cell(self, cell: int) -> None:
        """Set how many pixels a cell is wide and high."""
        if cell == self.cell:
            return
        self.prepareGeometryChange()
        self.cell, self._whole = cell, True

    def set_values(
        self,
        values: NDArray[np.floating],
        progress: NDArray[np.int8],
        standing: NDArray[np.int8] | None = None,
    ) -> None:
        """Show `values`; only the cells that differ from those shown are painted again."""
        standing = np.full(self.unread.shape, PLAIN, np.int8) if standing is None else standing
        if self._has_unread:
            progress = np.where(self.unread & (progress == UNTOUCHED), np.int8(FINISHED), progress)
        blocks = changed_blocks((self.values, self.progress, self.standing), (values, progress, standing))
        if not blocks:
            return
        self.values, self.progress, self.standing = np.array(values, float), progress, standing
        self._dirty += blocks
        for block in blocks:
            self.update(self.cell_rect(block.top(), block.left(), block.height(), block.width()))

    @property
    def across(self) -> int:
        """How many cells it is wide."""
        return int(self.columns)

    @property
    def beside_numbers(self) -> float:
        """Pixels of a cell that its longest number leaves free on each side."""
        digits = self.typography(self.cell * self._ratio)
        width = 0.0 if digits is None else digits.glyphs.text_width("0" * digits.letters) / self._ratio
        return (self.cell - 1 - width) / 2

    def cell_rect(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Return the rectangle of a block of cells in the item's coordinates."""
        return QRectF(column * self.cell, row * self.cell, columns * self.cell, rows * self.cell)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the (row, column) under a point of the item, or None outside."""
        row, column = int(point.y() // self.cell), int(point.x() // self.cell)
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Blit what is exposed, after rendering the cells that changed."""
        if is_vector(painter):
            self._take(self.everything, 1)
            self._whole = True
            self.drawn.draw(painter, self.boundingRect().toRect(), cells_of(self.everything), QPoint())
            return
        exposed = QRectF(option.exposedRect).intersected(self.boundingRect())
        ratio = round(painter.device().devicePixelRatioF())
        due = self.due(self._visible(widget), ratio)
        size = self._held.size() * self.cell * ratio
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
        for block in due:
            self._render(block)
        corner, source = QPointF(self._held.topLeft()) * self.cell, exposed
        if ratio != 1 or not corner.isNull():
            source = QRectF((exposed.topLeft() - corner) * ratio, exposed.size() * ratio)
        painter.drawPixmap(exposed, self._pixmap, source)

    @property
    def everything(self) -> QRect:
        """The block of all cells."""
        return QRect(0, 0, self.columns, self.rows)

    def _visible(self, widget: QWidget | None) -> QRect:
        """Return the block of cells that the pixmap has to hold."""
        if widget is None or self.rows * self.columns * self.cell**2 < _WHOLE_PIXELS:
            return self.everything
        views = self.scene().views()
        seen = self.mapRectFromScene(views[0].mapToScene(widget.rect()).boundingRect()).intersected(
            self.boundingRect()
        )
        top_left = QPoint(int(seen.left() // self.cell), int(seen.top() // self.cell))
        bottom_right = QPoint(int(-(-seen.right() // self.cell)), int(-(-seen.bottom() // self.cell)))
        return QRect(top_left, bottom_right - QPoint(1, 1)).intersected(self.everything)

    def due(self, visible: QRect, ratio: int, *, anew: bool = False) -> list[QRect]:
        """Return the blocks of those visible that are to be drawn now: what changed, or all of them `anew`."""
        if anew or self._whole or ratio != self._ratio or not self._held.contains(visible):
            self._take(visible, ratio)
            blocks = [visible]
        else:
            blocks = [block.intersected(self._held) for block in self._dirty]
            if len(blocks) > 1:  # those of several steps may lie over each other
                blocks = reduce(QRegion.united, map(QRegion, blocks)).rects()
        self._whole, self._dirty = False, []
        return [block for block in blocks if not block.isEmpty()]

    def _take(self, held: QRect, ratio: int) -> None:
        """Prepare for drawing a block of cells."""
        self._held, self._ratio = held, ratio
        self._digits = self.typography(self.cell * ratio)

    @property
    def drawn(self) -> Drawn:
        """What is drawn of it, and how large."""
        unread = self.unread if self._has_unread else None
        pixels = self.cell * self._ratio
        return Drawn(
            self.look, self.values, self.progress, self.standing, unread, self._digits, pixels, self._ratio
        )

    def _render(self, block: QRect) -> None:
        """Draw a block of cells into the pixmap."""
        painter, corner, pixels = QPainter(self._pixmap), self._held.topLeft(), self.cell * self._ratio
        area = QRect((block.topLeft() - corner) * pixels, block.size() * pixels)
        self.drawn.draw(painter, area, cells_of(block), -corner * pixels)
        painter.end()

    def typography(self, pixels: int) -> Typography | None:
        """Return the largest digits with which all of the array's numbers fit cells of that size; see `typography`."""
        return typography(self.look, self.form, pixels, self._ratio, least_digits() if self.from_afar else 0)
