"""Reads what a widget writes: every text that it paints, in the order in which it does, with where."""

import re
from typing import NamedTuple

from PyQt5.QtCore import QPointF
from PyQt5.QtGui import QPaintDevice, QPaintEngine
from PyQt5.QtWidgets import QWidget


class Written(NamedTuple):
    """A text, where its baseline begins, and how large and in which colour it is."""

    text: str
    at: QPointF
    pixels: int
    colour: str


class _Pen(QPaintEngine):
    """Writes texts down and draws nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeatures(QPaintEngine.PaintEngineFeature.AllFeatures))
        self.written: list[Written] = []
        self._end = QPointF()

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def updateState(self, state: object) -> None:
        pass

    def drawTextItem(self, at: QPointF, item: object) -> None:
        painter = self.painter()
        where = painter.deviceTransform().map(QPointF(at))
        colour = painter.pen().color().name()
        made = Written(item.text(), where, item.font().pixelSize(), colour)
        if self.written and self._goes_on(made):  # arrows are of another font, and painted by themselves
            last = self.written.pop()
            made = last._replace(text=last.text + made.text)
        self.written.append(made)
        self._end = where + QPointF(item.width(), 0)

    def _goes_on(self, made: Written) -> bool:
        last, beside = self.written[-1], made.at - self._end
        alike = (last.pixels, last.colour) == (made.pixels, made.colour)
        return alike and abs(beside.x()) < 0.6 and abs(beside.y()) < 0.1

    def drawPixmap(self, *_: object) -> None:
        pass

    def drawImage(self, *_: object) -> None:
        pass

    def drawPath(self, *_: object) -> None:
        pass

    def drawPolygon(self, *_: object) -> None:
        pass

    def drawLines(self, *_: object) -> None:
        pass

    def drawRects(self, *_: object) -> None:
        pass


class _Paper(QPaintDevice):
    """As large as a widget, with the pen that writes down."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self.pen = _Pen()

    def paintEngine(self) -> QPaintEngine:
        return self.pen

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        metrics = QPaintDevice.PaintDeviceMetric
        return {
            metrics.PdmWidth: self._widget.width(),
            metrics.PdmHeight: self._widget.height(),
            metrics.PdmDevicePixelRatio: 1,
            metrics.PdmDevicePixelRatioScaled: 65536,
            metrics.PdmDepth: 32,
        }.get(which, 96)


def written(widget: QWidget) -> list[Written]:
    """Return all that a widget writes with its children."""
    paper = _Paper(widget)
    QWidget.render(widget, paper)
    return paper.pen.written


def texts(widget: QWidget) -> list[str]:
    """Return the texts alone."""
    return [one.text for one in written(widget)]


def number(text: str) -> float:
    """Return the first number that a text has in it, read as a person reads it."""
    found = re.search(r"−?(?:∞|\d+(?:\.\d+)?(?:e−?\d+)?)", text)
    assert found is not None, text
    return float(found[0].replace("−", "-").replace("∞", "inf"))
