"""Where the pieces of a formula stand, one behind the other, broken into lines, and how each of them is drawn."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.explain.sums.pieces import Piece, Role
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFont, QFontMetrics, QPainter, QPen, QRect, QRectF

NEAR = 4  # pixels between a number and what it is called
_GAP, _USUAL = 6, 26  # pixels between terms and operators, where lines are so high


class Placed(NamedTuple):
    """A piece of the formula and where it stands in the viewport."""

    piece: Piece
    rect: QRect


class Fonts(NamedTuple):
    """What a formula is written in: terms, target and result, notes and names."""

    large: QFont
    bold: QFont
    small: QFont


class Writing(NamedTuple):
    """How large a formula is written, in pixels: from line to line, and its letters."""

    pitch: int
    size: int

    def fonts(self, scale: float) -> Fonts:
        """Return the fonts at some times the size that is chosen for text."""
        return Fonts(
            typeface(text_pixels(self.size * scale)),
            typeface(text_pixels((self.size + 1) * scale), QFont.Weight.DemiBold),
            typeface(text_pixels(min(self.size - 1, 12) * scale)),
        )


WRITINGS = (Writing(26, 16), Writing(22, 15), Writing(15, 12))
"""From large to small: the first in which all lines have room is used, or the last, which scrolls."""


def gap_on(line: int) -> int:
    """Return how many pixels are free on either side of an operator, where lines are so high."""
    return max(round(_GAP * line / _USUAL), 4)


def baseline_on(line: int, written: Fonts) -> int:
    """Return how far under the top of a line all that is written in it stands, in whatever font."""
    metrics = QFontMetrics(written.large)
    return (line + metrics.ascent() - metrics.descent()) // 2


def lines(
    pieces: Sequence[Piece], written: Fonts, left: int, right: int, line: int, most: int | None = None
) -> list[Placed]:
    """Return pieces with their places between `left` and `right`, as if the first line stood at the very top.

    An operator stands behind what it follows, which goes on the next line where both have no room. Where they take more
    than so many lines at `most`, the rest is left out.
    """
    placed = []
    x, number, gap = left, 0, gap_on(line)
    for piece, behind in zip_longest(pieces, pieces[1:]):
        if piece.text in (")", ","):
            x -= gap
        width = text_width(piece.text, written.small if piece.role is Role.NOTE else written.large)
        if piece.label:
            width += NEAR + text_width(piece.label, written.small)
        along = width
        if behind is not None and behind.role is Role.OPERATOR:
            along += gap + text_width(behind.text, written.large)
        if x + along > right and x > left and piece.role is not Role.OPERATOR:
            x, number = left, number + 1
        placed.append(Placed(piece, QRect(x, number * line, width, line)))
        if most is not None and number >= most:
            return placed
        x += width + (0 if piece.text.endswith("(") else gap)
    return placed


def text_width(text: str, font: QFont) -> int:
    """Return how many pixels a text takes."""
    return _text_width(text, font.family(), font.pixelSize(), font.weight())


@lru_cache(maxsize=4096)  # the numbers of an array come again and again
def _text_width(text: str, family: str, pixels: int, weight: int) -> int:
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return QFontMetrics(font).horizontalAdvance(text)


_INKS: Mapping[Role, str] = {
    Role.TERM: "text",
    Role.PENDING: "disabled",
    Role.OPERATOR: "muted",
    Role.NOTE: "muted",
}
_FRAME, _ROUND = 1.5, 4  # pixels of a frame around a term, and of its corners
_INSET = 2.5  # pixels from a term to its frame, which leaves the operators at its sides alone


class Pieces(NamedTuple):
    """Draws pieces on lines of so many pixels: in the ink of its role, a term in hand or pointed at in a frame."""

    palette: Palette
    fonts: Fonts
    line: int

    def paint(self, painter: QPainter, piece: Piece, rect: QRect, *, frame: str, in_hand: bool) -> None:
        """Draw one: what is `in_hand` in the accent, in a frame of its own unless it has one of the role `frame`."""
        if frame or in_hand:
            self._paint_frame(painter, rect, frame or "accent")
        font = self.fonts.small if piece.role is Role.NOTE else self.fonts.large
        baseline = rect.top() + baseline_on(self.line, self.fonts)
        painter.setFont(font)
        painter.setPen(self.palette.role("accent" if in_hand else _INKS[piece.role]))
        painter.drawText(rect.left(), baseline, piece.text)
        if piece.label:
            left = rect.left() + NEAR + text_width(piece.text, font)
            painter.setFont(self.fonts.small)
            painter.setPen(
                self.palette.role(_INKS[Role.PENDING if piece.role is Role.PENDING else Role.NOTE])
            )
            painter.drawText(left, baseline, piece.label)

    def _paint_frame(self, painter: QPainter, rect: QRect, role: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role(role), _FRAME))
        high = min(QFontMetrics(self.fonts.large).height() + 4, rect.height()) - 1
        top = rect.center().y() - high / 2 + 0.5
        inside = QRectF(rect.left() - _INSET, top, rect.width() + 2 * _INSET - 1, high)
        painter.drawRoundedRect(inside, _ROUND, _ROUND)
        painter.restore()
