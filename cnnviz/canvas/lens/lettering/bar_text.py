"""A sum in the lens as a bar beside its number: to the right of 0, or to the left where it is negative, on an axis."""

from math import isfinite

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.lens.ways.sizes import Put, axis_line
from cnnviz.canvas.palette import Palette
from cnnviz.numerals import MINUS
from cnnviz.qt import (
    QColor,
    QFontMetricsF,
    QGraphicsItem,
    QPainter,
    QPen,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_MARGIN = 4  # pixels beside the longest bar
_TICK, _DIGITS, _APART = 3, 9, 4  # pixels of a tick, of the numbers at the axis, and between two of these


class BarItem(QGraphicsItem):
    """Draws a bar in its place, where the longest one would fill half of it."""

    def __init__(self, place: QRectF, palette: Palette) -> None:
        super().__init__()
        self._place, self._palette = place, palette
        self._share, self._end = 0.0, ""
        self._shown = False

    def boundingRect(self) -> QRectF:
        """Return the place."""
        return self._place

    def text(self) -> str:
        """Return that something is there, as texts do, over which no connector goes."""
        return "■" if self._shown else ""

    @property
    def share(self) -> float:
        """How long it is, as a share of the longest: below 0 to the left."""
        return self._share

    @property
    def end(self) -> str:
        """The number at the end of its axis, "" where that is not known yet."""
        return self._end

    def set_share(self, share: float, end: str = "", *, shown: bool) -> None:
        """Be so long, as a share of the longest, which is written: to the left where it is negative."""
        if (share, end, shown) != (self._share, self._end, self._shown):
            self._share, self._end, self._shown = share, end, shown
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the bar, then the axis that it begins at."""
        if not self._shown:
            return
        middle, longest = round(self._place.center().x()), self._place.width() / 2 - _MARGIN
        long, top, under = round(self._share * longest), self._place.top(), self._place.bottom() - axis_line()
        bar = QRectF(middle + min(long, 0), top + 2, abs(long), under - top - 4)
        table = self._palette.maps["signed"]
        painter.fillRect(bar, QColor(*map(int, table[-1 if long > 0 else 0])))
        painter.setPen(QPen(self._palette.role("muted"), 1))
        painter.drawLine(middle, round(top), middle, round(under))
        self._draw_scale(painter, middle, round(longest), round(under))

    def _draw_scale(self, painter: QPainter, middle: int, longest: int, under: int) -> None:
        """Draw the axis under the bar: its ends, and what they stand for where there is room for it."""
        painter.drawLine(middle - longest, under, middle + longest, under)
        for x in (middle - longest, middle + longest):
            painter.drawLine(x, under - _TICK, x, under)
        font = typeface(text_pixels(_DIGITS))
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        room = (self._place.width() - metrics.horizontalAdvance("0")) / 2 - _APART
        ends = [(f"{MINUS}{self._end}", Qt.AlignmentFlag.AlignLeft), (self._end, Qt.AlignmentFlag.AlignRight)]
        shown = self._end and all(metrics.horizontalAdvance(text) <= room for text, _ in ends)
        line = QRectF(self._place.left(), under + 1, self._place.width(), axis_line())
        for text, side in (("0", Qt.AlignmentFlag.AlignHCenter), *(ends if shown else ())):
            painter.drawText(line, int(side | Qt.AlignmentFlag.AlignTop), text)


class BarText:
    """The bar of a sum."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._bar = BarItem(QRectF(put.x, put.y, put.width, put.height), palette)
        self.items = (self._bar,)

    def say(self, value: float, largest: float, end: str, *, done: bool) -> None:
        """Show a sum beside the largest of them, which is written at the `end` of the axis, once it is whole."""
        known = done and isfinite(value) and isfinite(largest) and largest > 0
        self._bar.set_share(value / largest if known else 0.0, end if known else "", shown=done)

    def clear(self) -> None:
        """Show nothing, where there is nothing to show it of."""
        self._bar.set_share(0.0, shown=False)
