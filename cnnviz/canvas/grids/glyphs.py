"""Digits drawn once and stamped many times: an atlas of the characters that numbers are written with."""

import ctypes
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
_CODES = {character: code for code, character in enumerate(CHARACTERS)}
_MARGIN = 2
_RUNS = 4096  # texts, whose letters are kept in their places
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
        self._runs: dict[tuple[str, float], tuple[list[float], list[int], float]] = {}

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
        middles: list[float] = []
        sources: list[int] = []
        lengths = []
        for text, x in zip(texts, centres[:, 0].tolist(), strict=True):
            known = self._runs.get((text, x % 2))
            run, letters, width = self._run(text, x % 2) if known is None else known
            fits = width <= room
            lengths.append(len(run) if fits else 0)
            if fits:
                middles += run
                sources += letters
        if not middles:
            return
        each = np.arange(len(texts)).repeat(lengths)
        fragments, fields = _fragments(len(middles))
        x, y = centres.T
        top = np.rint(y + self.cap_height / 2 - self.ascent) - _MARGIN
        fields[:, 0] = (x - x % 2)[each] + middles
        fields[:, 1] = (top + self.height / 2)[each]
        fields[:, 2], fields[:, 3] = sources, (inks * self.height)[each]
        fields[:, 4:] = self.width, self.height, 1, 1, 0, 1
        painter.drawPixmapFragments(fragments, self.pixmap)

    def _run(self, text: str, x: float) -> tuple[list[float], list[int], float]:
        """Return the middles of a text's letters around `x`, where they stand in the atlas, and how wide it is.

        Whole pixels are found by rounding to even ones, so that it is told apart whether `x` is even. Blanks are none.
        """
        if len(self._runs) >= _RUNS:
            self._runs.clear()
        width = self.text_width(text)
        middles, sources, left, half = [], [], x - width / 2, self.width / 2 - _MARGIN
        for letter in text:
            code = _CODES[letter]
            if code:
                middles.append(round(left) + half)
                sources.append(code * self.width)
            left += self._advances[letter]
        run = self._runs[text, x] = middles, sources, width
        return run

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
