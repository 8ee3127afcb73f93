"""What stands around the terms of a formula, always in view, however many they are: target, result and note."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.formula_lines import Fonts, Placed, baseline_on, gap_on, text_width
from cnnviz.canvas.palette import Palette
from cnnviz.explain.sums.pieces import Formula
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFontMetrics, QPainter, QRect, QSize, Qt

MARGIN = 24
"""Pixels beside a formula."""
EDGE = 1
"""Pixels above and below it."""
_WRAPPED = 230  # pixels that a note takes at the right end, where it wraps
_SHARE = 0.36  # of the width that it takes at most
_LEAST = 70  # pixels for a note that wraps, and for a right end
_EQUALS = "="


class FormulaEnds(NamedTuple):
    """What stands before and behind the terms of a formula, in a room, with lines of so many pixels."""

    formula: Formula
    fonts: Fonts
    room: QSize
    line: int

    @property
    def result(self) -> str:
        """The result with the sign before it."""
        return f"{self.formula.sign} {self.formula.result}"

    @property
    def left(self) -> int:
        """Where the terms begin, behind the target and the sign after it."""
        return self._behind_target + text_width(_EQUALS, self.fonts.bold) + gap_on(self.line)

    @property
    def _behind_target(self) -> int:
        return MARGIN + text_width(self.formula.target.text, self.fonts.bold) + gap_on(self.line)

    @property
    def width(self) -> int:
        """How many pixels the right end takes, where terms are not to stand."""
        return max(self._result_width, self._note_width, _LEAST) + 2 * MARGIN

    def follow(self, last: QRect) -> bool:
        """Return whether result and note have room behind the last term, where the note may break."""
        return self._in_one(last) or self._breaks(last)

    def _in_one(self, last: QRect) -> bool:
        """Whether they have it in the last term's line, which is in view with all others."""
        in_view = last.top() == 0 or last.top() + self.line <= self.room.height() - 2 * EDGE
        return in_view and self._in_line(last, 0)[1].right() < self.room.width()

    def _breaks(self, last: QRect) -> bool:
        """Whether they have it behind a single line, with a note that breaks."""
        if last.top() != 0:
            return False
        room = self._beside(last, 0)
        return room.width() >= _LEAST and room.height() <= self.room.height() - 2 * EDGE

    def end(self, last: QRect) -> int:
        """Return how many pixels result and note take from top to bottom."""
        result, note = self.behind(last, 0)
        return max(result.bottom(), note.bottom()) + 1 - min(result.top(), note.top())

    def clear(self, pieces: Sequence[Placed]) -> bool:
        """Return whether none of the terms reaches under result and note."""
        if not pieces or self.follow(pieces[-1].rect):
            return True
        return max(rect.right() for _, rect in pieces) < self.room.width() - self.width + MARGIN

    def behind(self, last: QRect, top: int) -> tuple[QRect, QRect]:
        """Return where result and note stand: behind the terms, which begin at `top`, else at the right end.

        `last` is where the last term stands, as if the first line stood at the very top.
        """
        result, note = self._in_line(last, top)
        if self._in_one(last):
            return result, note
        if self._breaks(last):
            return result, self._beside(last, top)
        right = self.room.width() - self.width + MARGIN
        below, high = round(0.8 * self.line), self._high(self._note_width)
        up = max((self.room.height() - high - below) // 2, 0)
        return QRect(right, up, self._result_width, self.line), QRect(
            right, up + below, self._note_width, high
        )

    def paint(self, painter: QPainter, palette: Palette, last: QRect, top: int) -> None:
        """Write the target before the first line, which stands `top` pixels down, and the result behind the last."""
        baseline = baseline_on(self.line, self.fonts)
        painter.setFont(self.fonts.bold)
        painter.setPen(palette.role("accent"))
        painter.drawText(MARGIN, top + baseline, self.formula.target.text)
        if self.formula.terms:
            painter.setPen(palette.role("muted"))
            painter.drawText(self._behind_target, top + baseline, _EQUALS)
            painter.setPen(palette.role("text"))
        result, note = self.behind(last, top)
        painter.drawText(result.left(), result.top() + baseline, self.result)
        painter.setFont(self.fonts.small)
        painter.setPen(palette.role("muted"))
        if self._in_one(last):
            painter.drawText(note.left(), note.top() + baseline, self.formula.note)
        else:
            wrapped = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(note, wrapped, self.formula.note)

    def _in_line(self, last: QRect, top: int) -> tuple[QRect, QRect]:
        at = top + last.top()
        result = QRect(last.right() + 1 + gap_on(self.line), at, self._result_width, self.line)
        return result, QRect(result.right() + text_pixels(20), at, self._noted, self.line)

    def _beside(self, last: QRect, top: int) -> QRect:
        """Where a note stands that breaks behind the result: all that is left of the room, around the line's middle."""
        left = self._in_line(last, top)[1].left()
        width = self.room.width() - MARGIN // 2 - left
        high = self._high(width)
        return QRect(left, top + last.top() + (self.line - high) // 2, width, high)

    def _high(self, width: int) -> int:
        """How high the note is that wraps where it is so wide."""
        if not self.formula.note:
            return 0
        wraps = int(Qt.TextFlag.TextWordWrap)
        return (
            QFontMetrics(self.fonts.small).boundingRect(0, 0, width, 999, wraps, self.formula.note).height()
            + 2
        )

    @property
    def _result_width(self) -> int:
        return text_width(self.result, self.fonts.bold) + 2

    @property
    def _noted(self) -> int:
        """How wide the note is in one line."""
        return text_width(self.formula.note, self.fonts.small) + 2

    @property
    def _note_width(self) -> int:
        """How wide the note is at the right end, where it wraps."""
        return min(self._noted, text_pixels(_WRAPPED), round(_SHARE * self.room.width()))
