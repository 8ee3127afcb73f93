"""What a grid looks like, all of it or a cell, as a picture of its own."""

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.qt import QPainter, QPixmap, QRectF, QStyleOptionGraphicsItem

_LARGEST = 1_000_000  # pixels; of a larger grid only what is visible is ever painted


def picture_of(grid: GridItem, block: QRectF, ratio: int) -> QPixmap | None:
    """Return a block of a grid, given in its own pixels, at so many device pixels a pixel; None of one too large."""
    whole = grid.boundingRect()
    if whole.width() * whole.height() >= _LARGEST or block.isEmpty():
        return None
    picture = QPixmap(block.size().toSize() * ratio)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    painter.translate(-block.topLeft())
    option = QStyleOptionGraphicsItem()
    option.exposedRect = block
    grid.paint(painter, option)
    painter.end()
    return picture
