"""Where everything on the map lies: the run and the width alone decide it, so that no step moves anything."""

from collections.abc import Iterator, Sequence

from cnnviz.application import text_pixels
from cnnviz.canvas.map.columns import (
    BESIDE,
    BY_HEAD,
    CARD,
    Columns,
    caption_width,
    chip_width,
    chips_of,
    columns_for,
    has_picture,
)
from cnnviz.canvas.map.contents import Arrow, MapContents, Stop, StopKind
from cnnviz.canvas.map.style import LARGE, SMALL, MapStyle, Measures, PixelRect, map_pixels, styles
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import KERNELS
from cnnviz.run.timeline import Timeline

HEIGHT, COMPACT_HEIGHT = 144, 84
_ROWS, _COMPACT_ROWS = (10, 78), (8, 47)
_CAPTION, _WORD = 16, 14
_WORDS_OVER, _LINE_AT = (
    2,
    13,
)  # pixels over a compact row that words begin, and in it to the line: beneath are chips
_LENS_CELL, _LENS_LINE, _AROUND_LENS, _SUM = 36, 20, 78, 48
"""Pixels of a cell of the lens, of the words over it, of what is between and around two lines of it, and of the sum."""


class StopPlan(NamedTuple):
    """Where a stop lies.

    Parameters
    ----------
    stop
    hot : what belongs to it and to nothing else: its frame
    picture : of its array, None where it has none
    caption : its name and size, None where these are not written
    """

    stop: Stop
    hot: PixelRect
    picture: PixelRect | None = None
    caption: PixelRect | None = None


class ArrowPlan(NamedTuple):
    """Where an arrow lies.

    Parameters
    ----------
    arrow : None from the target to the loss
    start, end, y : its line; the head is at the end, to the left of the start on the way back
    zone : what belongs to it, its words included
    words : where these stand, None where they are not written
    """

    arrow: Arrow | None
    start: int
    end: int
    y: int
    zone: PixelRect
    words: PixelRect | None = None


class MapPlan(NamedTuple):
    """Where everything lies."""

    style: MapStyle
    height: int
    stops: tuple[StopPlan, ...]
    arrows: tuple[ArrowPlan, ...]

    @property
    def alone(self) -> bool:
        """Whether parameters have no place, so that arrows stand for them."""
        return not self.style.parameters

    def scaled(self, percent: int) -> "MapPlan":
        """Return the same so many percent as large, as the text on it is."""
        if percent == 100:
            return self
        stops = [
            stop._replace(
                hot=stop.hot.scaled(percent),
                picture=stop.picture and stop.picture.scaled(percent),
                caption=stop.caption and stop.caption.scaled(percent),
            )
            for stop in self.stops
        ]
        arrows = [
            arrow._replace(
                start=round(arrow.start * percent / 100),
                end=round(arrow.end * percent / 100),
                y=round(arrow.y * percent / 100),
                zone=arrow.zone.scaled(percent),
                words=arrow.words and arrow.words.scaled(percent),
            )
            for arrow in self.arrows
        ]
        return self._replace(
            height=round(self.height * percent / 100), stops=tuple(stops), arrows=tuple(arrows)
        )


def plan_map(contents: MapContents, width: int, measures: Measures, *, compact: bool = False) -> MapPlan:
    """Return where everything lies in a map so wide: as much of it as fits, and nothing cut off."""
    for style in styles(compact=compact):
        columns = columns_for(contents, style, width, measures)
        if columns.fits:
            break
    laid = _Laying(contents, style, columns, measures)
    arrows = [laid.arrow(arrow) for arrow in contents.arrows]
    chips = {id(chip.stop): chip for arrow in arrows for chip in laid.chips(arrow)}
    stops = [
        chips.get(id(stop)) if stop.kind is StopKind.PARAMETER else laid.stop(stop) for stop in contents.stops
    ]
    if any(stop.kind is StopKind.TARGET for stop in contents.stops):
        arrows.append(laid.target_arrow())
    height = COMPACT_HEIGHT if compact else HEIGHT
    return MapPlan(style, height, tuple(stop for stop in stops if stop is not None), tuple(arrows))


class _Laying:
    """Lays the parts of a map out, whose columns stand where they stand."""

    def __init__(self, contents: MapContents, style: MapStyle, columns: Columns, measures: Measures) -> None:
        self._contents, self._style, self._columns, self._measures = contents, style, columns, measures
        self._largest = SMALL if style.compact else LARGE
        self._captions = {
            stop.leg: caption_width(stop, style, measures)
            for stop in contents.stops
            if stop.kind is StopKind.ARRAY
        }

    def _top(self, *, back: bool) -> int:
        return (_COMPACT_ROWS if self._style.compact else _ROWS)[back]

    def stop(self, stop: Stop) -> StopPlan:
        """Return where an array, the target or the loss lies."""
        if stop.kind is StopKind.LOSS:
            return StopPlan(stop, self._card())
        left = self._columns.target if stop.kind is StopKind.TARGET else self._columns.lefts[stop.leg.column]
        side, top = self._style.side, self._top(back=stop.leg.back)
        picture = PixelRect(left, top + (self._largest - side) // 2, side, side)
        wide = caption_width(stop, self._style, self._measures)
        hot = picture.grown(self._style.outset)
        if not wide:
            return StopPlan(stop, hot, picture)
        if self._style.compact:
            caption = PixelRect(picture.right + BESIDE, top + (self._largest - _CAPTION) // 2, wide, _CAPTION)
            return StopPlan(stop, hot._replace(width=hot.width + BESIDE + wide), picture, caption)
        under = PixelRect(left + (side - wide) // 2, top + self._largest + 5, wide, _CAPTION)
        return StopPlan(stop, hot, picture, under)

    def _card(self) -> PixelRect:
        rows = self._top(back=False), self._top(back=True) + self._largest
        over = 1 if self._style.compact else 0
        return PixelRect(self._columns.card, rows[0] - over, CARD, rows[1] - rows[0] + 2 * over)

    def arrow(self, arrow: Arrow) -> ArrowPlan:
        """Return where an arrow lies: from what it comes from to what it leads to."""
        column, back = arrow.leg
        clear, side = self._style.clear, self._style.side
        left = self._columns.lefts[column - 1] + side + clear
        if self._style.compact and self._style.names:
            left += BESIDE + self._captions[arrow.leg._replace(column=column - 1)] + 2
        last = column == self._contents.columns
        right = (self._columns.card if last else self._columns.lefts[column]) - clear
        start, end = (right, left) if back else (left, right)
        return self._line(arrow, start, end, back=back)

    def target_arrow(self) -> ArrowPlan:
        """Return where the arrow lies that leads from the target to the loss."""
        clear = self._style.clear
        return self._line(None, self._columns.target - clear, self._columns.card + CARD + clear, back=False)

    def _line(self, arrow: Arrow | None, start: int, end: int, *, back: bool) -> ArrowPlan:
        top, left, long = self._top(back=back), min(start, end), abs(end - start)
        compact = self._style.compact
        over = 0 if compact else max(self._style.clear - self._style.outset - 2, 0)
        zone = PixelRect(left - over, top, long + 2 * over, 23)
        words = PixelRect(zone.x, top - 1, zone.width, _WORD)
        if compact:
            words = PixelRect(left + (BY_HEAD if start > end else 0), top + 1, max(long - BY_HEAD, 0), _WORD)
        written = self._style.words and arrow is not None
        y = top + 18 if self._style.words or not compact else top + self._largest // 2
        if compact and self._style.parameters:
            y = top + _LINE_AT
            zone = zone._replace(y=top - _WORDS_OVER, height=_LINE_AT + 2 * _WORDS_OVER)
            words = words._replace(y=zone.y)
        return ArrowPlan(arrow, start, end, y, zone, words if written else None)

    def chips(self, plan: ArrowPlan) -> Iterator[StopPlan]:
        """Yield where the parameters at an arrow lie, side by side beneath it."""
        if plan.arrow is None or not self._style.parameters:
            return
        stops: Sequence[Stop] = chips_of(self._contents, plan.arrow)
        wide = [chip_width(stop, self._style, self._measures) for stop in stops]
        sizes = self._style.chip
        left = (plan.start + plan.end - sum(wide) - sizes.gap * (len(wide) - 1)) // 2
        top = self._top(back=plan.arrow.leg.back) + self._largest - sizes.up
        for stop, width in zip(stops, wide, strict=True):
            chip, shown = (
                PixelRect(left, top, width, sizes.high),
                self._style.parameters > 1 and has_picture(stop),
            )
            at = PixelRect(
                left + sizes.inset, top + (sizes.high - sizes.picture) // 2, sizes.picture, sizes.picture
            )
            letters = left + (at.width + 2 * sizes.inset if shown else sizes.side)
            high = min(_CAPTION, sizes.high)
            caption = PixelRect(
                letters, top + (sizes.high - high) // 2, self._measures.name(stop.label), high
            )
            yield StopPlan(stop, chip, at if shown else None, caption)
            left += width + sizes.gap


def largest_kernel(timeline: Timeline) -> int:
    """Return how many rows the largest kernel of a run has."""
    each = (c.arrays[name] for c in timeline.chapters for name in c.info if c.info[name].axes == KERNELS)
    return max((kernel.shape[0] for kernel in each), default=0)


def room_for(rows: int) -> int:
    """Return how high map, stage and sum are together where two lines of a lens have room, with so many rows each."""
    lens = 2 * (rows * _LENS_CELL + text_pixels(_LENS_LINE)) + _AROUND_LENS
    return lens + map_pixels(HEIGHT) + text_pixels(_SUM)
