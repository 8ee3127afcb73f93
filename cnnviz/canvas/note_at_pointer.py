"""A note at the pointer: beside the cell that it is about, never over it, inside the stage."""

from collections.abc import Sequence

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.given_picture import GivenPicture
from cnnviz.canvas.palette import Palette
from cnnviz.explain.hovering import HoverNote
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QWidget,
)
from cnnviz.run.frames.frame import Frame

NOTE = "hover_note"
"""What it is called among the widgets."""
_INSIDE, _LEADING, _AWAY = 12, 5, 12  # pixels around the lines, between them, and from the cell
_REACH, _SLIDE = (
    240,
    20,
)  # pixels that it moves away at most to cover nothing that is read, again and again so many
_WIDEST, _NARROW = 420, 190  # pixels of a line, and of one beside a picture


class _Line(NamedTuple):
    text: str
    font: QFont
    role: str


class NoteAtPointer(QWidget):
    """Shows a `HoverNote` over the viewport that is its parent."""

    def __init__(self, palette: Palette, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName(NOTE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._palette = palette
        self._head: list[_Line] = []
        self._lines: list[_Line] = []
        self._picture: GivenPicture | None = None  # at the left of the lines
        self.hide()

    def set_palette(self, palette: Palette) -> None:
        """Use another theme's colours."""
        self._palette = palette
        self.update()

    def show_note(
        self,
        note: HoverNote,
        cell: QRect,
        frame: Frame | None = None,
        words: Sequence[QRect] = (),
        read: Sequence[QRect] = (),
    ) -> None:
        """Show a note beside the cell that it is about, clear of words, and of what else is read if it can.

        What it gives is coloured as in a frame.
        """
        head = [
            _Line(note.title, typeface(text_pixels(14), QFont.Weight.DemiBold), "text"),
            _Line(note.summary, typeface(text_pixels(12)), "muted"),
        ]
        lines = [
            _Line(line.text, typeface(text_pixels(13)), "accent" if line.now else "text")
            for line in note.lines
        ]
        self._picture = None
        if note.gives is not None and frame is not None:
            self._picture = GivenPicture(note.gives, frame, self._palette)
            lines += [_Line(note.gives.words, typeface(text_pixels(12)), "muted")] if note.gives.words else []
        whole = text_pixels(_WIDEST)
        widest = whole if self._picture is None else text_pixels(_NARROW)
        self._head = [part for line in head for part in _wrapped(line, whole)]
        self._lines = [part for line in lines for part in _wrapped(line, widest)]
        self.setAccessibleDescription(self.text)
        viewport = self.parentWidget()
        assert viewport is not None
        self.setGeometry(beside(cell, self._size(), viewport.rect(), words, read))
        self.raise_()
        self.show()
        self.update()

    @property
    def text(self) -> str:
        """What it says, line by line."""
        return "\n".join(line.text for line in (*self._head, *self._lines))

    @property
    def _indent(self) -> int:
        """How far to the right the lines stand."""
        return 0 if self._picture is None else self._picture.width + _INSIDE

    def _size(self) -> QSize:
        wide = [_width(line) for line in self._head] + [self._indent + _width(line) for line in self._lines]
        beside = (
            _total(self._lines)
            if self._picture is None
            else max(self._picture.height + _LEADING, _total(self._lines))
        )
        return QSize(max(wide) + 2 * _INSIDE, _total(self._head) + beside - _LEADING + 2 * _INSIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, then the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.role("text"), 1))
        painter.setBrush(QColor(self._palette.role("panel")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        self._write(painter, self._head, QPoint(_INSIDE, _INSIDE))
        top = _INSIDE + _total(self._head)
        self._write(painter, self._lines, QPoint(_INSIDE + self._indent, top))
        if self._picture is not None:
            self._picture.paint(painter, QPoint(_INSIDE, top))

    def _write(self, painter: QPainter, lines: Sequence[_Line], at: QPoint) -> None:
        for line in lines:
            painter.setFont(line.font)
            painter.setPen(self._palette.role(line.role))
            room = QRect(at, QSize(self.width(), _height(line) - _LEADING))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, line.text)
            at += QPoint(0, _height(line))


def beside(
    cell: QRect, size: QSize, room: QRect, words: Sequence[QRect] = (), read: Sequence[QRect] = ()
) -> QRect:
    """Return where a note of a size stands: below the cell if it can, else above, at its right or left, inside `room`.

    Where it fits nowhere it stands where it covers least of the cell, then of words, and then of what else is `read`:
    in a free place a little away from the cell, if none beside it is free.
    """
    width, height = min(size.width(), room.width()), min(size.height(), room.height())
    below, above = cell.bottom() + _AWAY, cell.top() - _AWAY - height
    right, left = cell.right() + _AWAY, cell.left() - _AWAY - width
    corners = (cell.left(), below), (cell.left(), above), (right, cell.top()), (left, cell.top())

    def covered(place: QRect) -> list[int]:
        return [sum(_area(place.intersected(one)) for one in some) for some in ([cell], words, read)]

    places = [_kept(QRect(QPoint(*corner), QSize(width, height)), room) for corner in corners]
    best = min(places, key=covered)
    if not any(covered(best)):
        return best
    slid = range(0, _REACH + 1, _SLIDE)
    either = [side * far for far in slid for side in (1, -1)]
    further = [(x, cell.top() + far) for far in either for x in (right, left)]
    further += [(cell.left() + far, y) for far in either for y in (below, above)]
    further += [(x, y) for far in slid for x in (cell.left(), left) for y in (below + far, above - far)]
    others = [_kept(QRect(QPoint(*corner), QSize(width, height)), room) for corner in further]
    return min((best, *sorted(others, key=lambda place: _far(place, cell))), key=covered)


def _far(place: QRect, cell: QRect) -> int:
    """Return how many pixels are between a place and a cell."""
    across = max(place.left() - cell.right(), cell.left() - place.right(), 0)
    return across + max(place.top() - cell.bottom(), cell.top() - place.bottom(), 0)


def _kept(place: QRect, room: QRect) -> QRect:
    x = min(max(place.left(), room.left()), room.left() + room.width() - place.width())
    y = min(max(place.top(), room.top()), room.top() + room.height() - place.height())
    return QRect(QPoint(x, y), place.size())


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)


def _wrapped(line: _Line, widest: int) -> Sequence[_Line]:
    """Return a line broken between words where it is too long."""
    metrics, parts = QFontMetrics(line.font), [""]
    for word in line.text.split(" "):
        longer = f"{parts[-1]} {word}".strip()
        if parts[-1] and metrics.horizontalAdvance(longer) > widest:
            parts.append(word)
        else:
            parts[-1] = longer
    return [_Line(part, line.font, line.role) for part in parts]


def _height(line: _Line) -> int:
    return QFontMetrics(line.font).height() + _LEADING


def _total(lines: Sequence[_Line]) -> int:
    return sum(map(_height, lines))


def _width(line: _Line) -> int:
    return QFontMetrics(line.font).horizontalAdvance(line.text)
