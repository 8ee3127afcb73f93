"""The colour bar beside the heading: whose scale the colours are, and what stands at its ends."""

from functools import lru_cache
from typing import TypeAlias

import numpy as np

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.grids.cells import FINISHED, CellLook
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.grids.thumbnail import as_image
from cnnviz.canvas.painter import is_vector, write_line
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.scale import NamedScale, beyond, named_scale
from cnnviz.qt import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPoint,
    QPointF,
    QPolygonF,
    QRect,
    QRectF,
    QSize,
    QSizePolicy,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame

_TEXT, _SMALL = 12, 11  # pixels
_BAR, _COMPACT = QSize(94, 7), QSize(66, 5)
_GAP, _TIP, _LINE, _SMALL_LINE = 8, 6, 36, 14
_CELL, _SMALL_CELL = 30, 22  # pixels of the cells that stand for a bar where signs have shapes
_FOOT = 2  # pixels that a name over a bar or cells has more, for what of it reaches below its line
_SIDES = {
    1: (Qt.AlignmentFlag.AlignHCenter,),
    2: (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight),
    3: (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight),
}
"""Where so many texts stand beneath a small bar."""
_Past: TypeAlias = tuple[bool, bool]  # whether numbers are beyond its low end, and beyond its high one


class ColourBar(QWidget):
    """Shows the scale of what the chapter in hand makes; it changes with the chapter, and with no step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("colour_bar")
        self.setAccessibleName(self.tr("Colours"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._known: tuple[object, ...] = ()
        self._shown: tuple[NamedScale, Palette] | None = None
        self._compact = False
        self._beyond, self._words = (False, False), ""

    def set_frame(self, frame: Frame, palette: Palette) -> None:
        """Show the scale of a frame's chapter, unless it is there already, and which of its ends sums go beyond."""
        known = frame.chapter, palette, frame.decimals, frame.one_scale, frame.replay, text_pixels(_TEXT)
        if known == self._known and self._shown is not None:
            self._tell_beyond(beyond(frame, self._shown[0]))
            return
        named = named_scale(frame)
        self._known, self._shown = known, (named, palette)
        whose = self.tr("One scale for the whole run") if frame.one_scale else named.name
        self._words = self.tr("{0}: from {1} to {2}").format(whose, *named.ends)
        if named.scale.kind == "signed" and not frame.one_scale:
            self._words += self.tr(", this chapter's own colours (View has one scale for all)")
        self._say()
        self._tell_beyond(beyond(frame, named))
        self._fit()

    def _tell_beyond(self, ends: tuple[bool, bool]) -> None:
        if ends != self._beyond:
            self._beyond = ends
            self._say()
            self.update()

    def _say(self) -> None:
        past = self.tr("{0}; sums on their way go beyond").format(self._words)
        self.setToolTip(past if any(self._beyond) else self._words)
        self.setAccessibleDescription(self.toolTip())

    def set_compact(self, compact: bool) -> None:
        """Take less room in a line, where there is little of it."""
        if compact != self._compact:
            self._compact = compact
            self._fit()

    def _fit(self) -> None:
        """Take as much room as what is shown needs."""
        if self._shown is None:
            return
        named, palette = self._shown
        named = named.only_made() if self._compact else named
        name, line = _name_width(named), text_pixels(_SMALL_LINE)
        if self._compact:
            if _has_cells(named, palette):
                room = QSize(3 * text_pixels(_SMALL_CELL), text_pixels(_SMALL_CELL) + 1)
            else:
                room = QSize(max(_needed(_beneath(named)), text_pixels(_COMPACT.width())), line + 8)
            self.setFixedSize(max(room.width(), name), line + text_pixels(_FOOT) + room.height())
        elif _has_cells(named, palette):
            self.setFixedSize(name + 5 * text_pixels(_CELL), text_pixels(_LINE))
        else:
            self.setFixedSize(name + _width(_TEXT, *named.ends) + 2 * _GAP + _BAR.width(), text_pixels(_LINE))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write whose it is, and draw the bar with its ends, or cells where signs have shapes."""
        if self._shown is None:
            return
        named, palette = self._shown
        named = named.only_made() if self._compact else named
        painter, name, room = QPainter(self), self.rect(), self.rect()
        if self._compact:  # one above the other
            name.setHeight(text_pixels(_SMALL_LINE))
            room.setTop(name.bottom() + 1 + text_pixels(_FOOT))
        else:
            name.setWidth(_name_width(named))
            room.setLeft(name.right() + 1)
        write_line(painter, name, named.name, _font(_TEXT, QFont.Weight.DemiBold), palette.role("text"))
        if _has_cells(named, palette):
            values = named.values[:: 2 if self._compact else 1]
            cell = text_pixels(_SMALL_CELL if self._compact else _CELL)
            top = room.top() + (room.height() - cell) // 2
            _paint_cells(painter, QPoint(room.left(), top), cell, named._replace(values=values), palette)
        else:
            (_paint_compact if self._compact else _paint_wide)(painter, room, named, palette, self._beyond)


def _paint_wide(painter: QPainter, room: QRect, named: NamedScale, palette: Palette, past: _Past) -> None:
    """Draw a bar with its ends beside it, and 0 beneath its middle."""
    (low, high), muted = named.ends, palette.role("muted")
    left = room.left() + _width(_TEXT, low) + _GAP
    bar = QRect(QPoint(left, room.top() + (room.height() - _BAR.height()) // 2), _BAR)
    _paint_colours(painter, bar, named, palette)
    _paint_tips(painter, bar, named, palette, past)
    write_line(painter, room, low, _font(_TEXT), muted)
    write_line(painter, room, high, _font(_TEXT), muted, Qt.AlignmentFlag.AlignRight)
    if named.scale.kind == "signed":
        x = bar.left() + bar.width() // 2
        painter.fillRect(x, bar.bottom() + 2, 1, 3, muted)
        beneath = QRect(x - 20, bar.bottom() + 4, 41, room.bottom() - bar.bottom() - 3)
        write_line(painter, beneath, "0", _font(_SMALL), muted, Qt.AlignmentFlag.AlignHCenter)


def _paint_compact(painter: QPainter, room: QRect, named: NamedScale, palette: Palette, past: _Past) -> None:
    """Draw a bar with its ends and 0 beneath it."""
    bar = QRect(room.left() + 1, room.top() + 1, room.width() - 2, _COMPACT.height())
    bar.adjust(_TIP * past[0], 0, -_TIP * past[1], 0)
    _paint_colours(painter, bar, named, palette)
    _paint_tips(painter, bar, named, palette, past)
    texts = _beneath(named)
    for text, side in zip(texts, _SIDES[len(texts)], strict=True):
        beneath = QRect(room.left(), bar.bottom() + 2, room.width(), text_pixels(_SMALL_LINE))
        write_line(painter, beneath, text, _font(_SMALL), palette.role("muted"), side)


def _beneath(named: NamedScale) -> tuple[str, ...]:
    """Return what stands beneath a small bar: its ends and 0, or as much of that as there is room for."""
    low, high = named.ends
    if named.scale.kind != "signed":
        return low, high
    ways = (low, "0", high), (low, high), (f"±{high}",)
    return next((way for way in ways if _needed(way) <= text_pixels(_COMPACT.width())), ways[-1])


def _needed(texts: tuple[str, ...]) -> int:
    """Return how wide a small bar is for what stands beneath it, with its middle in the bar's."""
    sides = [max(texts, key=len)] * min(len(texts), 2)
    return _width(_SMALL, *sides, *texts[1:-1]) + _GAP * (len(texts) - 1)


@lru_cache(maxsize=32)
def _colours(palette: Palette, kind: str, width: int, height: int) -> QImage:
    """Return a map's colours from its low end to its high one, in so many pixels."""
    table = palette.maps[kind]
    chosen = np.rint(np.linspace(0, len(table) - 1, width)).astype(int)
    return as_image(np.repeat(table[chosen][None], height, axis=0))


def _paint_colours(painter: QPainter, bar: QRect, named: NamedScale, palette: Palette) -> None:
    """Draw a map's colours, as shapes where all are to be, in a figure of any size."""
    ratio = round(painter.device().devicePixelRatioF())
    image = _colours(palette, named.scale.kind, bar.width() * ratio, bar.height() * ratio)
    if is_vector(painter):
        for x in range(bar.width()):
            painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), image.pixelColor(x * ratio, 0))
    else:
        painter.drawImage(QRectF(bar), image)
    painter.setPen(palette.role("line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar.adjusted(-1, -1, 0, 0))


def _paint_tips(painter: QPainter, bar: QRect, named: NamedScale, palette: Palette, past: _Past) -> None:
    """Draw a tip in its colour at each end that numbers are beyond."""
    table, middle, edge = palette.maps[named.scale.kind], bar.top() + bar.height() / 2, QRectF(bar)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for there, x, out, colour in (
        (past[0], edge.left(), -_TIP, table[0]),
        (past[1], edge.right(), _TIP, table[-1]),
    ):
        if there:
            painter.setBrush(QColor(*map(int, colour[:3])))
            corners = QPointF(x, edge.top()), QPointF(x + out, middle), QPointF(x, edge.bottom())
            painter.drawPolygon(QPolygonF(corners))
    painter.restore()


def _paint_cells(painter: QPainter, at: QPoint, cell: int, named: NamedScale, palette: Palette) -> None:
    """Draw cells as on the stage, each with its number and the mark of its sign."""
    values = np.array([named.values])
    none = np.zeros(values.shape, bool)
    look = CellLook(palette, named.scale.kind, named.scale.low, named.scale.high, none)
    grid = GridItem(look, named.form, none)
    grid.set_cell(cell)
    grid.set_values(values, np.full(values.shape, FINISHED, np.int8))
    option = QStyleOptionGraphicsItem()
    option.exposedRect = grid.boundingRect()
    painter.translate(at)
    grid.paint(painter, option)
    painter.translate(-at)


def _has_cells(named: NamedScale, palette: Palette) -> bool:
    return palette.signs and named.scale.kind == "signed"


def _name_width(named: NamedScale) -> int:
    return QFontMetrics(_font(_TEXT, QFont.Weight.DemiBold)).horizontalAdvance(named.name) + _GAP


def _width(pixels: int, *texts: str) -> int:
    return sum(map(QFontMetrics(_font(pixels)).horizontalAdvance, texts))


def _font(pixels: int, weight: int = QFont.Weight.Normal) -> QFont:
    return typeface(text_pixels(pixels), weight)
