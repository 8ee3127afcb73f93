"""The curve of an activation, with the number in hand on it, and its tangent on the way back."""

from __future__ import annotations

import numpy as np

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.heading import subtitle_font
from cnnviz.engine import activation, activation_backward
from cnnviz.explain.number_format import format_in
from cnnviz.hidden import HIDDEN
from cnnviz.qt import (
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
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.extent import largest
from cnnviz.run.frame import Frame

SHAPE = HEIGHT, WIDTH = 150, 190
"""Pixels down and across."""
_POINTS = 97
_REACH = (4.0, 20.0)  # how far the axis goes at least and at most
_DOT = 5.0


class CurveItem(QGraphicsItem):
    """Draws ``a = f(z)`` over the range of z, and where the step in hand is on it."""

    def __init__(self, frame: Frame, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._name = frame.chapter.function
        self._back = frame.chapter.kind is ChapterKind.ACTIVATE_BACK
        reach = largest(frame.chapter.arrays["z"]) * 1.05
        self._reach = min(max(reach, _REACH[0]), _REACH[1])
        at = np.linspace(-self._reach, self._reach, _POINTS)
        values = activation(self._name, at)
        self._low, self._high = min(float(values.min()), -0.2), max(float(values.max()), 0.2)
        self._curve = QPainterPath(self._place(at[0], values[0]))
        for x, y in zip(at[1:], values[1:], strict=True):
            self._curve.lineTo(self._place(x, y))
        self._z, self._told = 0.0, ""
        self.set_frame(frame)

    def boundingRect(self) -> QRectF:
        """Return the plot's rectangle."""
        return QRectF(0, 0, WIDTH, HEIGHT)

    def set_frame(self, frame: Frame) -> None:
        """Show another step."""
        target = frame.step.updates[0].target
        z = HIDDEN if frame.asked else float(frame.arrays["z"][target.index])
        told = self._words(frame, target.array, z)
        if z != self._z or told != self._told:
            self._z, self._told = z, told
            self.update()

    def _words(self, frame: Frame, target: str, z: float) -> str:
        """Return the number in hand and what comes of it, or the slope there, as the strip writes them."""
        form = format_in(frame.chapter, target, frame.decimals)
        if self._back:
            return f"slope {form.text(float(activation_backward(self._name, np.ones(1), np.array([z]))[0]))}"
        value = float(activation(self._name, np.array([z]))[0])
        return f"{format_in(frame.chapter, 'z', frame.decimals).text(z)} → {form.text(value)}"

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw frame, axes, curve, then the point with its dotted lines or its tangent."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role("line"), 1))
        painter.setBrush(self.palette.role("panel"))
        painter.drawRoundedRect(self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.drawLine(QLineF(self._place(-self._reach, 0), self._place(self._reach, 0)))
        painter.drawLine(QLineF(self._place(0, self._low), self._place(0, self._high)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette.role("text"), 2))
        painter.drawPath(self._curve)
        if np.isfinite(self._z):
            self._draw_point(painter)

    def _draw_point(self, painter: QPainter) -> None:
        z = float(np.clip(self._z, -self._reach, self._reach))
        value = float(activation(self._name, np.array([z]))[0])
        slope = float(activation_backward(self._name, np.ones(1), np.array([z]))[0])
        accent, muted = self.palette.role("accent"), self.palette.role("muted")
        point = self._place(z, value)
        if self._back:
            reach = self._reach / 3
            painter.setPen(QPen(accent, 1.6))
            ends = [self._place(z + d, value + slope * d) for d in (-reach, reach)]
            painter.setClipRect(self.boundingRect())
            painter.drawLine(QLineF(*ends))
            painter.setClipping(False)
        else:
            painter.setPen(QPen(muted, 1, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(self._place(z, 0), point))
            painter.drawLine(QLineF(self._place(0, value), point))
        painter.setPen(QPen(self.palette.cells["halo"], 2))
        painter.setBrush(accent)
        painter.drawEllipse(point, _DOT, _DOT)
        painter.setPen(muted)
        painter.setFont(subtitle_font())  # else it were that of whatever was painted before
        painter.drawText(self.boundingRect().adjusted(8, 4, -8, -4), Qt.AlignmentFlag.AlignLeft, self._told)

    def _place(self, x: float, y: float) -> QPointF:
        """Return where a point of the graph is drawn."""
        across = (x + self._reach) / (2 * self._reach)
        up = (y - self._low) / (self._high - self._low)
        return QPointF(12 + across * (WIDTH - 24), HEIGHT - 14 - up * (HEIGHT - 44))
