"""A picture on which the part that is used is marked, by the mouse or with the arrow keys."""

from dataclasses import replace

from cnnviz.canvas.palette import Palette
from cnnviz.importing.reduction import Crop
from cnnviz.qt import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QWidget,
    pyqtSignal,
)

MARGIN = 5
"""Pixels around the picture, in which there is room for the frame."""
_REACH = 6  # pixels around an edge in which it is taken hold of
_GRIP = 7
_VEIL = 0.72
_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (0, 1): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}

Grip = tuple[int, int]
"""Which edges are held: -1 the top or the left one, 1 the bottom or the right one, 0 neither; (0, 0) moves all."""


def grip_at(*, point: QPointF, frame: QRectF, movable: bool) -> Grip | None:
    """Return what of a frame is taken hold of at a point, or None for nothing, where a new one begins."""
    if not frame.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
        return None
    grip = _near(point.y(), frame.top(), frame.bottom()), _near(point.x(), frame.left(), frame.right())
    return grip if grip != (0, 0) or movable else None


def dragged(
    *,
    grip: Grip | None,
    crop: Crop,
    start: tuple[float, float],
    end: tuple[float, float],
    shape: tuple[int, int],
) -> Crop:
    """Return what becomes of `crop` on a source of `shape` when the pointer goes from `start` to `end`, in cells."""
    if grip is None:
        rows = _between(start[0], end[0], shape[0])
        columns = _between(start[1], end[1], shape[1])
        return Crop(rows[0], columns[0], rows[1], columns[1])
    if grip == (0, 0):
        by = round(end[0] - start[0]), round(end[1] - start[1])
        return replace(crop, top=crop.top + by[0], left=crop.left + by[1]).within(shape)
    top, height = _with_edge(grip[0], crop.top, crop.height, end[0], shape[0])
    left, width = _with_edge(grip[1], crop.left, crop.width, end[1], shape[1])
    return Crop(top, left, height, width)


class CropView(QWidget):
    """Shows a source and the part of it that is used; a drag marks another part, or changes it at its edges.

    Arrow keys move the part, with Shift they change its size; Home takes the whole.

    Signals
    -------
    cropped : the `Crop` that a person has marked
    """

    cropped = pyqtSignal(object)

    def __init__(self, side: int, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._palette = palette
        self._picture = QPixmap(1, 1)
        self._shape = (1, 1)
        self._crop = Crop(0, 0, 1, 1)
        self._held: tuple[Grip | None, Crop, tuple[float, float]] | None = None

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_source(self, picture: QPixmap, shape: tuple[int, int]) -> None:
        """Show another source of `shape` (rows, columns)."""
        self._picture, self._shape = picture, shape
        self.update()

    def show_crop(self, crop: Crop) -> None:
        """Mark the part that is used."""
        if crop != self._crop:
            self._crop = crop
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, a veil over what is left out, and the frame."""
        area, frame = self._area(), self._frame()
        painter = QPainter(self)
        painter.drawPixmap(area.topLeft(), self._picture)
        veil = QColor(self._palette.role("panel"))
        veil.setAlphaF(_VEIL)
        inside = frame.toAlignedRect()
        for part in _around(inside, area):
            painter.fillRect(part, veil)
        accent = self._palette.role("accent" if self.hasFocus() or not self._is_whole() else "line")
        painter.setPen(QPen(accent, 2))
        painter.drawRect(inside.adjusted(-1, -1, 0, 0))
        painter.setPen(QPen(self._palette.role("panel"), 1))
        for x in (inside.left(), inside.right()):
            for y in (inside.top(), inside.bottom()):
                grip = QRect(0, 0, _GRIP, _GRIP)
                grip.moveCenter(QPoint(x, y))
                painter.setBrush(accent)
                painter.drawRect(grip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or begin another."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (self._grip_at(event.pos()), self._crop, self._cell(event.pos()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Change what is held, or show what would be."""
        if self._held is None:
            grip = self._grip_at(event.pos())
            ahead = grip if grip is None or max(grip) > 0 or grip == (0, 0) else (-grip[0], -grip[1])
            self.setCursor(Qt.CursorShape.CrossCursor if ahead is None else _CURSORS[_kind(ahead)])
            return
        grip, crop, start = self._held
        end = self._cell(event.pos())
        if end != start:
            self._ask(dragged(grip=grip, crop=crop, start=start, end=end, shape=self._shape))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the whole."""
        self._ask(Crop.whole(self._shape))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the part, or change its size with Shift."""
        if event.key() == Qt.Key.Key_Home:
            self._ask(Crop.whole(self._shape))
        elif event.key() not in _KEYS:
            super().keyPressEvent(event)
        else:
            down, right = _KEYS[Qt.Key(event.key())]
            crop = self._crop
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                top, height = _with_edge(
                    1, crop.top, crop.height, crop.top + crop.height + down, self._shape[0]
                )
                left, width = _with_edge(
                    1, crop.left, crop.width, crop.left + crop.width + right, self._shape[1]
                )
                self._ask(Crop(top, left, height, width))
            else:
                self._ask(replace(crop, top=crop.top + down, left=crop.left + right).within(self._shape))

    def _ask(self, crop: Crop) -> None:
        if crop != self._crop:
            self.cropped.emit(crop)

    def _is_whole(self) -> bool:
        return self._crop == Crop.whole(self._shape)

    def _grip_at(self, point: QPoint) -> Grip | None:
        return grip_at(point=QPointF(point), frame=self._frame(), movable=not self._is_whole())

    def _area(self) -> QRect:
        """Return where the picture is."""
        size = self._picture.size() / self._picture.devicePixelRatio()
        area = QRect(QPoint(0, 0), size)
        area.moveLeft((self.width() - area.width()) // 2)
        area.moveTop(MARGIN)
        return area

    def _frame(self) -> QRectF:
        area, (rows, columns) = self._area(), self._shape
        high, wide = area.height() / rows, area.width() / columns
        crop = self._crop
        left, top = area.left() + crop.left * wide, area.top() + crop.top * high
        return QRectF(left, top, crop.width * wide, crop.height * high)

    def _cell(self, point: QPoint) -> tuple[float, float]:
        """Return a point as row and column, counted in cells from the upper left corner."""
        area, (rows, columns) = self._area(), self._shape
        return (
            (point.y() - area.top()) * rows / area.height(),
            (point.x() - area.left()) * columns / area.width(),
        )


def _near(at: float, first: float, last: float) -> int:
    """Return which of two edges a coordinate is near: the nearer of both, 0 for neither."""
    to_first, to_last = abs(at - first), abs(at - last)
    reach = min(_REACH, max((last - first) / 3, 1.0))
    if min(to_first, to_last) > max(reach, 0 if first <= at <= last else _REACH):
        return 0
    return -1 if to_first < to_last else 1


def _between(start: float, end: float, most: int) -> tuple[int, int]:
    """Return the first cell and the number of cells from one coordinate to another, both cells included."""
    low, high = (min(max(int(at // 1), 0), most - 1) for at in sorted((start, end)))
    return low, high - low + 1


def _with_edge(edge: int, first: int, count: int, at: float, most: int) -> tuple[int, int]:
    """Return the first cell and the number of cells when an edge is put where the pointer is."""
    last = first + count
    if edge < 0:
        moved = min(max(round(at), 0), last - 1)
        return moved, last - moved
    return (first, min(max(round(at), first + 1), most) - first) if edge else (first, count)


def _kind(grip: Grip) -> Grip:
    return (abs(grip[0]), abs(grip[1])) if 0 in grip or grip[0] == grip[1] else (1, -1)


def _around(inside: QRect, area: QRect) -> tuple[QRect, ...]:
    """Return what is left of `area` around `inside`."""
    above = QRect(area.left(), area.top(), area.width(), inside.top() - area.top())
    below = QRect(area.left(), inside.bottom() + 1, area.width(), area.bottom() - inside.bottom())
    before = QRect(area.left(), inside.top(), inside.left() - area.left(), inside.height())
    behind = QRect(inside.right() + 1, inside.top(), area.right() - inside.right(), inside.height())
    return above, below, before, behind
