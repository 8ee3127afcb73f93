"""Squares of numbers drawn as areas: one that is twice as far off is four times as large."""

from math import isfinite, isinf

from cnnviz.application import typeface
from cnnviz.canvas.grids.cells import UNTOUCHED, wants_dark_ink
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.hatch import hatch_box
from cnnviz.canvas.grids.typography import all_forms
from cnnviz.canvas.palette import Palette
from cnnviz.explain.number_format import NumberFormat
from cnnviz.hidden import MARK, is_hidden
from cnnviz.qt import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPointF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_DIGITS_FROM, _LEAST = 22, 7  # pixels of a cell that has its number in it, and of these digits
_SHARE, _FREE = 0.34, 4  # of a cell that its digits are high at most; pixels beside the widest number
_FEW = 0.04  # a square that has as many decimals as any


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
        digits = self._lettering()
        if digits is not None:
            painter.setFont(digits[0])
        for row in range(self.rows):
            for column in range(self.columns):
                if self.cell_rect(row, column).intersects(exposed):
                    self._draw_cell(painter, row, column, None if digits is None else digits[1])
        if (
            self.look.palette.signs
        ):  # where cells have lines between them, the first ones have them before them too
            whole = self.cell_rect(0, 0, self.rows, self.columns)
            for line in (
                QRectF(whole.left(), whole.top(), whole.width(), 1),
                QRectF(0, 0, 1, whole.height()),
            ):
                painter.fillRect(line, self.look.palette.cells["gap"])

    def _lettering(self) -> tuple[QFont, NumberFormat] | None:
        """Return the largest font for the widest square, whatever has been reached, and how all are written.

        All of them have fewer decimals before any is left out; where even then one has no room, none is written.
        """
        if self.cell < _DIGITS_FROM:
            return None
        squares = (self._largest * self._largest, _FEW, *self.look.wide)
        largest = max(round(self.cell * _SHARE), _LEAST)
        for form in all_forms(self.form, squares):
            texts = [form.in_cell(value) for value in squares]
            for pixels in range(largest, _LEAST - 1, -1):
                font = typeface(pixels)
                if all(QFontMetricsF(font).horizontalAdvance(text) <= self.cell - _FREE for text in texts):
                    return font, form
        return None

    @property
    def _largest(self) -> float:
        return max(abs(end) for end in self.look.ends or (self.look.low, self.look.high))

    def _draw_cell(self, painter: QPainter, row: int, column: int, form: NumberFormat | None) -> None:
        palette, value = self.look.palette, float(self.values[row, column])
        gap = self.cell >= 12
        cell = self.cell_rect(row, column).adjusted(0, 0, -gap, -gap)
        painter.fillRect(self.cell_rect(row, column), palette.cells["gap"] if gap else palette.cells["empty"])
        painter.fillRect(cell, palette.role("panel"))
        if self.progress[row, column] == UNTOUCHED:
            painter.fillRect(cell, palette.cells["empty"])
            hatch_box(painter, cell, palette.cells["hatch"])
            return
        side = area_side(value, self._largest, cell.width() - 2 * gap)
        square = QRectF(cell.left() + gap, cell.top() + gap, round(side), round(side))
        draw_area(painter, square, palette, negative=value < 0)
        if form is not None:
            text = MARK if is_hidden(value) else form.in_cell(value * value)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
            self._write(painter, text, wide, cell, square, negative=value < 0)

    def _write(
        self, painter: QPainter, text: str, wide: float, cell: QRectF, square: QRectF, *, negative: bool
    ) -> None:
        """Write a square in the corner that its area leaves, else on the area, else over its edge on a ground."""
        palette, high = self.look.palette, painter.font().pixelSize()
        place, corner = (
            cell.adjusted(0, 0, -2, -1),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom,
        )
        under = QRectF(place.right() - wide - 1, place.bottom() - high, wide + 2, high)
        ink = palette.role("text")
        if under.intersects(square):
            minus = palette.signs and negative  # which stands in the middle of the area
            if square.width() >= max(wide + 2, high * (2.8 if minus else 1)):
                dark = wants_dark_ink(palette.maps["signed"][0 if negative else -1])
                ink = palette.cells["ink_dark" if dark else "ink_light"]
                down = Qt.AlignmentFlag.AlignBottom if minus else Qt.AlignmentFlag.AlignVCenter
                place, corner = square, Qt.AlignmentFlag.AlignHCenter | down
            else:
                painter.fillRect(under, palette.role("panel"))
        painter.setPen(ink)
        painter.drawText(place, int(corner), text)
