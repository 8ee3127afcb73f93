"""What stands around the numbers of a lens: frame, headings, operators, arrows, names of channels, constants."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.nodes import BESIDE, Box, Constant, Label, Operator, Put, Rule, head
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.words import Words, colour_of
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QBrush,
    QFont,
    QFontMetrics,
    QGraphicsItem,
    QGraphicsSimpleTextItem,
    QLineF,
    QPainter,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_SPACE, _SWATCH = 5, 14
_TITLE, _SIGN = 13, 17


def words_width(words: Words) -> int:
    """Return how many pixels a heading takes."""
    return _measured(words.title, words.subtitle, text_pixels(100))


@lru_cache(maxsize=1024)  # most steps have the same headings
def _measured(title: str, subtitle: str, percent: int) -> int:
    """Return how many pixels two texts take in the size of so many percent, which is the one that is chosen."""
    first = QFontMetrics(_font(_TITLE, QFont.Weight.DemiBold)).horizontalAdvance(title)
    rest = QFontMetrics(_font(12)).horizontalAdvance(subtitle)
    return first + rest + (_SPACE if title and subtitle else 0)


class Text(QGraphicsSimpleTextItem):
    """A line of text, centred or from the left, which changes with the steps."""

    def __init__(self, pixels: int, colour: QBrush, weight: int = QFont.Weight.Normal) -> None:
        super().__init__()
        self.setFont(_font(pixels, weight))
        self.setZValue(
            0.6
        )  # over what covers cells without a number: fewer than a place is for have their name there
        self.setBrush(colour)
        self._metrics = QFontMetrics(self.font())

    def say(self, text: str, x: float, y: float, width: float = 0) -> None:
        """Say something from (x, y) on, in the middle of a width where there is one."""
        if text != self.text():
            self.setText(text)
        left = x + (width - self._metrics.horizontalAdvance(text)) // 2 if width else x
        self.setPos(left, y)


class HeadingText:
    """The two texts over the numbers of a place."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put, self._palette = put, palette
        self._title = Text(_TITLE, QBrush(palette.role("text")), QFont.Weight.DemiBold)
        self._subtitle = Text(12, QBrush(palette.role("muted")))
        self.items = self._title, self._subtitle
        self._said: tuple[Words, int, int] | None = None

    def say(self, words: Words, numbers: QRectF | None = None) -> None:
        """Say what stands there now, over the numbers, in the middle where it is wider than their place is."""
        put = self._put
        x, y = (put.x, put.y) if numbers is None else (round(numbers.left()), round(numbers.top()))
        if (words, x, y) == self._said:
            return
        self._said = words, x, y
        self._title.setBrush(QBrush(self._palette.role(words.role)))
        width = words_width(words)
        single = put.width == put.cell
        centred = put.x + (put.width - width) // 2
        left = centred if width > put.width or single else min(x, put.x + put.width - width)
        behind = words_width(Words(words.title)) + _SPACE if words.title else 0
        self._title.say(words.title, left, y - head())
        self._subtitle.say(words.subtitle, left + behind, y - head() + 1)

    def clear(self) -> None:
        """Say nothing, where there is nothing to say it of."""
        self.say(Words(""))


class LabelText:
    """The name of a channel, with a swatch where it is a colour."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put, self._palette = put, palette
        self._text = Text(12, QBrush(palette.role("muted")))
        self._swatch = Text(12, QBrush(palette.role("muted")))
        self.items = self._text, self._swatch

    def say(self, words: str) -> None:
        """Say which channel it is."""
        role = colour_of(words)
        self._text.setBrush(QBrush(self._palette.role(role or "muted")))
        self._swatch.setBrush(QBrush(self._palette.role(role or "muted")))
        x = self._put.x + BESIDE
        self._swatch.say("■" if role else "", x, self._put.y)
        self._text.say(words, x + (text_pixels(_SWATCH) if role else 0), self._put.y)


class ConstantText:
    """A constant, with what it is called over it."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put = put
        self._value = Text(_SIGN, QBrush(palette.role("text")), QFont.Weight.Medium)
        self._name = Text(12, QBrush(palette.role("muted")))
        self.items = self._value, self._name

    def say(self, value: str, name: str) -> None:
        """Say what it is now."""
        put = self._put
        self._value.say(value, put.x, put.y + head(), put.width)
        self._name.say("" if name == value else name, put.x, put.y + 2, put.width)

    def clear(self) -> None:
        """Say nothing."""
        self.say("", "")


class Sheet(QGraphicsItem):
    """Draws the frame, the arrows and the lines of a lens."""

    def __init__(self, rect: QRectF, puts: Sequence[Put], palette: Palette) -> None:
        super().__init__()
        self.setZValue(-1)
        self._rect, self.palette = rect, palette
        self._arrows = [put for put in puts if isinstance(put.node, Operator) and put.node.arrow]
        self._rules = [put for put in puts if isinstance(put.node, Rule)]
        self._idle: frozenset[Put] = frozenset()
        self._flow = _flow(puts)
        self._joins = _joins(puts)

    def set_idle(self, puts: frozenset[Put]) -> None:
        """Leave out some of the arrows."""
        self._idle = puts
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the frame."""
        return self._rect.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw frame, rules, arrows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        for put in self._rules:
            painter.drawLine(QLineF(put.x, put.y + 0.5, put.x + put.width, put.y + 0.5))
        painter.setPen(QPen(self.palette.role("muted"), 1))
        for put in self._arrows:
            if put in self._idle:
                continue
            y = put.y + put.height // 2 + 0.5
            _arrow(painter, [QPointF(put.x + 4, y), QPointF(put.x + put.width - 4, y)])
        if self._flow:
            _arrow(painter, self._flow)
        painter.setPen(QPen(self.palette.role("accent"), 2))
        painter.drawLines(self._joins)


def texts_of(puts: Sequence[Put], palette: Palette) -> Mapping[Put, HeadingText | LabelText | ConstantText]:
    """Return the texts of a lens that change with its steps, by what they belong to."""
    found: dict[Put, HeadingText | LabelText | ConstantText] = {}
    for put in puts:
        if isinstance(put.node, Box) and put.node.headed:
            found[put] = HeadingText(put, palette)
        elif isinstance(put.node, Label):
            found[put] = LabelText(put, palette)
        elif isinstance(put.node, Constant):
            found[put] = ConstantText(put, palette)
    return found


def signs_of(puts: Sequence[Put], palette: Palette) -> Mapping[Put, Text]:
    """Return the operators of a lens, and the words over its arrows."""
    found: dict[Put, Text] = {}
    for put in puts:
        if isinstance(put.node, Operator) and put.node.text:
            item = Text(12 if put.node.arrow else _SIGN, QBrush(palette.role("muted")))
            middle = put.y + put.height // 2
            item.say(put.node.text, put.x, middle - text_pixels(19 if put.node.arrow else 10), put.width)
            found[put] = item
    return found


def _flow(puts: Sequence[Put]) -> list[QPointF]:
    """Return the corners of the arrow from numbers to where they go on, a line below: none where they stand on one."""
    boxes = [(put, put.node) for put in puts if isinstance(put.node, Box)]
    products = [put for put, node in boxes if node.slot.part is Part.PRODUCTS and not node.again]
    if len(products) != 1:
        return []
    (last,) = products
    wanted = [put for put, node in boxes if node.again or node.slot.part is Part.TOTAL]
    goal = next((put for put in wanted if put.y - head() > last.y + last.height), None)
    if goal is None:
        return []
    x, y = last.x + last.width // 2 + 0.5, last.y + last.height + 2
    to_x, to_y = goal.x + goal.width // 2 + 0.5, goal.y - head()
    middle = (y + to_y) // 2 + 0.5
    return [QPointF(x, y), QPointF(x, middle), QPointF(to_x, middle), QPointF(to_x, to_y)]


def _joins(puts: Sequence[Put]) -> list[QLineF]:
    """Return the lines from the sums of channels, one below the other, to where they are added."""
    totals = [put for put in puts if isinstance(put.node, Box) and put.node.slot.part is Part.TOTAL]
    rows = {put.y for put in totals}
    arrow = next((put for put in puts if isinstance(put.node, Operator) and put.node.text == "Σ"), None)
    if len(rows) < 2 or len(rows) < len(totals) or arrow is None:
        return []
    right = max(put.x + put.width for put in totals)
    if arrow.x < right:
        return []
    x, middles = right + 8.5, [put.y + put.height // 2 for put in totals]
    found = [QLineF(put.x + put.width + 2, y, x, y) for put, y in zip(totals, middles, strict=True)]
    across = arrow.y + arrow.height // 2
    return [*found, QLineF(x, middles[0], x, middles[-1]), QLineF(x, across, arrow.x + 4, across)]


def _arrow(painter: QPainter, points: Sequence[QPointF]) -> None:
    painter.drawPolyline(QPolygonF(points))
    before, tip = points[-2], points[-1]
    if before.y() == tip.y():
        wings = QPointF(tip.x() - 5, tip.y() - 3.5), QPointF(tip.x() - 5, tip.y() + 3.5)
    else:
        wings = QPointF(tip.x() - 3.5, tip.y() - 5), QPointF(tip.x() + 3.5, tip.y() - 5)
    painter.drawPolyline(QPolygonF([wings[0], tip, wings[1]]))


def _font(pixels: int, weight: int = QFont.Weight.Normal) -> QFont:
    font = QFont("Roboto")
    font.setPixelSize(text_pixels(pixels))
    font.setWeight(weight)
    return font
