"""Weights on their way from round to round, and beneath them what they make; a click goes to a round."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
from cnnviz.canvas.grids.thumbnail import as_thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QColor,
    QFontMetrics,
    QHBoxLayout,
    QLabel,
    QLineF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPointF,
    QRect,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.trace.steps import Array
from cnnviz.ui.panels.way_stop import BESIDE, LINE, WayStop, WayStopButton, row_top, side, sized, stop_height
from cnnviz.ui.put_away import put_away

_MARGINS = 24, 6, 16, 8
_ALL = slice(None)
_ARROW, _HEAD = 10, 4  # pixels of half an arrow, and of its head


class OnItsWay(QWidget):
    """Kernels side by side.

    Signals
    -------
    round_chosen : the number of a round that is clicked
    """

    round_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("on_its_way")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(1)  # it has as many kernels as there is room for, and keeps no window wide
        self._title, self._words = QLabel(self), QLabel(self)
        self._title.setObjectName("way_title")
        self._title.setProperty("kind", "strong")
        self._words.setObjectName("way_words")
        self._words.setProperty("kind", "muted")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout()
        self._row.setSpacing(20)
        self._names = _Names(self)
        self._stops: list[WayStopButton] = []
        self._arrow, self._line = QPen(), QPen()
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._words, 1)
        column.addLayout(head)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._names)
        beside.addLayout(self._row, 1)
        column.addLayout(beside)

    def show_stops(
        self, words: str, stops: Sequence[WayStop], palette: Palette, names: Sequence[str]
    ) -> None:
        """Show other kernels, say in `words` what they lead to, and by `names` what each row of pictures is."""
        title = self.tr("{0} on its way").format(names[0])
        self._title.setText(title)
        self.setAccessibleName(title)
        count = min(len(stop.planes) for stop in stops)
        self.setFixedHeight(height_of(count))
        self._words.setText(words)
        self._names.say(names[:count], palette)
        self._arrow, self._line = QPen(palette.role("muted"), 1), QPen(palette.role("line"), 1)
        while self._row.count():
            put_away(self._row.takeAt(0).widget())
        rows = [
            _pictures([stop.planes[row] for stop in stops], palette, max(1, round(self.devicePixelRatioF())))
            for row in range(count)
        ]
        self._stops = []
        for stop, pictures in zip(stops, zip(*rows, strict=True), strict=True):
            button = WayStopButton(stop, pictures, palette, self)
            if stop.round is not None:
                button.clicked.connect(partial(self.round_chosen.emit, stop.round))
            self._row.addWidget(button, 1, Qt.AlignmentFlag.AlignHCenter)
            self._stops.append(button)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an arrow from each kernel to that of a later round, and a line before the one that is aimed at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._arrow)
        for button, after in pairwise(self._stops):
            middle = (button.x() + button.width() + after.x()) / 2
            y = round(button.y() + row_top(0) + side() / 2) + 0.5
            if not after.isEnabled():  # it is aimed at, no round comes to it
                x = round(middle) + 0.5
                painter.setPen(self._line)
                painter.drawLine(QLineF(x, button.y(), x, button.y() + button.height()))
            elif after.x() - button.x() - button.width() > 2 * _ARROW:
                tip = QPointF(middle + _ARROW, y)
                painter.drawLine(QLineF(QPointF(middle - _ARROW, y), tip))
                painter.drawLine(QLineF(tip, tip + QPointF(-_HEAD, -_HEAD)))
                painter.drawLine(QLineF(tip, tip + QPointF(-_HEAD, _HEAD)))


class _Names(QWidget):
    """Says at the left of each row of pictures what they are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("way_names")
        self._texts: list[str] = []
        self._colour = QColor()

    def say(self, names: Sequence[str], palette: Palette) -> None:
        """Say other names."""
        self._texts, self._colour = list(names), palette.role("text")
        self.setAccessibleName(", ".join(names))
        font = sized(self.font(), 12, strong=True)
        wide = max((QFontMetrics(font).horizontalAdvance(name) for name in names), default=0)
        self.setFixedWidth(wide)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each name beside the middle of its row."""
        painter = QPainter(self)
        painter.setFont(sized(self.font(), 12, strong=True))
        painter.setPen(self._colour)
        for row, name in enumerate(self._texts):
            painter.drawText(QRect(0, row_top(row), self.width(), side()), BESIDE, name)


def height_of(rows: int) -> int:
    """Return how high a way is with so many rows of pictures."""
    return stop_height(rows) + text_pixels(LINE) + _MARGINS[1] + _MARGINS[3]


def _pictures(planes: Sequence[Array], palette: Palette, ratio: int) -> list[QPixmap]:
    """Return planes as pictures whose colours mean the same in all of them."""
    low, high = limits(np.concatenate([plane.ravel() for plane in planes]), "signed")
    found = []
    for plane in planes:
        look = CellLook(palette, "signed", low, high, np.zeros(plane.shape, bool))
        colours = look.colours(plane, np.full(plane.shape, FINISHED, np.int8), (_ALL, _ALL))
        found.append(as_thumbnail(colours, side(), ratio=ratio))
    return found
