"""What is asked of any painter: whether it makes shapes and texts, as in SVG and PDF, or pixels; a line of text."""

from cnnviz.qt import QColor, QFont, QPaintEngine, QPainter, QRect, Qt

_TYPE = QPaintEngine.Type
_PIXELS = frozenset(
    {_TYPE.Raster, _TYPE.OpenGL, _TYPE.OpenGL2, _TYPE.Direct3D, _TYPE.Direct2D, _TYPE.Blitter}
)


def is_vector(painter: QPainter) -> bool:
    """Return whether what is painted stays shapes, in whatever size it is looked at: pixmaps are not drawn then."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() not in _PIXELS


def write_line(
    painter: QPainter,
    room: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Write a line at one side of a room, midway between its top and its bottom."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)
