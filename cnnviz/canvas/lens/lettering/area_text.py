"""The square of a number in the lens, as an area, with what it comes to beneath."""

from cnnviz.canvas.grids.charts.areas import area_side, draw_area
from cnnviz.canvas.lens.lettering.texts import TITLE, Text
from cnnviz.canvas.lens.ways.sizes import Put, head
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QBrush,
    QFont,
    QGraphicsItem,
    QPainter,
    QPen,
    QPointF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_ACROSS = 4  # lines by which areas are compared


class AreaItem(QGraphicsItem):
    """Draws a square in a place that the largest one would fill."""

    def __init__(self, place: QRectF, palette: Palette) -> None:
        super().__init__()
        self._place, self._palette = place, palette
        self._value, self._largest = float("nan"), 0.0

    def boundingRect(self) -> QRectF:
        """Return the place."""
        return self._place

    def text(self) -> str:
        """Return that something is there, as texts do, over which no connector goes."""
        return "■" if self._largest else ""

    def set_value(self, value: float, largest: float) -> None:
        """Show the square of another number."""
        if (value, largest) != (self._value, self._largest):
            self._value, self._largest = value, largest
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the place with its lines, then the square from its upper left corner, as in a grid of areas."""
        if not self._largest:
            return
        place = self._place.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(self._place, self._palette.role("panel"))
        painter.setPen(QPen(self._palette.role("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)
        for line in range(1, _ACROSS):
            at = round(self._place.width() * line / _ACROSS) - 1  # where an area ends that is so long
            painter.drawLine(place.topLeft() + _right(at), place.bottomLeft() + _right(at))
            painter.drawLine(place.topLeft() + _down(at), place.topRight() + _down(at))
        side = round(area_side(self._value, self._largest, self._place.width()))
        square = QRectF(self._place.left(), self._place.top(), side, side)
        draw_area(painter, square, self._palette, negative=self._value < 0)


class AreaText:
    """A number times itself as an area, with what it comes to beneath."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put = put
        self._title = Text(TITLE, QBrush(palette.role("text")), QFont.Weight.DemiBold)
        self._caption = Text(12, QBrush(palette.role("text")))
        left, side = put.x + (put.width - put.cell) // 2, put.cell
        self._area = AreaItem(QRectF(left, put.y + head(), side, side), palette)
        self.items = self._title, self._caption, self._area

    def say(self, value: float, largest: float, text: str) -> None:
        """Show the square of a number, where the largest one fills the place."""
        put = self._put
        self._title.say("squared, as an area", put.x, put.y, put.width)
        self._caption.say(text, put.x, put.y + head() + put.cell + 2, put.width)
        self._area.set_value(value, largest)

    def say_alone(self, text: str) -> None:
        """Show a number that was not squared, by mistake."""
        put = self._put
        self._title.say("not squared", put.x, put.y, put.width)
        self._caption.say(text, put.x, put.y + head() + 2, put.width)
        self._area.set_value(float("nan"), 0.0)

    def clear(self) -> None:
        """Show nothing, where there is nothing to show it of."""
        for text in (self._title, self._caption):
            text.say("", 0, 0)
        self._area.set_value(float("nan"), 0.0)


def _right(by: float) -> QPointF:
    return QPointF(by, 0)


def _down(by: float) -> QPointF:
    return QPointF(0, by)
