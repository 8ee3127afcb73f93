"""Where the result of a formula and the note behind it stand: always in view, however many terms there are."""

from cnnviz.application import text_pixels
from cnnviz.canvas.formula_lines import Fonts
from cnnviz.explain.sums.pieces import Formula
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFontMetrics, QRect, QSize, Qt

MARGIN = 20
"""Pixels beside a formula."""
_WRAPPED = 190  # pixels that a note takes at the right end, where it wraps
_SHARE = 0.36  # of the width that it takes at most


class Ends(NamedTuple):
    """What stands behind the terms of a formula, in a room, with lines of so many pixels."""

    formula: Formula
    fonts: Fonts
    room: QSize
    line: int

    @property
    def result(self) -> str:
        """The result with the sign before it."""
        return f"{self.formula.sign} {self.formula.result}"

    @property
    def width(self) -> int:
        """How many pixels the right end takes, where terms are not to stand."""
        result = QFontMetrics(self.fonts.bold).horizontalAdvance(self.result)
        note = QFontMetrics(self.fonts.small).horizontalAdvance(self.formula.note)
        return max(result, min(note, self._wrapped), 70) + 2 * MARGIN

    def behind(self, last: QRect, top: int) -> tuple[QRect, QRect]:
        """Return where result and note stand: behind a single line of terms from `top` on, else at the right end.

        `last` is where the last term stands, as if the first line stood at the very top.
        """
        wide = QFontMetrics(self.fonts.bold).horizontalAdvance(self.result) + 2
        noted = QFontMetrics(self.fonts.small).horizontalAdvance(self.formula.note) + 2
        right = self.room.width() - self.width + MARGIN
        result = QRect(last.right() + 8, top, wide, self.line)
        note = QRect(result.right() + 20, top, noted, self.line)
        if last.top() == 0 and note.right() < self.room.width():
            return result, note
        note = QFontMetrics(self.fonts.small).boundingRect(
            0, 0, min(noted, self._wrapped), 999, int(Qt.TextFlag.TextWordWrap), self.formula.note
        )
        below, high = round(0.8 * self.line), max(note.height() + 2, self.line)
        up = max((self.room.height() - high - below) // 2 + 1, 0)
        return QRect(right, up, wide, self.line), QRect(right, up + below, min(noted, self._wrapped), high)

    @property
    def _wrapped(self) -> int:
        """The width at which a note wraps."""
        return min(text_pixels(_WRAPPED), round(_SHARE * self.room.width()))
