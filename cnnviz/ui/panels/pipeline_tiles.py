"""The parts of the pipeline strip: an array, the loss, an arrow."""

from cnnviz.canvas.grids.thumbnail import thumbnail
from cnnviz.canvas.palette import Palette
from cnnviz.explain.numbers import shown, size_text
from cnnviz.qt import (
    QAbstractButton,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRect,
    QSize,
    Qt,
    QWidget,
)
from cnnviz.run.chapter import RunArray
from cnnviz.session.settings import DECIMALS, settings

_SIDE = 40
TILE = QSize(76, 79)
ARROW = 30
_GAP = 6


class _Tile(QAbstractButton):
    """What both kinds of cards share."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._current = False

    def set_current(self, current: bool) -> None:
        """Mark the card whose array is being made."""
        if current != self._current:
            self._current = current
            self.update()


class ArrayTile(_Tile):
    """One array: thumbnail, name and size."""

    def __init__(self, made: RunArray, parent: QWidget | None = None) -> None:
        super().__init__(f"product_{made.label}", made.label, parent)
        self.setFixedSize(TILE)
        self.setText(made.label)

    def show_array(self, made: RunArray, palette: Palette, channel: int) -> None:
        """Show the array as it is in the present run."""
        array = made.followed
        if array.ndim == 1:
            array = array[:, None, None]  # a list of numbers, upright as on the stage
        channel = min(channel, array.shape[2] - 1)
        ratio = round(self.devicePixelRatioF())
        self._palette = palette
        self._size = size_text(made.array.shape[1:])
        self._picture = thumbnail(
            array, _SIDE, palette, image=made.info.picture, channel=channel, ratio=ratio
        )
        self.setToolTip(self.tr("{0}, {1}: go to where it is made").format(made.label, self._size))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, self, self._palette, self._current)
        self._draw_picture(painter)
        text, muted = self._palette.role("text"), self._palette.role("muted")
        name = QRect(0, _SIDE + 9, self.width(), 14)
        write(painter, name, self.text(), 11, QFont.Weight.DemiBold, text)
        if self.height() == TILE.height():
            write(painter, name.translated(0, 13), self._size, 10, QFont.Weight.Normal, muted)

    def _draw_picture(self, painter: QPainter) -> None:
        picture: QPixmap = self._picture
        width = round(picture.width() / picture.devicePixelRatio())
        height = round(picture.height() / picture.devicePixelRatio())
        place = QRect((self.width() - width) // 2, 6 + (_SIDE - height) // 2, width, height)
        painter.drawPixmap(place.topLeft(), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._palette.role("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))  # an array of zeros has the colour of the card
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class LossTile(_Tile):
    """The loss, where the way forward ends and the way back begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("product_loss", "loss", parent)
        self.setFixedSize(TILE.width() + 14, 2 * TILE.height() + _GAP)
        self.setToolTip(self.tr("Loss and upstream gradient: go there"))

    def show_loss(self, value: float | None, palette: Palette) -> None:
        """Show the value of the loss, or that a gradient is simply given."""
        self._palette = palette
        self.setText(self.tr("given") if value is None else shown(value, settings().get(DECIMALS)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card: the value, and the turn to the way back."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, self, self._palette, self._current)
        muted, text = self._palette.role("muted"), self._palette.role("text")
        write(painter, QRect(0, 14, self.width(), 16), self.tr("loss"), 12, QFont.Weight.Normal, muted)
        write(painter, QRect(0, 32, self.width(), 24), self.text(), 16, QFont.Weight.DemiBold, text)
        painter.setPen(QPen(muted, 1.4))
        x, top, bottom = self.width() // 2, 68, 98
        painter.drawLine(x, top, x, bottom)
        painter.drawLine(x - 5, bottom - 5, x, bottom)
        painter.drawLine(x + 5, bottom - 5, x, bottom)
        place = QRect(0, 106, self.width(), 16)
        write(painter, place, self.tr("upstream"), 12, QFont.Weight.Normal, muted)


class Arrow(QWidget):
    """An arrow from one array to the next, forward or back."""

    def __init__(self, *, back: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(ARROW, TILE.height())
        self._back = back

    def set_palette(self, palette: Palette) -> None:
        """Use a theme's colours."""
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.role("muted"), 1.4))
        middle, left, right = 6 + _SIDE // 2, 6, self.width() - 6
        tip, tail = (left, 4) if self._back else (right, -4)
        painter.drawLine(left, middle, right, middle)
        painter.drawLine(tip + tail, middle - 4, tip, middle)
        painter.drawLine(tip + tail, middle + 4, tip, middle)


def draw_card(painter: QPainter, button: QAbstractButton, palette: Palette, current: bool) -> None:
    """Draw a rounded card, framed in the accent where it is current, in ink where it has the keyboard."""
    strong = current or button.hasFocus()
    states = ("text", button.hasFocus()), ("accent", current), ("muted", button.underMouse()), ("line", True)
    colour = palette.role(next(role for role, holds in states if holds))
    painter.setPen(QPen(colour, 2 if strong else 1))
    painter.setBrush(palette.role("panel"))
    painter.drawRoundedRect(QRect(1, 1, button.width() - 3, button.height() - 3), 7, 7)


def write(painter: QPainter, rect: QRect, text: str, pixels: int, weight: int, colour: QColor) -> None:
    """Write a centred line, shortened where it is too long."""
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    painter.setFont(font)
    painter.setPen(colour)
    fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 4)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, fitting)
