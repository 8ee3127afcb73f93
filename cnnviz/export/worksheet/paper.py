"""Paper to draw on: pages one after the other, ink, and what a sheet is made of, but for its numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache

from cnnviz.application import typeface
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor, QFont, QFontMetricsF, QPainter, QPen, QPointF, QRectF, Qt
from cnnviz.resource import text

SIZES = {"a4": (794, 1123), "letter": (816, 1056)}
"""Width and height of the kinds of paper, in pixels of 96 to the inch."""
MARGIN = 56
_FOOT = 74  # pixels at the end of a page
TITLE = 36
"""Pixels of what stands over a question."""
_SAID = 64  # pixels at most that are said between it and its grids, and around these
_SQUARE = 19  # pixels of a square to calculate in


@cache
def ink() -> Palette:
    """Return the colours of paper: what is told apart is told by lines and weight, not by colour."""
    return Palette("paper", json.loads(text("themes", "paper.json")))


def room_for_grids(name: str) -> tuple[float, float]:
    """Return width and height that a grid may have: a page holds it, with what stands over it."""
    width, height = SIZES[name]
    return width - 2 * MARGIN, height - MARGIN - _FOOT - TITLE - _SAID


class Paper:
    """Where one is on a page, and what is drawn there; a new page is begun where the room ends.

    Parameters
    ----------
    painter : at the corner of the first page
    new_page : begins another one
    name : of the kind of paper
    foot : what stands at the end of each page, left and right
    """

    def __init__(
        self, painter: QPainter, new_page: Callable[[], object], name: str, foot: tuple[str, str]
    ) -> None:
        self.painter, self._new_page = painter, new_page
        self.width, self._height = SIZES[name]
        self._name = name
        self._foot = foot
        self.y = float(MARGIN)
        self.pages = 1
        self._end()

    @property
    def left(self) -> float:
        """Where lines begin."""
        return MARGIN

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.width - MARGIN

    @property
    def room_for_grids(self) -> tuple[float, float]:
        """Width and height that a grid may have."""
        return room_for_grids(self._name)

    @property
    def room(self) -> float:
        """How much of the page is left."""
        return self._height - _FOOT - self.y

    def need(self, height: float) -> None:
        """Begin another page where there is not so much room on this one."""
        if height > self.room and self.y > MARGIN:
            self.turn()

    def turn(self) -> None:
        """Begin another page."""
        self._new_page()
        self.pages += 1
        self.y = float(MARGIN)
        self._end()

    def write(
        self, x: float, y: float, words: str, pixels: int = 13, *, bold: bool = False, role: str = "text"
    ) -> float:
        """Write words from (x, y) on, y at their top; return where they end."""
        set_as = font(pixels, bold=bold)
        metrics = QFontMetricsF(set_as)
        self.painter.setFont(set_as)
        self.painter.setPen(ink().role(role))
        self.painter.drawText(QPointF(x, y + metrics.ascent()), words)
        return x + metrics.horizontalAdvance(words)

    def write_right(self, y: float, words: str, pixels: int = 12) -> None:
        """Write words that end where lines end."""
        self.write(self.right - width_of(words, pixels), y, words, pixels, role="muted")

    def paragraph(self, x: float, y: float, words: str, width: float, pixels: int = 13) -> float:
        """Write words in lines no wider than that, and return where they end below."""
        set_as = font(pixels)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        room = QRectF(x, y, width, 4000)
        needed = QFontMetricsF(set_as).boundingRect(room, flags, words)
        self.painter.setFont(set_as)
        self.painter.setPen(ink().role("text"))
        self.painter.drawText(QRectF(x, y, width, needed.height() + 2), flags, words)
        return y + needed.height()

    def rule(
        self, y: float, left: float | None = None, right: float | None = None, role: str = "text"
    ) -> None:
        """Draw a line to write on, or one that ends a part."""
        x = self.left if left is None else left
        self.painter.setPen(QPen(ink().role(role), 1))
        self.painter.drawLine(QPointF(x, y + 0.5), QPointF(self.right if right is None else right, y + 0.5))

    def number(self, count: int, title: str, points: str) -> None:
        """Begin a question: its number in a circle, what is to be done, and what it is worth."""
        y = self.y
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(QPen(ink().role("text"), 1.4))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(QRectF(self.left, y, 24, 24))
        self.painter.setFont(font(14, bold=True))
        self.painter.drawText(QRectF(self.left, y, 24, 24), int(Qt.AlignmentFlag.AlignCenter), str(count))
        self.write(self.left + 36, y + 3, title, 16, bold=True)
        self.write_right(y + 5, points)
        self.y += TITLE

    def squares(self, x: float, y: float, width: float, rows: int) -> float:
        """Draw squared paper to calculate on, and return where it ends."""
        columns = round(width / _SQUARE)
        side = width / columns
        right, bottom = x + width, y + rows * side
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.painter.setPen(QPen(ink().role("line"), 1))
        for column in range(columns + 1):
            at = x + column * side
            self.painter.drawLine(QPointF(at, y), QPointF(at, bottom))
        for row in range(rows + 1):
            at = y + row * side
            self.painter.drawLine(QPointF(x, at), QPointF(right, at))
        return bottom

    def box(self, rect: QRectF, answer: str | None) -> None:
        """Draw a cell to fill in, or what belongs into it."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if answer is not None:
            self.painter.fillRect(rect, ink().role("answer"))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(_pen(ink().role("text"), 2))
        self.painter.drawRect(rect)
        if answer is not None:
            self.in_cell(rect, answer, min(17, int(rect.height() * 0.42)), bold=True)

    def in_cell(self, rect: QRectF, words: str, pixels: int, *, bold: bool = False) -> None:
        """Write words in the middle of a cell, smaller where they have no room."""
        while pixels > 7 and width_of(words, pixels, bold=bold) > rect.width() - 6:
            pixels -= 1
        self.painter.setFont(font(pixels, bold=bold))
        self.painter.setPen(ink().role("text"))
        self.painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)

    def _end(self) -> None:
        y = self._height - 46
        self.rule(y, role="line")
        self.write(self.left, y + 9, self._foot[0], 11, role="muted")
        self.write_right(y + 9, self._foot[1], 11)


def font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the font of a sheet."""
    made = typeface(pixels, QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def width_of(words: str, pixels: int, *, bold: bool = False) -> float:
    """Return how wide words are."""
    return QFontMetricsF(font(pixels, bold=bold)).horizontalAdvance(words)


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
