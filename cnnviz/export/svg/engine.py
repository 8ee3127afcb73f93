"""Takes what a painter draws and makes elements of it.

PyQt5 hands over tuples of rectangles, lines and points, other than its stubs say.
"""

from cnnviz.export.svg.elements import Element, attributes, number, pair, path, plain
from cnnviz.qt import (
    QBrush,
    QFont,
    QLine,
    QLineF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPoint,
    QPointF,
    QPolygonF,
    QRawFont,
    QRect,
    QRectF,
    Qt,
    QTextItem,
    QTransform,
)

_JOINS = {
    Qt.PenJoinStyle.BevelJoin: "bevel",
    Qt.PenJoinStyle.RoundJoin: "round",
    Qt.PenJoinStyle.MiterJoin: None,
}
_CAPS = {Qt.PenCapStyle.FlatCap: None, Qt.PenCapStyle.SquareCap: "square", Qt.PenCapStyle.RoundCap: "round"}
_NEAR = 0.1  # pixels within which a text goes on where the last one has ended


class SvgEngine(QPaintEngine):
    """Collects elements, in the coordinates of the device; transforms that turn or shear are not foreseen."""

    def __init__(self) -> None:
        features = QPaintEngine.PaintEngineFeature.AllFeatures
        super().__init__(QPaintEngine.PaintEngineFeatures(features))
        self.elements: list[Element] = []
        self.clips: list[QRectF] = []
        self.letters: dict[int, set[str]] = {}  # that are written, by weight
        self._transform, self._clip = QTransform(), QRectF()
        self._pen, self._brush, self._opacity = QPen(), QBrush(), 1.0
        self._smooth = False
        self._weights: dict[tuple[str, int], int] = {}
        self._end: tuple[QPointF, str, QPointF, str] | None = None  # of a text, its looks, start, letters

    def begin(self, device: QPaintDevice) -> bool:
        """Begin."""
        return True

    def end(self) -> bool:
        """End."""
        return True

    def type(self) -> QPaintEngine.Type:
        """Return that it is none of Qt's."""
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Take over what has changed."""
        self._transform = state.transform()
        self._pen, self._brush, self._opacity = state.pen(), state.brush(), state.opacity()
        self._smooth = bool(state.renderHints() & QPainter.RenderHint.Antialiasing)
        changed = state.state()
        if changed & QPaintEngine.DirtyFlag.DirtyClipPath:
            self._cut(state, state.clipPath().boundingRect())
        elif changed & QPaintEngine.DirtyFlag.DirtyClipRegion:
            self._cut(state, QRectF(state.clipRegion().boundingRect()))
        if changed & QPaintEngine.DirtyFlag.DirtyClipEnabled and not state.isClipEnabled():
            self._clip = QRectF()

    def _cut(self, state: QPaintEngineState, rect: QRectF) -> None:
        """Cut what comes to a rectangle, or to what it has in common with the last one."""
        if state.clipOperation() == Qt.ClipOperation.NoClip:
            self._clip = QRectF()
            return
        mapped = self._transform.mapRect(rect)
        both = state.clipOperation() == Qt.ClipOperation.IntersectClip and not self._clip.isNull()
        self._clip = mapped.intersected(self._clip) if both else mapped

    def drawPath(self, drawn: QPainterPath) -> None:
        """Draw a path."""
        mapped = self._transform.map(drawn)
        self._add(f'<path d="{path(mapped)}"/>', mapped.boundingRect())

    def drawRects(self, rects: tuple[QRect | QRectF, ...]) -> None:  # type: ignore[override]
        """Draw rectangles."""
        for rect in rects:
            mapped = self._transform.mapRect(QRectF(rect))
            if mapped.isEmpty():
                continue
            x, y, width, height = map(number, mapped.getRect())
            self._add(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>', mapped)

    def drawEllipse(self, rect: QRect | QRectF) -> None:
        """Draw an ellipse."""
        mapped = self._transform.mapRect(QRectF(rect))
        x, y = map(number, (mapped.center().x(), mapped.center().y()))
        across, down = number(mapped.width() / 2), number(mapped.height() / 2)
        self._add(f'<ellipse cx="{x}" cy="{y}" rx="{across}" ry="{down}"/>', mapped)

    def drawLines(self, lines: tuple[QLine | QLineF, ...]) -> None:  # type: ignore[override]
        """Draw lines, all in one path."""
        ends = [self._transform.map(QLineF(line)) for line in lines]
        data = "".join(f"M{pair(line.p1())}L{pair(line.p2())}" for line in ends)
        bounds = QPolygonF([point for line in ends for point in (line.p1(), line.p2())]).boundingRect()
        self._add(f'<path d="{data}"/>', bounds, filled=False)

    def drawPolygon(self, points: tuple[QPoint | QPointF, ...], mode: int) -> None:  # type: ignore[override]
        """Draw a polygon, or a line with corners."""
        mapped = [self._transform.map(QPointF(point)) for point in points]
        if not mapped:
            return
        places = " ".join(map(pair, mapped))
        open_line = mode == QPaintEngine.PolygonDrawMode.PolylineMode
        kind = "polyline" if open_line else "polygon"
        self._add(f'<{kind} points="{places}"/>', QPolygonF(mapped).boundingRect(), filled=not open_line)

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:  # type: ignore[override]
        """Write a piece of text; one that goes on where the last has ended belongs to it.

        How long it is is told, for programs that take other letters than those in the file.
        """
        size = item.font().pixelSize() * self._transform.m22()
        weight = self._weight(item.font())
        colour, place, text = self._pen.color(), self._transform.map(at), item.text()
        width = item.width() * self._transform.m11()
        looks = attributes(
            fill=colour.name(),
            fill_opacity=_less_than_one(colour.alphaF() * self._opacity),
            font_size=float(size),
            font_weight=weight if weight != 400 else None,
            clip_path=self._clipped(QRectF(place.x(), place.y() - size, width, size)),
        )
        start, end = place, place + QPointF(width, 0)
        if self._end is not None and self._end[1] == looks and _is_near(self._end[0], place):
            self.elements.pop()
            start, text = self._end[2], self._end[3] + text
        if not text.strip():
            return
        self._end = end, looks, start, text
        self.letters.setdefault(weight, set()).update(text)
        long = "" if len(text.rstrip()) < len(text) else f' textLength="{number(end.x() - start.x())}"'
        at_start = f'x="{number(start.x())}" y="{number(start.y())}"{long}'
        self.elements.append(Element(looks, f"<text {at_start}>{plain(text.rstrip())}</text>"))

    def drawPixmap(self, rect: QRectF, pixmap: QPixmap, source: QRectF) -> None:
        """Refuse pixels: whatever draws by them has a way that makes shapes."""
        raise TypeError("a picture of pixels is to be drawn where there are shapes only")

    def _weight(self, font: QFont) -> int:
        """Return the weight of the letters that Qt takes for a font, as CSS counts."""
        key = font.family(), font.weight()
        if key not in self._weights:
            taken = QRawFont.fromFont(font).weight()
            self._weights[key] = 400 if taken < 54 else 500 if taken < 69 else 700
        return self._weights[key]

    def _add(self, text: str, bounds: QRectF, *, filled: bool = True) -> None:
        self._end = None
        fill = self._brush.style() != Qt.BrushStyle.NoBrush and filled
        pen, brush = self._pen, self._brush.color()
        stroked = pen.style() != Qt.PenStyle.NoPen
        if not (fill or stroked):
            return
        width = max(pen.widthF(), 1.0) * self._transform.m11()
        dashes = None
        if stroked and pen.style() != Qt.PenStyle.SolidLine:
            dashes = " ".join(number(length * width) for length in pen.dashPattern())
        looks = attributes(
            fill=brush.name() if fill else "none",
            fill_opacity=_less_than_one(brush.alphaF() * self._opacity) if fill else None,
            stroke=pen.color().name() if stroked else None,
            stroke_opacity=_less_than_one(pen.color().alphaF() * self._opacity) if stroked else None,
            stroke_width=width if stroked and width != 1 else None,
            stroke_linecap=_CAPS[pen.capStyle()] if stroked and dashes is None else None,
            stroke_linejoin=_JOINS[pen.joinStyle()] if stroked else None,
            stroke_dasharray=dashes,
            shape_rendering=None if self._smooth else "crispEdges",
            clip_path=self._clipped(bounds.adjusted(-width, -width, width, width) if stroked else bounds),
        )
        self.elements.append(Element(looks, text))

    def _clipped(self, bounds: QRectF) -> str | None:
        """Return what cuts off what is beyond the part that is painted on, where anything is."""
        if self._clip.isNull() or self._clip.contains(bounds):
            return None
        if self._clip not in self.clips:
            self.clips.append(self._clip)
        return f"url(#clip{self.clips.index(self._clip)})"


def _less_than_one(share: float) -> float | None:
    return None if share > 0.999 else share


def _is_near(one: QPointF, other: QPointF) -> bool:
    return abs(one.x() - other.x()) < _NEAR and abs(one.y() - other.y()) < _NEAR
