"""A kernel on its way, as a button: its pictures between its words."""

from collections.abc import Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QAbstractButton,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRect,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
)
from cnnviz.trace.steps import Array

LINE = 18
"""Pixels of a line of text of the usual size."""
_SIDE, _APART = 60, 10  # pixels of a picture, and to the next one
BESIDE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
"""How words stand in their line."""


class WayStop(NamedTuple):
    """A kernel that stands there.

    Parameters
    ----------
    title, beneath : what is written above and beneath it
    value : a number behind what is written beneath it
    planes : the kernel (rows, columns), and what it makes of the image where there is room for that
    round : which round a click on it goes to, None for the kernel that is aimed at
    current : whether it is the one that is open
    """

    title: str
    beneath: str
    planes: tuple[Array, ...]
    round: int | None
    current: bool = False
    value: str = ""

    @property
    def told(self) -> str:
        """All that is written beneath it."""
        return f"{self.beneath} {self.value}".rstrip()


class WayStopButton(QAbstractButton):
    """Shows one kernel between its words."""

    def __init__(self, stop: WayStop, pictures: Sequence[QPixmap], palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._stop, self._pictures, self._palette = stop, pictures, palette
        self.setObjectName("way_goal" if stop.round is None else f"way_round_{stop.round}")
        self.setAccessibleName(f"{stop.title}, {stop.told}")
        self.setEnabled(stop.round is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for pictures and words."""
        metrics = QFontMetrics(self._font(strong=True))
        words = max(metrics.horizontalAdvance(text) for text in (self._stop.title, self._stop.told))
        return QSize(max(side(), words) + 8, stop_height(len(self._pictures)))

    def _font(self, *, strong: bool) -> QFont:
        return sized(self.font(), 11, strong=strong)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; the one that is open is framed, and so is the one under the pointer or with the keyboard."""
        painter, line, role = QPainter(self), text_pixels(LINE), self._palette.role
        centred, accent = int(Qt.AlignmentFlag.AlignCenter), role("accent")
        painter.setFont(self._font(strong=True))
        painter.setPen(accent if self._stop.current else role("text"))
        painter.drawText(QRect(0, 0, self.width(), line), centred, self._stop.title)
        states = ("text", self.hasFocus()), ("accent", self._stop.current), ("muted", self.underMouse())
        frame = next((role(name) for name, holds in states if holds and self.isEnabled()), None)
        for row, picture in enumerate(self._pictures):
            top = row_top(row)
            wide, high = (
                round(of / picture.devicePixelRatio()) for of in (picture.width(), picture.height())
            )
            around = QRect((self.width() - wide) // 2, top + (side() - high) // 2, wide, high)
            painter.drawPixmap(around.topLeft(), picture)
            painter.setPen(role("line"))
            painter.drawRect(around.adjusted(-1, -1, 0, 0))
            if frame is not None and row == 0:
                painter.setPen(frame)
                painter.drawRect(around.adjusted(-3, -3, 2, 2))
                painter.drawRect(around.adjusted(-4, -4, 3, 3))
        self._draw_beneath(painter, QRect(0, self.height() - line, self.width(), line))

    def _draw_beneath(self, painter: QPainter, room: QRect) -> None:
        """Draw what is beneath it in the middle, its number strong."""
        parts = ((self._stop.beneath, False), (self._stop.value, True))
        shown = [(text, self._font(strong=strong), strong) for text, strong in parts if text]
        widths = [QFontMetrics(font).horizontalAdvance(text) for text, font, _ in shown]
        space = QFontMetrics(self._font(strong=False)).horizontalAdvance(" ")
        left = room.left() + (room.width() - sum(widths) - space * (len(shown) - 1)) // 2
        for (text, font, strong), width in zip(shown, widths, strict=True):
            painter.setFont(font)
            painter.setPen(self._palette.role("text" if strong else "muted"))
            painter.drawText(QRect(left, room.top(), width, room.height()), BESIDE, text)
            left += width + space


def side() -> int:
    """Return how many pixels a picture has: they grow with the text, as for a class."""
    return text_pixels(_SIDE)


def _apart() -> int:
    return text_pixels(_APART)


def row_top(row: int) -> int:
    """Return how far down in a stop a row of pictures begins."""
    return text_pixels(LINE) + row * (side() + _apart()) + _apart() // 2


def sized(font: QFont, pixels: int, *, strong: bool) -> QFont:
    """Return a font in a size, for text of the usual size, and strong or not."""
    sized = QFont(font)
    sized.setPixelSize(text_pixels(pixels))
    sized.setBold(strong)
    return sized


def stop_height(rows: int) -> int:
    """Return how high a stop is with so many rows of pictures."""
    return rows * (side() + _apart()) + 2 * text_pixels(LINE)
