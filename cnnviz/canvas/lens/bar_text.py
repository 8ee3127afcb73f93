"""A sum in the lens as a bar beside its number: to the right of an axis, or to the left where it is negative."""

from math import isfinite

from cnnviz.canvas.lens.ways.sizes import Put
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor, QGraphicsItem, QPainter, QPen, QRectF, QStyleOptionGraphicsItem, QWidget

_MARGIN = 4  # pixels beside the longest bar


class BarItem(QGraphicsItem):
    """Draws a bar in its place, where the longest one would fill half of it."""

    def __init__(self, place: QRectF, palette: Palette) -> None:
        super().__init__()
        self._place, self._palette = place, palette
        self._share = 0.0
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

    def set_share(self, share: float, *, shown: bool) -> None:
        """Be so long, as a share of the longest: to the left where it is negative."""
        if (share, shown) != (self._share, self._shown):
            self._share, self._shown = share, shown
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the bar, then the axis that it begins at."""
        if not self._shown:
            return
        middle = round(self._place.center().x())
        long = round(self._share * (self._place.width() / 2 - _MARGIN))
        bar = QRectF(middle + min(long, 0), self._place.top() + 2, abs(long), self._place.height() - 4)
        table = self._palette.maps["signed"]
        painter.fillRect(bar, QColor(*map(int, table[-1 if long > 0 else 0])))
        painter.setPen(QPen(self._palette.role("muted"), 1))
        painter.drawLine(middle, round(self._place.top()), middle, round(self._place.bottom()))


class BarText:
    """The bar of a sum."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._bar = BarItem(QRectF(put.x, put.y, put.width, put.height), palette)
        self.items = (self._bar,)

    def say(self, value: float, largest: float, *, done: bool) -> None:
        """Show a sum beside the largest of them, once it is whole."""
        known = done and isfinite(value) and isfinite(largest) and largest > 0
        self._bar.set_share(value / largest if known else 0.0, shown=done)

    def clear(self) -> None:
        """Show nothing, where there is nothing to show it of."""
        self._bar.set_share(0.0, shown=False)
