"""What the strength of a cell means while sums grow, in a line under what is written: where there is room for it."""

from collections.abc import Sequence

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.looks import look_among
from cnnviz.qt import QBrush, QFont, QGraphicsItem, QGraphicsSimpleTextItem, QRectF
from cnnviz.run.frames.frame import Frame

_SAID = ((FINISHED, "finished"), (PARTIAL, "more to come"), (UNTOUCHED, "not reached yet"))
_SWATCH, _SPACE, _APART, _BELOW = 12, 6, 14, 8


def growing(frame: Frame) -> str | None:
    """Return the array of more than one cell that are added to in more than one step, if there is one."""
    trace, arrays = frame.chapter.trace, frame.chapter.arrays
    grown = (update.target for update in frame.step.updates if update.accumulate)
    several = (cell for cell in grown if arrays[cell.array].size > 1)
    return next((cell.array for cell in several if len(trace.steps_of(cell)) > 1), None)


class Legend:
    """Three cells with their meanings."""

    def __init__(self, frame: Frame, array: str, palette: Palette) -> None:
        self.array = array
        look, form, _ = look_among(frame, array, palette, (1, 1))
        self._cells, self._texts = [], []
        for progress, words in _SAID:
            cell = GridItem(look, form, np.zeros((1, 1), bool))
            cell.set_cell(text_pixels(_SWATCH) // 2 * 2)
            cell.set_values(np.full((1, 1), look.high), np.full((1, 1), progress, np.int8))
            text = QGraphicsSimpleTextItem(words)
            font = QFont("Roboto")
            font.setPixelSize(text_pixels(12))
            text.setFont(font)
            text.setBrush(QBrush(palette.role("muted")))
            self._cells.append(cell)
            self._texts.append(text)

    @property
    def items(self) -> Sequence[QGraphicsItem]:
        """All that is drawn."""
        return [*self._cells, *self._texts]

    @property
    def rects(self) -> list[QRectF]:
        """Where it stands, nothing where there is no room for it."""
        return [item.sceneBoundingRect() for item in self.items if item.isVisible()]

    def place(self, grid: QRectF, area: QRectF, others: Sequence[QRectF]) -> None:
        """Stand under a grid, from its left where it is wide enough, else up to its right or as near as there is room.

        It is hidden where other things are or the area ends.
        """
        widths = [text.boundingRect().width() for text in self._texts]
        side, height = self._cells[0].cell, max(text.boundingRect().height() for text in self._texts)
        width = sum(widths) + len(widths) * (side + _SPACE) + (len(widths) - 1) * _APART
        ends = [grid.right() - width, round(grid.center().x() - width / 2)]
        ends.insert(0 if width <= grid.width() else 2, grid.left())
        places = (QRectF(x, grid.bottom() + _BELOW, width, height) for x in ends)
        room = area.adjusted(_BELOW, 0, -_BELOW, 0)
        free = (p for p in places if room.contains(p) and not any(p.intersects(other) for other in others))
        place = next(free, None)
        for item in self.items:
            item.setVisible(place is not None)
        if place is None:
            return
        x, y = round(place.left()), round(place.top())
        for cell, text, wide in zip(self._cells, self._texts, widths, strict=True):
            cell.setPos(x, y + (round(height) - side) // 2)
            text.setPos(x + side + _SPACE, y)
            x += side + _SPACE + round(wide) + _APART
