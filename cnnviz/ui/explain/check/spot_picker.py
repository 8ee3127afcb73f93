"""A small sheet of the numbers that can be nudged, from which one is picked by a click or the arrow keys."""

from __future__ import annotations

import numpy as np

from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits, wants_dark_ink
from cnnviz.canvas.palette import Palette
from cnnviz.explain.checks.sheet import sheet
from cnnviz.explain.checks.spot import Spot
from cnnviz.explain.number_format import format_of
from cnnviz.qt import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QRect,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    pyqtSignal,
)
from cnnviz.trace.steps import Index
from cnnviz.ui.explain.flow import font

SIDE = 116  # pixels
_LARGEST, _LEGIBLE, _GAP = 28, 20, 8  # pixels of a cell; smaller ones have no digits, still smaller no gap
_MOST = 29  # cells a side that are seen of a larger plane
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SpotPicker(QWidget):
    """Shows the plane of a `Spot`, itself outlined.

    Signals
    -------
    picked : the `Spot` that is to be nudged instead
    """

    picked = pyqtSignal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_cells")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("keeps_keys", True)
        self.setProperty("key_hint", self.tr("← → ↑ ↓ pick a number · Esc back to the stage"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Click a number to nudge it"))
        self._palette, self._decimals = palette, 0
        self._spot: Spot | None = None
        self._cells: Index = np.zeros((0, 0, 0), np.intp)

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_spot(self, spot: Spot, decimals: int) -> None:
        """Show another number among those around it."""
        self._spot, self._decimals = spot, decimals
        self._cells = self._seen(sheet(spot.given, spot.at))
        self.setAccessibleName(self.tr("The number that is nudged: {0}").format(spot.name))
        self.setFixedSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of all its cells."""
        rows, columns, _ = self._cells.shape
        return QSize(columns * self._side + 2, rows * self._side + 2)

    def rect_of(self, row: int, column: int) -> QRect:
        """Return where a cell is."""
        return QRect(1 + column * self._side, 1 + row * self._side, self._side, self._side)

    def place_of(self, at: tuple[int, ...]) -> QPoint | None:
        """Return the middle of a number's cell, None where it is not seen."""
        found = np.argwhere((self._cells == at).all(-1))
        return self.rect_of(*found[0].tolist()).center() if len(found) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the number that is clicked."""
        rows, columns, _ = self._cells.shape
        row, column = (event.pos().y() - 1) // self._side, (event.pos().x() - 1) // self._side
        if 0 <= row < rows and 0 <= column < columns:
            self._pick(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the number beside."""
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or self._spot is None:
            super().keyPressEvent(event)
            return
        whole = sheet(self._spot.given, self._spot.at)
        row, column = np.argwhere((whole == self._spot.at).all(-1))[0] + move
        if 0 <= row < whole.shape[0] and 0 <= column < whole.shape[1] and whole[row, column, 0] >= 0:
            self.picked.emit(Spot(self._spot.given, tuple(whole[row, column].tolist())))

    def focusInEvent(self, event: object) -> None:
        """Show that it has the keyboard."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """Show that it has not the keyboard any more."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, digits where there is room, and the outline."""
        if self._spot is None:
            return
        painter, known = QPainter(self), self._cells[..., 0] >= 0
        array = self._spot.given.array
        numbers = array[tuple(np.moveaxis(np.maximum(self._cells, 0), -1, 0))]
        grounds = self._look().colours(
            numbers, np.full(numbers.shape, FINISHED, np.int8), (slice(None), slice(None))
        )
        dark, written = wants_dark_ink(grounds), format_of(array, self._decimals)
        gap = int(self._side >= _GAP)
        for row, column in np.argwhere(known).tolist():
            place = self.rect_of(row, column).adjusted(0, 0, -gap, -gap)
            painter.fillRect(place, QColor(*grounds[row, column].tolist()))
            if self._side >= _LEGIBLE:
                painter.setPen(self._palette.cells["ink_dark" if dark[row, column] else "ink_light"])
                self._write(painter, place, written.text(float(numbers[row, column])))
        painter.setPen(QPen(self._palette.role("accent"), 2))
        row, column = np.argwhere((self._cells == self._spot.at).all(-1))[0].tolist()
        painter.drawRect(self.rect_of(row, column).adjusted(0, 0, -1, -1))
        if self.hasFocus():
            painter.setPen(QPen(self._palette.role("accent"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter, place: QRect, text: str) -> None:
        sized = font(11, 57)
        painter.setFont(sized)
        while painter.fontMetrics().horizontalAdvance(text) > place.width() and sized.pixelSize() > 7:
            sized.setPixelSize(sized.pixelSize() - 1)
            painter.setFont(sized)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _look(self) -> CellLook:
        assert self._spot is not None
        given = self._spot.given
        kind = "image" if given.info.picture else "signed"
        return CellLook(
            self._palette, kind, *limits(given.array, kind), np.zeros(self._cells.shape[:2], bool)
        )

    @property
    def _side(self) -> int:
        rows, columns, _ = self._cells.shape
        return max(min(_LARGEST, SIDE // max(int(rows), int(columns), 1)), 4)

    def _seen(self, whole: Index) -> Index:
        """Return the part of a plane that there is room for, around the number."""
        assert self._spot is not None
        place = np.argwhere((whole == self._spot.at).all(-1))[0]
        starts = [
            max(min(at - _MOST // 2, size - _MOST), 0) for at, size in zip(place, whole.shape, strict=False)
        ]
        return whole[starts[0] : starts[0] + _MOST, starts[1] : starts[1] + _MOST]

    def _pick(self, row: int, column: int) -> None:
        assert self._spot is not None
        at = tuple(self._cells[row, column].tolist())
        if at[0] >= 0:
            self.picked.emit(Spot(self._spot.given, at))
