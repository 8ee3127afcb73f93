"""The application's own SVG icons in the theme's ink."""

from functools import cache

from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QByteArray,
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
    QRect,
    QRectF,
    QSize,
    QSvgRenderer,
    Qt,
)
from cnnviz.resource import text

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
    drawing = text("icons", f"{name}.svg").replace(_INK, QColor(colour).name())
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result
