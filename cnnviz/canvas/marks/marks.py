"""What lies over the grids: the frames of what is read and written now, the connectors, the outline of a hover."""

from collections.abc import Callable, Mapping

from cnnviz.canvas.marks.frames import halo_and_line
from cnnviz.canvas.marks.marked import NOTHING_MARKED, Link, Marked
from cnnviz.canvas.marks.repainting import Repainting
from cnnviz.canvas.marks.routes import GUTTER, RIBBON, Ribbon, ends_of
from cnnviz.canvas.motion.glide import Glide
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.boxes import heading_height
from cnnviz.qt import (
    QColor,
    QGraphicsItem,
    QLineF,
    QObject,
    QPainter,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_REACH = 5.0  # pixels that a frame with its halo takes beyond its cells


class Marks(QGraphicsItem):
    """Draws `Marked` over the grids; frames glide from one step to the next where motion is wanted.

    What has them glide goes with `scene`: left to Python, it would tick on, and be swept up while it does.
    """

    def __init__(
        self, palette: Palette, clock: Callable[[], float], scene: QObject, repainting: Repainting
    ) -> None:
        super().__init__()
        self._repainting = repainting
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(2)
        self.palette = palette
        self.over: Callable[[QPainter], None] | None = None  # draws what moves, over everything else
        self._area = QRectF()
        self._grids: Mapping[str, QRectF] = {}
        self.beside: Mapping[str, float] = {}  # pixels that numbers leave free in each grid's cells
        self._marked = NOTHING_MARKED
        self._from: Mapping[str, QRectF] = {}
        self._shown: dict[str, QRectF] = {}
        self._connectors: list[
            tuple[list[QPointF], list[QPointF]]
        ] = []  # each with its bracket, if it has one
        self._linked: list[Link] = []  # that the connectors are of
        self._drawn: dict[object, QRectF] = {}
        self._glide = Glide(clock, scene)
        self._glide.moved.connect(self._move)

    def boundingRect(self) -> QRectF:
        """Return the whole scene."""
        return self._area

    def set_grids(self, area: QRectF, grids: Mapping[str, QRectF], beside: Mapping[str, float]) -> None:
        """Set the scene's rectangle and each grid's, and what is `beside`; nothing is marked until `set_marked`."""
        self._glide.stop()
        self._grids, self.beside = grids, beside
        self._marked, self._shown, self._connectors, self._linked = NOTHING_MARKED, {}, [], []
        if area != self._area:
            self.prepareGeometryChange()
            self._area, self._drawn = area, {}

    def set_marked(self, marked: Marked, milliseconds: int = 0) -> None:
        """Mark something else, at once or gliding there."""
        self._glide.stop()
        self._from = dict(self._shown) if milliseconds else marked.frames
        self._marked = marked
        if milliseconds:
            self._glide.start(milliseconds)
        else:
            self._move(1.0)

    @property
    def connectors(self) -> list[QPolygonF]:
        """The corners of the connectors that are drawn."""
        return [QPolygonF(corners) for corners, _ in self._connectors]

    def course(self, source: QRectF, target: str) -> list[QPointF]:
        """Return the points along the middle of a connector from a frame to a grid, by its key; none without one."""
        for link, (corners, _) in zip(self._linked, self._connectors, strict=True):
            if link.target == target and self._shown[link.sources[0]] == source:
                return _middle_of(corners)
        return []

    def settle(self) -> None:
        """Have the frames where they glide to."""
        if self._glide.gliding:
            self._glide.stop()
            self._move(1.0)

    def tick(self) -> None:
        """Move the frames to where they are by the clock."""
        self._glide.tick()

    def _move(self, share: float) -> None:
        frames = self._marked.frames
        self._shown = {
            key: _between(self._from.get(key, frame), frame, share) for key, frame in frames.items()
        }
        self._linked = [link for link in self._marked.links if self._is_shown(link)]
        self._connectors = [(self._connector(link), self._bracket(link)) for link in self._linked]
        self._refresh()

    def _refresh(self) -> None:
        """Have painted again what has come and what has gone."""
        before, self._drawn = self._drawn, self._places()
        changed = before.keys() ^ self._drawn.keys()
        self._repainting.paint_again([before.get(key) or self._drawn[key] for key in changed])

    def _places(self) -> dict[object, QRectF]:
        """Return the rectangle of everything that is drawn, by all that it looks like."""
        found: dict[object, QRectF] = {
            (kind, *rect.getRect()): _grown(rect)
            for kind, rects in (("frame", self._shown.values()), ("cell", self._marked.cells))
            for rect in rects
        }
        for number, pieces in enumerate(self._connectors):
            for points in pieces:
                if points:
                    corners = tuple((point.x(), point.y()) for point in points)
                    found[number, corners] = QPolygonF(points).boundingRect().adjusted(-3, -3, 3, 3)
        return found

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw connectors, then frames with their halo, then single cells."""
        exposed = QRectF(option.exposedRect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for corners, bracket in self._connectors:
            self._draw_connector(painter, corners)
            if bracket:
                painter.drawPolyline(QPolygonF(bracket))
        accent, halo = self.palette.role("accent"), self.palette.cells["halo"]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for key, frame in self._shown.items():
            if _grown(frame).intersects(exposed):
                (wide, pixels), (rect, line) = halo_and_line(frame, self.beside.get(key))
                _outline(painter, (wide, QPen(halo, pixels)), (rect, QPen(accent, line)))
        around, within = QPen(halo, 1), QPen(accent, 2)
        for cell in self._marked.cells:
            if _grown(cell).intersects(exposed):
                rect = cell.adjusted(0, 0, -1, -1)  # in the gaps, where no digit is
                _outline(painter, (rect.adjusted(1.5, 1.5, -1.5, -1.5), around), (rect, within))
        if self.over is not None:
            self.over(painter)

    def _bracket(self, link: Link) -> list[QPointF]:
        """Return the bracket beneath sources that stand side by side and are summed, nothing for a single one."""
        together = _united(self._shown, link.sources)
        if len(link.sources) == 1 or together.height() > self._shown[link.sources[0]].height():
            return []
        top, bottom = together.bottom() + GUTTER - 2, together.bottom() + GUTTER + 4
        left, right = together.left(), together.right()
        return [QPointF(left, top), QPointF(left, bottom), QPointF(right, bottom), QPointF(right, top)]

    def _is_shown(self, link: Link) -> bool:
        ends = {**self._marked.plots, **self._shown}
        return all(key in ends for key in (*link.sources, link.target))

    def _connector(self, link: Link) -> list[QPointF]:
        """Return the connector's corners, down the source's side and back up the target's.

        It goes straight past grids that stand beside the source, and turns to the target in the gutter behind them.
        """
        grids = {**self._grids, **self._marked.beside, **self._marked.plots}
        a, b = _united(grids, link.sources), grids[link.target]
        ends_ = {**self._marked.plots, **self._shown}
        cells_a, cells_b = _united(self._shown, link.sources), ends_[link.target]
        if b.left() >= a.right():
            route = link.route
            if route.turn is None:
                behind = max(grid.right() for grid in grids.values() if grid.right() < b.left())
                route = Ribbon(behind + GUTTER)
            return [QPointF(*corner) for corner in route.corners(ends_of(cells_a, cells_b, a, b))]
        top, bottom = a.bottom() + GUTTER, b.top() - GUTTER - heading_height()
        return [
            QPointF(cells_a.left(), top),
            QPointF(cells_a.right(), top),
            QPointF(cells_a.right(), top),
            QPointF(cells_b.right(), bottom),
            QPointF(cells_b.left(), bottom),
            QPointF(cells_a.left(), top),
        ]

    def _draw_connector(self, painter: QPainter, corners: list[QPointF]) -> None:
        accent = self.palette.role("accent")
        if len(corners) > RIBBON:
            painter.setPen(QPen(accent, 2))
            painter.drawPolyline(QPolygonF(corners))
            return
        fill, thin = QColor(accent), QColor(accent)
        fill.setAlphaF(0.12)
        thin.setAlphaF(0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(corners))
        first, second, below, third, fourth, above = corners
        painter.setPen(QPen(thin, 1.2))
        painter.drawPolyline(QPolygonF([first, above, fourth]))
        painter.drawPolyline(QPolygonF([second, below, third]))
        painter.setPen(QPen(accent, 2.5))
        painter.drawLines([QLineF(first, second), QLineF(third, fourth)])


def _middle_of(corners: list[QPointF]) -> list[QPointF]:
    """Return the points along the middle of a connector, from its source to its target."""
    if len(corners) > RIBBON:
        return corners[2:-2]
    first, second, below, third, fourth, above = corners
    return [(a + b) / 2 for a, b in ((first, second), (above, below), (fourth, third))]


def _between(old: QRectF, new: QRectF, share: float) -> QRectF:
    if share >= 1 or old == new:
        return new
    mixed = [a + (b - a) * share for a, b in zip(old.getRect(), new.getRect(), strict=True)]
    return QRectF(*mixed)


def _united(rects: Mapping[str, QRectF], keys: tuple[str, ...]) -> QRectF:
    united = rects[keys[0]]
    for key in keys[1:]:
        united = united.united(rects[key])
    return united


def _grown(rect: QRectF) -> QRectF:
    return rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)


def _outline(painter: QPainter, *lines: tuple[QRectF, QPen]) -> None:
    for rect, pen in lines:
        painter.setPen(pen)
        painter.drawRect(rect)
