"""The stage's heading: a chapter's title, and behind it what happens there, as far as there is room for it."""

from functools import lru_cache
from math import ceil

from cnnviz.application import text_pixels, typeface
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QLabel,
    QPainter,
    QPaintEvent,
    QPointF,
    QResizeEvent,
    QSize,
    QSizePolicy,
    QStaticText,
    Qt,
    QTransform,
    QWidget,
    has_room,
)

_TITLE, _SUBTITLE = 16, 12
_KEPT, _HEIGHTS = 128, 512  # texts on one line, and heights of others in some width
_APART = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} "


class _Piece(NamedTuple):
    """A text on a line of its own, and what it measures in pixels.

    No font and no letters are kept with it: what is kept until Python ends outlives the application.
    """

    words: str
    pixels: int
    weight: int
    width: int
    ascent: float
    height: float

    def write(self, painter: QPainter, left: float, top: float) -> None:
        """Write it."""
        painter.setFont(typeface(self.pixels, self.weight))
        painter.drawText(QPointF(left, top + self.ascent), self.words)


@lru_cache(maxsize=_KEPT)
def _piece(words: str, pixels: int, weight: int) -> _Piece:
    font = typeface(pixels, weight)
    measured = QFontMetricsF(font)
    width = QFontMetrics(font).horizontalAdvance(words)
    return _Piece(words, pixels, weight, width, measured.ascent(), measured.height())


class StageHeading(QLabel):
    """Says title and subtitle on one line, or one beneath the other; a subtitle without room is told in a tip.

    Where the stage is narrow each has a line of its own in all chapters, so that the title stays where it is.
    It is drawn here: a label would lay two sizes of text out while it paints them, and be painted again for that.
    Only words that need a third line are laid out at all.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("heading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words, self._muted, self._room, self._lines = ("", ""), "", 0, 1
        self._said = "", ""  # as much of the words as there is room for
        self._fitted: tuple[object, ...] = ()

    def set_room(self, height: int) -> None:
        """Have so many pixels for all lines."""
        self._room = height
        self.setFixedHeight(height)
        self._fit()

    def set_lines(self, lines: int) -> None:
        """Say all on one line, if it has room there, or title and subtitle on two."""
        if lines != self._lines:
            self._lines = lines
            self._fit()

    def say(self, title: str, subtitle: str, muted: str) -> None:
        """Say what a chapter is, and what happens in it in a colour of its own."""
        if (title, subtitle, muted) != (*self._words, self._muted):
            self._words, self._muted = (title, subtitle), muted
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._fit_width()

    def heightForWidth(self, width: int) -> int:
        """Return how many pixels what is said takes."""
        lines = self._lines_in(width)
        if not lines:
            return self._high(self._marked(width), width)
        return ceil(self._title.height + (lines - 1) * self._subtitle.height)

    def sizeHint(self) -> QSize:
        """Return how many pixels what is said takes in the width that there is."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write it in the middle of its height."""
        painter, title, subtitle = QPainter(self), self._title, self._subtitle
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = (self.height() - self.heightForWidth(self.width())) // 2
        lines = self._lines_in(self.width())
        if not lines:
            painter.setFont(self.font())
            text = _laid_out(self._marked(self.width()), self.width(), self.font().key())
            painter.drawStaticText(QPointF(0, top), text)
            return
        title.write(painter, 0, top)
        painter.setPen(QColor(self._muted))
        if lines > 1:
            subtitle.write(painter, 0, top + title.height)
        else:
            self._behind.write(painter, title.width, top + title.ascent - subtitle.ascent)

    @property
    def _title(self) -> _Piece:
        return _piece(self._said[0], text_pixels(_TITLE), QFont.Weight.Bold)

    @property
    def _subtitle(self) -> _Piece:
        return _piece(self._said[1], text_pixels(_SUBTITLE), QFont.Weight.Normal)

    @property
    def _behind(self) -> _Piece:
        """The subtitle as it stands behind the title."""
        words = _APART + self._said[1] if self._said[1] else ""
        return _piece(words, text_pixels(_SUBTITLE), QFont.Weight.Normal)

    def _fit(self) -> None:
        if has_room(self):
            self._fit_width()
        elif self._words[0]:
            self._show(*self._words)  # which is as much as there may be room for

    def _fit_width(self) -> None:
        """Say all of it where it fits, else the title alone."""
        title, subtitle = self._words
        fitted = title, subtitle, self._muted, self._room, self._lines, self.width(), text_pixels(100)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        self._show(title, subtitle)
        left_out = bool(subtitle) and self._room > 0 and self.heightForWidth(self.width()) > self._room
        if left_out:
            self._show(title, "")
        self.setToolTip(subtitle if left_out else "")

    def _show(self, title: str, subtitle: str) -> None:
        self._said = title, subtitle
        self.setText(_APART.join(filter(None, self._said)))
        self.update()

    def _lines_in(self, width: int) -> int:
        """Return on how many lines both stand whole in so many pixels, one or two; 0 where they need more."""
        if self._lines == 1 and self._title.width + self._behind.width <= width:
            return 1
        return 2 * (max(self._title.width, self._subtitle.width) <= width)

    def _marked(self, width: int) -> str:
        """Return both, marked: one beneath the other, unless that takes more lines than to go on behind the title."""
        title, subtitle = (text.replace("&", "&amp;").replace("<", "&lt;") for text in self._said)
        large = f'<span style="font-size: {text_pixels(_TITLE)}px; font-weight: 700">{title}</span>'
        if not subtitle:
            return large
        small = f'<span style="font-size: {text_pixels(_SUBTITLE)}px; color: {self._muted}">'
        behind, beneath = f"{large}{small}{_APART}{subtitle}</span>", f"{large}<br>{small}{subtitle}</span>"
        return behind if self._high(beneath, width) > self._high(behind, width) else beneath

    def _high(self, marked: str, width: int) -> int:
        return _height(marked, width, self.font().key())


@lru_cache(maxsize=_HEIGHTS)  # while switches come and go, each of the widths that are tried asks for several
def _height(marked: str, width: int, font: str) -> int:
    return ceil(_laid_out(marked, width, font).size().height())


def _laid_out(marked: str, width: int, font: str) -> QStaticText:
    """Return a text with the places of its letters in so much width."""
    written, used = QStaticText(marked), QFont()
    used.fromString(font)
    written.setTextFormat(Qt.TextFormat.RichText)
    written.setTextWidth(width)
    written.prepare(QTransform(), used)
    return written
