"""Squares of numbers drawn as areas: one that is twice as far off is four times as large."""

from math import isfinite, isinf

from cnnviz.application import typeface
from cnnviz.canvas.grids.cells import UNTOUCHED
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.hatch import hatch_box
from cnnviz.canvas.palette import Palette
from cnnviz.hidden import MARK, is_hidden
from cnnviz.qt import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPointF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_DIGITS_FROM, _SHARE = (
    26,
    0.27,
)  # pixels of a cell that has its number in it, and what share of it that is high


def area_side(value: float, largest: float, room: float) -> float:
    """Return how long the sides of a number's square are, where those of the largest number have some room."""
    if value != value:
        return 0.0
    if isinf(value) or not isfinite(largest):
        return room if isinf(value) else 0.0
    return room * min(abs(value) / largest, 1.0) if largest else 0.0


def draw_area(painter: QPainter, square: QRectF, palette: Palette, *, negative: bool) -> None:
    """Draw the square of a number in the colour of its sign; where signs have shapes, a minus over it."""
    table = palette.maps["signed"]
    painter.fillRect(square, QColor(*map(int, table[0 if negative else -1])))
    if palette.signs and negative and square.width() >= 8:
        middle, half = square.center(), square.width() * 0.25
        painter.setPen(QPen(palette.role("stage"), max(square.width() / 8, 2)))
        painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))


class AreaGrid(GridItem):
    """A grid whose numbers are drawn as the areas of their squares, all on one scale, with the squares beside."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the cells that are exposed."""
        exposed = QRectF(option.exposedRect)
        painter.setFont(typeface(max(round(self.cell * _SHARE), 7)))
        for row in range(self.rows):
            for column in range(self.columns):
                if self.cell_rect(row, column).intersects(exposed):
                    self._draw_cell(painter, row, column)

    def _draw_cell(self, painter: QPainter, row: int, column: int) -> None:
        palette, value = self.look.palette, float(self.values[row, column])
        gap = self.cell >= 12
        cell = self.cell_rect(row, column).adjusted(0, 0, -gap, -gap)
        painter.fillRect(self.cell_rect(row, column), palette.cells["gap"] if gap else palette.cells["empty"])
        painter.fillRect(cell, palette.role("panel"))
        if self.progress[row, column] == UNTOUCHED:
            painter.fillRect(cell, palette.cells["empty"])
            hatch_box(painter, cell, palette.cells["hatch"])
            return
        largest = max(abs(end) for end in self.look.ends or (self.look.low, self.look.high))
        side = area_side(value, largest, cell.width() - 2 * gap)
        square = QRectF(cell.left() + gap, cell.top() + gap, round(side), round(side))
        draw_area(painter, square, palette, negative=value < 0)
        text = MARK if is_hidden(value) else self.form.text(value * value)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        if self.cell < _DIGITS_FROM or wide > cell.width() - 4:
            return
        painter.setPen(palette.role("text"))
        place = cell.adjusted(0, 0, -2, -1)
        corner = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        under = QRectF(place.right() - wide, place.bottom() - painter.font().pixelSize(), wide, 1)
        if under.intersects(square):  # so large that the number stands on it
            painter.setPen(
                palette.cells["ink_dark"] if not palette.dark or value > 0 else palette.role("text")
            )
            corner = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(place, corner, text)
