"""What the look of cells means on the stage, under what is written: where there is room for it."""

from collections.abc import Iterator, Sequence

import numpy as np

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook, limits
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.scale import kind_of
from cnnviz.explain.number_format import NumberFormat
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QBrush, QGraphicsItem, QGraphicsRectItem, QGraphicsSimpleTextItem, QPen, QRectF
from cnnviz.run.frames.frame import Frame

_GROWS = ((FINISHED, "finished"), (PARTIAL, "more to come"))
_BY_TERMS = (PARTIAL, "terms to come")
_WAITS = (UNTOUCHED, "not reached yet")
_LEFT_OVER, _FILLED = "no window reads it", "filled in"
_CHANGED = "changed by this edit"
_IN_A_LINE = 3  # entries; more may stand in two
_STICKS_OUT = 24  # pixels of it beside a grid that are in nobody's way
_SWATCH, _SIGNED, _SPACE, _APART, _LINE, _BELOW, _OVER = 12, 16, 6, 14, 5, 8, 4


def growing(frame: Frame) -> str | None:
    """Return the array of more than one cell that are added to in more than one step, if there is one."""
    trace, arrays = frame.chapter.trace, frame.chapter.arrays
    grown = (update.target for update in frame.step.updates if update.accumulate)
    several = (cell for cell in grown if arrays[cell.array].size > 1)
    return next((cell.array for cell in several if len(trace.steps_of(cell)) > 1), None)


def written(frame: Frame) -> str | None:
    """Return the array of more than one cell whose look is explained: one that grows, else one that is written.

    Where the step in hand writes no such array another one may.
    """
    arrays, targets = frame.chapter.arrays, (update.target.array for update in frame.step.updates)
    outputs = (*targets, *frame.chapter.trace.outputs)
    return growing(frame) or next((name for name in outputs if arrays[name].size > 1), None)


def _said(frame: Frame, array: str, palette: Palette) -> Iterator[tuple[int, str]]:
    """Yield how far cells are, with what that is called."""
    if growing(frame) == array:
        yield from (
            _GROWS[1:] if palette.signs else _GROWS
        )  # where shapes tell it, what is finished looks like any cell
    elif frame.by_terms and any(len(update.terms) > 1 for update in frame.step.updates):
        yield _BY_TERMS
    yield _WAITS


def _left_over(frame: Frame) -> str | None:
    """Return an array of the chapter that has cells which no window reads, if there is one."""
    covered = ((name, info.covered) for name, info in frame.chapter.info.items() if info.covered is not None)
    return next((name for name, lines in covered if not all(line.all() for line in lines)), None)


def _filled(frame: Frame) -> str | None:
    """Return an array of the chapter that was put among zeros, if there is one."""
    return next((name for name, info in frame.chapter.info.items() if info.spread), None)


def _waits(frame: Frame) -> bool:
    """Return whether any cell that will be written is not reached yet."""
    for name, far in frame.progress.items():
        covered, waiting = frame.chapter.info[name].covered, far == UNTOUCHED
        if covered is not None:
            waiting = waiting & np.logical_and.outer(*covered)[None, :, :, None]
        if waiting.any():
            return True
    return False


class _Wordless(NumberFormat):
    """Writes no number: a swatch may be large, and is no cell of an array."""

    def text(self, value: float) -> str:
        """Return nothing."""
        return ""

    def in_cell(self, value: float) -> str:
        """Return nothing."""
        return ""


class _Entry(NamedTuple):
    """A swatch and its meaning, of which one belongs to strokes alone."""

    swatch: GridItem | QGraphicsRectItem
    text: QGraphicsSimpleTextItem
    side: int
    of_strokes: bool = False

    @property
    def width(self) -> int:
        return self.side + text_pixels(_SPACE) + round(self.text.boundingRect().width())


class Legend:
    """Swatches with their meanings."""

    def __init__(self, frame: Frame, array: str, palette: Palette) -> None:
        targets = (update.target.array for update in frame.step.updates)
        by_size = sorted(targets, key=lambda name: frame.chapter.arrays[name].size == 1)
        outputs = frame.chapter.trace.outputs
        self.arrays = tuple(dict.fromkeys((array, *by_size, *outputs)))  # under one of which it stands
        self.chapter = frame.position.chapter  # or under what comes after it
        self._palette, self._strokes, self._waits, self._stands = palette, False, True, False
        self._entries = [
            _Entry(_cell(frame, array, palette, far), _text(words, palette), _side(palette))
            for far, words in _said(frame, array, palette)
        ]
        for name, words in ((_left_over(frame), _LEFT_OVER), (_filled(frame), _FILLED)):
            if name is not None:
                cell = _cell(frame, name, palette, FINISHED, words)
                self._entries.insert(-1, _Entry(cell, _text(words, palette), _side(palette)))

    @property
    def items(self) -> Sequence[QGraphicsItem]:
        """All that is drawn."""
        return [item for entry in self._entries for item in (entry.swatch, entry.text)]

    @property
    def rects(self) -> list[QRectF]:
        """Where it stands, nothing where there is no room for it."""
        return [item.sceneBoundingRect() for item in self.items if item.isVisible()]

    def tell_strokes(self, there_are: bool) -> bool:
        """Say what the outlines of a stroke are, while there are any; return whether that has to be placed anew."""
        before, self._strokes = self._strokes, there_are
        if there_are and not self._entries[0].of_strokes:  # most scenes have no use for it
            side = _side(self._palette)
            outline = QGraphicsRectItem(1, 1, side - 2, side - 2)
            outline.setPen(QPen(self._palette.role("hover"), 2))
            self._entries.insert(0, _Entry(outline, _text(_CHANGED, self._palette), side, True))
        return before != there_are

    def tell_waiting(self, frame: Frame) -> None:
        """Say what is hatched as long as anything is: the last entry, without which nothing moves."""
        waits = _waits(frame)
        if waits != self._waits:
            self._waits = waits
            self._show_waiting()

    def _show_waiting(self) -> None:
        for item in (self._entries[-1].swatch, self._entries[-1].text):
            item.setVisible(self._waits and self._stands)

    def place(self, grid: QRectF, area: QRectF, others: Sequence[QRectF], *, headed: bool = True) -> bool:
        """Stand under a grid, from its left, or as near as there is room.

        Where it is a little longer than the grid is wide it ends at its right; more would shut the gutter at its left.

        Where there is none it stands over it, at the end of the line that its heading begins where it is `headed`, or
        beside it.

        Where there is no room for a line its parts stand in two lines, or one below the other. It is
        hidden where other things are or the area ends; return whether it is to be seen.
        """
        for item in self.items:
            item.setVisible(False)
        shown = [entry for entry in self._entries if self._strokes or not entry.of_strokes]
        room = area.adjusted(_BELOW, 0, -_BELOW, 0)
        for lines in _ways(shown):
            size = _size(lines)
            free = (at for at in _places(grid, *size, headed) if room.contains(at) and not _hits(at, others))
            place = next(free, None)
            if place is not None:
                _put(lines, round(place.left()), round(place.top()))
                self._stands = True
                self._show_waiting()
                return True
        self._stands = False
        return False


def _ways(shown: Sequence[_Entry]) -> Iterator[Sequence[Sequence[_Entry]]]:
    """Yield the lines that entries may stand in."""
    yield [shown]
    if len(shown) > _IN_A_LINE:
        middle = len(shown) // 2
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


def _hits(place: QRectF, others: Sequence[QRectF]) -> bool:
    room = place.adjusted(-_BELOW, 0, _BELOW, 0)
    return any(room.intersects(other) for other in others)


def _size(lines: Sequence[Sequence[_Entry]]) -> tuple[int, int]:
    width = max(
        sum(entry.width + text_pixels(_APART) for entry in line) - text_pixels(_APART) for line in lines
    )
    return width, len(lines) * (_height(lines[0]) + _LINE) - _LINE


def _height(line: Sequence[_Entry]) -> int:
    return max(max(entry.side, round(entry.text.boundingRect().height())) for entry in line)


def _put(lines: Sequence[Sequence[_Entry]], left: int, top: int) -> None:
    height = _height(lines[0])
    for line in lines:
        x = left
        for entry in line:
            high = round(entry.text.boundingRect().height())
            entry.swatch.setPos(x, top + (height - entry.side) // 2)
            entry.text.setPos(x + entry.side + text_pixels(_SPACE), top + (height - high) // 2)
            x += entry.width + text_pixels(_APART)
            entry.swatch.setVisible(True)
            entry.text.setVisible(True)
        top += height + _LINE


def _side(palette: Palette) -> int:
    """Return how large a swatch is: in it signs have to be seen where they have shapes."""
    return _SIGNED if palette.signs else text_pixels(_SWATCH) // 2 * 2


def _cell(frame: Frame, array: str, palette: Palette, far: int, words: str = "") -> GridItem:
    info, nowhere = frame.chapter.info[array], np.zeros((1, 1), bool)
    left_over, filled = words == _LEFT_OVER, words == _FILLED
    kind = kind_of(info)
    ends = limits(np.array([0.0, 1.0]), kind)
    cell = GridItem(CellLook(palette, kind, *ends, nowhere | filled), _Wordless(0), nowhere | left_over)
    cell.set_cell(_side(palette))
    plain = palette.signs or filled or (left_over and info.is_signed)
    strong = 0.0 if plain else 1.0  # no number of the array itself, which may be hidden
    cell.set_values(np.full((1, 1), strong), np.full((1, 1), far, np.int8))
    return cell


def _text(words: str, palette: Palette) -> QGraphicsSimpleTextItem:
    text = QGraphicsSimpleTextItem(words)
    text.setFont(typeface(text_pixels(12)))
    text.setBrush(QBrush(palette.role("muted")))
    return text
