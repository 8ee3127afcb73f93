"""What is drawn around the numbers of a lens: its frame, arrows and lines, and what covers cells without a number."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.lens.ways.nodes import Bar, Box, Operator, Rule
from cnnviz.canvas.lens.ways.sizes import Put, head
from cnnviz.canvas.painter import is_vector
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QGraphicsItem,
    QLineF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPointF,
    QPolygonF,
    QRectF,
    QStyleOptionGraphicsItem,
    Qt,
    QWidget,
)

_OVER = 5  # pixels below the frame's edge, where a line goes over all of the lens
_LARGEST = 1_000_000  # device pixels; of a larger lens no picture is kept
_CLOSE = 2  # pixels from an arrow to numbers that have no heading
_OVERLAP = 12  # pixels that numbers share with those beneath them, to which an arrow goes straight down


class Sheet(QGraphicsItem):
    """Draws the frame, the arrows and the lines of a lens."""

    def __init__(self, rect: QRectF, puts: Sequence[Put], palette: Palette) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # else all counts as exposed
        self.setZValue(-1)
        self._rect, self.palette = rect, palette
        self._picture, self._ratio = QPixmap(), 0
        self._arrows = [put for put in puts if isinstance(put.node, Operator) and put.node.arrow]
        self._rules = [put for put in puts if isinstance(put.node, Rule)]
        self._idle: frozenset[Put] = frozenset()
        self._flow = _flow(puts)
        self._joins = _joins(puts)
        self._puts, self._shared = puts, list[QPointF]()

    def share(self, first: Put, second: Put) -> None:
        """Lead from a number to where the same one is read in another working, over what stands between."""
        over = round(self._rect.top()) + _OVER + 0.5
        self._shared = self._shared or _over(first, second, self._puts, over)
        self._draw_anew()

    @property
    def lines(self) -> Sequence[QRectF]:
        """Where arrows go that turn."""
        pieces = (pair for corners in (self._flow, self._shared) for pair in pairwise(corners))
        return [QRectF(one, other).normalized().adjusted(-2, -2, 2, 2) for one, other in pieces]

    def set_idle(self, puts: frozenset[Put]) -> None:
        """Leave out some of the arrows."""
        self._idle = puts
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._ratio = 0
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the frame."""
        return self._rect.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw what is exposed: most steps change nothing of it, and it is made of long lines."""
        ratio = round(painter.device().devicePixelRatioF())
        size = self.boundingRect().size().toSize() * ratio
        if is_vector(painter) or size.width() * size.height() > _LARGEST:
            self._draw(painter)
            return
        corner = self.boundingRect().topLeft()
        if ratio != self._ratio:
            self._picture, self._ratio = QPixmap(size), ratio
            self._picture.fill(self.palette.role("stage"))  # which is all that it stands on
            kept = QPainter(self._picture)
            kept.scale(ratio, ratio)
            kept.translate(-corner)
            self._draw(kept)
            kept.end()
        exposed = QRectF(option.exposedRect).intersected(self.boundingRect())
        source = QRectF((exposed.topLeft() - corner) * ratio, exposed.size() * ratio)
        painter.drawPixmap(exposed, self._picture, source)

    def _draw(self, painter: QPainter) -> None:
        """Draw frame, rules, arrows."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette.role("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        for put in self._rules:
            painter.drawLine(QLineF(put.x, put.y + 0.5, put.x + put.width, put.y + 0.5))
        painter.setPen(QPen(self.palette.role("muted"), 1))
        for put in self._arrows:
            if put in self._idle:
                continue
            y = put.y + put.height // 2 + 0.5
            _arrow(painter, [QPointF(put.x + 4, y), QPointF(put.x + put.width - 4, y)])
        for corners in (self._flow, self._shared):
            if corners:
                _arrow(painter, corners)
        painter.setPen(QPen(self.palette.role("accent"), 2))
        painter.drawLines(self._joins)


class Cover(QGraphicsItem):
    """Paints cells that have no number in a step as if nothing were there: where a window is cut off."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setZValue(0.5)
        self._colour = palette.role("stage")
        self._cells: list[QRectF] = []
        self._path = QPainterPath()

    def boundingRect(self) -> QRectF:
        """Return all that is covered."""
        return self._path.boundingRect()

    @property
    def cells(self) -> Sequence[QRectF]:
        """What is covered."""
        return self._cells

    def set_cells(self, cells: Sequence[QRectF]) -> None:
        """Cover other cells."""
        if self._cells == cells:
            return
        self.prepareGeometryChange()
        self._cells, self._path = list(cells), QPainterPath()
        for cell in cells:
            self._path.addRect(cell)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint over them."""
        painter.fillPath(self._path, self._colour)


def _flow(puts: Sequence[Put]) -> list[QPointF]:
    """Return the corners of the arrow from numbers to where they go on, a line below: none where they stand on one."""
    boxes = [(put, put.node) for put in puts if isinstance(put.node, Box)]
    products = [put for put, node in boxes if node.slot.part is Part.PRODUCTS and not node.again]
    if len(products) != 1:
        return []
    (last,) = products
    wanted = [(put, put.y - (head() if node.headed else _CLOSE)) for put, node in boxes if _goes_on(node)]
    goal, to_y = next(((put, top) for put, top in wanted if top > last.y + last.height), (None, 0))
    if goal is None:
        return []
    y = last.y + last.height + 2
    left, right = max(last.x, goal.x), min(last.x + last.width, goal.x + goal.width)
    if right - left > _OVERLAP:  # a turn between lines that stand close is no more than a crumple
        x = (left + right) // 2 + 0.5
        return [QPointF(x, y), QPointF(x, to_y)]
    x, to_x = (put.x + put.width // 2 + 0.5 for put in (last, goal))
    middle = (y + to_y) // 2 + 0.5
    return [QPointF(x, y), QPointF(x, middle), QPointF(to_x, middle), QPointF(to_x, to_y)]


def _goes_on(node: Box) -> bool:
    """Return whether numbers are what products come to, or the products once more where they are added."""
    return node.again or node.slot.part is Part.TOTAL


def _over(first: Put, second: Put, puts: Sequence[Put], over: float) -> list[QPointF]:
    """Return the corners of the arrow from one number to another at its right, none where it were over anything."""
    x, to_x = (put.x + put.width // 2 + 0.5 for put in (first, second))
    y, to_y = (put.y - head() - 2 for put in (first, second))
    others = [QRectF(put.x, put.y - head(), put.width, put.height + head()) for put in puts]
    lines = QRectF(x - 2, over, 4, y - over), QRectF(to_x - 2, over, 4, to_y - over)
    blocked = any(line.intersects(other) for line in lines for other in others)
    if to_x <= x or min(y, to_y) < over + _OVER or blocked:
        return []
    return [QPointF(x, y), QPointF(x, over), QPointF(to_x, over), QPointF(to_x, to_y)]


class _Joined(NamedTuple):
    """Sums of channels one below the other, where a line beside them begins, and the arrow from there."""

    totals: Sequence[Put]
    ends: Sequence[int]
    arrow: Put

    @property
    def bar(self) -> float:
        """Where the line is that joins them."""
        return max(self.ends) + 8.5


def _joined(puts: Sequence[Put]) -> _Joined | None:
    totals = [put for put in puts if isinstance(put.node, Box) and put.node.slot.part is Part.TOTAL]
    rows = {put.y for put in totals}
    arrow = next((put for put in puts if isinstance(put.node, Operator) and put.node.text == "Σ"), None)
    if len(rows) < 2 or len(rows) < len(totals) or arrow is None:
        return None
    bars = {put.node.slot: put.x + put.width for put in puts if isinstance(put.node, Bar)}
    ends = [bars.get(put.node.slot, put.x + put.width) for put in totals if isinstance(put.node, Box)]
    return None if arrow.x < max(ends) else _Joined(totals, ends, arrow)


def clear_of_joins(puts: Sequence[Put]) -> Sequence[Put]:
    """Return places of which that of the arrow from joined sums, and of its word, begins behind what joins them."""
    joined = _joined(puts)
    if joined is None or joined.arrow.x > joined.bar:
        return puts
    arrow, begin = joined.arrow, ceil(joined.bar) + 1
    later = arrow._replace(x=begin, width=arrow.x + arrow.width - begin)
    return [later if put is arrow else put for put in puts]


def _joins(puts: Sequence[Put]) -> list[QLineF]:
    """Return the lines from the sums of channels, one below the other, to where they are added."""
    joined = _joined(puts)
    if joined is None:
        return []
    x, middles = joined.bar, [put.y + put.height // 2 for put in joined.totals]
    found = [QLineF(end + 2, y, x, y) for end, y in zip(joined.ends, middles, strict=True)]
    found.append(QLineF(x, middles[0], x, middles[-1]))
    across, begin = joined.arrow.y + joined.arrow.height // 2, joined.arrow.x + 4
    return [*found, QLineF(x, across, begin, across)] if begin > x + 6 else found


def _arrow(painter: QPainter, points: Sequence[QPointF]) -> None:
    painter.drawPolyline(QPolygonF(points))
    before, tip = points[-2], points[-1]
    if before.y() == tip.y():
        wings = QPointF(tip.x() - 5, tip.y() - 3.5), QPointF(tip.x() - 5, tip.y() + 3.5)
    else:
        wings = QPointF(tip.x() - 3.5, tip.y() - 5), QPointF(tip.x() + 3.5, tip.y() - 5)
    painter.drawPolyline(QPolygonF([wings[0], tip, wings[1]]))
