"""How large the parts of a lens are, and where each of them is put."""

from collections.abc import Iterable, Mapping

from cnnviz.application import text_pixels, typeface
from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.ways.forms import Place
from cnnviz.canvas.lens.ways.nodes import (
    Area,
    Bar,
    Box,
    Captions,
    Constant,
    Label,
    Node,
    Note,
    Operator,
    Rule,
    Stack,
    Tally,
)
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QFontMetrics, QRectF

WORD = 12
"""Pixels of the word over an arrow."""
_OPERATOR, _ARROW = 22, 34
_CLEAR = 10  # pixels by which an arrow is longer than its word
ACROSS = 14
"""Pixels between the sides of a lens and what is in it."""
BESIDE = 8
"""Pixels between the name of a channel and the frame of the numbers beside it."""
_FOLLOWED, _ON_ITS_WAY = 32, frozenset({Part.SO_FAR, Part.TERM, Part.RUNNING, Part.RESULT})
_BAR = 72  # pixels of the longest bar to the left and to the right
TALLY_LINE, _TALLY = 20, 150
"""Pixels of a line of a sum of squares, and across."""
_SQUARED = 136  # pixels of the words over an area
_NOTE, _NARROW = (
    (330, 372),
    (180, 216),
)  # pixels of a line of the sentence: at most, and where that saves a line
_RAGGED = 1.15  # how many times what one line would take its lines take
_MIDDLE = 24  # pixels from the middle of a lens, where something else stands before it
_ALONE = 30  # pixels that a number has at least which stands alone
_LARGER = 1.25  # how many times as large a number is that stands alone


def head() -> int:
    """Return how many pixels a heading takes over its numbers."""
    return text_pixels(20)


def note_line() -> int:
    """Return how many pixels a line of the sentence about a step takes."""
    return text_pixels(18)


def axis_line() -> int:
    """Return how many pixels the numbers under the axis of a bar take."""
    return text_pixels(11)


def sign_width(text: str, *, arrow: bool) -> int:
    """Return how many pixels a sign takes, in which the word of an arrow does not reach what stands beside it."""
    if not arrow:
        return text_pixels(_OPERATOR)
    word = QFontMetrics(typeface(text_pixels(WORD))).horizontalAdvance(text) if text else 0
    return max(text_pixels(_ARROW), word + text_pixels(_CLEAR))


class Extent(NamedTuple):
    """How wide a part is, and how far it goes above and below its middle."""

    width: int
    above: int
    below: int

    @property
    def height(self) -> int:
        """How high it is."""
        return self.above + self.below


class Put(NamedTuple):
    """A part in its place: where it begins, how large it is, and how many pixels its cells have."""

    node: Node
    x: int
    y: int
    width: int
    height: int
    cell: int = 0


def across(put: Put, lens: QRectF) -> Put:
    """Return a place as wide as it can be in a lens: all of it, or what is left behind that which is before it.

    One with numbers behind it stays as wide as it is.
    """
    if isinstance(put.node, Note) and put.node.beside:
        return put
    beside = put.x + put.width // 2 > lens.center().x() + _MIDDLE
    if beside:
        return put._replace(width=round(lens.right()) - ACROSS - put.x)
    return put._replace(x=round(lens.left()) + ACROSS, width=round(lens.width()) - 2 * ACROSS)


class Sizes(NamedTuple):
    """What parts are measured by."""

    places: Mapping[Slot, Place]
    labels: tuple[int, ...]
    cell: int
    note: int = 0  # pixels of the longest sentence
    headed: bool = False  # whether something is said before it
    known: dict[int, "Extent"] | None = None  # of parts by their identity: ways share most of theirs

    def cell_of(self, slot: Slot) -> int:
        """Return how many pixels a number of a place has; one that stands alone is always readable."""
        alone = self.places[slot].single
        cell = max(round(self.cell * _LARGER), text_pixels(_ALONE)) if alone else self.cell
        if slot.part not in _ON_ITS_WAY:
            return cell
        followed = slot._replace(group=-1, part=Part.RUNNING, number=0) in self.places
        return max(cell, text_pixels(_FOLLOWED)) if followed else cell

    @property
    def area(self) -> int:
        """How many pixels the largest square has that is drawn as an area."""
        return 2 * self.cell

    def of(self, node: Node) -> Extent:
        """Return how large a part is."""
        if self.known is None:
            return self._measured(node)
        if id(node) not in self.known:
            self.known[id(node)] = self._measured(node)
        return self.known[id(node)]

    def _measured(self, node: Node) -> Extent:
        if isinstance(node, Box):
            place, cell = self.places[node.slot], self.cell_of(node.slot)
            over = head() if node.headed else 0
            up = place.rows * cell // 2
            width = max(
                place.columns * cell, place.heading
            )  # with a heading or without, columns stay in line
            return Extent(width, up + over, place.rows * cell - up)
        if isinstance(node, Operator):
            return Extent(sign_width(node.text, arrow=node.arrow), text_pixels(10), text_pixels(10))
        if isinstance(node, Constant):
            return Extent(self.places[node.slot].heading + 4, text_pixels(10) + head(), text_pixels(10))
        if isinstance(node, Label):
            return Extent(self.labels[node.working] + 2 * BESIDE, text_pixels(9), text_pixels(9))
        if isinstance(node, Captions):
            width = self.places[node.slot].columns * self.cell_of(node.slot)
            return Extent(width, text_pixels(9), text_pixels(9))
        if isinstance(node, Bar):
            return Extent(text_pixels(_BAR), text_pixels(9), text_pixels(9) + axis_line())
        if isinstance(node, Area):
            side = self.area
            return Extent(
                max(side, text_pixels(_SQUARED)), side // 2 + head(), side - side // 2 + note_line()
            )
        if isinstance(node, Tally):
            line = text_pixels(TALLY_LINE)
            return Extent(text_pixels(_TALLY), 2 * line + head(), line + line + 6)
        if isinstance(node, Note):
            width = min(self.note, self._narrow if node.narrow else self._wide)
            lines = 1 if width == self.note else -(-round(self.note * _RAGGED) // width)
            lines += self.headed
            height = lines * note_line()
            return Extent(width, height // 2, height - height // 2)
        if isinstance(node, Rule):
            return Extent(0, 0, 1)
        return self._of_stack(node)

    @property
    def _wide(self) -> int:
        """How many pixels a line of the sentence may have: somewhat more where one line is enough then."""
        usual, most = map(text_pixels, _NOTE)
        return self.note if usual < self.note <= most else usual

    @property
    def _narrow(self) -> int:
        """How many pixels a narrow line has: somewhat more where two lines are enough then."""
        usual, most = map(text_pixels, _NARROW)
        half = -(-round(self.note * _RAGGED) // 2)
        return half if usual < half <= most else usual

    def _of_stack(self, stack: Stack) -> Extent:
        extents = [self.of(part) for part in stack.parts]
        gaps = stack.gap * (len(extents) - 1)
        if stack.direction == "row":
            width = sum(extent.width for extent in extents) + gaps
            return Extent(width, max(e.above for e in extents), max(e.below for e in extents))
        height = sum(extent.height for extent in extents) + gaps
        return Extent(max(extent.width for extent in extents), height // 2, height - height // 2)

    def put(self, node: Node, x: int, middle: int) -> Iterable[Put]:
        """Yield what a part consists of, in its place from `x` on, on a `middle`."""
        extent = self.of(node)
        if isinstance(node, Stack):
            yield from self._put_stack(node, extent, x, middle)
        elif isinstance(node, Box):
            place, cell = self.places[node.slot], self.cell_of(node.slot)
            width = place.columns * cell
            left = x + (extent.width - width) // 2
            up = place.rows * cell // 2
            yield Put(node, left, middle - up, width, place.rows * cell, cell)
        else:
            cell = self.cell_of(node.slot) if isinstance(node, Captions) else 0
            cell = self.area if isinstance(node, Area) else cell
            yield Put(node, x, middle - extent.above, extent.width, extent.height, cell)

    def _put_stack(self, stack: Stack, extent: Extent, x: int, middle: int) -> Iterable[Put]:
        top = middle - extent.above
        for part in stack.parts:
            own = self.of(part)
            if stack.direction == "row":
                yield from self.put(part, x, middle)
                x += own.width + stack.gap
            elif isinstance(part, Rule):
                yield Put(part, x, top, extent.width, 1)
                top += own.height + stack.gap
            else:
                left = 0 if stack.flush else (extent.width - own.width) // 2
                yield from self.put(part, x + left, top + own.above)
                top += own.height + stack.gap
