"""What joins a kernel with what is met of it in the lens: that it is turned, and where its first weight goes.

The kernel stands as it is beside the lens, and turned by 180° in it::

    W  ◤. .
       .  . . -- turned by 180° --+      W turned   .  . .
       .  . .                     +----------^      .  . .
                                                    .  . ◢
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.lens.face import Face
from cnnviz.canvas.lens.ways.nodes import Box
from cnnviz.canvas.lens.ways.sizes import Put, head
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.canvas.staging.lettering.heading import subtitle_font
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QBrush,
    QGraphicsItem,
    QGraphicsSimpleTextItem,
    QPainter,
    QPainterPath,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_TURNED = "turned by 180°"
_CLEAR, _FREE = 8, 3  # pixels between a grid and what leads from it, and that a line keeps free beside it
_UNDER = 10.5, 8.5, 13.5  # pixels under the numbers where the line may go on to below their middle
_SIGN, _SHARE = 20, 0.3  # pixels of the sign of turning, and before words; of a cell that a corner takes
_WING = 3.5  # pixels of an arrow's tip, across


class _Way(NamedTuple):
    """The line from the kernel to where it is turned, and where the words begin that interrupt it, if they do."""

    corners: tuple[QPointF, ...]
    words: QPointF | None


class Turning(QGraphicsItem):
    """Draws the line from a kernel to its turned numbers in the lens, and the corner of its first weight in both."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setZValue(0.7)  # over the grids, under what is marked of a step
        self._palette = palette
        self._words = QGraphicsSimpleTextItem(_TURNED, self)
        self._first = QGraphicsSimpleTextItem(self)  # what the corners are, beneath
        for text, role in ((self._words, "text"), (self._first, "muted")):
            text.setFont(subtitle_font())
            text.setBrush(QBrush(palette.role(role)))
        self._known: tuple[object, ...] = ()  # what the way was found for
        self._way = _Way((), None)
        self._corners: tuple[QPolygonF, ...] = ()

    @property
    def line(self) -> Sequence[QPointF]:
        """The corners of the line, none where it finds no way."""
        return self._way.corners

    @property
    def corners(self) -> Sequence[QPolygonF]:
        """Where the first weight is marked: in the kernel, and in the lens where the step reads it."""
        return self._corners

    @property
    def rects(self) -> list[QRectF]:
        """Where text stands."""
        return [text.sceneBoundingRect() for text in (self._words, self._first) if text.isVisible()]

    def show_step(
        self, plane: Plane, kernel: QRectF, cell: int, lens: QRectF, face: Face, others: Sequence[QRectF]
    ) -> None:
        """Lead from a kernel, of which the cells have so many pixels, to its numbers in the lens, past all `others`."""
        self._first.setText(f"marks {plane.title}[0, 0]")
        goal = next((put for put in face.puts if _reads(plane, put, face)), None)
        there = None if goal is None else face.block_rect(goal)
        known = face, goal, there, plane, kernel, lens, text_pixels(100)
        if known != self._known:
            self._known = known
            within = [_with_heading(put) for put in face.puts if put != goal]
            self._find(kernel, lens, goal, there, [*within, *others])
        corners = (_corner(kernel.topLeft() + QPointF(1, 1), cell), *_turned(plane, face))
        if corners != self._corners:
            self.prepareGeometryChange()
            self._corners = corners

    def _find(
        self,
        kernel: QRectF,
        lens: QRectF,
        goal: Put | None,
        there: QRectF | None,
        others: Sequence[QRectF],
    ) -> None:
        self.prepareGeometryChange()
        text = self._words.boundingRect()
        wide, high = text_pixels(_SIGN) + text.width(), text.height()
        ways = () if goal is None or there is None else _ways(kernel, goal, there, lens, wide, high)
        self._way = next((way for way in ways if _is_free(way, others)), _Way((), None))
        if not self._way.corners:  # it is said nevertheless
            at = QPointF(kernel.right() + _CLEAR, kernel.center().y() - high / 2)
            room = QRectF(at.x(), at.y(), wide + _CLEAR, high)
            free = room.right() < lens.left() and not any(room.intersects(other) for other in others)
            self._way = _Way((), at if free else None)
        place = self._way.words
        self._words.setVisible(place is not None)
        self._first.setVisible(False)
        if place is None:
            return
        x, y = round(place.x()) + text_pixels(_SIGN), round(place.y())
        self._words.setPos(x, y)
        beneath = self._first.boundingRect().translated(x, y + high)
        if not any(beneath.intersects(other) for other in others) and beneath.right() < lens.left():
            self._first.setVisible(True)
            self._first.setPos(x, y + high)

    def boundingRect(self) -> QRectF:
        """Return all that is drawn."""
        whole = QPolygonF(self._way.corners).boundingRect()
        for corner in self._corners:
            whole = whole.united(corner.boundingRect())
        return whole.united(self.childrenBoundingRect()).adjusted(-14, -5, 5, 5)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line with its tip, the sign before the words, then the corners."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.role("muted"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners, words = self._way
        if corners:
            self._draw_line(painter)
            tip = corners[-1]
            painter.drawPolyline(QPolygonF([tip + QPointF(-_WING, 5), tip, tip + QPointF(_WING, 5)]))
        if words is not None:
            self._draw_sign(painter, words)
        painter.setPen(QPen(self._palette.cells["halo"], 1))
        painter.setBrush(self._palette.role("text"))
        for corner in self._corners:
            painter.drawPolygon(corner)
        if self._first.isVisible():
            painter.setPen(Qt.PenStyle.NoPen)
            text = self._first.sceneBoundingRect()
            painter.drawPolygon(_corner(QPointF(text.left() - 13, text.center().y() - 3), 26))

    def _draw_line(self, painter: QPainter) -> None:
        """Draw the line but for where the words stand in it."""
        corners, words = self._way
        if words is None:
            painter.drawPolyline(QPolygonF(corners))
            return
        first, *rest = corners
        y, text = first.y(), self._words.sceneBoundingRect()
        painter.drawPolyline(QPolygonF([first, QPointF(words.x() - 5, y)]))
        painter.drawPolyline(QPolygonF([QPointF(text.right() + 6, y), *rest]))

    def _draw_sign(self, painter: QPainter, at: QPointF) -> None:
        """Draw half a turn to the right, as an arrow."""
        side = text_pixels(_SIGN) - 8
        middle = self._words.sceneBoundingRect().center().y()
        painter.setPen(QPen(self._palette.role("text"), 1.5))
        arc = QRectF(at.x() + 1, middle - side / 3, side, side)
        path = QPainterPath()
        path.arcMoveTo(arc, 190)
        path.arcTo(arc, 190, -190)
        end = path.currentPosition()
        painter.drawPath(path)
        painter.drawPolyline(QPolygonF([end + QPointF(-4, -3), end, end + QPointF(3, -4)]))


def _reads(plane: Plane, put: Put, face: Face) -> bool:
    """Return whether a place has numbers of the kernel that a plane shows."""
    block = face.blocks.get(put.node.slot) if isinstance(put.node, Box) else None
    if block is None or block.array != plane.array:
        return False
    return any(plane.shows(cell) for tile in block.tiles if len(tile.cells) == 1 for cell in tile.cells)


def _with_heading(put: Put) -> QRectF:
    over = head() if isinstance(put.node, Box) and put.node.headed else 0
    return QRectF(put.x, put.y - over, put.width, put.height + over)


def _ways(kernel: QRectF, goal: Put, there: QRectF, lens: QRectF, wide: float, high: float) -> Iterator[_Way]:
    """Yield the ways under a place and up to the numbers in it, interrupted by words so wide and high if there is room.

    At a border numbers are fewer than their place is for: the line goes on to them.
    """
    x, y = kernel.right() + _CLEAR, round(kernel.center().y()) + 0.5
    to, bottom = round(there.center().x()) + 0.5, goal.y + goal.height
    for turn in (round(lens.left()) - 9.5, round(lens.left()) + 6.5):
        room = turn - x - wide - 2 * _CLEAR
        words = QPointF(round(x + room / 2) + _CLEAR, round(y - high / 2)) if room > 2 * _CLEAR else None
        for under in _UNDER if turn > x else ():
            corners = (
                QPointF(x, y),
                QPointF(turn, y),
                QPointF(turn, bottom + under),
                QPointF(to, bottom + under),
                QPointF(to, there.bottom() + _FREE),
            )
            yield _Way(corners, words)


def _is_free(way: _Way, others: Sequence[QRectF]) -> bool:
    lines = [QRectF(a, b).normalized() for a, b in zip(way.corners, way.corners[1:], strict=False)]
    taken = [line.adjusted(-_FREE, -_FREE, _FREE, _FREE) for line in lines[:-1]]
    return not any(one.intersects(other) for one in taken for other in others)


def _corner(at: QPointF, cell: int, sign: int = 1) -> QPolygonF:
    """Return a corner of a cell: the one at its upper left, or with a sign of −1 the one at its lower right."""
    side = sign * max(round(cell * _SHARE), 4)
    return QPolygonF([at, at + QPointF(side, 0), at + QPointF(0, side)])


def _turned(plane: Plane, face: Face) -> Iterator[QPolygonF]:
    """Yield the corner of the first weight as it stands turned, where this step reads it."""
    first = (plane.cell(0, 0),)
    for seen in face.seen():
        if seen.tile.cells == first:
            at = seen.rect.bottomRight() - QPointF(2, 2)
            yield _corner(at, round(seen.rect.width()), -1)
