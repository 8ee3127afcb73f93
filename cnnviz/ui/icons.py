"""The application's own SVG icons in the theme's ink.

Those of a first paint are there as masks, too, each in its size: a start need not load what reads and draws SVG files.
"""

from collections.abc import Mapping
from functools import cache

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QByteArray,
    QColor,
    QIcon,
    QIconEngine,
    QImage,
    QImageReader,
    QPainter,
    QPixmap,
    QRect,
    QRectF,
    QSize,
    Qt,
    svg,
)
from cnnviz.resource import located, text

_INK = "#000000"  # what the files are drawn in


class _Drawing(QIconEngine):
    """Draws an icon in the size that is asked for, when it is."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name, self._colour, self._disabled = name, colour, disabled

    def clone(self) -> QIconEngine:
        """Return the same drawing."""
        return _Drawing(self._name, self._colour, self._disabled)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon, greyed where it is disabled."""
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._colour
        return pixmap(self._name, colour, min(size.width(), size.height()))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))


def icon(name: str, palette: Palette, role: str = "text") -> QIcon:
    """Return the icon `name` in the colour of a role, greyed where it is disabled."""
    return QIcon(_Drawing(name, palette.role(role).name(), palette.role("disabled").name()))


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return an icon as a square pixmap of `size` pixels; a button that is new may have no room for it yet."""
    if size <= 0:
        return QPixmap()
    mask = _masks().get((name, size))
    return drawn(name, colour, size) if mask is None else _filled(mask, colour)


def drawn(name: str, colour: str, size: int) -> QPixmap:
    """Return an icon as its SVG file has it."""
    drawing = text("icons", f"{name}.svg").replace(_INK, QColor(colour).name())
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    svg().QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result


def _filled(mask: QImage, colour: str) -> QPixmap:
    result = QPixmap(mask.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.fillRect(mask.rect(), QColor(colour))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, mask)
    painter.end()
    return result


@cache
def _masks() -> Mapping[tuple[str, int], QImage]:
    """Return the masks by name and size; they stand one over the other in one picture."""
    reader = QImageReader(located("icons", "masks.png"), b"png")
    reader.setAutoDetectImageFormat(False)  # else all plugins that read pictures would be loaded and asked
    column, found, top = reader.read(), {}, 0
    column.reinterpretAsFormat(QImage.Format.Format_Alpha8)
    for line in text("icons", "masks.txt").splitlines():
        name, size = line.split()
        side = int(size)
        found[name, side] = column.copy(0, top, side, side)
        top += side
    return found
