"""What a legend says of cells: swatches that look as they do, with words."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.grids.cells import FINISHED, PARTIAL, UNTOUCHED, CellLook, limits
from cnnviz.canvas.grids.grid import GridItem
from cnnviz.canvas.palette import Palette
from cnnviz.canvas.staging.scale import kind_of
from cnnviz.explain.number_format import NumberFormat
from cnnviz.frozen import NamedTuple
from cnnviz.qt import (
    QAbstractGraphicsShapeItem,
    QBrush,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QPainterPath,
    QPen,
    Qt,
)
from cnnviz.run.array_info import ArrayInfo, ArrayRole
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.trace.trace import Trace

_GROWS = ((FINISHED, "finished"), (PARTIAL, "more to come"))
_BY_TERMS = (PARTIAL, "terms to come")
_WAITS = (UNTOUCHED, "not reached yet")
_LEFT_OVER, _FILLED = "no window reads it", "filled in"
_APART: Sequence[tuple[str, Callable[[ArrayInfo], bool]]] = (
    (_LEFT_OVER, lambda info: info.covered is not None and not all(line.all() for line in info.covered)),
    (_FILLED, lambda info: info.spread is not None),
)
"""What is said of some cells of an array, and whether it has any."""
_CHANGED = "changed by this edit"
_PADDING = "padding"
_SIGNS = ((1, "below, solid: positive"), (5, "above, in pieces: negative"))
_AROUND, _AMONG = ((1, 1, 1), (1, 0, 0), (1, 0, 0)), ((1, 1, 1), (1, 0, 1), (1, 1, 1))
"""Cells that are tinted in a swatch: the corner of an array with padding, and what was put around a number."""
_LONG, _HIGH = 24, 4  # pixels of a shape
_SWATCH, _SIGNED, SPACE = 12, 16, 6
"""Pixels of a swatch, of one where signs have shapes, and from it to its words."""


class Entry(NamedTuple):
    """A swatch and its meaning.

    Parameters
    ----------
    of_strokes : whether it belongs to strokes alone
    far : how far cells are with which it comes and goes, None where it stays
    optional : whether the others stand without it where there is no room
    high : pixels of a swatch that is no square
    array, label, words : what it is said of, what that is called, and what is said, where another grid may be meant
    """

    swatch: GridItem | QAbstractGraphicsShapeItem
    text: QGraphicsSimpleTextItem
    side: int
    of_strokes: bool = False
    far: int | None = None
    optional: bool = False
    high: int = 0
    array: str = ""
    label: str = ""
    words: str = ""

    @property
    def width(self) -> int:
        """How many pixels it takes."""
        return self.side + text_pixels(SPACE) + round(self.text.boundingRect().width())


def growing(frame: Frame) -> str | None:
    """Return the array of more than one cell that are added to in more than one step, if the chapter has one.

    It is the same in all steps, of which some may add only to cells that no other adds to.
    """
    trace, arrays = frame.chapter.trace, frame.chapter.arrays
    steps = [trace[number] for number in dict.fromkeys((0, len(trace) // 2, len(trace) - 1))]
    grown = (update.target.array for step in steps for update in step.updates if update.accumulate)
    return next(
        (name for name in dict.fromkeys(grown) if arrays[name].size > 1 and _grows(trace, name)), None
    )


def _grows(trace: Trace, name: str) -> bool:
    """Return whether the cell that is added to most often is so in more than one step."""
    counts = trace.counts(name)
    most = np.unravel_index(int(counts.argmax()), counts.shape)
    return len(trace.steps_of(Cell(name, tuple(map(int, most))))) > 1


def written(frame: Frame) -> str | None:
    """Return the array of more than one cell whose look is explained: one that grows, else one that is written.

    Where the step in hand writes no such array another one may.
    """
    arrays, targets = frame.chapter.arrays, (update.target.array for update in frame.step.updates)
    outputs = (*targets, *frame.chapter.trace.outputs)
    return growing(frame) or next((name for name in outputs if arrays[name].size > 1), None)


def made_entries(frame: Frame, array: str, palette: Palette) -> list[Entry]:
    """Return what is said of an array that is written: last, without which nothing moves, what comes and goes."""
    found = []
    if growing(frame) == array:  # where shapes tell it, what is finished looks like any cell
        said = _GROWS[1:] if palette.signs else _GROWS
        found = [_of(_far(frame, array, palette, *each), array, frame) for each in said]
    padding = _padding(frame, array, palette)
    both = padding and any(info.spread for info in frame.chapter.info.values())
    if both:  # padding and what is filled in have one colour: swatches show where each lies
        padding = [entry._replace(swatch=_block(palette, _AROUND)) for entry in padding]
    last = [_far(frame, array, palette, *_WAITS)._replace(far=UNTOUCHED)]
    if not found and frame.by_terms and any(len(update.terms) > 1 for update in frame.step.updates):
        last.append(_of(_far(frame, array, palette, *_BY_TERMS)._replace(far=PARTIAL), array, frame))
    return [*found, *padding, *_apart(frame, palette, read=False), *last]


def _apart(frame: Frame, palette: Palette, *, read: bool) -> Iterator[Entry]:
    """Yield what is said of the cells that no window reads, or that are filled in, of what is `read` or is made."""
    chapter = frame.chapter
    own = [name for name in chapter.info if (name in chapter.trace.inputs) == read]
    ringed = any(np.any(info.ring) for name, info in chapter.info.items() if name not in chapter.trace.inputs)
    for words, has in _APART:
        name = next((name for name in own if has(chapter.info[name])), None)
        if name is not None:
            among = ringed and words == _FILLED
            cell = _block(palette, _AMONG) if among else _cell(frame, name, palette, FINISHED, words)
            yield _of(Entry(cell, _text(words, palette), _side(palette)), name, frame)


def _of(entry: Entry, array: str, frame: Frame) -> Entry:
    return entry._replace(array=array, label=frame.chapter.label(array), words=entry.text.text())


def _far(frame: Frame, array: str, palette: Palette, far: int, words: str) -> Entry:
    """Return what is said of cells that are so far; of signed ones a swatch has both colours: none stands for all."""
    text = _text(words, palette)
    if far == UNTOUCHED or palette.signs or kind_of(frame.chapter.info[array]) != "signed":
        return Entry(_cell(frame, array, palette, far), text, _side(palette))
    nowhere = np.zeros((2, 2), bool)
    halves = GridItem(CellLook(palette, "signed", -1.0, 1.0, nowhere), _Wordless(0), nowhere)
    halves.set_cell(_side(palette) // 2)
    halves.set_values(np.array([[-1.0, 1.0]] * 2), np.full((2, 2), far, np.int8))
    return Entry(halves, text, _side(palette))


def _block(palette: Palette, ring: Sequence[Sequence[int]]) -> GridItem:
    """Return a swatch of several cells, some of which are tinted; of the others the last is a number."""
    tinted = np.array(ring, bool)
    block = GridItem(
        CellLook(palette, "signed", -1.0, 1.0, tinted), _Wordless(0), np.zeros(tinted.shape, bool)
    )
    block.set_cell(_side(palette) // len(ring))
    values = np.zeros(tinted.shape)
    values[tuple(np.argwhere(~tinted)[-1])] = 1.0
    block.set_values(values, np.full(tinted.shape, FINISHED, np.int8))
    return block


def read_entries(frame: Frame, arrays: Sequence[str], palette: Palette) -> list[Entry]:
    """Return what is said under what is read: of some cells, signs by their shapes, padding with a gradient."""
    info, found = frame.chapter.info, list(_apart(frame, palette, read=True))
    shapes = palette.signs and any(kind_of(one) == "signed" for one in info.values())
    if shapes:
        found += [
            Entry(_shape(palette, pieces), _text(words, palette), _LONG, high=_HIGH)
            for pieces, words in _SIGNS
        ]
    if arrays and (shapes or info[arrays[0]].role is ArrayRole.GRADIENT):
        found += [one._replace(optional=shapes) for one in _padding(frame, arrays[0], palette)]
    return found


def _shape(palette: Palette, pieces: int) -> QGraphicsPathItem:
    """Return a mark of a sign as cells have it, as long as it ever is, in so many pieces."""
    path, each = QPainterPath(), (_LONG + _HIGH // 2) / pieces
    for piece in range(pieces):
        path.addRect(round(piece * each), 0, round(each - _HIGH // 2), _HIGH)
    item = QGraphicsPathItem(path)
    item.setPen(QPen(Qt.PenStyle.NoPen))
    item.setBrush(palette.role("text"))
    return item


def stroke_entry(palette: Palette) -> Entry:
    """Return what is said of the outlines of a stroke."""
    side = _side(palette)
    outline = QGraphicsRectItem(1, 1, side - 2, side - 2)
    outline.setPen(QPen(palette.role("hover"), 2))
    return Entry(outline, _text(_CHANGED, palette), side, True)


def _padding(frame: Frame, array: str, palette: Palette) -> list[Entry]:
    """Return what is said of the ring of an array, if it has one."""
    if not np.any(frame.chapter.info[array].ring):
        return []
    cell = _cell(frame, array, palette, FINISHED, _PADDING)
    return [_of(Entry(cell, _text(_PADDING, palette), _side(palette), optional=True), array, frame)]


class _Wordless(NumberFormat):
    """Writes no number: a swatch may be large, and is no cell of an array."""

    def text(self, value: float) -> str:
        """Return nothing."""
        return ""

    def in_cell(self, value: float) -> str:
        """Return nothing."""
        return ""


def _side(palette: Palette) -> int:
    """Return how large a swatch is: in it signs have to be seen where they have shapes."""
    return _SIGNED if palette.signs else text_pixels(_SWATCH) // 2 * 2


def _cell(
    frame: Frame, array: str, palette: Palette, far: int, words: str = "", value: float | None = None
) -> GridItem:
    info, nowhere = frame.chapter.info[array], np.zeros((1, 1), bool)
    left_over, ring = words == _LEFT_OVER, words in (_FILLED, _PADDING)
    kind = kind_of(info)
    ends = limits(np.array([0.0, 1.0]), kind)
    cell = GridItem(CellLook(palette, kind, *ends, nowhere | ring), _Wordless(0), nowhere | left_over)
    cell.set_cell(_side(palette))
    if value is None:  # no number of the array itself, which may be hidden
        value = 0.0 if palette.signs or ring or (left_over and info.is_signed) else 1.0
    cell.set_values(np.full((1, 1), value), np.full((1, 1), far, np.int8))
    return cell


def _text(words: str, palette: Palette) -> QGraphicsSimpleTextItem:
    text = QGraphicsSimpleTextItem(words)
    text.setFont(typeface(text_pixels(12)))
    text.setBrush(QBrush(palette.role("muted")))
    return text
