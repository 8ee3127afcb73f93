"""The plot of the loss by round: it grows while it is trained, and a click in it goes to a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QEvent,
    QFont,
    QGraphicsRectItem,
    QPaintEvent,
    QPen,
    QPoint,
    QPointF,
    QRectF,
    QSizePolicy,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.ui.cards.training.label_place import Box, along, around, best, covers_nothing
from cnnviz.ui.cards.training.loss_curve import Curve

_HEIGHT, LEAST = 240, 100  # pixels, and those in a low window, so that nothing beneath is out of sight
_AXIS, _BELOW = 46, 34  # pixels left of the plot, and beneath it
_DOT, _SMALL = 10, 6
_BEFORE, _BEHIND = (
    0.03,
    0.06,
)  # of the width beside the first round and the last, so that their marks have room
_FONT = 11


class LossPlot(QWidget):
    """Shows a `Curve`; pyqtgraph, which takes long to import, is waited for behind the first paint.

    Signals
    -------
    round_chosen : the round that was clicked
    """

    round_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss_plot")
        self.setAccessibleName(self.tr("Loss of each round"))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._graph: Any = None
        self._curve: Curve | None = None
        self._palette: Palette | None = None
        self._asked = False

    def fit(self, room: int) -> None:
        """Be as high as there is room for."""
        self.setFixedHeight(min(max(room, LEAST), _HEIGHT))

    @property
    def ready(self) -> bool:
        """Whether it is drawn."""
        return self._graph is not None

    @property
    def curve(self) -> Curve | None:
        """What it shows."""
        return self._curve

    def show_curve(self, curve: Curve, palette: Palette) -> None:
        """Show other losses, or other colours."""
        if curve == self._curve and palette is self._palette:
            return
        self._curve, self._palette = curve, palette
        if self._graph is not None:
            self._draw()

    def place_of(self, number: int, height: float) -> QPoint:
        """Return where a round and a height are drawn."""
        view = self._graph.getPlotItem().vb
        inside = self._graph.mapFromScene(view.mapViewToScene(QPointF(number, height)))
        place: QPoint = self._graph.mapTo(self, inside)
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have the plot made once the window has been seen."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self._make)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Go to the round that is clicked, wherever in its column."""
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            self._choose(event.pos())  # type: ignore[attr-defined]
            return True
        return False

    def _choose(self, at: QPoint) -> None:
        if self._curve is not None:
            view = self._graph.getPlotItem().vb
            number = round(view.mapSceneToView(self._graph.mapToScene(at)).x())
            self.round_chosen.emit(min(max(number, 0), self._curve.done))

    def _make(self) -> None:
        import pyqtgraph as pg

        if self._graph is not None:
            return
        graph = self._graph = pg.PlotWidget(self)
        graph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        graph.setMenuEnabled(False)
        graph.setMouseEnabled(False, False)
        graph.hideButtons()
        graph.setAntialiasing(True)
        graph.viewport().installEventFilter(self)
        graph.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        item = graph.getPlotItem()
        menu = item.ctrlMenu
        menu.setParent(graph, menu.windowFlags())  # nobody sees it, but it should go with the plot
        item.vb.setDefaultPadding(0)
        item.vb.sigResized.connect(self._draw)  # labels have other room
        item.layout.setContentsMargins(0, 6, 0, 0)
        font = QFont(self.font())
        font.setPixelSize(_FONT)
        for side, room in (("left", _AXIS), ("bottom", _BELOW)):
            axis = item.getAxis(side)
            axis.enableAutoSIPrefix(False)  # the numbers stand there as they are
            axis.setStyle(tickLength=0, tickFont=font, hideOverlappingLabels=False)
            (axis.setWidth if side == "left" else axis.setHeight)(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(graph)
        self._draw()

    def _draw(self) -> None:
        """Draw everything anew: axes, what is not trained yet, the line, and the marks on top."""
        import pyqtgraph as pg

        if self._curve is None or self._palette is None:
            return
        drawn, role = self._curve, self._palette.role
        item = self._graph.getPlotItem()
        item.clear()
        self._graph.setBackground(role("panel"))
        left, right = -_BEFORE * drawn.right, (1 + _BEHIND) * drawn.right
        item.setXRange(left, right, padding=0)
        item.setYRange(drawn.low, drawn.high, padding=0)
        for side, ticks, label in (("left", drawn.upwards, "loss"), ("bottom", drawn.across, "round")):
            axis = item.getAxis(side)
            axis.setTicks([ticks])
            axis.setPen(role("line"))
            axis.setTextPen(role("muted"))
            axis.setLabel(self.tr(label), **{"color": role("muted").name(), "font-size": f"{_FONT}px"})
        item.addItem(_rectangle(left, drawn.done, drawn, role("card")))
        item.addItem(_rectangle(drawn.done, right, drawn, role("stage")))
        for at, _ in drawn.upwards:
            item.addItem(pg.InfiniteLine(at, 0, pg.mkPen(role("line"), width=1)))
        if drawn.goal is not None:
            dashes = pg.mkPen(role("muted"), width=1, style=Qt.PenStyle.DashLine)
            item.addItem(pg.InfiniteLine(drawn.goal, 0, dashes))
        for run in drawn.runs:
            places = {"x": [x for x, _ in run], "y": [y for _, y in run]}
            item.plot(**places, pen=pg.mkPen(role("text"), width=2), antialias=True)
            item.plot(x=[run[-1][0]], y=[run[-1][1]], **_dot(role("text"), _SMALL))
        item.addItem(pg.InfiniteLine(drawn.current, 90, pg.mkPen(role("accent"), width=1)))
        if drawn.now is not None:
            item.plot(x=[drawn.current], y=[drawn.now[0]], **_dot(role("accent"), _DOT))
        self._write(item, drawn, (left, right))

    def _write(self, item: Any, drawn: Curve, ends: tuple[float, float]) -> None:
        """Write the loss of what is open, and what the dashes are, where that covers least of the line."""
        assert self._palette is not None
        left, right = ends

        def part(x: float, y: float) -> tuple[float, float]:
            return (x - left) / (right - left), (y - drawn.low) / (drawn.high - drawn.low)

        runs = [[part(*point) for point in run] for run in drawn.runs]
        goal = None if drawn.goal is None else part(left, drawn.goal)[1]
        x, _ = part(drawn.current, drawn.low)
        taken = [] if goal is None else [Box(0, goal, 1, goal)]

        def put(labels: Sequence[Any], boxes: Callable[[tuple[float, float]], Sequence[Box]]) -> Box:
            """Write the first that covers nothing, else the last: the shortest."""
            view = item.vb
            for label in labels:
                room = label.boundingRect()
                size = room.width() / max(view.width(), 1), room.height() / max(view.height(), 1)
                box = best(boxes(size), runs, taken)
                if covers_nothing(box, runs, taken):
                    break
            label.setPos(left + box.left * (right - left), drawn.low + box.high * (drawn.high - drawn.low))
            item.addItem(label)
            return box

        if drawn.now is not None:
            height, loss = drawn.now
            label = self._text(loss, self._palette.role("accent"), bold=True)
            taken.append(put([label], lambda size: around(part(drawn.current, height), size)))
        if goal is not None:
            taken = [*taken[1:], Box(x, 0, x, 1)]
            words = self.tr("1/100 of the start"), self.tr("1/100")
            labels = [self._text(text, self._palette.role("muted")) for text in words]
            put(labels, lambda size: along(goal, size))

    def _text(self, text: str, colour: Any, *, bold: bool = False) -> Any:
        import pyqtgraph as pg

        item = pg.TextItem(text, color=colour, anchor=(0, 0))
        font = QFont(self.font())
        font.setPixelSize(_FONT + (2 if bold else 0))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        item.setFont(font)
        return item


def _rectangle(left: float, right: float, curve: Curve, colour: Any) -> QGraphicsRectItem:
    item = QGraphicsRectItem(QRectF(left, curve.low, right - left, curve.high - curve.low))
    item.setBrush(colour)
    item.setPen(QPen(Qt.PenStyle.NoPen))
    item.setZValue(-100)
    return item


def _dot(colour: Any, size: int) -> dict[str, Any]:
    return {"pen": None, "symbol": "o", "symbolSize": size, "symbolBrush": colour, "symbolPen": None}
