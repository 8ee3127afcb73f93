"""The names at the scrubber, which stand whole or not at all, and never into each other; and the phases above them.

Where a line has no room for all of them what is left stands beneath, in a second one.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QColor, QFont, QFontMetrics, QPainter, QRectF, Qt
from cnnviz.run.chapter import Chapter

_NAMES, _LIFTED, _BENEATH = (
    42,
    33,
    44,
)  # where they begin: in one line, and in the first and the second of two
LIFT = 3
"""Pixels by which all else stands higher where there are two lines of names."""
_PHASES, _LINE = 2, 16
_APART = 7  # pixels between two names
_PIXELS = 11


def grown(pixels: float) -> int:
    """Return how large that is, where text is larger than usual, what else has so many pixels."""
    return max(text_pixels(pixels), round(pixels))


class Stretch(NamedTuple):
    """A part of the line, or what a name takes of it, in pixels."""

    left: float
    width: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


def lengths(weights: Sequence[float], needs: Sequence[float], length: float) -> Sequence[float]:
    """Return how long each part of a line is: by its weight, but no shorter than it needs, where all that has room."""
    if sum(needs) > length:
        return [length * weight / sum(weights) for weight in weights]
    short: set[int] = set()
    while True:
        others = [weight for number, weight in enumerate(weights) if number not in short]
        each = (length - sum(needs[number] for number in short)) / (sum(others) or 1)
        found = [
            need if number in short else weight * each
            for number, (weight, need) in enumerate(zip(weights, needs, strict=True))
        ]
        more = {number for number, need in enumerate(needs) if found[number] < need}
        if not more:
            return found
        short |= more


def shares(chapters: Sequence[Chapter], weights: Sequence[float], length: float) -> list[float]:
    """Return where on a line of some pixels the parts of chapters end, as shares of it, from 0 on: names have room."""
    measures = QFontMetrics(_font(strong=True))
    needs = [measures.horizontalAdvance(chapter.name) + _APART + 1 for chapter in chapters]
    return [0.0, *accumulate(part / length for part in lengths(weights, needs, length))]


def centred(segments: Sequence[Stretch], widths: Sequence[float], length: float) -> Sequence[Stretch]:
    """Return where each name stands: under the middle of its segment, but within the line's `length`."""
    lefts = (
        segment.left + (segment.width - width) / 2 for segment, width in zip(segments, widths, strict=True)
    )
    return [
        Stretch(round(max(0.0, min(left, length - width))), width)
        for left, width in zip(lefts, widths, strict=True)
    ]


def standing(names: Sequence[Stretch], segments: Sequence[Stretch]) -> Sequence[int]:
    """Return which names stand: those that are no wider than their own segments, and then what still finds room."""
    numbers = range(len(names))
    within = [number for number in numbers if names[number].width <= segments[number].width]
    return without_collisions(names, (*within, *numbers))


def headings(lefts: Sequence[float], widths: Sequence[float], length: float) -> Sequence[float]:
    """Return where headings begin: over what they head, or as far beside it as those at their sides need."""
    end, found = length, []
    for left, width in zip(reversed(lefts), reversed(widths), strict=True):
        found.append(min(left, end - width))
        end = found[-1] - _APART
    start, placed = 0.0, []
    for left, width in zip(reversed(found), widths, strict=True):
        placed.append(max(left, start))
        start = placed[-1] + width + _APART
    return placed


def without_collisions(names: Sequence[Stretch], order: Iterable[int]) -> Sequence[int]:
    """Return those of names, in this order, that do not come too near to any before."""
    stand: list[int] = []
    for number in order:
        name = names[number]
        if all(
            name.left >= names[other].right + _APART or name.right + _APART <= names[other].left
            for other in stand
        ):
            stand.append(number)
    return stand


def in_lines(names: Sequence[Stretch], segments: Sequence[Stretch]) -> tuple[Sequence[int], Sequence[int]]:
    """Return which names stand in a first line and which beneath it: as many as can be, none where one has room."""
    numbers = range(len(names))
    found = []
    for upper in (standing(names, segments), without_collisions(names, numbers)):
        left = [number for number in numbers if number not in upper]
        found.append((upper, without_collisions(names, left)))
    return max(found, key=lambda lines: sum(map(len, lines)))


class Texts:
    """What is written at a line of segments, one for each chapter, in so much width."""

    def __init__(self, chapters: Sequence[Chapter], segments: Sequence[Stretch], width: int) -> None:
        self._chapters, self._segments, self._width = chapters, segments, width
        measures = QFontMetrics(_font(strong=True))
        widths = [measures.horizontalAdvance(chapter.name) for chapter in chapters]
        self._names = centred(segments, widths, width)
        self._always, self._beneath = in_lines(self._names, segments)

    @property
    def top(self) -> int:
        """Where the names begin."""
        return grown(_LIFTED if self._beneath else _NAMES)

    @property
    def lift(self) -> int:
        """How much higher all else stands than over one line of names."""
        return grown(LIFT) if self._beneath else 0

    def write_phases(self, painter: QPainter, palette: Palette) -> None:
        """Write what the chapters belong to, over the first of each."""
        phases = [chapter.phase for chapter in self._chapters]
        first = [number for number, phase in enumerate(phases) if phase not in phases[:number]]
        texts = [phases[number].value for number in first]
        painter.setFont(_font(strong=True))
        widths = [painter.fontMetrics().horizontalAdvance(text) for text in texts]
        lefts = headings([self._segments[number].left for number in first], widths, self._width)
        for text, left, width in zip(texts, lefts, widths, strict=True):
            _write(
                painter, QRectF(left, grown(_PHASES), width, grown(_LINE)), text, palette.role(f"{text}_text")
            )

    def named_at(self, x: float, y: float, first: Sequence[int]) -> int | None:
        """Return the chapter whose name stands at a place while some come first, None between names."""
        line = self._beneath if self._beneath and y >= grown(_BENEATH) else self._upper(first)
        names = ((number, self._names[number]) for number in line if y >= self.top)
        return next((number for number, name in names if name.left <= x <= name.right), None)

    def _upper(self, first: Sequence[int]) -> Sequence[int]:
        """Return which names stand in the first line, those that come first in any case if they do not beneath."""
        first = [number for number in first if number not in self._beneath]
        return sorted(without_collisions(self._names, (*first, *self._always)))

    def write_names(self, painter: QPainter, palette: Palette, current: int, hovered: int | None) -> None:
        """Write the names that there is room for, the current one in any case, and the hovered one before others."""
        first = [current, *(() if hovered is None else (hovered,))]
        for line, top in ((self._upper(first), self.top), (self._beneath, grown(_BENEATH))):
            for number in line:
                painter.setFont(_font(strong=number == current))
                colour = palette.role("text" if number in first else "muted")
                name = self._names[number]
                place = QRectF(name.left, top, name.width, grown(_LINE))
                _write(painter, place, self._chapters[number].name, colour)


def _font(*, strong: bool) -> QFont:
    """Return a font of the size that is chosen."""
    return _font_of(text_pixels(_PIXELS), strong=strong)


@cache
def _font_of(pixels: int, *, strong: bool) -> QFont:
    return typeface(pixels, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


def _write(painter: QPainter, place: QRectF, text: str, colour: QColor) -> None:
    painter.setPen(colour)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), text)
