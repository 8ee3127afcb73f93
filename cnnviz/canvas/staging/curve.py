"""The curve of an activation, with the number in hand on it, and its tangent on the way back."""

from __future__ import annotations

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.graph import HEIGHT, WIDTH, graph_of, point_of
from cnnviz.canvas.staging.lettering.heading import subtitle_font
from cnnviz.qt import (
    QFont,
    QFontMetricsF,
    QGraphicsItem,
    QLineF,
    QPainter,
    QPainterPath,
    QPen,
    QPointF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame

_DOT = 5.0
_SMALL, _LARGEST = 10, 12  # pixels of the numbers at its axes
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a number's width that stands before its place


class CurveItem(QGraphicsItem):
    """Draws ``a = f(z)`` over the range of z, and where the step in hand is on it."""

    def __init__(self, frame: Frame, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._graph = graph_of(frame)
        first, *others = self._graph.curve
        self._curve = QPainterPath(QPointF(*first))
        for place in others:
            self._curve.lineTo(QPointF(*place))
        self._axes = [QLineF(QPointF(*start), QPointF(*end)) for start, end in self._graph.axes]
        self._point = point_of(self._graph, frame)

    def boundingRect(self) -> QRectF:
        """Return the plot's rectangle."""
        return QRectF(0, 0, WIDTH, HEIGHT)

    def set_frame(self, frame: Frame) -> None:
        """Show another step."""
        point = point_of(self._graph, frame)
        if point != self._point:
            self._point = point
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw frame, axes, curve, then the point with its dotted lines or its tangent."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role("line"), 1))
        painter.setBrush(self.palette.role("panel"))
        painter.drawRoundedRect(self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.drawLines(self._axes)
        self._draw_ticks(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette.role("text"), 2))
        painter.drawPath(self._curve)
        if self._point.place is not None:
            self._draw_point(painter, QPointF(*self._point.place))

    def _draw_ticks(self, painter: QPainter) -> None:
        font = _tick_font()
        painter.setFont(font)
        for tick in self._graph.ticks:
            painter.setPen(QPen(self.palette.role("line"), 1))
            painter.drawLine(QPointF(*tick.line[0]), QPointF(*tick.line[1]))
            painter.setPen(self.palette.role("muted"))
            before = _BEFORE[tick.anchor] * QFontMetricsF(font).horizontalAdvance(tick.text)
            painter.drawText(QPointF(round(tick.at[0] - before), round(tick.at[1])), tick.text)

    def _draw_point(self, painter: QPainter, place: QPointF) -> None:
        accent, muted = self.palette.role("accent"), self.palette.role("muted")
        lines = [QLineF(QPointF(*start), QPointF(*end)) for start, end in self._point.lines]
        painter.setPen(QPen(accent, 1.6) if self._graph.back else QPen(muted, 1, Qt.PenStyle.DotLine))
        painter.setClipRect(self.boundingRect())
        painter.drawLines(lines)
        painter.setClipping(False)
        painter.setPen(QPen(self.palette.cells["halo"], 2))
        painter.setBrush(accent)
        painter.drawEllipse(place, _DOT, _DOT)
        painter.setPen(muted)
        painter.setFont(subtitle_font())  # else it were that of whatever was painted before
        room = self.boundingRect().adjusted(8, 4, -8, -4)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self._point.words)


def _tick_font() -> QFont:
    return typeface(min(text_pixels(_SMALL), _LARGEST))
