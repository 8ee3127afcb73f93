"""What the look of cells means on the stage, under what is written and what is read: where there is room for it."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

import numpy as np

from cnnviz.application import text_pixels
from cnnviz.canvas.grids.cells import PARTIAL, UNTOUCHED
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.lettering.entries import (
    SPACE,
    Entry,
    made_entries,
    read_entries,
    stroke_entry,
    written,
)
from cnnviz.qt import QGraphicsItem, QRectF
from cnnviz.run.frames.frame import Frame

_IN_A_LINE = 2  # entries; more may stand in two
_STICKS_OUT = 24  # pixels of it beside a grid that are in nobody's way
_APART, _LINE, _BELOW, _OVER = 14, 5, 8, 4


class Near(Enum):
    """How near to a grid a legend stands: by it, under all that is under it, or farther from it on any side."""

    BY = auto()
    BENEATH = auto()
    FARTHER = auto()


def _waits(frame: Frame) -> bool:
    """Return whether any cell that will be written is not reached yet.

    Channels that no step goes through are drawn as far as the one that is followed.
    """
    followed = frame.chapter.followed
    for name, far in frame.progress.items():
        covered, waiting = frame.chapter.info[name].covered, far == UNTOUCHED
        if followed is not None and far.shape[-1] == followed[1]:
            waiting = waiting[..., [followed[0]]]
        if covered is not None:
            waiting = waiting & np.logical_and.outer(*covered)[None, :, :, None]
        if waiting.any():
            return True
    return False


class Legend:
    """Swatches with their meanings."""

    def __init__(
        self, entries: Sequence[Entry], arrays: Sequence[str], chapter: int, palette: Palette
    ) -> None:
        self._entries, self._palette = list(entries), palette
        self.arrays = tuple(dict.fromkeys(arrays))  # under one of which it stands
        self.chapter = chapter  # or under what comes after it
        self._strokes, self._stands = False, False
        self._there = {UNTOUCHED: True, PARTIAL: True}  # whether any cells are so far
        self._placed: Sequence[Entry] = ()

    @property
    def of_made(self) -> bool:
        """Whether it tells of what is written, which may be not reached yet."""
        return any(entry.far == UNTOUCHED for entry in self._entries)

    @property
    def everywhere(self) -> bool:
        """Whether it stands rather by a grid that it does not tell of than nowhere."""
        told = any((entry.array and not entry.optional) or entry.high for entry in self._entries)
        return self.of_made or told

    def name(self, under: str | None) -> None:
        """Write which array is told of where that is not the one `under` which it stands, if it is named at all."""
        last = ""
        for entry in self._entries:
            other = entry.label if under is not None and entry.array != under else ""
            if entry.words:
                entry.text.setText(f"{other}: {entry.words}" if other and other != last else entry.words)
            last = other

    @property
    def items(self) -> Sequence[QGraphicsItem]:
        """All that is drawn."""
        return [item for entry in self._entries for item in (entry.swatch, entry.text)]

    @property
    def rects(self) -> list[QRectF]:
        """Where it stands, nothing where there is no room for it."""
        return [item.sceneBoundingRect() for item in self.items if item.isVisible()]

    @property
    def taken(self) -> list[QRectF]:
        """Where nothing else may stand, also while a part of it is hidden."""
        shown = [entry for entry in self._placed if self._stands]
        return [item.sceneBoundingRect() for entry in shown for item in (entry.swatch, entry.text)]

    def tell_strokes(self, there_are: bool) -> bool:
        """Say what the outlines of a stroke are, while there are any; return whether that has to be placed anew."""
        if not self.of_made:  # they are told of once, under what is written
            return False
        before, self._strokes = self._strokes, there_are
        if there_are and not any(entry.of_strokes for entry in self._entries):  # most scenes have none
            self._entries.insert(0, stroke_entry(self._palette))
        return before != there_are

    def tell_progress(self, frame: Frame) -> None:
        """Say what is not reached, or has terms to come, as long as any cell is so: last, without it nothing moves."""
        if self.of_made:
            self._there = {UNTOUCHED: _waits(frame), PARTIAL: frame.position.term is not None}
            self._show_progress()

    def _show_progress(self) -> None:
        for entry in self._entries:
            if entry.far is not None:
                for item in (entry.swatch, entry.text):
                    item.setVisible(self._there[entry.far] and self._stands)

    def place(
        self,
        grid: QRectF,
        area: QRectF,
        others: Sequence[QRectF],
        *,
        headed: bool,
        own: bool,
        near: Near = Near.BY,
    ) -> bool:
        """Stand under a grid, from its left, or as near as there is room.

        Where it is a little longer than the grid is wide it ends at its right; more would shut the gutter at its left.

        Where there is none it stands over it, at the end of the line that its heading begins where it is `headed`, or
        beside it, or else under it and a little farther to the right than it is; where it need not be as `near`
        also under what stands there.

        What is optional is said under its `own` grid alone, and never one below the other.

        Where there is no room for a line its parts stand in two lines, or one below the other. It is
        hidden where other things are or the area ends; return whether it is to be seen.
        """
        for item in self.items:
            item.setVisible(False)
        shown = [entry for entry in self._entries if self._strokes or not entry.of_strokes]
        room = area.adjusted(_BELOW, 0, -_BELOW, 0)
        fewer = [entry for entry in shown if not entry.optional]
        whole = [way for way in _ways(shown) if own and len(way) < len(shown)] if fewer != shown else []
        for lines in (*whole, *(_ways(fewer) if fewer else ())):
            size = _size(lines)
            places = {
                Near.BY: _places(grid, *size, headed),
                Near.BENEATH: _beneath(grid, size, room, others),
                Near.FARTHER: _farther(grid, *size),
            }[near]
            free = (at for at in places if room.contains(at) and not _hits(at, others))
            place = next(free, None)
            if place is not None:
                _put(lines, round(place.left()), round(place.top()))
                self._stands, self._placed = True, [entry for line in lines for entry in line]
                self._show_progress()
                return True
        self._stands = False
        return False


def legends_of(frame: Frame, palette: Palette) -> tuple[Legend, ...]:
    """Return what is said of what a chapter makes, and then of what it reads, where there is something to be said."""
    chapter, targets = frame.chapter, [update.target.array for update in frame.step.updates]
    found: list[Legend] = []
    made = written(frame)
    if made is not None:
        by_size = sorted(targets, key=lambda name: chapter.arrays[name].size == 1)
        entries = made_entries(frame, made, palette)
        noted = (name for name in chapter.arrays if name not in chapter.trace.inputs)  # and what is beside
        arrays = (made, *by_size, *chapter.trace.outputs, *noted)
        found = [Legend(entries, arrays, frame.position.chapter, palette)]
    read = sorted(chapter.trace.inputs, key=lambda name: not np.any(chapter.info[name].ring))
    if entries := read_entries(frame, read, palette):
        found.append(Legend(entries, read, len(frame.timeline.chapters), palette))
    return tuple(found)


def _ways(shown: Sequence[Entry]) -> Iterator[Sequence[Sequence[Entry]]]:
    """Yield the lines that entries may stand in."""
    yield [shown]
    if len(shown) > _IN_A_LINE:
        middle = (len(shown) + 1) // 2
        yield [shown[:middle], shown[middle:]]
    yield [[entry] for entry in shown]


def _places(grid: QRectF, width: int, height: int, headed: bool) -> Iterator[QRectF]:
    left, right = grid.left(), grid.right() - width
    ends = [right, left] if 0 < left - right <= _STICKS_OUT else [left, right]
    ends.append(round(grid.center().x() - width / 2))
    yield from (QRectF(x, grid.bottom() + _BELOW, width, height) for x in ends)
    if headed:
        yield QRectF(right, grid.top() - _OVER - height, width, height)
    yield QRectF(grid.right() + 2 * _BELOW, grid.bottom() - height, width, height)
    yield QRectF(right + _STICKS_OUT, grid.bottom() + _BELOW, width, height)


def _beneath(grid: QRectF, size: tuple[int, int], room: QRectF, others: Sequence[QRectF]) -> Iterator[QRectF]:
    """Yield the place under all that is under a grid, as far to the left as there is need to."""
    left = min(grid.left(), room.right() - size[0])
    column = QRectF(left - _BELOW, room.top(), size[0] + 2 * _BELOW, room.height())
    under = max((one.bottom() for one in others if one.intersects(column)), default=grid.bottom())
    yield QRectF(left, under + _BELOW, *size)


def _farther(grid: QRectF, width: int, height: int) -> Iterator[QRectF]:
    """Yield places that are not as near: beside the upper end, and one and two lines further down."""
    for x in (grid.right() + 2 * _BELOW, grid.left() - 2 * _BELOW - width):
        yield QRectF(x, grid.top(), width, height)
    for line in (1, 2):
        down = _BELOW + line * (height + _LINE)
        for x in (grid.left(), grid.right() - width):
            yield QRectF(x, grid.bottom() + down, width, height)


def _hits(place: QRectF, others: Sequence[QRectF]) -> bool:
    return any(map(place.adjusted(-_BELOW, 0, _BELOW, 0).intersects, others))


def _size(lines: Sequence[Sequence[Entry]]) -> tuple[int, int]:
    width = max(
        sum(entry.width + text_pixels(_APART) for entry in line) - text_pixels(_APART) for line in lines
    )
    return width, len(lines) * (_height(lines[0]) + _LINE) - _LINE


def _height(line: Sequence[Entry]) -> int:
    return max(max(entry.high or entry.side, round(entry.text.boundingRect().height())) for entry in line)


def _put(lines: Sequence[Sequence[Entry]], left: int, top: int) -> None:
    height = _height(lines[0])
    for line in lines:
        x = left
        for entry in line:
            high = round(entry.text.boundingRect().height())
            entry.swatch.setPos(x, top + (height - (entry.high or entry.side)) // 2)
            entry.text.setPos(x + entry.side + text_pixels(SPACE), top + (height - high) // 2)
            x += entry.width + text_pixels(_APART)
            entry.swatch.setVisible(True)
            entry.text.setVisible(True)
        top += height + _LINE
