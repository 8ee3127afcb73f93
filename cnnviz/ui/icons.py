"""The application's own SVG icons in the theme's ink."""

from functools import cache

from PyQt5.QtCore import QByteArray, QRectF, Qt
from PyQt5.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt5.QtSvg import QSvgRenderer

from cnnviz.canvas.palette import Palette
from cnnviz.resource import resource

_INK = "#000000"  # what the files are drawn in
_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, palette: Palette, role: str = "text") -> QIcon:
    """Return the icon `name` in the colour of a role, greyed where it is disabled."""
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(pixmap(name, palette.role(role).name(), size))
        result.addPixmap(pixmap(name, palette.role("disabled").name(), size), QIcon.Mode.Disabled)
    return result


@cache
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return an icon as a square pixmap of `size` pixels."""
    drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace(_INK, QColor(colour).name())
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return result
