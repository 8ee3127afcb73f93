"""Where the pieces of a formula stand: one behind the other, broken into lines."""

from collections.abc import Sequence
from functools import lru_cache

from cnnviz.application import text_pixels, typeface
from cnnviz.explain.sums.pieces import Piece, Role
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFont, QFontMetrics, QRect

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

    Where they take more than so many lines at `most`, the rest is left out.
    """
    placed = []
    x, number, gap = left, 0, gap_on(line)
    for piece in pieces:
        if piece.text in (")", ","):
            x -= gap
        width = text_width(piece.text, written.small if piece.role is Role.NOTE else written.large)
        if piece.label:
            width += NEAR + text_width(piece.label, written.small)
        if x + width > right and x > left and piece.role is not Role.OPERATOR:
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
