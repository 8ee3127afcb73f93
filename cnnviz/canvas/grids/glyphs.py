"""Digits drawn once and stamped many times: an atlas of the characters that numbers are written with."""

import ctypes
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.painter import is_vector
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QPainter,
    QPixmap,
    QPointF,
    QRawFont,
    Qt,
    sip,
)

CHARACTERS = " 0123456789.−e∞≈na?"
_CODES = np.zeros(1 + max(map(ord, CHARACTERS)), np.intp)  # where each of them is, by its number
_CODES[list(map(ord, CHARACTERS))] = np.arange(len(CHARACTERS))
_MARGIN = 2
FAMILY = "Roboto"


def number_font(pixels: int) -> QFont:
    """Return the font of the cells: tabular digits, the same pixels everywhere."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Medium)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class GlyphAtlas:
    """The characters of numbers at one size, a row for each ink: white, black, and both dimmed."""

    def __init__(self, pixels: int, palette: Palette) -> None:
        self.pixels = pixels
        self._font, self._inks = number_font(pixels), _inks(palette)
        metrics, self._raw = QFontMetricsF(self._font), QRawFont.fromFont(self._font)
        self._glyphs = self._raw.glyphIndexesForString(CHARACTERS)  # all at once: a text for each takes long
        advances = self._raw.advancesForGlyphIndexes(self._glyphs)
        self.advance = np.array([advance.x() for advance in advances])
        self.advance[0] = 0  # blanks only fill up
        self._advances = dict(zip(CHARACTERS, self.advance.tolist(), strict=True))
        self.cap_height = metrics.tightBoundingRect("0").height()
        self.ascent = metrics.ascent()
        self.width = int(np.ceil(self.advance.max())) + 2 * _MARGIN
        self.height = int(np.ceil(metrics.height())) + 2 * _MARGIN

    @cached_property
    def pixmap(self) -> QPixmap:
        """The characters, drawn when some are written: of sizes that are tried, few are used."""
        pixmap = QPixmap(self.width * len(CHARACTERS), self.height * len(self._inks))
        pixmap.fill(Qt.GlobalColor.transparent)
        run = QGlyphRun()
        run.setRawFont(self._raw)
        run.setGlyphIndexes(self._glyphs)
        top = _MARGIN + self.ascent
        run.setPositions([QPointF(at * self.width + _MARGIN, top) for at in range(len(CHARACTERS))])
        painter = QPainter(pixmap)
        for row, ink in enumerate(self._inks):
            painter.setPen(ink)
            painter.drawGlyphRun(QPointF(0, row * self.height), run)
        painter.end()
        return pixmap

    def text_width(self, text: str) -> float:
        """Return how wide `text` is, in pixels."""
        return sum([self._advances[character] for character in text], 0.0)

    def draw(
        self,
        painter: QPainter,
        texts: list[str],
        centres: NDArray[np.floating],
        inks: NDArray[np.intp],
        room: float,
    ) -> None:
        """Write each text centred on its point (x, y), its digits' middle on y, in the ink of that row.

        A text that is wider than `room` is left out.
        """
        if is_vector(painter):
            self._write(painter, texts, centres, inks, room)
            return
        codes, each, left, fits = self._placed(texts, centres[:, 0], room)
        shown = fits[each] & (codes != 0)
        count = np.count_nonzero(shown)
        if not count:
            return
        each = each[shown]
        top = np.rint(centres[:, 1] + self.cap_height / 2 - self.ascent) - _MARGIN
        fragments, fields = _fragments(count)
        fields[:, 0] = left[shown] + (self.width / 2 - _MARGIN)
        fields[:, 1] = (top + self.height / 2)[each]
        fields[:, 2], fields[:, 3] = codes[shown] * self.width, (inks * self.height)[each]
        fields[:, 4:] = self.width, self.height, 1, 1, 0, 1
        painter.drawPixmapFragments(fragments, self.pixmap)

    def _placed(
        self, texts: Sequence[str], middles: NDArray[np.floating], room: float
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64], NDArray[np.bool_]]:
        """Return of each letter which one it is, in which text, and its left side, and which texts have room.

        An advance is a multiple of a small power of two, so that their sums are exact, in whatever order.
        """
        codes = _CODES[np.frombuffer("".join(texts).encode("utf-16-le"), np.uint16)]
        lengths = np.fromiter(map(len, texts), np.intp, len(texts))
        advances, ends = self.advance[codes], lengths.cumsum()
        behind = np.concatenate([[0.0], advances.cumsum()])
        before = behind[ends - lengths]
        widths, each = behind[ends] - before, np.arange(len(texts)).repeat(lengths)
        return codes, each, np.rint((middles - widths / 2 - before)[each] + behind[:-1]), widths <= room

    def _write(
        self,
        painter: QPainter,
        texts: list[str],
        centres: NDArray[np.floating],
        inks: NDArray[np.intp],
        room: float,
    ) -> None:
        """Write as `draw` does, in letters that stay such."""
        painter.setFont(self._font)
        for text, (x, y), ink in zip(texts, centres.tolist(), inks.tolist(), strict=True):
            width = self.text_width(text)
            if text and width <= room:
                painter.setPen(self._inks[ink])
                top = round(y + self.cap_height / 2 - self.ascent)
                painter.drawText(QPointF(round(x - width / 2), top + int(self.ascent)), text)


def _fragments(count: int) -> tuple[Any, NDArray[np.float64]]:
    """Return fragments and their ten numbers each as an array, which is valid as long as they are.

    They are found by their address, since Debian 12's sip does not say rightly how long they are.
    """
    fragments: Any = sip.array(QPainter.PixmapFragment, count)  # type: ignore[call-arg]
    address: Any = sip.unwrapinstance(fragments[0])  # type: ignore[func-returns-value]
    numbers: Any = (ctypes.c_double * (10 * count)).from_address(address)
    return fragments, np.frombuffer(numbers, float).reshape(count, 10)


@cache
def atlas(pixels: int, palette: Palette) -> GlyphAtlas:
    """Return the atlas of one size and theme, drawn once."""
    return GlyphAtlas(pixels, palette)


def _inks(palette: Palette) -> list[QColor]:
    inks = [palette.cells["ink_light"], palette.cells["ink_dark"]]
    dimmed = [QColor(ink) for ink in inks]
    for ink in dimmed:
        ink.setAlphaF(palette.dimmed)
    return inks + dimmed
