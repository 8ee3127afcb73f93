"""What each map gives to a sum, as bars from an axis, one below the other, with the numbers at their ends."""

from math import isfinite

from cnnviz.application import digit_percent, typeface
from cnnviz.canvas.cell_sizes import SMALLEST_DIGITS
from cnnviz.canvas.grids.cells import UNTOUCHED
from cnnviz.canvas.grids.charts.bars import BarPerRow
from cnnviz.hidden import MARK, is_hidden
from cnnviz.qt import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_ACROSS = 7  # cells that the bars and their numbers are wide
_DIGITS_FROM, _LARGEST = 11, 12  # pixels of a cell that has a number; of the number, with usual text
_SHARE, _HIGHEST = 0.64, 0.84  # of a cell, with text of the usual size, and at most with larger text
_NEAR = 4  # pixels between a bar and its number


class SumBars(BarPerRow):
    """A list of sums as bars: to the right of the axis, or to the left where they are negative."""

    @property
    def across(self) -> int:
        """How many cells it is wide."""
        return _ACROSS

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the bars, then the axis that they begin at."""
        chosen = max(digit_percent(), 100) / 100
        share = min(_SHARE * chosen, _HIGHEST)
        font = typeface(max(min(round(self.cell * share), round(_LARGEST * chosen)), SMALLEST_DIGITS))
        painter.setFont(font)
        texts = [MARK if is_hidden(value) else self.form.text(value) for value in self.values[:, 0].tolist()]
        wide = [QFontMetricsF(font).horizontalAdvance(text) for text in texts] if self._has_digits else [0.0]
        axis = round(_ACROSS * self.cell / 2)
        longest = max(axis - max(wide) - _NEAR, axis / 3)
        if (self.progress != UNTOUCHED).all():
            for row, text in enumerate(texts):
                self._draw_bar(painter, row, text, axis, longest)
        painter.setPen(QPen(self.look.palette.role("muted"), 1))
        painter.drawLine(axis, 0, axis, self.rows * self.cell)

    @property
    def _has_digits(self) -> bool:
        return self.cell >= _DIGITS_FROM

    def _draw_bar(self, painter: QPainter, row: int, text: str, axis: int, longest: float) -> None:
        value, palette = float(self.values[row, 0]), self.look.palette
        share = value / self.look.high if isfinite(value) and self.look.high else 0.0
        long, inset = round(share * longest), round(self.cell * 0.16)
        top, height = row * self.cell + inset, self.cell - 2 * inset
        bar = QRectF(axis + min(long, 0), top, abs(long), height)
        painter.fillRect(bar, QColor(*map(int, palette.maps["signed"][-1 if long > 0 else 0])))
        if self._has_digits:
            painter.setPen(palette.role("text"))
            right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
            beside = QRectF(axis + long + _NEAR, row * self.cell, axis, self.cell)
            if value < 0:
                beside = QRectF(0, row * self.cell, axis + long - _NEAR, self.cell)
            side = right if value < 0 else left
            painter.drawText(beside, int(side | Qt.AlignmentFlag.AlignVCenter), text)
