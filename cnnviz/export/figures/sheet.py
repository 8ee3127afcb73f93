"""A sheet with the stage, its heading and its sum, painted by any painter: pixels, SVG and PDF come from here alike."""

from __future__ import annotations

from cnnviz.application import application, typeface, words_at
from cnnviz.canvas.colour_bar import ColourBar
from cnnviz.canvas.formula_strip import FormulaStrip
from cnnviz.canvas.painter import write_line
from cnnviz.canvas.palette import palette
from cnnviz.canvas.scene_view import SceneView
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.words import headline, place
from cnnviz.export.figures.look import FigureLook
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QFont,
    QFontMetrics,
    QPainter,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QRegion,
    QSizeF,
    Qt,
    QWidget,
    delete_later,
)
from cnnviz.run.frames.frame import Frame

_USUAL = 100  # percent: nobody knows how large the text of another's window is
_HEADER, _FORMULA = 70, 92
_OVER, _TITLE, _SUBTITLE, _BESIDE = 6, 28, 38, 24
"""Pixels over the line of the title, of it, down to the subtitle, and between that and the colour bar."""
_SMALL_HEADER, _SMALL_BELOW = (
    42,
    420,
)  # pixels of the heading on a sheet that is lower than that, which has no sum
_SIDE, _SMALL_SIDE, _NARROW = 24, 16, 640
_CAPTION, _AROUND = 12, 14  # pixels of its letters, and above and beneath it
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_WRAPPED = int(_LEFT | Qt.TextFlag.TextWordWrap)


class Bands(NamedTuple):
    """Where the parts of a sheet are; one that is not there is empty."""

    heading: QRect
    stage: QRect
    formula: QRect
    caption: QRect


class FigureSheet:
    """Paints frames of one run, one after the other. It belongs to the GUI thread, as all that paints.

    Parameters
    ----------
    look : what all frames have in common
    name : whose figures they are, beside the caption
    """

    @words_at(_USUAL, digits=_USUAL)
    def __init__(self, look: FigureLook, name: str = "") -> None:
        application(offscreen=True)
        self.look, self._name = look, name
        self.palette = palette(look.theme)
        self._small = look.size[1] < _SMALL_BELOW
        self._side = _SMALL_SIDE if look.size[0] < _NARROW else _SIDE
        self.bands = self._bands()
        self._view, self._strip = SceneView(self.palette), FormulaStrip(self.palette)
        self._bar = ColourBar()
        self._view.resize(self.bands.stage.size())
        self._strip.resize(self.bands.formula.size())

    def close(self) -> None:
        """Let go of what it is painted with."""
        delete_later(self._view)
        delete_later(self._strip)
        delete_later(self._bar)

    @words_at(_USUAL, digits=_USUAL)
    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Paint a frame, with the corner of the sheet at the painter's origin, whatever size text has in windows."""
        bands, stage = self.bands, self.palette.role("stage")
        painter.fillRect(QRect(0, 0, *self.look.size), stage)
        self._view.set_frame(frame)
        whole = QRectF(QPointF(), QSizeF(bands.stage.size()))
        self._view.scene().render(painter, QRectF(bands.stage), whole)
        if not bands.formula.isEmpty():
            self._strip.set_formula(formula(frame))
            flags = QWidget.RenderFlags(QWidget.RenderFlag.DrawChildren)
            self._strip.render(painter, QPoint(bands.formula.topLeft()), QRegion(), flags)
        if not bands.heading.isEmpty():
            self._head(painter, frame)
        if not bands.caption.isEmpty():
            self._sign(painter)

    def _bands(self) -> Bands:
        width, height = self.look.size
        if self.look.alone:
            return Bands(QRect(), QRect(0, 0, width, height), QRect(), QRect())
        header, strip = (_SMALL_HEADER, 0) if self._small else (_HEADER, _FORMULA)
        caption = self._caption_height()
        foot = height - caption - strip
        return Bands(
            QRect(0, 0, width, header),
            QRect(0, header, width, foot - header),
            QRect(0, foot, width, strip),
            QRect(0, height - caption, width, caption),
        )

    def _caption_height(self) -> int:
        if not self.look.caption:
            return 0
        room = QRect(0, 0, self._caption_width(), 999)
        lines = QFontMetrics(typeface(_CAPTION)).boundingRect(room, _WRAPPED, self.look.caption)
        return min(lines.height() + 2 * _AROUND, self.look.size[1] // 3)

    def _caption_width(self) -> int:
        signed = QFontMetrics(typeface(_CAPTION - 1)).horizontalAdvance(self._signature)
        return self.look.size[0] - 2 * self._side - signed - 16

    @property
    def _signature(self) -> str:
        return f"{self._name} · cnnviz" if self._name else "cnnviz"

    def _head(self, painter: QPainter, frame: Frame) -> None:
        """Write the chapter's title, and at the right where one is, as much of it as there is room for.

        Beneath stands what happens there, and the scale of the colours beside it.
        """
        room = self.bands.heading.adjusted(self._side, 0, -self._side, 0)
        title, subtitle = headline(frame.chapter)
        if not self._small:
            self._explain(painter, frame, subtitle, room.adjusted(0, _SUBTITLE, 0, 0))
            room = QRect(room.left(), _OVER, room.width(), _TITLE)
        large, small = (
            typeface(15 if self._small else 17, QFont.Weight.DemiBold),
            typeface(12 if self._small else 13),
        )
        write_line(painter, room, title, large, self.palette.role("text"))
        rest = place(frame).removeprefix(f"{title} · ")
        left = room.width() - QFontMetrics(large).horizontalAdvance(title) - 16
        shorter = (" · ".join(rest.split(" · ")[:count]) for count in (9, 2, 1))
        fitting = (text for text in shorter if QFontMetrics(small).horizontalAdvance(text) <= left)
        write_line(painter, room, next(fitting, ""), small, self.palette.role("muted"), _RIGHT)

    def _explain(self, painter: QPainter, frame: Frame, subtitle: str, room: QRect) -> None:
        """Write the subtitle, and draw the colour bar at the right where that leaves room for it."""
        font, bar = typeface(13), self._bar
        line = QFontMetrics(font).height()
        write_line(
            painter, room.adjusted(0, 0, 0, line - room.height()), subtitle, font, self.palette.role("muted")
        )
        bar.set_frame(frame, self.palette)
        left = room.width() - QFontMetrics(font).horizontalAdvance(subtitle) - _BESIDE
        for compact in (False, True):
            bar.set_compact(compact)
            if bar.width() <= left:
                at = QPoint(room.right() + 1 - bar.width(), room.top() + (line - bar.height()) // 2)
                bar.render(painter, at, QRegion(), QWidget.RenderFlags(QWidget.RenderFlag.DrawChildren))
                return

    def _sign(self, painter: QPainter) -> None:
        """Write the caption and whose figure it is, under a line."""
        band, inset = self.bands.caption, self._side
        if self.bands.formula.isEmpty():
            line = QRect(inset, band.top(), band.width() - 2 * inset, 1)
            painter.fillRect(line, self.palette.role("line"))
        room = band.adjusted(inset, _AROUND, -inset, 0)
        painter.setFont(typeface(_CAPTION))
        painter.setPen(self.palette.role("text"))
        words = QRect(room.topLeft(), band.bottomRight())
        words.setWidth(self._caption_width())
        painter.drawText(words, _WRAPPED, self.look.caption)
        painter.setFont(typeface(_CAPTION - 1))
        painter.setPen(self.palette.role("muted"))
        painter.drawText(room, int(_RIGHT), self._signature)
