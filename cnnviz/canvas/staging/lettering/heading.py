"""What stands over a grid: its name, and behind it as much about it as there is room for; or at its left a label."""

from collections.abc import Mapping, Sequence

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.plans.boxes import Spot, heading_height
from cnnviz.canvas.plans.planes import UNIT
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.explain.naming import CHANNEL_NAMES
from cnnviz.qt import QFont, QFontMetrics, QGraphicsItem, QGraphicsSimpleTextItem, QRectF

_SPACE = 6
_PART = 1  # of the forms: what a grid is of its array, without its size
_NEARER = 7  # pixels that a heading stands lower than the room for it begins: of what is above it is free
_FRAME = 3  # pixels of a frame around the cells, which would else cut off what goes below a line
_LABEL, _BESIDE = 17, 12  # pixels of a line of a label, and between it and its grid


class Heading:
    """The two texts of a heading, and the lines of a label."""

    def __init__(self, plane: Plane, palette: Palette) -> None:
        self._plane = plane
        title = plane.title if plane.headed else ""
        self._title, self._subtitle = QGraphicsSimpleTextItem(title), QGraphicsSimpleTextItem()
        self._title.setFont(title_font())
        self._subtitle.setFont(subtitle_font())
        self._title.setBrush(palette.role("text"))
        self._subtitle.setBrush(palette.role("muted"))
        self._label = [QGraphicsSimpleTextItem(line) for line in plane.label.splitlines()]
        for number, line in enumerate(self._label):
            line.setFont(subtitle_font() if number else title_font())
            line.setBrush(palette.role("muted" if number else "text"))
        self._colour = _colour(plane)
        self._channel = QGraphicsSimpleTextItem()  # the name of a colour, which is written in it
        self._channel.setFont(subtitle_font())
        self._channel.setBrush(palette.role(f"channel_{self._colour}" if self._colour else "muted"))
        own = (self._channel,) if self._colour else ()
        self.items: tuple[QGraphicsItem, ...] = (self._title, self._subtitle, *own, *self._label)
        self.rects: list[QRectF] = []

    def forms(self, *, alone: bool) -> tuple[str, ...]:
        """Return what may stand behind the name, from all to nothing: the last part, its number or first letter.

        One that is `alone` has no others to be told from by so little, unless it is a unit.
        """
        whole = self._plane.subtitle
        part = whole.rpartition(" · ")[2]
        short = part if alone and not part.startswith(UNIT) else _shortest(part)
        return whole, part, short, ""

    def form_for(self, width: int, *, alone: bool) -> int:
        """Return the first of the forms that fits `width` beside the name."""
        room = max(width - title_width(self._plane), 0)
        return next(at for at, text in enumerate(self.forms(alone=alone)) if _subtitle_width(text) <= room)

    def place(self, spot: Spot, subtitle: str, height: int, label: int = 0) -> None:
        """Stand over a grid, nearer to it than to what is above, with so much of what is said about it.

        A label stands so many pixels at the left of it, as many lines as its `height` has room for.
        """
        self._place_label(spot, height, label)
        if not self._plane.headed:
            return  # for the width alone
        title = QFontMetrics(title_font())
        near = heading_height() - text_pixels(_NEARER)
        top = spot.y - max(near, title.ascent() + title.descent() + _FRAME)
        told, colour = self._divided(subtitle)
        self._subtitle.setText(told)
        self._channel.setText(colour)
        self._title.setPos(spot.x, top)
        lower = title.ascent() - QFontMetrics(subtitle_font()).ascent()  # on one line
        left = spot.x + title_width(self._plane)
        self._subtitle.setPos(left, top + lower)
        self._channel.setPos(left + _subtitle_width(told), top + lower)
        all_ = self._title, self._subtitle, self._channel
        self.rects += [text.sceneBoundingRect() for text in all_ if text.text()]

    def _divided(self, subtitle: str) -> tuple[str, str]:
        """Return what is said without the name of a colour, and that name or its letter, where it has one."""
        before, apart, last = subtitle.rpartition(" · ")
        named = bool(self._colour) and last in (self._colour, _shortest(self._colour))
        return (f"{before}{apart}", last) if named else (subtitle, "")

    def _place_label(self, spot: Spot, height: int, left: int) -> None:
        line = text_pixels(_LABEL)
        shown = self._label[: max(height // line, 1)]
        for number, text in enumerate(self._label):
            text.setVisible(text in shown)
            text.setPos(spot.x - left, spot.y + (height - len(shown) * line) // 2 + number * line)
        self.rects = [text.sceneBoundingRect() for text in shown]


def subtitles_of(headings: Sequence[tuple[Plane, Heading]], widths: Mapping[str, int]) -> Mapping[Plane, str]:
    """Return what stands behind each name: of the grids of an array all have as much, what all have room for.

    Where that is but a number, those with no name before it say what it counts; behind a name it were its value.

    Parameters
    ----------
    widths : that each heading may take, by the key of its plane
    """
    told: dict[Plane, str] = {}
    several: dict[tuple[object, ...], list[tuple[Plane, Heading]]] = {}
    for plane, heading in headings:
        if plane.headed:
            several.setdefault((plane.array, plane.size, plane.chapter, plane.theirs), []).append(
                (plane, heading)
            )
    for group in several.values():
        alone = len(group) == 1
        form = max(heading.form_for(widths[plane.key], alone=alone) for plane, heading in group)
        told.update({plane: heading.forms(alone=alone)[form] for plane, heading in group})
        unnamed = [(plane, heading) for plane, heading in group if not plane.title]
        if unnamed and all(told[plane].isdecimal() for plane, _ in unnamed):
            form = max(heading.form_for(widths[plane.key], alone=alone) for plane, heading in unnamed)
            form = max(form, _PART)
            told.update({plane: heading.forms(alone=alone)[form] for plane, heading in unnamed})
            if any(told[plane] for plane, _ in unnamed):
                told.update({plane: "" for plane, _ in group if plane.title})
    return told


def _colour(plane: Plane) -> str:
    """Return the colour that a grid is of, "" where it is of none."""
    part = plane.subtitle.rpartition(" · ")[2]
    return part if part in CHANNEL_NAMES else ""


def _shortest(part: str) -> str:
    """Return the number of a channel, a filter, a map or a unit, and the first letter of a colour."""
    number = part.rpartition(" ")[2]
    if number.isdecimal():
        return number
    return part[0].upper() if part in CHANNEL_NAMES else part


def title_width(plane: Plane) -> int:
    """Return how wide the title of a plane is, with the space behind it."""
    return QFontMetrics(title_font()).horizontalAdvance(plane.title) + (
        text_pixels(_SPACE) if plane.title else 0
    )


def label_width(plane: Plane) -> int:
    """Return how wide the label of a plane is, with the space behind it; 0 where it has none."""
    fonts = title_font(), subtitle_font()
    lines = enumerate(plane.label.splitlines())
    wide = max((QFontMetrics(fonts[number > 0]).horizontalAdvance(line) for number, line in lines), default=0)
    return wide + text_pixels(_BESIDE) if wide else 0


def heading_width(plane: Plane) -> int:
    """Return how wide the whole heading of a plane is."""
    return title_width(plane) + _subtitle_width(plane.subtitle)


def _subtitle_width(text: str) -> int:
    return QFontMetrics(subtitle_font()).horizontalAdvance(text)


def title_font() -> QFont:
    """Return the font of the name of something."""
    return typeface(text_pixels(14), QFont.Weight.DemiBold)


def subtitle_font() -> QFont:
    """Return the font of what is said about something, beside its name."""
    return typeface(text_pixels(12))
