"""One array as a grid: a backing pixmap in device pixels, of which a step repaints only the changed cells.

Where shapes are wanted instead of pixels, as in SVG and PDF, the same looks are drawn on the painter at once.
"""

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.cell_sizes import APART
from cnnviz.canvas.grids.cells import FADED, FINISHED, PLAIN, UNTOUCHED, CellLook, inks_on
from cnnviz.canvas.grids.changes import changed_blocks
from cnnviz.canvas.grids.colouring import alike, draw_colours, enlarged
from cnnviz.canvas.grids.hatch import draw_gaps, hatch
from cnnviz.canvas.grids.typography import Typography, centres_in, largest, room_for, typography
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

    def __init__(self, look: CellLook, form: NumberFormat, unread: NDArray[np.bool_]) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # else all counts as exposed
        self.look, self.form, self.cell = look, form, 1
        self.unread, self._has_unread = unread, bool(unread.any())
        self.rows, self.columns = unread.shape
        self.values = np.zeros(unread.shape)
        self.progress = np.full(unread.shape, UNTOUCHED, np.int8)
        self.standing = np.full(unread.shape, PLAIN, np.int8)
        self._pixmap = QPixmap()  # null: to be rendered whole
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
        self._pixmap = QPixmap()
        self.update()

    def set_cell(self, cell: int) -> None:
        """Set how many pixels a cell is wide and high."""
        if cell == self.cell:
            return
        self.prepareGeometryChange()
        self.cell = cell
        self._pixmap = QPixmap()

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
            self._take(QRect(0, 0, self.columns, self.rows), 1)
            self._draw(painter, self._held)
            return
        exposed = QRectF(option.exposedRect).intersected(self.boundingRect())
        ratio = round(painter.device().devicePixelRatioF())
        visible = self._visible(widget)
        if self._pixmap.isNull() or ratio != self._ratio or not self._held.contains(visible):
            self._take(visible, ratio)
            self._pixmap = QPixmap(visible.size() * self.cell * ratio)
            self._render(visible)
        elif self._dirty:
            self._render_dirty()
        self._dirty.clear()
        corner, source = QPointF(self._held.topLeft()) * self.cell, exposed
        if ratio != 1 or not corner.isNull():
            source = QRectF((exposed.topLeft() - corner) * ratio, exposed.size() * ratio)
        painter.drawPixmap(exposed, self._pixmap, source)

    def _visible(self, widget: QWidget | None) -> QRect:
        """Return the block of cells that the pixmap has to hold."""
        everything = QRect(0, 0, self.columns, self.rows)
        if widget is None or self.rows * self.columns * self.cell**2 < _WHOLE_PIXELS:
            return everything
        views = self.scene().views()
        seen = self.mapRectFromScene(views[0].mapToScene(widget.rect()).boundingRect()).intersected(
            self.boundingRect()
        )
        top_left = QPoint(int(seen.left() // self.cell), int(seen.top() // self.cell))
        bottom_right = QPoint(int(-(-seen.right() // self.cell)), int(-(-seen.bottom() // self.cell)))
        return QRect(top_left, bottom_right - QPoint(1, 1)).intersected(everything)

    def _take(self, held: QRect, ratio: int) -> None:
        """Prepare for drawing a block of cells, and forget the pixmap that was there."""
        self._held, self._ratio, self._pixmap = held, ratio, QPixmap()
        self._digits = self.typography(self.cell * ratio)

    def _render_dirty(self) -> None:
        for block in self._dirty:
            held = block.intersected(self._held)
            if not held.isEmpty():
                self._render(held)

    def _render(self, block: QRect) -> None:
        """Draw a block of cells into the pixmap."""
        painter = QPainter(self._pixmap)
        self._draw(painter, block)
        painter.end()

    def _draw(self, painter: QPainter, block: QRect) -> None:
        top, left = block.top(), block.left()
        cells = slice(top, top + block.height()), slice(left, left + block.width())
        pixels = self.cell * self._ratio
        area = QRect((block.topLeft() - self._held.topLeft()) * pixels, block.size() * pixels)
        gap = self._ratio * (pixels >= APART)
        values, progress, standing = self.values[cells], self.progress[cells], self.standing[cells]
        inks = self._draw_alike(painter, area, pixels, gap, cells)
        if inks is None:
            colours = self.look.colours(self.values, self.progress, cells, self.standing)
            draw_colours(painter, area.topLeft(), colours, pixels)
            self._draw_hatches(painter, area, pixels, cells)
            draw_gaps(painter, area, pixels, gap, self.look.palette.cells["gap"])
        if self.look.palette.signs:
            from cnnviz.canvas.grids.signs import draw_signs  # few themes have any

            draw_signs(painter, area, self.look, (values, progress), gap)
        if inks is None:
            palette = self.look.palette
            if np.count_nonzero(standing):
                from cnnviz.canvas.grids.standings import draw_standings  # few steps compare

                colours = draw_standings(painter, area, pixels, standing, colours, palette, self._ratio)
            dimmed = (standing == FADED) | ((values == 0) & (standing == PLAIN))
            inks = inks_on(colours.reshape(-1, 3), dimmed.ravel(), palette)
        if self._digits is not None:
            self._draw_numbers(painter, area, pixels, cells, inks)

    def _draw_alike(
        self, painter: QPainter, area: QRect, pixels: int, gap: int, cells: tuple[slice, slice]
    ) -> NDArray[np.intp] | None:
        """Draw cells that are alike but for their numbers, and return the inks of these; None where they are not."""
        values, look = self.values[cells], self.look
        if is_vector(painter) or (self._has_unread and self.unread[cells].any()):
            return None
        if np.count_nonzero(values != values) or np.count_nonzero(look.border[cells]):
            return None
        shades = alike(look, self.progress[cells], self.standing[cells])
        if shades is None:
            return None
        levels = look.levels(values)
        image = enlarged(shades.pixels.take(levels), pixels, gap, look.palette.cells["gap"])
        painter.drawImage(area.topLeft(), image)
        return shades.inks_of(values, levels).ravel()

    def _draw_hatches(self, painter: QPainter, area: QRect, pixels: int, block: tuple[slice, slice]) -> None:
        colour, origin = self.look.palette.cells["hatch"], -self._held.topLeft() * pixels
        waiting, unread = self.progress[block] == UNTOUCHED, self.unread[block]
        hatch(painter, area, pixels, waiting, origin, colour, self._ratio)
        hatch(painter, area, pixels, unread, origin, colour, self._ratio, crossed=True)

    def _draw_numbers(
        self,
        painter: QPainter,
        area: QRect,
        pixels: int,
        block: tuple[slice, slice],
        inks: NDArray[np.intp],
    ) -> None:
        assert self._digits is not None
        glyphs, letters, all_fit, form = self._digits
        values = self.values[block].ravel()
        reached = self.progress[block].ravel() != UNTOUCHED
        rows, columns = (along.stop - along.start for along in block)
        centres = centres_in(rows, columns, pixels, self._ratio)
        if np.count_nonzero(reached) < len(reached):
            values, centres, inks = values[reached], centres[reached], inks[reached]
        centres = centres + np.array([area.left(), area.top()])
        texts = [
            form.in_cell(value) if all_fit or value != value or not value % 1 else ""
            for value in values.tolist()
        ]
        room = room_for(pixels, self._ratio)
        glyphs.draw(painter, texts, centres, inks, room)
        for place, text in enumerate(texts):  # a sum that is not finished may be longer than any that is
            if len(text) > letters - ("." not in text) and glyphs.text_width(text) > room:
                smaller = largest(self.look.palette, [text], pixels, self._ratio)
                if smaller is not None:
                    one = slice(place, place + 1)
                    smaller.draw(painter, [text], centres[one], inks[one], room)

    def typography(self, pixels: int) -> Typography | None:
        """Return the largest digits with which all of the array's numbers fit cells of that size; see `typography`."""
        return typography(self.look, self.form, pixels, self._ratio)
