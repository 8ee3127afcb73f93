"""What is to be seen on a pad: the image, lines between its cells, the selected cell, the reach of the brush."""

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.thumbnail import as_image, cell_colours
from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array, is_picture
from cnnviz.experiment.drawing.painting import Cells, Place
from cnnviz.qt import QColor, QLine, QPainter, QPen, QPoint, QRect, QSize
from cnnviz.ui.drawing.pad.grid import fitted

MARGIN = 3  # logical pixels around the image, for its frame
AROUND = 4  # logical pixels that a mark reaches beyond its cell
_LINES_FROM = 6  # logical pixels a cell
_LINE_STRENGTH = 0.45
_OUTLINE_FROM = 3
_LEAST_MARK = 7


class PadPicture:
    """Holds the colours of the image, and paints those cells that are asked for."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.grid = fitted(1, 1, 1, 1, 0, 1)
        self._colours: NDArray[np.uint8] = np.zeros((0, 0, 3), np.uint8)

    def fit(self, width: int, height: int, ratio: int) -> None:
        """Lay the cells out on a pad of this size."""
        rows, columns = self._colours.shape[:2]
        if rows:
            self.grid = fitted(rows, columns, width, height, MARGIN, ratio)

    def show(self, image: Array, palette: Palette) -> QRect | None:
        """Take over an image; return the block of cells that look different, or None where that is everything."""
        colours = cell_colours(image, palette, image=image.shape[2] == 3 or is_picture(image))
        before, self._colours = self._colours, colours
        alike = palette is self.palette and before.shape == colours.shape
        self.palette = palette
        changed = np.nonzero((colours != before).any(axis=2)) if alike else ()
        if alike and not changed[0].size:
            return QRect()
        if not alike:
            return None
        (top, left), (bottom, right) = ([int(end(axis)) for axis in changed] for end in (np.min, np.max))
        return QRect(left, top, right - left + 1, bottom - top + 1)

    def paint(self, painter: QPainter, area: QRect, *, focused: bool) -> None:
        """Paint what lies in an area of the pad, in logical pixels; the painter goes over to device pixels."""
        painter.fillRect(area, self.palette.role("panel"))
        ratio, grid = self.grid.ratio, self.grid
        painter.scale(1 / ratio, 1 / ratio)
        block = grid.under(area)
        if grid.pixels:
            rows, columns = slice(block.top(), block.bottom() + 1), slice(block.left(), block.right() + 1)
            cells = as_image(self._colours[rows, columns], grid.pixels)
            painter.drawImage(grid.device_rect(block).topLeft(), cells)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            block = grid.whole()  # parts of a smooth picture would show their seams
            painter.drawImage(grid.device_rect(block), as_image(self._colours))
        if grid.cell >= _LINES_FROM:
            self._paint_lines(painter, block)
        whole = grid.device_rect(grid.whole())
        self._frame(painter, whole, 2 if focused else 1, self.palette.role("accent" if focused else "line"))

    def paint_selected(self, painter: QPainter, cell: Place) -> None:
        """Mark a cell, however small it is."""
        mark = self.grid.device_rect(QRect(cell[1], cell[0], 1, 1))
        least = _LEAST_MARK * self.grid.ratio
        if mark.width() < least:
            mark = QRect(mark.center() - QPoint(least // 2, least // 2), QSize(least, least))
        self._frame(painter, mark, 3, self.palette.cells["halo"])
        self._frame(painter, mark, 2, self.palette.role("accent"))

    def paint_brush(self, painter: QPainter, cell: Place, reach: Cells) -> None:
        """Outline the cells that the brush would paint."""
        if self.grid.cell < _OUTLINE_FROM:
            return
        touched = ((cell[0] + down, cell[1] + right) for down, right in reach.tolist())
        cells = {(r, c) for r, c in touched if 0 <= r < self.grid.rows and 0 <= c < self.grid.columns}
        lines = [line for row, column in cells for line in self._sides(row, column, cells)]
        for colour, width in ((self.palette.cells["halo"], 3), (self.palette.role("hover"), 1)):
            painter.setPen(QPen(colour, width * self.grid.ratio))
            painter.drawLines(lines)

    def area(self, block: QRect) -> QRect:
        """Return the part of the pad, in logical pixels, that a block of cells and marks around it take up."""
        around = AROUND + _LEAST_MARK
        return self.grid.rect(block).toAlignedRect().adjusted(-around, -around, around, around)

    def _sides(self, row: int, column: int, cells: set[Place]) -> list[QLine]:
        """Return those sides of a cell behind which there is none of `cells`."""
        place = self.grid.device_rect(QRect(column, row, 1, 1))
        left, top = place.left(), place.top()
        right, bottom = left + place.width(), top + place.height()
        sides = {
            (row - 1, column): QLine(left, top, right, top),
            (row + 1, column): QLine(left, bottom, right, bottom),
            (row, column - 1): QLine(left, top, left, bottom),
            (row, column + 1): QLine(right, top, right, bottom),
        }
        return [side for beside, side in sides.items() if beside not in cells]

    def _paint_lines(self, painter: QPainter, block: QRect) -> None:
        """Separate the cells; the line is the last pixel of each."""
        grid, colour = self.grid, QColor(self.palette.role("muted"))
        colour.setAlphaF(_LINE_STRENGTH)  # seen on white and on black, and before the image on neither
        place = grid.device_rect(block)
        for right in grid.lefts[block.left() + 1 : block.right() + 2]:
            painter.fillRect(right - grid.ratio, place.top(), grid.ratio, place.height(), colour)
        for bottom in grid.tops[block.top() + 1 : block.bottom() + 2]:
            painter.fillRect(place.left(), bottom - grid.ratio, place.width(), grid.ratio, colour)

    def _frame(self, painter: QPainter, around: QRect, width: int, colour: QColor) -> None:
        """Draw a frame, so many logical pixels wide, around a rectangle."""
        wide = width * self.grid.ratio
        outer = around.adjusted(-wide, -wide, wide, wide)
        for side in (
            QRect(outer.left(), outer.top(), outer.width(), wide),
            QRect(outer.left(), around.top() + around.height(), outer.width(), wide),
            QRect(outer.left(), around.top(), wide, around.height()),
            QRect(around.left() + around.width(), around.top(), wide, around.height()),
        ):
            painter.fillRect(side, colour)
