"""How the parts of the map are drawn: arrows, names with sizes, frames."""

from functools import cache
from math import ceil

from cnnviz.application import typeface
from cnnviz.canvas.map.plan import ArrowPlan
from cnnviz.canvas.map.style import Measures, PixelRect, map_pixels
from cnnviz.canvas.palette import Palette
from cnnviz.qt import QColor, QFont, QFontMetrics, QPainter, QPen, QPointF, QRect, QRectF, Qt

_HEAD = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTRED = Qt.AlignmentFlag.AlignCenter


def font(usual: int = 11, *, strong: bool = False) -> QFont:
    """Return a font of the map, of so many pixels at the usual text size; names and what is current are strong."""
    return _font(map_pixels(usual), strong)


@cache
def _font(pixels: int, strong: bool) -> QFont:
    return typeface(pixels, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


def name_width(text: str) -> int:
    """Return how wide a name is."""
    return _width(text, map_pixels(11), True)


def text_width(text: str) -> int:
    """Return how wide any other text is."""
    return _width(text, map_pixels(11), False)


@cache
def _width(text: str, pixels: int, strong: bool) -> int:
    return QFontMetrics(_font(pixels, strong)).horizontalAdvance(text)


def measures(percent: int) -> Measures:
    """Return how wide texts are in a map that is then drawn so many percent as large."""
    return Measures(
        lambda text: ceil(name_width(text) * 100 / percent),
        lambda text: ceil(text_width(text) * 100 / percent),
    )


def rect(box: PixelRect, origin: PixelRect | None = None) -> QRect:
    """Return a box as Qt has it, as seen from the corner of another one."""
    x, y = (origin.x, origin.y) if origin is not None else (0, 0)
    return QRect(box.x - x, box.y - y, box.width, box.height)


def write(painter: QPainter, place: QRect, text: str, typeface: QFont, colour: QColor) -> None:
    """Write a text in the middle of a place."""
    painter.setFont(typeface)
    painter.setPen(colour)
    painter.drawText(place, int(_CENTRED | Qt.TextFlag.TextDontClip), text)


def draw_caption(
    painter: QPainter, place: QRect, name: str, size: str, colours: tuple[QColor, QColor]
) -> None:
    """Write a name, and behind it a size, from the left of a place; `colours` are of the one and the other."""
    painter.setFont(font(strong=True))
    painter.setPen(colours[0])
    painter.drawText(place, int(_MIDDLE | Qt.TextFlag.TextDontClip), name)
    if size:
        painter.setFont(font())
        painter.setPen(colours[1])
        rest = QRect(place.right() + 1 - text_width(size), place.y(), text_width(size), place.height())
        painter.drawText(rest, int(_MIDDLE | Qt.TextFlag.TextDontClip), size)


def arrow_place(plan: ArrowPlan) -> QRect:
    """Return all that an arrow may be drawn on: its head stands out of a low zone, farther where it is marked."""
    left, long = min(plan.start, plan.end), abs(plan.end - plan.start)
    reach = _HEAD + 2
    return rect(plan.zone).united(QRect(left, plan.y - reach, long, 2 * reach))


def draw_arrow(painter: QPainter, plan: ArrowPlan, word: str, palette: Palette, *, marked: bool) -> None:
    """Draw an arrow with the word over it; one that is marked in the accent."""
    colour = palette.role("accent" if marked else "muted")
    pen = QPen(colour, 2 if marked else 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    way = 1 if plan.end >= plan.start else -1
    y = plan.y + (0.0 if marked else 0.5)  # so that the line covers whole pixels
    head = min(_HEAD, abs(plan.end - plan.start))
    tip = QPointF(plan.end - way * pen.width() / 2, y)
    painter.drawLine(QPointF(plan.start, y), tip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for over in (-head, head):
        painter.drawLine(QPointF(plan.end - way * (head + 0.5), y + over), tip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if plan.words is not None and word:
        write(painter, rect(plan.words), word, font(strong=marked), colour)


def draw_frame(painter: QPainter, place: QRect, line: QColor, width: int, fill: QColor, radius: int) -> None:
    """Draw a rounded frame whose line lies within a place."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width))
    painter.setBrush(fill)
    half = width / 2
    inner = QRectF(place).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
