"""How cells are shown that are compared: the winner on a disc, what ties in a ring, what is wrong in a frame."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import TIED, WON, WRONG
from cnnviz.canvas.painter import is_vector
from cnnviz.canvas.palette import Palette, rgb
from cnnviz.qt import QColor, QPainter, QPen, QPixmap, QPoint, QRect, QRectF, Qt

_ROUND = 0.92  # of a cell: the widest number has room within, clear of a ring
_FRAMED = 6  # pixels of a cell that the frame around a window takes, which would cut off what is round
_DASH = 2.0
_ROUND_FROM = 12  # pixels of a cell; smaller ones are filled, or framed


def draw_standings(
    painter: QPainter,
    area: QRect,
    pixels: int,
    standing: NDArray[np.int8],
    colours: NDArray[np.uint8],
    palette: Palette,
    ratio: int,
) -> NDArray[np.uint8]:
    """Draw discs, rings and frames on the cells of a block at `area`; return what their numbers then stand on."""
    marked = np.nonzero((standing == WON) | (standing == TIED) | (standing == WRONG))
    halo = palette.cells["halo"]
    for row, column in zip(*marked, strict=True):
        how, at = int(standing[row, column]), area.topLeft() + QPoint(int(column), int(row)) * pixels
        colour = palette.role("wrong" if how == WRONG else "accent")
        if is_vector(painter):
            painter.save()
            painter.translate(at)
            _draw_stamp(painter, how, pixels, ratio, colour, halo)
            painter.restore()
        else:
            painter.drawPixmap(at, _stamp(how, pixels, ratio, colour.rgb(), halo.rgb()))
    return (
        np.where((standing == WON)[..., None], rgb(palette.role("accent")), colours)
        if len(marked[0])
        else colours
    )


@cache
def _stamp(how: int, pixels: int, ratio: int, colour: int, halo: int) -> QPixmap:
    """Return a disc, a ring or a frame in a cell, drawn once, so that it looks alike in every cell."""
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw_stamp(painter, how, pixels, ratio, QColor(colour), QColor(halo))
    painter.end()
    return pixmap


def _draw_stamp(painter: QPainter, how: int, pixels: int, ratio: int, colour: QColor, halo: QColor) -> None:
    if how == WRONG:
        _draw_frame(painter, pixels - ratio, ratio, colour, halo)
    elif pixels < _ROUND_FROM:
        _draw_square(painter, how == WON, pixels, colour)
    elif how == WON:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(_circle(pixels - ratio, ratio))
    else:
        _draw_ring(painter, pixels - ratio, ratio, colour, halo)


def _draw_frame(painter: QPainter, room: int, ratio: int, colour: QColor, halo: QColor) -> None:
    """Draw a frame within a cell, and in it a halo, so that it shows on any colour."""
    wide = min(2 * ratio, max(room // 4, 1))
    for ink, inset, width in ((halo, wide, ratio if room >= _ROUND_FROM else 0), (colour, 0, wide)):
        inner = QRect(inset, inset, room - 2 * inset, room - 2 * inset)
        for side in (
            QRect(inner.left(), inner.top(), inner.width(), width),
            QRect(inner.left(), inner.bottom() + 1 - width, inner.width(), width),
            QRect(inner.left(), inner.top(), width, inner.height()),
            QRect(inner.right() + 1 - width, inner.top(), width, inner.height()),
        ):
            painter.fillRect(side, ink)


def _draw_ring(painter: QPainter, room: int, ratio: int, accent: QColor, halo: QColor) -> None:
    """Draw a dashed ring on a halo, so that it shows on any colour."""
    width = max(1.5 * ratio, room / 20)
    dashed = QPen(accent, width)
    dashed.setDashPattern([_DASH, _DASH])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(halo, width + ratio), dashed):
        painter.setPen(pen)
        painter.drawEllipse(_circle(room, ratio))


def _draw_square(painter: QPainter, won: bool, pixels: int, accent: QColor) -> None:
    if won:
        painter.fillRect(0, 0, pixels, pixels, accent)
    else:
        painter.setPen(accent)
        painter.drawRect(0, 0, pixels - 1, pixels - 1)


def _circle(room: int, ratio: int) -> QRectF:
    side = min(room * _ROUND, room - _FRAMED * ratio)
    return QRectF((room - side) / 2, (room - side) / 2, side, side)
