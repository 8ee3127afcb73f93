"""The outline of the cells that a hovered cell touches."""

from collections.abc import Sequence

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
    """The cells that a hovered cell touches, framed together, what it meets now wider; with words about them."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setZValue(1)
        self.palette = palette
        self._path, self._now = QPainterPath(), QPainterPath()
        self._words: Sequence[QGraphicsItem] = ()

    def boundingRect(self) -> QRectF:
        """Return the outlined region with its line."""
        return self._path.boundingRect().united(self._now.boundingRect()).adjusted(-4, -4, 4, 4)

    @property
    def words(self) -> list[QRectF]:
        """Where it is said what the outlines mean."""
        return [item.sceneBoundingRect() for item in self._words]

    def set_path(self, path: QPainterPath, now: QPainterPath | None = None) -> None:
        """Outline another region, and wider what is met now; of that nothing is said yet."""
        self.tell(())
        now = QPainterPath() if now is None else now
        if path.isEmpty() and self._path.isEmpty() and now.isEmpty() and self._now.isEmpty():
            return
        self.prepareGeometryChange()
        self._path, self._now = path, now

    def tell(self, words: Sequence[QGraphicsItem]) -> None:
        """Have other words said about it, where they stand."""
        for item in self._words:
            item.setParentItem(None)  # type: ignore[arg-type]
            if (scene := item.scene()) is not None:
                scene.removeItem(item)
        for item in words:
            item.setParentItem(self)
        self._words = words

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the region's edges with a halo, so that they show on dark and light cells."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        halo, line = self.palette.cells["halo"], self.palette.role("hover")
        for path, width in ((self._path, 2), (self._now, 3)):
            for colour, wide in ((halo, width + 4), (line, width)):
                painter.setPen(QPen(colour, wide))
                painter.drawPath(path)


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
