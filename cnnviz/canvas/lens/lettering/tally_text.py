"""The sum of squares in the lens as a column that adds up, with the mean that it gives beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.lettering.texts import TITLE, Text
from cnnviz.canvas.lens.ways.sizes import TALLY_LINE, Put, head
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QBrush,
    QFont,
    QGraphicsItem,
    QLineF,
    QPainter,
    QPen,
    QRectF,
    QStyleOptionGraphicsItem,
    QWidget,
)

if TYPE_CHECKING:
    from cnnviz.explain.lenses.tally import Tally

_INSIDE = 22  # pixels at both ends of a line


class Line(QGraphicsItem):
    """The line between what is added and what it makes."""

    def __init__(self, line: QLineF, palette: Palette) -> None:
        super().__init__()
        self._line, self._colour = line, palette.role("text")

    def boundingRect(self) -> QRectF:
        """Return where it is."""
        return QRectF(self._line.p1(), self._line.p2()).adjusted(-1, -1, 1, 1)

    def text(self) -> str:
        """Return that something is there, as texts do, over which no connector goes."""
        return "—" if self.isVisible() else ""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it."""
        painter.setPen(QPen(self._colour, 1))
        painter.drawLine(self._line)


class TallyText:
    """What there was, what is added, their sum under a line, and the mean."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put = put
        text, muted = QBrush(palette.role("text")), QBrush(palette.role("muted"))
        self._title = Text(TITLE, text, QFont.Weight.DemiBold)
        self._addends = Text(14, text), Text(14, text)
        self._plus = Text(14, muted)
        self._total = Text(15, text, QFont.Weight.DemiBold)
        self._mean = Text(12, text)
        left, right = put.x + _INSIDE, put.x + put.width - _INSIDE
        y = put.y + head() + 2 * text_pixels(TALLY_LINE) + 0.5
        self._line = Line(QLineF(left, y, right, y), palette)
        self.items = self._title, *self._addends, self._plus, self._total, self._mean, self._line

    def say(self, told: Tally) -> None:
        """Show how far the sum is."""
        put, line = self._put, text_pixels(TALLY_LINE)
        top = put.y + head()
        squares = "square" if told.already == 1 else "squares"
        self._title.say(
            f"{told.already} {squares} and this" if told.already else "the first square",
            put.x,
            put.y,
            put.width,
        )
        for number, (text, addend) in enumerate(zip(self._addends, (told.before, told.square), strict=True)):
            self._say_at_the_right(text, addend, top + number * line)
        self._plus.say("+", put.x + _INSIDE, top + line)
        self._say_at_the_right(
            self._total, f"≈ {told.total}" if told.about else told.total, top + 2 * line + 2
        )
        self._mean.say(told.mean, put.x, top + 3 * line + 6, put.width)
        self._line.setVisible(True)

    def clear(self) -> None:
        """Show nothing, where there is nothing to show it of."""
        for text in (self._title, *self._addends, self._plus, self._total, self._mean):
            text.say("", 0, 0)
        self._line.setVisible(False)

    def _say_at_the_right(self, text: Text, words: str, y: float) -> None:
        text.say(words, 0, y)
        text.setX(self._put.x + self._put.width - _INSIDE - text.boundingRect().width())
