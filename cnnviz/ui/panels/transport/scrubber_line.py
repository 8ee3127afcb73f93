"""The line of the scrubber: a part for each chapter, and the knob where one is."""

from collections.abc import Iterable

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor, QPainter, QPen, QPointF, QRectF, Qt
from cnnviz.run.chapter import Chapter
from cnnviz.ui.panels.transport.scrubber_names import Stretch, grown

BAR_TOP, BAR = 27, 6
"""Pixels above the line, and of the line."""
_KNOB = 7.5


def radius() -> float:
    """Return how large the knob is, with text of the size that is chosen."""
    return _KNOB * grown(100) / 100


def draw_segments(
    painter: QPainter,
    parts: Iterable[tuple[Stretch, Chapter]],
    exposed: tuple[float, float],
    filled: float,
    palette: Palette,
) -> None:
    """Draw the chapters in a part of the line, as far as they are `filled` in full colour and what is ahead pale."""
    painter.setPen(Qt.PenStyle.NoPen)
    (left, right), top, high = exposed, grown(BAR_TOP), grown(BAR)
    for segment, chapter in parts:
        if segment.right < left or segment.left > right:
            continue
        colour = palette.role(chapter.phase.value)
        if filled < segment.right:
            pale = QColor(colour)
            pale.setAlphaF(0.32)
            painter.setBrush(pale)
            painter.drawRoundedRect(QRectF(segment.left, top, segment.width, high), 2, 2)
        done = min(filled - segment.left, segment.width)
        if done > 0:
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(segment.left, top, done, high), 2, 2)


def draw_knob(painter: QPainter, centre: QPointF, palette: Palette, *, ring: bool) -> None:
    """Draw the knob, with a ring around it where it has the keyboard."""
    painter.setBrush(palette.role("accent"))
    painter.setPen(QPen(palette.role("panel"), 2))
    painter.drawEllipse(centre, radius(), radius())
    if ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.role("accent"), 1.5))
        painter.drawEllipse(centre, radius() + 3, radius() + 3)
