"""A plane of numbers as coloured cells, some of them outlined."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import FINISHED, CellLook, inks_on
from cnnviz.canvas.grids.glyphs import number_font
from cnnviz.canvas.palette import Palette
from cnnviz.explain.number_format import NumberFormat
from cnnviz.qt import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QRect, QSize, Qt, QWidget
from cnnviz.trace.steps import Array
from cnnviz.ui.appearance import appearance

_CELL = 48
_LEAST = 14
_GAP = 1
_MARK = 2
_ALL = slice(None)


class NumberGrid(QWidget):
    """Shows a plane, its colours anchored at zero and as strong as `most`; digits where there is room for them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._values: Array | None = None
        self._marked: NDArray[np.bool_] | None = None
        self._most, self._texts, self._words = 1.0, list[str](), ""
        self.setMinimumSize(120, 90)

    def show_plane(
        self, values: Array | None, most: float, form: NumberFormat, marked: NDArray[np.bool_] | None = None
    ) -> None:
        """Show other numbers, and outline some; None shows that there are none."""
        self._values, self._marked, self._most = values, marked, most or 1.0
        self._texts = [] if values is None else [form.text(float(value)) for value in values.ravel()]
        self.update()

    def say(self, words: str) -> None:
        """Say why there are no numbers."""
        self._values, self._words = None, words
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(8 * _CELL, 8 * _CELL)

    @property
    def cell(self) -> int:
        """How wide and high a cell is."""
        if self._values is None or not self._values.size:
            return 0
        rows, columns = self._values.shape
        room: int = min(self.width() // columns, self.height() // rows)
        most: int = text_pixels(_CELL)
        return max(min(room, most), 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, their numbers, and the outlines over them."""
        painter, palette, values = QPainter(self), appearance().palette, self._values
        if values is None or values.ndim != 2 or not values.size:
            painter.setPen(palette.role("muted"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(flags), self._words)
            return
        cell, (rows, columns) = self.cell, values.shape
        look = CellLook(palette, "signed", -self._most, self._most, np.zeros((rows, columns), bool))
        colours = look.colours(values, np.full((rows, columns), FINISHED, np.int8), (_ALL, _ALL))
        painter.fillRect(0, 0, columns * cell + _GAP, rows * cell + _GAP, palette.cells["gap"])
        for row, column in np.ndindex(rows, columns):
            painter.fillRect(self._area(row, column), QColor(*(int(part) for part in colours[row, column])))
        self._paint_numbers(painter, palette, colours.reshape(-1, 3), values.ravel() == 0, columns)
        self._paint_marks(painter, palette)

    def _area(self, row: int, column: int) -> QRect:
        cell = self.cell
        return QRect(column * cell + _GAP, row * cell + _GAP, cell - _GAP, cell - _GAP)

    def _paint_numbers(
        self,
        painter: QPainter,
        palette: Palette,
        colours: NDArray[np.uint8],
        zeros: NDArray[np.bool_],
        columns: int,
    ) -> None:
        font = _fitting(self._texts, self.cell)
        if font is None:
            return
        painter.setFont(number_font(font))
        inks = inks_on(colours, zeros, palette)
        for at, text in enumerate(self._texts):
            ink = QColor(palette.cells["ink_dark" if inks[at] % 2 else "ink_light"])
            if inks[at] > 1:
                ink.setAlphaF(palette.dimmed)
            painter.setPen(ink)
            painter.drawText(self._area(*divmod(at, columns)), int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_marks(self, painter: QPainter, palette: Palette) -> None:
        if self._marked is None:
            return
        painter.setPen(
            QPen(
                palette.role("wrong"),
                _MARK,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.SquareCap,
                Qt.PenJoinStyle.MiterJoin,
            )
        )
        for row, column in np.argwhere(self._marked):
            painter.drawRect(self._area(int(row), int(column)).adjusted(1, 1, -1, -1))


def _fitting(texts: Sequence[str], cell: int) -> int | None:
    """Return the largest size in pixels at which all numbers fit their cells, None where they could not be read."""
    if cell < _LEAST:
        return None
    for pixels in range(min(round(cell * 0.42), 17), 6, -1):
        metrics = QFontMetrics(number_font(pixels))
        if all(metrics.horizontalAdvance(text) <= cell - 7 for text in texts):
            return pixels
    return None
