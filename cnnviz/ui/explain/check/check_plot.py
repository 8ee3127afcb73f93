"""The loss against the number that is nudged: its curve, the tangent, the step, and the kinks that lie in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.explain.checks.check import Check
from cnnviz.qt import (
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QSizePolicy,
    Qt,
    QWidget,
)
from cnnviz.ui.explain.check.plot_scale import Marks, PlotScale, marks, scale_of
from cnnviz.ui.explain.flow import font

_HIGH, _LEFT, _BELOW, _ABOVE = 218, 46, 24, 6  # pixels; room at the left and beneath for what the axes say
_BESIDE = 6  # pixels between an axis and what it says
_MOST = 4  # marks on an axis
_DOT, _DIAMOND = 4.0, 7.5
_NARROW = 3.0  # pixels of a step, under which its two ends are one point


class CheckPlot(QWidget):
    """Shows a `Check` and the points of its curve that there are so far."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_plot")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._palette = palette
        self._check: Check | None = None
        self._points: Sequence[tuple[float, float]] = ()
        self._range = 0.0, 1.0
        self.setFixedHeight(text_pixels(_HIGH))

    @property
    def points(self) -> Sequence[tuple[float, float]]:
        """The points of the curve, from left to right."""
        return self._points

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_check(
        self, check: Check, points: Sequence[tuple[float, float]], low: float, high: float
    ) -> None:
        """Show another check, with the points of its curve between two numbers."""
        self._check, self._points, self._range = check, points, (low, high)
        self.setFixedHeight(text_pixels(_HIGH))
        name = self.tr("Loss against {0}: quotient {1:.4g}, slope of the tangent {2:.4g}")
        self.setAccessibleName(name.format(check.spot.name, check.quotient, check.gradient))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the axes, the lines and the marks on top."""
        if self._check is None or not self._points:
            return
        painter, check = QPainter(self), self._check
        losses = [loss for _, loss in self._points] + [check.low.loss, check.high.loss]
        scale = scale_of(QRectF(0, 0, 1, 1), *self._range, losses)
        upright = marks(scale.low, scale.high, _MOST)
        scale = scale._replace(place=self._place(upright))
        place = scale.place
        painter.fillRect(place, self._palette.role("card"))
        self._paint_step(painter, scale)
        self._paint_axes(painter, scale, upright)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(place)
        self._paint_lines(painter, scale)
        self._paint_marks(painter, scale)

    def _paint_step(self, painter: QPainter, scale: PlotScale) -> None:
        assert self._check is not None
        low, high = (scale.across(end.value) for end in (self._check.low, self._check.high))
        if high - low > _NARROW:
            painter.fillRect(
                QRectF(low, scale.place.top(), high - low, scale.place.height()),
                self._palette.role("accent_soft"),
            )

    def _place(self, upright: Marks) -> QRectF:
        """Return where the lines are drawn: beside what the upright axis says, and beneath what that counts from."""
        measured = QFontMetricsF(font(11))
        wide = max((measured.horizontalAdvance(text) for _, text in upright.marks), default=0.0)
        left, below = max(text_pixels(_LEFT), math.ceil(wide) + _BESIDE), text_pixels(_BELOW)
        above = _ABOVE + (math.ceil(measured.lineSpacing()) if upright.base else 0)
        return QRectF(left, above, self.width() - left - 1, self.height() - below - above)

    def _paint_axes(self, painter: QPainter, scale: PlotScale, upright: Marks) -> None:
        place = scale.place
        painter.setFont(font(11))
        line, high = painter.fontMetrics().lineSpacing(), int(Qt.AlignmentFlag.AlignVCenter)
        if upright.base:
            painter.setPen(self._palette.role("muted"))
            painter.drawText(QRectF(0, 0, self.width(), line), high, f"{upright.base} +")
        for loss, text in upright.marks:
            y = round(scale.up(loss))
            painter.setPen(QPen(self._palette.role("line"), 1))
            painter.drawLine(round(place.left()), y, round(place.right()), y)
            painter.setPen(self._palette.role("muted"))
            box = QRectF(0, y - line / 2, place.left() - _BESIDE, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight) | high, text)
        for value, text in _side_by_side(scale, painter.fontMetrics()):
            wide = painter.fontMetrics().horizontalAdvance(text)
            x = min(max(scale.across(value) - wide / 2, place.left()), place.right() - wide)
            painter.drawText(QRectF(x, place.bottom() + 3, wide + 2, line), high, text)
        painter.setPen(QPen(self._palette.role("muted"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _paint_lines(self, painter: QPainter, scale: PlotScale) -> None:
        check = self._check
        assert check is not None
        here, slope = check.probe.before, check.gradient
        path = QPainterPath()
        for number, (value, loss) in enumerate(self._points):
            if math.isfinite(loss):
                at = scale.at(value, loss)
                path.lineTo(at) if number else path.moveTo(at)
        painter.setPen(QPen(self._palette.role("text"), 2))
        painter.drawPath(path)
        if math.isfinite(slope):
            ends = [scale.at(x, here.loss + slope * (x - here.value)) for x in (scale.left, scale.right)]
            painter.setPen(QPen(self._palette.role("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(*ends)
        if math.isfinite(check.change):
            painter.setPen(QPen(self._palette.role("warning"), 2))
            painter.drawLine(*(scale.at(end.value, end.loss) for end in (check.low, check.high)))

    def _paint_marks(self, painter: QPainter, scale: PlotScale) -> None:
        check = self._check
        assert check is not None
        here = check.probe.before
        painter.setPen(QPen(self._palette.role("text"), 1.5))
        painter.setBrush(self._palette.role("panel"))
        for kink in check.kinks:
            painter.drawPolygon(_diamond(scale.at(kink.value, _height(self._points, kink.value))))
        painter.setPen(Qt.PenStyle.NoPen)
        for end in (check.low, check.high):
            if end is not here and math.isfinite(end.loss):
                painter.setBrush(self._palette.role("warning"))
                painter.drawEllipse(scale.at(end.value, end.loss), _DOT, _DOT)
        if math.isfinite(here.loss):
            painter.setBrush(self._palette.role("accent"))
            painter.drawEllipse(scale.at(here.value, here.loss), _DOT, _DOT)


def _side_by_side(scale: PlotScale, measured: QFontMetrics) -> Sequence[tuple[float, str]]:
    """Return the marks of the level axis, as many as have room; it is too long for any of them to have a base."""
    for most in range(_MOST, 1, -1):
        found = marks(scale.left, scale.right, most).marks
        wide = max((measured.horizontalAdvance(text) for _, text in found), default=0)
        if (wide + 2 * _BESIDE) * len(found) <= scale.place.width():
            break
    return found


def _height(points: Sequence[tuple[float, float]], value: float) -> float:
    """Return the loss at a number between two points."""
    for (left, low), (right, high) in pairwise(points):
        if left <= value <= right and right > left:
            return low + (high - low) * (value - left) / (right - left)
    return points[0][1]


def _diamond(at: QPointF) -> QPolygonF:
    corners = ((0, -_DIAMOND), (_DIAMOND, 0), (0, _DIAMOND), (-_DIAMOND, 0))
    return QPolygonF([at + QPointF(x, y) for x, y in corners])
