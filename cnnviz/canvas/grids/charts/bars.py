"""Shares of a whole drawn as bars, one below the other, with the share that counts outlined."""

from cnnviz.application import digit_percent, typeface
from cnnviz.canvas.cell_sizes import SMALLEST_DIGITS
from cnnviz.canvas.grids.cells import UNTOUCHED
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.hatch import hatch_box
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

_NAME, _NUMBER = 1, 1  # cells that the name of a class has before its bar, and a number behind it
_DIGITS_FROM, _LARGEST = 11, 18  # pixels of a cell that has a number; of the number at most, with usual text
_SHARE = 0.36  # of a cell, that a number has with text of the usual size
_NEAR = 1  # pixels between a bar and its number


class BarPerRow(GridItem):
    """A list of which each number is a bar as wide as all of it: `across` says how many cells that is."""

    def boundingRect(self) -> QRectF:
        """Return the rectangle of all bars."""
        return QRectF(0, 0, self.across * self.cell, self.rows * self.cell)

    def cell_rect(self, row: int, column: int, rows: int = 1, columns: int = 1) -> QRectF:
        """Return the rectangle of some bars."""
        return QRectF(0, row * self.cell, self.across * self.cell, rows * self.cell)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the (row, column) of the bar under a point, or None outside."""
        row = int(point.y() // self.cell)
        return (row, 0) if self.boundingRect().contains(point) and 0 <= row < self.rows else None


class BarGrid(BarPerRow):
    """A list of shares as bars: what is outlined is the one of that index, -1 for none."""

    outlined = -1
    first = 0
    """The class of the first bar."""
    least = _NAME + 2 + _NUMBER
    """Cells that it is wide at least."""

    @property
    def across(self) -> int:
        """How many cells it is wide: more where they are many, and small."""
        return max(self.least, int(self.rows) // 3)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the bars that are exposed."""
        exposed = QRectF(option.exposedRect)
        for row in range(self.rows):
            if self.cell_rect(row, 0).intersects(exposed):
                self._draw_bar(painter, row)

    def _name_of(self, row: int) -> str:
        """Return what stands before a bar: its class's number alone where the word has no room to be read in."""
        name = f"class {self.first + row}"
        return name if self._font(name).pixelSize() > SMALLEST_DIGITS else name.split()[-1]

    def _font(self, text: str) -> QFont:
        """Return the largest font in which a name or a number fits beside its bar."""
        chosen = max(digit_percent(), 100) / 100
        pixels = max(min(round(self.cell * _SHARE * chosen), round(_LARGEST * chosen)), SMALLEST_DIGITS)
        font = typeface(pixels, QFont.Weight.Medium)
        fitting = pixels * (_NUMBER * self.cell - 2 * _NEAR) / QFontMetricsF(font).horizontalAdvance(text)
        return (
            font if fitting >= pixels else typeface(max(int(fitting), SMALLEST_DIGITS), QFont.Weight.Medium)
        )

    def _draw_bar(self, painter: QPainter, row: int) -> None:
        palette, value, cell = self.look.palette, float(self.values[row, 0]), self.cell
        inset = cell * 0.2 if cell >= _DIGITS_FROM else 0
        begin, long = _NAME * cell, (self.across - _NAME - _NUMBER) * cell
        frame = QRectF(begin, row * cell + round(inset), long, cell - 2 * round(inset))
        painter.fillRect(frame, palette.role("panel"))
        untouched = self.progress[row, 0] == UNTOUCHED
        if untouched:
            painter.fillRect(frame, palette.cells["empty"])
            hatch_box(painter, frame, palette.cells["hatch"])
        elif value == value:
            share = QRectF(frame.left(), frame.top(), round(long * min(max(value, 0.0), 1.0)), frame.height())
            painter.fillRect(share, QColor(*map(int, palette.maps["signed"][-1])))
        if cell >= _DIGITS_FROM or row == self.outlined:
            outlined = row == self.outlined
            painter.setPen(QPen(palette.role("text" if outlined else "line"), 2 if outlined else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = 1.0 if outlined else 0.5
            painter.drawRect(frame.adjusted(half, half, -half, -half))
        if cell < _DIGITS_FROM:
            return
        words = [(0, self._name_of(row), "muted")]
        words += [] if untouched else [(begin + long, self.form.text(value), "text")]
        for left, text, role in words:
            painter.setPen(palette.role(role))
            painter.setFont(self._font(text))
            painter.drawText(QRectF(left, row * cell, cell, cell), int(Qt.AlignmentFlag.AlignCenter), text)
