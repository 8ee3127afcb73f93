"""Where the pieces of a text stand: words flow, and chips and names go with what is written close to them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from cnnviz.application import text_pixels, typeface
from cnnviz.explain.prose.spans import Paragraph, Span, SpanKind
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFont, QFontMetricsF, QRect, QStaticText, Qt, QTransform

_LINE = 20
_MOST_WRITTEN = 1024
PADDING = 5  # pixels at either side of a number in its chip


class Box(NamedTuple):
    """What of a span stands in one line, and where."""

    text: str
    span: Span
    rect: QRect


class SpanFonts:
    """What each kind of span is written in, how wide it is, and how far below the top of its line it stands.

    `written(text, kind)` is a text with the places of its letters, which most steps share with the one before.
    """

    def __init__(self) -> None:
        self.by_kind = {
            SpanKind.PLAIN: font(13),
            SpanKind.COUNT: font(13),
            SpanKind.STRONG: font(13, QFont.Weight.DemiBold),
            SpanKind.NAME: font(13, QFont.Weight.Medium),
            SpanKind.NUMBER: font(12, QFont.Weight.Medium),
        }
        self._metrics = {kind: QFontMetricsF(one) for kind, one in self.by_kind.items()}
        self.baselines = {
            kind: (line_height() + round(one.ascent()) - round(one.descent())) // 2
            for kind, one in self._metrics.items()
        }
        self._widths: dict[tuple[SpanKind, str], float] = {}
        self.written = lru_cache(maxsize=_MOST_WRITTEN)(self._written)

    def width(self, text: str, kind: SpanKind) -> float:
        """Return how many pixels a text takes, a chip with its edges."""
        known = self._widths.get((kind, text))
        if known is None:
            edges = 2 * PADDING if kind is SpanKind.NUMBER else 0
            known = self._widths[kind, text] = self._metrics[kind].horizontalAdvance(text) + edges
        return known

    def ascent(self, kind: SpanKind) -> float:
        """Return how far above its baseline a text begins."""
        return self._metrics[kind].ascent()

    def _written(self, text: str, kind: SpanKind) -> QStaticText:
        made = QStaticText(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        made.prepare(QTransform(), self.by_kind[kind])
        return made


def fonts() -> SpanFonts:
    """Return what spans are written in, at the size of text that is chosen."""
    return _fonts(text_pixels(1000))


@lru_cache(maxsize=4)
def _fonts(size: int) -> SpanFonts:
    return SpanFonts()


def line_height() -> int:
    """Return how many pixels a line of text takes."""
    return text_pixels(_LINE)


@lru_cache(maxsize=32)  # most of what is said of a step is said of the next one too
def flowed(paragraph: Paragraph, fonts: SpanFonts, width: int, top: int) -> tuple[Sequence[Box], int]:
    """Return the pieces of a paragraph in their places, and where it ends."""
    pieces: list[_Piece] = []
    x, space = 0.0, fonts.width(" ", SpanKind.PLAIN)
    for word in _words(paragraph):
        widths = [fonts.width(text, span.kind) for text, span in word]
        between = " "
        if x and x + space + sum(widths) > width:
            x, top, between = 0.0, top + line_height(), ""
        elif x:
            x += space
        for (text, span), wide in zip(word, widths, strict=True):
            if pieces and pieces[-1].goes_on(span, top):
                pieces[-1].text += between + text
            else:
                pieces.append(_Piece(text, span, x, top))
            x = pieces[-1].right = x + wide
            between = ""
    return [piece.box() for piece in pieces], top + line_height()


class _Piece:
    """What of a span stands in one line, as far as that is known."""

    __slots__ = ("left", "right", "span", "text", "top")

    def __init__(self, text: str, span: Span, left: float, top: int) -> None:
        self.text, self.span, self.left, self.right, self.top = text, span, left, left, top

    def goes_on(self, span: Span, top: int) -> bool:
        """Return whether more of the span stands in the same line."""
        return span is self.span and top == self.top

    def box(self) -> Box:
        """Return it as it is shown."""
        left = round(self.left)
        return Box(self.text, self.span, QRect(left, self.top, round(self.right) - left, line_height()))


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
