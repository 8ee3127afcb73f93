"""What covers the cells of a lens that have no number in a step, where a window is cut off."""

from collections.abc import Sequence

from cnnviz.canvas.palette import Palette
from cnnviz.qt import QGraphicsItem, QPainter, QPainterPath, QRectF, QStyleOptionGraphicsItem, QWidget


class Cover(QGraphicsItem):
    """Paints cells as if nothing were there."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setZValue(0.5)
        self._colour = palette.role("stage")
        self._cells: list[QRectF] = []
        self._path = QPainterPath()

    def boundingRect(self) -> QRectF:
        """Return all that is covered."""
        return self._path.boundingRect()

    @property
    def cells(self) -> Sequence[QRectF]:
        """What is covered."""
        return self._cells

    def set_cells(self, cells: Sequence[QRectF]) -> None:
        """Cover other cells."""
        if self._cells == cells:
            return
        self.prepareGeometryChange()
        self._cells, self._path = list(cells), QPainterPath()
        for cell in cells:
            self._path.addRect(cell)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint over them."""
        painter.fillPath(self._path, self._colour)
