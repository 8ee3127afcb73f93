"""The plot of the loss by round: it grows while it is trained, and a click in it goes to a round."""

from __future__ import annotations

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
from cnnviz.ui.cards.training.loss_curve import Curve

HEIGHT = 192  # pixels
_AXIS, _BELOW = 46, 34  # pixels left of the plot, and beneath it
_DOT, _SMALL = 10, 6
_BEFORE, _BEHIND = (
    0.03,
    0.06,
)  # of the width beside the first round and the last, so that their marks have room
_WELL_ON, _NEAR_THE_AXIS = 0.6, 0.2  # of the width, of the height
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
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._graph: Any = None
        self._curve: Curve | None = None
        self._palette: Palette | None = None
        self._asked = False

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
        item.layout.setContentsMargins(0, 6, 0, 0)
        font = QFont(self.font())
        font.setPixelSize(_FONT)
        for side, room in (("left", _AXIS), ("bottom", _BELOW)):
            axis = item.getAxis(side)
            axis.setStyle(tickLength=0, tickFont=font, hideOverlappingLabels=False)
            (axis.setWidth if side == "left" else axis.setHeight)(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(graph)
        if self._curve is not None:
            self._draw()

    def _draw(self) -> None:
        """Draw everything anew: axes, what is not trained yet, the line, and the marks on top."""
        import pyqtgraph as pg

        assert self._curve is not None
        assert self._palette is not None
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
            at_right = drawn.current < drawn.right / 2  # where the mark of what is open is not
            place, end = (right, 1) if at_right else (left, 0)
            item.addItem(self._text(self.tr("a hundredth"), place, drawn.goal, (end, 1), role("muted")))
        for run in drawn.runs:
            places = {"x": [x for x, _ in run], "y": [y for _, y in run]}
            item.plot(**places, pen=pg.mkPen(role("text"), width=2), antialias=True)
            item.plot(x=[run[-1][0]], y=[run[-1][1]], **_dot(role("text"), _SMALL))
        item.addItem(pg.InfiniteLine(drawn.current, 90, pg.mkPen(role("accent"), width=1)))
        if drawn.now is not None:
            height, loss = drawn.now
            item.plot(x=[drawn.current], y=[height], **_dot(role("accent"), _DOT))
            beside = 0 if drawn.current < drawn.right * _WELL_ON else 1
            low = height < drawn.low + _NEAR_THE_AXIS * (drawn.high - drawn.low)
            above = (
                1 if beside == 0 or low else 0
            )  # a line that falls leaves room to its right, and below at its left
            item.addItem(self._text(loss, drawn.current, height, (beside, above), role("accent"), bold=True))

    def _text(
        self, text: str, x: float, y: float, anchor: tuple[int, int], colour: Any, *, bold: bool = False
    ) -> Any:
        import pyqtgraph as pg

        item = pg.TextItem(text, color=colour, anchor=anchor)
        font = QFont(self.font())
        font.setPixelSize(_FONT + (2 if bold else 0))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        item.setFont(font)
        item.setPos(x, y)
        return item


def _rectangle(left: float, right: float, curve: Curve, colour: Any) -> QGraphicsRectItem:
    item = QGraphicsRectItem(QRectF(left, curve.low, right - left, curve.high - curve.low))
    item.setBrush(colour)
    item.setPen(QPen(Qt.PenStyle.NoPen))
    item.setZValue(-100)
    return item


def _dot(colour: Any, size: int) -> dict[str, Any]:
    return {"pen": None, "symbol": "o", "symbolSize": size, "symbolBrush": colour, "symbolPen": None}
