"""The image as a pad to draw on: a fast drag leaves no gaps, and everything follows while one draws."""

from PyQt5.QtCore import QPoint, QRect, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.canvas.thumbnail import thumbnail
from cnnviz.experiment.drawing import filled, line, painted
from cnnviz.experiment.layers import Array
from cnnviz.session.undo import next_part

SIDE = 128
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class DrawPad(QWidget):
    """Shows an image, and draws on it with the mouse, or with arrow keys and Space.

    The right button, or Shift with Space, erases.

    Signals
    -------
    drawn : (the image, the number of the stroke that it belongs to)
    """

    drawn = pyqtSignal(object, int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draw_pad")
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setProperty("keeps_keys", True)
        self.value: float | tuple[float, ...] = 1.0
        self.size_of_brush = 1
        self.fills = False
        self._palette = palette
        self._image: Array | None = None
        self._stroke = 0
        self._last: tuple[int, int] | None = None
        self._cursor = (0, 0)

    def show_image(self, image: Array, palette: Palette) -> None:
        """Show an image (height, width, channels)."""
        self._image, self._palette = image, palette
        self._cursor = min(self._cursor[0], image.shape[0] - 1), min(self._cursor[1], image.shape[1] - 1)
        ratio = round(self.devicePixelRatioF())
        self._picture = thumbnail(image, SIDE, palette, image=bool((image >= 0).all()), ratio=ratio)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the cursor where the keyboard is here."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self.hasFocus():
            painter.setPen(QPen(self._palette.role("accent"), 2))
            painter.drawRect(self._cell_rect(*self._cursor))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, or fill."""
        cell = self._cell_at(event.pos())
        if self._image is None or cell is None or event.button() not in _BUTTONS:
            return
        self._stroke, self._last, self._cursor = next_part(), cell, cell
        erases = event.button() == Qt.MouseButton.RightButton
        if self.fills and not erases:
            self.drawn.emit(filled(self._image, cell, self.value), self._stroke)
            self._last = None
        else:
            self._paint(cell, cell, erases=erases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, without a gap however fast the pointer is."""
        if self._last is None or not event.buttons() & (
            Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
        ):
            return
        cell = self._cell_near(event.pos())
        if cell != self._last:
            last, self._last, self._cursor = self._last, cell, cell
            self._paint(last, cell, erases=bool(event.buttons() & Qt.MouseButton.RightButton))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, or set the brush down on it."""
        if self._image is None:
            return
        if event.key() in _MOVES:
            down, right = _MOVES[Qt.Key(event.key())]
            row = min(max(self._cursor[0] + down, 0), self._image.shape[0] - 1)
            column = min(max(self._cursor[1] + right, 0), self._image.shape[1] - 1)
            self._cursor = row, column
            self.update()
        elif event.key() == Qt.Key.Key_Space:
            self._stroke = next_part()
            erases = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._paint(self._cursor, self._cursor, erases=erases)
        else:
            super().keyPressEvent(event)

    def _paint(self, start: tuple[int, int], end: tuple[int, int], *, erases: bool) -> None:
        assert self._image is not None
        value = 0.0 if erases else self.value
        self.drawn.emit(painted(self._image, line(start, end), value, self.size_of_brush), self._stroke)

    @property
    def _scale(self) -> float:
        """Pixels a cell."""
        return (
            self._picture.width()
            / self._picture.devicePixelRatio()
            / (self._image.shape[1] if self._image is not None else 1)
        )

    def _cell_rect(self, row: int, column: int) -> QRect:
        scale = self._scale
        return QRect(round(column * scale), round(row * scale), max(round(scale), 3), max(round(scale), 3))

    def _cell_near(self, point: QPoint) -> tuple[int, int]:
        """Return the cell under a point, whether or not it lies on the image."""
        return int(point.y() // self._scale), int(point.x() // self._scale)

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        assert self._image is not None
        row, column = self._cell_near(point)
        height, width = self._image.shape[:2]
        return (row, column) if 0 <= row < height and 0 <= column < width else None


_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
