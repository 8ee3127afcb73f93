"""The colours of a block of cells: one image where there are pixels, else a rectangle for neighbours of one colour."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.thumbnail import as_image
from cnnviz.canvas.vector import is_vector
from cnnviz.qt import QColor, QPainter, QPoint, QRectF

GAP_FROM = 12
"""Pixels of a cell; smaller ones touch."""
_UNDER = 0.5  # pixels that touching cells reach under their neighbours, so that no seam is seen when enlarged


def draw_colours(painter: QPainter, at: QPoint, colours: NDArray[np.uint8], pixels: int) -> None:
    """Fill the cells of a block (rows, columns, 3) whose corner is `at`, each so many pixels wide and high."""
    if not is_vector(painter):
        painter.drawImage(at, as_image(colours, pixels))
        return
    under = _UNDER if pixels < GAP_FROM else 0.0
    rows, columns = colours.shape[:2]
    packed = colours.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    for row, line in enumerate(packed):
        starts = [0, *(np.flatnonzero(line[1:] != line[:-1]) + 1).tolist(), columns]
        for start, stop in pairwise(starts):
            width = (stop - start) * pixels + under * (stop < columns)
            height = pixels + under * (row < rows - 1)
            rect = QRectF(at.x() + start * pixels, at.y() + row * pixels, width, height)
            painter.fillRect(rect, QColor(0xFF000000 | int(line[start])))
