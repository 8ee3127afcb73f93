"""Where the pieces of a text stand: words flow, and chips and names go with what is written close to them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cnnviz.application import text_pixels, typeface
from cnnviz.explain.prose.spans import Paragraph, Span, SpanKind
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFont, QFontMetrics, QRect

_LINE = 20
PADDING = 5  # pixels at either side of a number in its chip


class Box(NamedTuple):
    """A piece of a span and where it stands."""

    text: str
    span: Span
    rect: QRect


class Fonts:
    """What each kind of span is written in, and how wide it is."""

    def __init__(self) -> None:
        self.by_kind = {
            SpanKind.PLAIN: font(13),
            SpanKind.COUNT: font(13),
            SpanKind.STRONG: font(13, QFont.Weight.DemiBold),
            SpanKind.NAME: font(13, QFont.Weight.Medium),
            SpanKind.NUMBER: font(12, QFont.Weight.Medium),
        }
        self._metrics = {kind: QFontMetrics(one) for kind, one in self.by_kind.items()}
        self._widths: dict[tuple[SpanKind, str], int] = {}

    def width(self, text: str, kind: SpanKind) -> int:
        """Return how many pixels a text takes."""
        known = self._widths.get((kind, text))
        if known is None:
            known = self._widths[kind, text] = self._metrics[kind].horizontalAdvance(text)
        return known

    def box_width(self, text: str, kind: SpanKind) -> int:
        """Return how many pixels a piece takes, a chip with its edges."""
        return self.width(text, kind) + (2 * PADDING if kind is SpanKind.NUMBER else 0)


def fonts() -> Fonts:
    """Return what spans are written in, at the size of text that is chosen."""
    return _fonts(text_pixels(1000))


@lru_cache(maxsize=4)
def _fonts(size: int) -> Fonts:
    return Fonts()


def line_height() -> int:
    """Return how many pixels a line of text takes."""
    return text_pixels(_LINE)


@lru_cache(maxsize=32)  # most of what is said of a step is said of the next one too
def flowed(paragraph: Paragraph, fonts: Fonts, width: int, top: int) -> tuple[Sequence[Box], int]:
    """Return the pieces of a paragraph in their places, and where it ends."""
    boxes: list[Box] = []
    x, space = 0, fonts.width(" ", SpanKind.PLAIN)
    for word in _words(paragraph):
        room = sum(fonts.box_width(text, span.kind) for text, span in word)
        if x and x + space + room > width:
            x, top = 0, top + line_height()
        elif x:
            x += space
        for text, span in word:
            wide = fonts.box_width(text, span.kind)
            boxes.append(Box(text, span, QRect(x, top, wide, line_height())))
            x += wide
    return boxes, top + line_height()


def _words(paragraph: Paragraph) -> Iterator[Sequence[tuple[str, Span]]]:
    """Yield what is not parted at the end of a line: pieces that no space stands between."""
    word: list[tuple[str, Span]] = []
    for span in paragraph:
        whole = span.kind in (SpanKind.NAME, SpanKind.NUMBER)
        for number, text in enumerate([span.text] if whole else span.text.split(" ")):
            if number and word:
                yield word
                word = []
            if text:
                word.append((text, span))
    if word:
        yield word


def font(pixels: int, weight: int = QFont.Weight.Normal) -> QFont:
    """Return the application's font in a weight, and a size that follows the size of text that is chosen."""
    return typeface(text_pixels(pixels), weight)
