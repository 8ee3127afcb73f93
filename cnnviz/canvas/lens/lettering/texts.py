"""What is written around the numbers of a lens: headings, operators, names of channels, constants."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.lens.ways.nodes import Operator
from cnnviz.canvas.lens.ways.sizes import BESIDE, WORD, Put, head
from cnnviz.canvas.lens.words import Words, colour_of
from cnnviz.canvas.palette import Palette
from cnnviz.explain.sums.printed import ABOUT, EQUAL, WHY_ABOUT
from cnnviz.qt import QBrush, QFont, QFontMetrics, QGraphicsSimpleTextItem, QRectF

_SPACE, _SWATCH = 5, 14
TITLE = 13
"""Pixels of a heading."""
_SIGN = 17
_CAPTIONS = ((11, 1), (10, 1), (11, 2), (10, 2), (9, 2))
"""Pixels of captions and how many lines they stand in: the first is taken in which all have room."""


def words_width(words: Words) -> int:
    """Return how many pixels a heading takes."""
    return _measured(words.title, words.subtitle, text_pixels(100))


@lru_cache(maxsize=1024)  # most steps have the same headings
def _measured(title: str, subtitle: str, percent: int) -> int:
    """Return how many pixels two texts take in the size of so many percent, which is the one that is chosen."""
    first = QFontMetrics(_font(TITLE, QFont.Weight.DemiBold)).horizontalAdvance(title)
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
        before = self.text()
        if text != before:
            self.setText(text)
            if (ABOUT in text) != (ABOUT in before):
                self.setToolTip(WHY_ABOUT if ABOUT in text else "")
        left = x + (width - self._metrics.horizontalAdvance(text)) // 2 if width else x
        self.setPos(left, y)

    def width_of(self, text: str) -> int:
        """Return how many pixels a text would take."""
        return self._metrics.horizontalAdvance(text)

    def resize(self, pixels: int) -> None:
        """Be written larger or smaller from the next words on."""
        font = _font(pixels, self.font().weight())
        if font != self.font():
            self.setFont(font)
            self._metrics = QFontMetrics(font)


class HeadingText:
    """The two texts over the numbers of a place."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put, self._palette = put, palette
        self._title = Text(TITLE, QBrush(palette.role("text")), QFont.Weight.DemiBold)
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


class CaptionsText:
    """What is written beneath each number of a place, smaller or in two lines where that gives all of them room."""

    def __init__(self, put: Put, palette: Palette) -> None:
        self._put, self._palette = put, palette
        cells = range(put.width // put.cell)
        self.items = tuple(Text(_CAPTIONS[0][0], QBrush(palette.role("muted"))) for _ in cells)

    def say(self, texts: Sequence[tuple[str, str]], whole: int) -> None:
        """Say them from the left, each in the colour of a role; where some have no room one is said whole."""
        pixels, lines, lefts = self._places([text for text, _ in texts], whole)
        down = QFontMetrics(_font(pixels)).height()
        for number, item in enumerate(self.items):
            text, role = texts[number] if number < len(texts) else ("", "muted")
            left = lefts[number] if number < len(lefts) else None
            item.resize(pixels)
            item.setBrush(QBrush(self._palette.role(role)))
            shown = "" if left is None else text
            item.say(shown, self._put.x if left is None else left, self._put.y + number % lines * down)

    def _places(self, texts: Sequence[str], whole: int) -> tuple[int, int, Sequence[int | None]]:
        """Return how large texts are, in how many lines, and where each begins that has room."""
        from cnnviz.canvas.lens.ways.captions import Row, all_of, some_of  # a start has none

        row = Row(self._put.x, self._put.cell, len(self.items))
        for pixels, lines in _CAPTIONS:
            lefts = all_of(_widths(texts, pixels), row, lines, _SPACE)
            if lefts is not None:
                return pixels, lines, lefts
        pixels = _CAPTIONS[0][0]
        return pixels, 1, some_of(_widths(texts, pixels), row, whole, _SPACE)


def _widths(texts: Sequence[str], pixels: int) -> list[int]:
    metrics = QFontMetrics(_font(pixels))
    return [metrics.horizontalAdvance(text) for text in texts]


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


def signs_of(puts: Sequence[Put], palette: Palette) -> Mapping[Put, Text]:
    """Return the operators of a lens, and the words over its arrows."""
    found: dict[Put, Text] = {}
    for put in puts:
        if isinstance(put.node, Operator) and (put.node.text or put.node.gives is not None):
            found[put] = Text(WORD if put.node.arrow else _SIGN, QBrush(palette.role("muted")))
            say_sign(found[put], put, put.node.text)
    return found


def say_sign(item: Text, put: Put, text: str) -> None:
    """Have a sign say something, or the words over an arrow."""
    if text == item.text():  # it stands there already
        return
    over = text_pixels(19 if isinstance(put.node, Operator) and put.node.arrow else 10)
    item.say(text, put.x, put.y + put.height // 2 - over, put.width)


def about(text: str, *, rounded: bool) -> str:
    """Return a sign, or what stands over an arrow or a sum, where printed numbers may come to it but for rounding."""
    if not rounded:
        return text
    return ABOUT if text == EQUAL else f"{text or 'Σ'} {ABOUT}"


def _font(pixels: int, weight: int = QFont.Weight.Normal) -> QFont:
    return typeface(text_pixels(pixels), weight)
