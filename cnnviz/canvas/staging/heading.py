"""What stands over a grid: its name, and behind it as much about it as there is room for."""

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.layout import Spot, heading_height
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.qt import QFont, QFontMetrics, QGraphicsItem, QGraphicsSimpleTextItem, QRectF

_SPACE = 6


class Heading:
    """The two texts of a heading."""

    def __init__(self, plane: Plane, palette: Palette) -> None:
        self._plane = plane
        self._title, self._subtitle = QGraphicsSimpleTextItem(plane.title), QGraphicsSimpleTextItem()
        self._title.setFont(_title_font())
        self._subtitle.setFont(subtitle_font())
        self._title.setBrush(palette.role("text"))
        self._subtitle.setBrush(palette.role("muted"))
        self.items: tuple[QGraphicsItem, ...] = (self._title, self._subtitle)
        self.rects: list[QRectF] = []

    def place(self, spot: Spot, width: int) -> None:
        """Stand over a grid; what does not fit `width` is shortened to its last part, or left out."""
        title = title_width(self._plane)
        whole = self._plane.subtitle
        texts = (whole, whole.rpartition(" · ")[2], "")
        self._subtitle.setText(next(text for text in texts if _subtitle_width(text) <= max(width - title, 0)))
        self._title.setPos(spot.x, spot.y - heading_height())
        self._subtitle.setPos(spot.x + title, spot.y - heading_height() + text_pixels(2))
        both = self._title, self._subtitle
        self.rects = [text.sceneBoundingRect() for text in both if text.text()]


def title_width(plane: Plane) -> int:
    """Return how wide the title of a plane is, with the space behind it."""
    return QFontMetrics(_title_font()).horizontalAdvance(plane.title) + (
        text_pixels(_SPACE) if plane.title else 0
    )


def heading_width(plane: Plane) -> int:
    """Return how wide the whole heading of a plane is."""
    return title_width(plane) + _subtitle_width(plane.subtitle)


def _subtitle_width(text: str) -> int:
    return QFontMetrics(subtitle_font()).horizontalAdvance(text)


def _title_font() -> QFont:
    return typeface(text_pixels(14), QFont.Weight.DemiBold)


def subtitle_font() -> QFont:
    """Return the font of what is said about something, beside its name."""
    return typeface(text_pixels(12))
