"""What a cell gives to others, as cells on the stage are drawn: those that the step in hand writes have a frame."""

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, UNTOUCHED
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.looks import look_among
from cnnviz.explain.giving import Giving
from cnnviz.qt import QPainter, QPen, QPoint, QStyleOptionGraphicsItem, Qt
from cnnviz.run.frames.frame import Frame

_CELL, _SIDE = 34, 132  # pixels of a cell, and of all of them at most
_LINE = 2


class GivenPicture:
    """Draws what is `Giving`, in the colours of the array that it goes to."""

    def __init__(self, given: Giving, frame: Frame, palette: Palette) -> None:
        shape = given.values.shape
        look, form, none = look_among(frame, given.array, palette, (shape[0], shape[1]))
        self._grid = GridItem(look, form, none)
        self._grid.set_cell(min(_CELL, _SIDE // max(shape)))
        missing = np.isnan(given.values)
        progress = np.where(missing, UNTOUCHED, FINISHED).astype(np.int8)
        self._grid.set_values(np.where(missing, 0, given.values), progress)
        self._now, self._accent = np.argwhere(given.now), palette.role("accent")

    @property
    def width(self) -> int:
        """How many pixels it is wide."""
        return round(self._grid.boundingRect().width())

    @property
    def height(self) -> int:
        """How many pixels it is high."""
        return round(self._grid.boundingRect().height())

    def paint(self, painter: QPainter, at: QPoint) -> None:
        """Draw the cells with their corner at a place."""
        option = QStyleOptionGraphicsItem()
        option.exposedRect = self._grid.boundingRect()
        painter.save()
        painter.translate(at)
        self._grid.paint(painter, option)
        if len(self._now):
            (top, left), (bottom, right) = self._now.min(axis=0), self._now.max(axis=0)
            painter.setPen(QPen(self._accent, _LINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            block = int(top), int(left), int(bottom - top) + 1, int(right - left) + 1
            painter.drawRect(self._grid.cell_rect(*block).adjusted(0, 0, -1, -1))
        painter.restore()
