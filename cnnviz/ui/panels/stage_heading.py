"""The stage's heading: a chapter's title, and behind it what happens there, as far as there is room for it."""

from functools import lru_cache
from math import ceil

from cnnviz.application import text_pixels
from cnnviz.canvas.room import has_room
from cnnviz.qt import (
    QFont,
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
)

_TITLE, _SUBTITLE = 16, 12
_ENDLESS = 100_000  # pixels of a line that has no end
_KEPT = (
    512  # texts in some widths each: that of the switches and of the bar beside it changes with the chapter
)
_APART = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} "


class StageHeading(QLabel):
    """Says title and subtitle on one line, or one beneath the other; a subtitle without room is told in a tip.

    Where the stage is narrow each has a line of its own in all chapters, so that the title stays where it is.
    It is drawn here: a label would lay two sizes of text out while it paints them, and be painted again for that.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("heading")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)  # beside the switches there may be no room for it in one line
        self._words, self._muted, self._room, self._lines = ("", ""), "", 0, 1
        self._fitted: tuple[object, ...] = ()
        self._marked = ""

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
        return self._high(self._marked, width)

    def sizeHint(self) -> QSize:
        """Return how many pixels what is said takes in the width that there is."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write it in the middle of its height."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = _laid_out(self._marked, self.width(), self.font().key())
        painter.drawStaticText(QPointF(0, (self.height() - ceil(text.size().height())) // 2), text)

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
        marked = [text.replace("&", "&amp;").replace("<", "&lt;") for text in (title, subtitle)]
        text = f'<span style="font-size: {text_pixels(_TITLE)}px; font-weight: 600">{marked[0]}</span>'
        small = f'<span style="font-size: {text_pixels(_SUBTITLE)}px; color: {self._muted}">'
        if self._lines > 1:  # also where there is nothing to say beneath: the title stays on the first
            text += f"<br>{small}{marked[1] or _APART}</span>"
        elif subtitle:
            text = self._in_lines(
                text, f"{small}{_APART}{marked[1]}</span>", f"<br>{small}{marked[1]}</span>"
            )
        if text != self._marked:
            self._marked = text
            self.setText(_APART.join(filter(None, (title, subtitle))))
            self.update()

    def _in_lines(self, title: str, behind: str, beneath: str) -> str:
        """Return both on one line, or one beneath the other where that takes no more than to go on behind the title."""
        one, flowing, broken = (
            self._high(text, width)
            for text, width in (
                (title + behind, _ENDLESS),
                (title + behind, self.width()),
                (title + beneath, self.width()),
            )
        )
        return title + (behind if flowing <= one or broken > flowing else beneath)

    def _high(self, marked: str, width: int) -> int:
        return ceil(_laid_out(marked, width, self.font().key()).size().height())


@lru_cache(maxsize=_KEPT)
def _laid_out(marked: str, width: int, font: str) -> QStaticText:
    """Return a text with the places of its letters in so much width."""
    written, used = QStaticText(marked), QFont()
    used.fromString(font)
    written.setTextFormat(Qt.TextFormat.RichText)
    written.setTextWidth(width)
    written.prepare(QTransform(), used)
    return written
