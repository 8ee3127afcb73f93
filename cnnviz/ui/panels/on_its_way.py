"""A kernel on its way from round to round, and beneath it what it makes of the image; a click goes to a round."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import FINISHED, CellLook, limits
from cnnviz.canvas.grids.thumbnail import as_thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QAbstractButton,
    QFont,
    QFontMetrics,
    QHBoxLayout,
    QLabel,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRect,
    QSize,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    pyqtSignal,
)
from cnnviz.trace.steps import Array
from cnnviz.ui.put_away import put_away

_SIDE, _APART, _LINE = 60, 10, 18  # pixels of a picture, to the next one, and of a line of text
_MARGINS = 24, 6, 16, 8
_ALL = slice(None)


class WayStop(NamedTuple):
    """A kernel that stands there.

    Parameters
    ----------
    title, beneath : what is written above and beneath it
    planes : the kernel (rows, columns), and what it makes of the image where there is room for that
    round : which round a click on it goes to, None for the kernel that is aimed at
    current : whether it is the one that is open
    """

    title: str
    beneath: str
    planes: tuple[Array, ...]
    round: int | None
    current: bool = False


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
        self.setAccessibleName(self.tr("W on its way"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title, self._words = QLabel(self.tr("W on its way"), self), QLabel(self)
        title.setProperty("kind", "strong")
        self._words.setObjectName("way_words")
        self._words.setProperty("kind", "muted")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout()
        self._row.setSpacing(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addWidget(self._words, 1)
        column.addLayout(head)
        column.addLayout(self._row)

    def show_stops(self, words: str, stops: Sequence[WayStop], palette: Palette) -> None:
        """Show other kernels, and say in `words` what they lead to."""
        self.setFixedHeight(height_of(min(len(stop.planes) for stop in stops)))
        self._words.setText(words)
        while self._row.count():
            put_away(self._row.takeAt(0).widget())
        rows = [
            _pictures([stop.planes[row] for stop in stops], palette, max(1, round(self.devicePixelRatioF())))
            for row in range(min(len(stop.planes) for stop in stops))
        ]
        for stop, pictures in zip(stops, zip(*rows, strict=True), strict=True):
            button = _StopButton(stop, pictures, palette, self)
            if stop.round is not None:
                button.clicked.connect(partial(self.round_chosen.emit, stop.round))
            self._row.addWidget(button, 1, Qt.AlignmentFlag.AlignHCenter)


class _StopButton(QAbstractButton):
    """Shows one kernel between its words."""

    def __init__(self, stop: WayStop, pictures: Sequence[QPixmap], palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._stop, self._pictures, self._palette = stop, pictures, palette
        self.setObjectName("way_goal" if stop.round is None else f"way_round_{stop.round}")
        self.setAccessibleName(f"{stop.title}, {stop.beneath}")
        self.setEnabled(stop.round is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for pictures and words."""
        metrics = QFontMetrics(self._font(strong=True))
        words = max(metrics.horizontalAdvance(text) for text in (self._stop.title, self._stop.beneath))
        return QSize(max(_SIDE, words) + 8, _stop_height(len(self._pictures)))

    def _font(self, *, strong: bool) -> QFont:
        font = self.font()
        font.setPixelSize(text_pixels(11))
        font.setBold(strong)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; the one that is open is framed, and so is the one under the pointer or with the keyboard."""
        painter, line, role = QPainter(self), text_pixels(_LINE), self._palette.role
        centred, accent = int(Qt.AlignmentFlag.AlignCenter), role("accent")
        painter.setFont(self._font(strong=True))
        painter.setPen(accent if self._stop.current else role("text"))
        painter.drawText(QRect(0, 0, self.width(), line), centred, self._stop.title)
        states = ("text", self.hasFocus()), ("accent", self._stop.current), ("muted", self.underMouse())
        frame = next((role(name) for name, holds in states if holds and self.isEnabled()), None)
        for row, picture in enumerate(self._pictures):
            top = line + row * (_SIDE + _APART) + _APART // 2
            wide, high = (
                round(of / picture.devicePixelRatio()) for of in (picture.width(), picture.height())
            )
            around = QRect((self.width() - wide) // 2, top + (_SIDE - high) // 2, wide, high)
            painter.drawPixmap(around.topLeft(), picture)
            painter.setPen(role("line"))
            painter.drawRect(around.adjusted(-1, -1, 0, 0))
            if frame is not None and row == 0:
                painter.setPen(frame)
                painter.drawRect(around.adjusted(-3, -3, 2, 2))
                painter.drawRect(around.adjusted(-4, -4, 3, 3))
        painter.setFont(self._font(strong=False))
        painter.setPen(role("muted"))
        painter.drawText(QRect(0, self.height() - line, self.width(), line), centred, self._stop.beneath)


def height_of(rows: int) -> int:
    """Return how high a way is with so many rows of pictures."""
    return _stop_height(rows) + text_pixels(_LINE) + _MARGINS[1] + _MARGINS[3]


def _stop_height(rows: int) -> int:
    return rows * (_SIDE + _APART) + 2 * text_pixels(_LINE)


def _pictures(planes: Sequence[Array], palette: Palette, ratio: int) -> list[QPixmap]:
    """Return planes as pictures whose colours mean the same in all of them."""
    low, high = limits(np.concatenate([plane.ravel() for plane in planes]), "signed")
    found = []
    for plane in planes:
        look = CellLook(palette, "signed", low, high, np.zeros(plane.shape, bool))
        colours = look.colours(plane, np.full(plane.shape, FINISHED, np.int8), (_ALL, _ALL))
        found.append(as_thumbnail(colours, _SIDE, ratio=ratio))
    return found
