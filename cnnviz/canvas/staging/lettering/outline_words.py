"""What the outlines of a cell that is pointed at mean: under each grid that has them, as long as one points."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.palette import Palette
from cnnviz.qt import (
    QFont,
    QFontMetrics,
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QLineF,
    QPen,
    QPolygonF,
    QRectF,
)

_SWATCH, _SPACE, _BELOW, _LEADING, _CLEAR, _OVER = 10, 7, 8, 4, 4, 3
_LINES = 4  # in which words may stand


def outline_words(
    told: Mapping[str, str],
    grids: Mapping[str, QRectF],
    area: QRectF,
    others: Sequence[QRectF],
    connectors: Sequence[QPolygonF],
    palette: Palette,
) -> list[QGraphicsItem]:
    """Return swatches with words, each under its grid, or over it where there is no room; none where there is nowhere.

    What is said of several grids stands by the first of them that has room.

    Parameters
    ----------
    told : the words, by the keys of their grids
    grids : where all grids are, by key
    area, others, connectors : the stage, and what they stand clear of there
    """
    items: list[QGraphicsItem] = []
    said: set[str] = set()  # once, whichever grids have it
    taken = [*grids.values(), *others, *(line for one in connectors for line in _lines(one))]
    for key, words in told.items():
        place = None if words in said else next(_free(grids[key], words, area, taken), None)
        if place is not None:
            lines, at = place
            said.add(words)
            taken.append(at)
            items += _drawn(lines, at, palette)
    return items


def _free(
    grid: QRectF, words: str, area: QRectF, taken: Sequence[QRectF]
) -> Iterator[tuple[list[str], QRectF]]:
    """Yield where words have room, with their lines: in one line if they can, else in as few as there are."""
    for count in range(1, _LINES + 1):
        lines = _broken(words, count)
        if len(lines) < count:
            return
        for place in _places(grid, *_size(lines), _size(lines[:1])[1], taken):
            room = place.adjusted(-_CLEAR, -_OVER, _CLEAR, 0)
            if area.contains(room) and not any(room.intersects(other) for other in taken):
                yield lines, place


def _places(grid: QRectF, width: int, height: int, line: int, taken: Sequence[QRectF]) -> Iterator[QRectF]:
    """Yield places for words: under a grid, where a legend may be, over it, under what is under it, at its left."""
    under = (one.bottom() for one in taken if one.left() < grid.right() and one.right() > grid.left())
    tops = [grid.bottom() + _BELOW + down * (line + _LEADING + 1) for down in range(3)]
    for top in (*tops, grid.top() - _BELOW - height, max(under, default=grid.bottom()) + _BELOW):
        for left in (grid.left(), grid.right() - width):
            yield QRectF(round(left), round(top), width, height)
    for top in (grid.top(), grid.bottom() - height):
        yield QRectF(round(grid.left() - 2 * _BELOW - width), round(top), width, height)


def _broken(words: str, count: int) -> list[str]:
    """Return words in so many lines of about the same width."""
    metrics = QFontMetrics(_font())
    most, lines = metrics.horizontalAdvance(words) / count, [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        full = metrics.horizontalAdvance(lines[-1]) >= most or (
            metrics.horizontalAdvance(longer) > most * 1.15 and len(lines) < count
        )
        if lines[-1] and full and len(lines) < count:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _size(lines: Sequence[str]) -> tuple[int, int]:
    metrics = QFontMetrics(_font())
    wide = max(map(metrics.horizontalAdvance, lines))
    beside = text_pixels(_SWATCH) + text_pixels(_SPACE)
    return wide + beside, len(lines) * (metrics.height() + _LEADING) - _LEADING


def _drawn(lines: Sequence[str], at: QRectF, palette: Palette) -> list[QGraphicsItem]:
    metrics, side = QFontMetrics(_font()), text_pixels(_SWATCH)
    swatch = QGraphicsRectItem(
        at.left() + 1, at.top() + (metrics.height() - side) // 2 + 1, side - 2, side - 2
    )
    swatch.setPen(QPen(palette.role("hover"), 2))
    items: list[QGraphicsItem] = [swatch]
    for number, line in enumerate(lines):
        text = QGraphicsSimpleTextItem(line)
        text.setFont(_font())
        text.setBrush(palette.role("muted"))
        text.setPos(at.left() + side + text_pixels(_SPACE), at.top() + number * (metrics.height() + _LEADING))
        items.append(text)
    return items


def _lines(connector: QPolygonF) -> Iterator[QRectF]:
    """Yield what each part of a connector takes."""
    points = [connector.at(number) for number in range(connector.count())]
    for first, second in pairwise(points):
        line = QLineF(first, second)
        yield QRectF(line.p1(), line.p2()).normalized().adjusted(-2, -2, 2, 2)


def _font() -> QFont:
    return typeface(text_pixels(12))
