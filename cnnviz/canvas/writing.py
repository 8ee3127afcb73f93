"""How a line of text is painted beside or between pictures."""

from cnnviz.qt import QColor, QFont, QPainter, QRect, Qt


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
