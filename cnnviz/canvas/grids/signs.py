"""Signs by shape: a bar along the bottom of a positive cell, pieces along the top of a negative one.

How long they are says how large the number is beside the ends of its scale; a sum on its way has a ring. Where cells
touch a mark that were no more than a dot is left out: nobody saw whose it is, nor whether it is above or below.
"""

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.cell_sizes import APART
from cnnviz.canvas.grids.cells import PARTIAL, UNTOUCHED, CellLook
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainter, QPen, QPoint, QPointF, QRect

_LEAST = 5  # pixels; smaller cells have their colour alone
_RING_FROM = 14  # pixels a cell
_INSET, _THICK, _RING = 0.06, 0.09, 0.09  # of a cell


class SignSizes(NamedTuple):
    """Where the marks of one size of cell lie, in pixels from the cell's corner."""

    inset: int
    thick: int
    space: int  # between pieces
    length: int  # of the longest bar

    @property
    def pieces(self) -> int:
        """How many pieces the largest negative number has."""
        return (self.length + self.space) // (self.thick + self.space)


def marks_of(pixels: int, gap: int) -> SignSizes:
    """Return where marks lie in cells of that size with a line of `gap` pixels at their end, if any."""
    inset, thick = max(round(pixels * _INSET), gap, 1), max(round(pixels * _THICK), 1)
    return SignSizes(inset, thick, max(round(thick * 0.7), 1), pixels - gap - 2 * inset)


def sign_rects(
    values: NDArray[np.floating], shares: NDArray[np.floating], pixels: int, gap: int
) -> list[QRect]:
    """Return the rectangles that tell the signs of a block of cells, of whole pixels from its corner."""
    marks, rects = marks_of(pixels, gap), []
    if pixels < APART:
        values = np.where(np.rint(marks.pieces * shares) > 1, values, 0.0)
    for row, column in np.argwhere(values > 0).tolist():
        long = max(round(marks.length * shares[row, column]), marks.thick)
        bottom = (row + 1) * pixels - gap - marks.inset - marks.thick
        rects.append(QRect(column * pixels + marks.inset, bottom, long, marks.thick))
    for row, column in np.argwhere(values < 0).tolist():
        for piece in range(max(round(marks.pieces * shares[row, column]), 1)):
            left = column * pixels + marks.inset + piece * (marks.thick + marks.space)
            rects.append(QRect(left, row * pixels + marks.inset, marks.thick, marks.thick))
    return rects


def draw_signs(
    painter: QPainter,
    area: QRect,
    look: CellLook,
    cells: tuple[NDArray[np.floating], NDArray[np.int8]],
    gap: int,
) -> None:
    """Draw the marks of a block of cells, given as their values and how far each is; and a line before the first.

    Themes that tell signs by colour alone have none.
    """
    if not look.palette.signs:
        return
    values, progress = cells
    pixels = area.width() // values.shape[1]
    ink, corner = look.palette.cells["ink_dark"], area.topLeft()
    painter.fillRect(
        0, area.top(), gap * (area.left() == 0), area.height(), ink
    )  # a white cell on a white stage
    painter.fillRect(area.left(), 0, area.width(), gap * (area.top() == 0), ink)
    if look.kind != "signed" or pixels < _LEAST:
        return
    shown = np.where(progress == UNTOUCHED, 0.0, values)
    with np.errstate(invalid="ignore", over="ignore"):
        shares = np.clip(np.nan_to_num(np.abs(shown) / look.high, nan=0.0, posinf=1.0), 0, 1)
    for rect in sign_rects(shown, shares, pixels, gap):
        painter.fillRect(rect.translated(corner), ink)
    if pixels >= _RING_FROM:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, max(pixels * 0.04, 1.2)))
        painter.setBrush(look.palette.cells["halo"])
        for row, column in np.argwhere(progress == PARTIAL).tolist():
            _draw_ring(painter, corner + QPoint(column, row) * pixels, values[row, column] < 0, pixels, gap)
        painter.restore()


def _draw_ring(painter: QPainter, corner: QPoint, negative: bool, pixels: int, gap: int) -> None:
    """Draw the ring of a sum on its way, where the mark of its sign is not."""
    radius = max(round(pixels * _RING), 2)
    x = pixels - gap - radius - 1.5
    y = x if negative else radius + 1.5
    painter.drawEllipse(QPointF(corner) + QPointF(x, y), radius, radius)
