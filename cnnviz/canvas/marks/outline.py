"""The outline of the cells that a hovered cell touches."""

import numpy as np

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QGraphicsItem,
    QPainter,
    QPainterPath,
    QPen,
    QPointF,
    QRectF,
    QStyleOptionGraphicsItem,
    QWidget,
)
from cnnviz.trace.steps import Index


class Outline(QGraphicsItem):
    """The cells that a hovered cell touches, framed together."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setZValue(1)
        self.palette = palette
        self._path = QPainterPath()

    def boundingRect(self) -> QRectF:
        """Return the outlined region with its line."""
        return self._path.boundingRect().adjusted(-3, -3, 3, 3)

    def set_path(self, path: QPainterPath) -> None:
        """Outline another region."""
        if path.isEmpty() and self._path.isEmpty():
            return
        self.prepareGeometryChange()
        self._path = path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the region's edges with a halo, so that they show on dark and light cells."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for colour, width in ((self.palette.cells["halo"], 4), (self.palette.role("hover"), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawPath(self._path)


def region_path(cells: Index, shape: tuple[int, int], origin: QPointF, size: int) -> QPainterPath:
    """Return the edges between the cells (m, 2) and all others of a grid, as a path of lines."""
    inside = np.zeros((shape[0] + 2, shape[1] + 2), bool)
    inside[cells[:, 0] + 1, cells[:, 1] + 1] = True
    path = QPainterPath()
    for row, column in zip(*np.nonzero(inside[1:] != inside[:-1]), strict=True):
        start = origin + QPointF((int(column) - 1) * size, int(row) * size)
        path.moveTo(start)
        path.lineTo(start + QPointF(size, 0))
    for row, column in zip(*np.nonzero(inside[:, 1:] != inside[:, :-1]), strict=True):
        start = origin + QPointF(int(column) * size, (int(row) - 1) * size)
        path.moveTo(start)
        path.lineTo(start + QPointF(0, size))
    return path
