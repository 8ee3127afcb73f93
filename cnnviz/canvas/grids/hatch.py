"""Lines of whole device pixels: between cells, over those not reached yet, and over what the stride leaves over."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import ceil

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.painter import is_vector
from cnnviz.qt import (
    QBrush,
    QColor,
    QLineF,
    QPainter,
    QPen,
    QPixmap,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)

PERIOD = 6
"""Pixels from line to line, along a row and along a column: at 45 degrees; twice as many where they cross."""

_STROKE = 0.8  # of a line that is drawn as one; a step of a pixel each row has about as much ink
_BRUSH_PERIOD = 8  # of the diagonals that Qt's own brush makes


def hatch(
    painter: QPainter,
    area: QRect,
    pixels: int,
    cells: NDArray[np.bool_],
    origin: QPoint,
    colour: QColor,
    ratio: int,
    *,
    crossed: bool = False,
) -> None:
    """Draw lines over the chosen cells of a block at `area`, or crossed ones.

    Parameters
    ----------
    pixels : of a cell
    origin : where the grid's first cell would lie, so that the lines of neighbours meet
    colour : of the lines
    ratio : device pixels in one pixel
    """
    if not cells.any():
        return
    if is_vector(painter):
        _draw_lines(painter, area, pixels, cells, origin, QPen(colour, _STROKE), crossed)
        return
    pattern = _pattern(colour.rgb(), ratio, crossed)
    for top, bottom, start, stop in _rectangles(cells):
        corner, size = area.topLeft() + QPoint(start, top) * pixels, QSize(stop - start, bottom - top)
        painter.drawTiledPixmap(QRect(corner, size * pixels), pattern, corner - origin)


def hatch_box(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw the lines of what is not reached yet over one box, whatever its size.

    A brush with a pattern is for pixels alone: shapes have one colour, and would be full.
    """
    if not is_vector(painter):
        painter.fillRect(box, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        return
    left, up, right, down = box.left(), box.top(), box.right(), box.bottom()
    _draw(painter, _falling(left, right, up, down, _BRUSH_PERIOD), QPen(colour, _STROKE))


@cache
def _pattern(colour: int, ratio: int, crossed: bool) -> QPixmap:
    """Return the tile that makes the lines, drawn once."""
    period = PERIOD * ratio * (2 if crossed else 1)
    pixmap = QPixmap(period, period)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for x, y in product(range(period), repeat=2):
        if (x + y) % period < ratio or (crossed and (x - y) % period < ratio):
            painter.fillRect(x, y, 1, 1, QColor(colour))
    painter.end()
    return pixmap


def _runs(cells: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """Yield the row, the first column and the one behind the last of cells that lie side by side."""
    padded = np.zeros((len(cells), cells.shape[1] + 2), np.int8)
    padded[:, 1:-1] = cells
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, stops = np.nonzero(steps == -1)
    yield from zip(rows.tolist(), starts.tolist(), stops.tolist(), strict=True)


def _draw_lines(
    painter: QPainter,
    area: QRect,
    pixels: int,
    cells: NDArray[np.bool_],
    origin: QPoint,
    pen: QPen,
    crossed: bool,
) -> None:
    """Draw the lines as such, over as large rectangles of cells as there are."""
    period = PERIOD * (2 if crossed else 1)
    lines: list[QLineF] = []
    for top, bottom, start, stop in _rectangles(cells):
        corner = area.topLeft() - origin + QPoint(start, top) * pixels
        left, right = corner.x(), corner.x() + (stop - start) * pixels
        up, down = corner.y(), corner.y() + (bottom - top) * pixels
        lines += _falling(left, right, up, down, period)
        for at in range(-(-(left - down) // period) * period, right - up, period) if crossed else ():
            low, high = max(left, at + up), min(right, at + down)
            lines.append(QLineF(low, low - at, high, high - at))
    _draw(painter, [line.translated(QPointF(origin)) for line in lines], pen)


def _falling(left: float, right: float, up: float, down: float, period: int) -> list[QLineF]:
    """Return the diagonals of a box from its right above to its left below, on whose places x + y is a whole period."""
    lines = []
    for at in range(ceil((left + up) / period) * period, ceil(right + down), period):
        low, high = max(left, at - down), min(right, at - up)
        lines.append(QLineF(low, at - low, high, at - high))
    return lines


def _draw(painter: QPainter, lines: Sequence[QLineF], pen: QPen) -> None:
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLines(lines)
    painter.restore()


def _rectangles(cells: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int]]:
    """Yield first row, row behind the last, first column and the one behind the last of blocks of chosen cells."""
    begun: dict[tuple[int, int], tuple[int, int]] = {}  # by their columns: first and last row
    for row, start, stop in _runs(cells):
        first, last = begun.get((start, stop), (row, row))
        if row - last > 1:
            yield first, last + 1, start, stop
            first = row
        begun[start, stop] = first, row
    for (start, stop), (first, last) in begun.items():
        yield first, last + 1, start, stop


def draw_gaps(painter: QPainter, area: QRect, pixels: int, gap: int, colour: QColor) -> None:
    """Draw the lines between the cells of a block at `area`, so many pixels wide, if any."""
    if not gap:
        return
    for x in range(area.left() + pixels - gap, area.right() + 1, pixels):
        painter.fillRect(x, area.top(), gap, area.height(), colour)
    for y in range(area.top() + pixels - gap, area.bottom() + 1, pixels):
        painter.fillRect(area.left(), y, area.width(), gap, colour)
