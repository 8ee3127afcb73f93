"""Which way a connector goes: a ribbon where the gutter is free, a line where only that finds a way, or none at all.

Both go straight on from their source, turn in a gutter, and go straight on to their target::

    source ====\\            source ---+
                \\==== target           +--- target
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, product
from math import inf

from cnnviz.canvas.marks.room import Box, Point, Room, Slant, Taken, box_of
from cnnviz.frozen import NamedTuple
from cnnviz.qt import QRectF

GUTTER = 7.0  # pixels from a grid's edge to a connector's bar
RIBBON = 6  # corners; a line has more
BAR = 8.0  # pixels of the bar at a line's end, on either side
LINE = 4.0  # pixels that a line keeps free beside it
_SLAB = 40.0  # pixels that a ribbon goes straight on at most; a longer one is a line
_STEEP = 4  # times as high as it is wide: so much a ribbon turns at most
_MIDDLES = 0.5, 0.5
_EDGE = 4.0  # pixels from a bar's end to a line
_SHIFTED = 0.5, 0.25, 0.75  # where else on a bar a line may begin and end
_APART, _MOST_TRIED = 6.0, 40  # between places where a line may turn, and so many of them
_ALONG = 4.0  # pixels beside the edge that a line would rather not go along


class Ends(NamedTuple):
    """What a connector leads from and to: the cells in hand, and the grids that they are in."""

    first: Box
    last: Box
    source: Box
    target: Box

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.source.right + GUTTER

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.target.left - GUTTER


def ends_of(first: QRectF, last: QRectF, source: QRectF, target: QRectF) -> Ends:
    """Return the ends of a connector on the stage."""
    return Ends(box_of(first), box_of(last), box_of(source), box_of(target))


class Ribbon(NamedTuple):
    """A connector as wide as what it leads from and to; without a turn it turns behind the last grid."""

    turn: float | None = None

    def corners(self, ends: Ends) -> list[Point]:
        """Return its corners, down the source's side and back up the target's."""
        assert self.turn is not None
        x, y, a, b = ends.left, ends.right, ends.first, ends.last
        near = [(x, a.top), (x, a.bottom), (self.turn, a.bottom)]
        return [*near, (y, b.bottom), (y, b.top), (self.turn, a.top)]

    def room(self, ends: Ends) -> Room:
        """Return all that it may not share with anything else."""
        assert self.turn is not None
        a, b = ends.first, ends.last
        slant = Slant(self.turn, ends.right, (a.top, b.top), (a.bottom, b.bottom))
        return Room((Box(ends.left, a.top, self.turn, a.bottom),), slant)


class Line(NamedTuple):
    """A connector that turns once, from the middle of cells to that of others, or `at` so much of their heights down.

    The bar at its end is as long as the target is high, or `short` where something stands beside that.
    """

    turn: float
    at: tuple[float, float] = _MIDDLES
    short: bool = False

    def corners(self, ends: Ends) -> list[Point]:
        """Return its corners, with the bars at its ends."""
        first, last = heights_of(ends, self.at)
        ended = [(self.turn, last), *beside_target(ends, last, short=self.short)]
        return beside_source(ends, self.turn, first) + ended

    def room(self, ends: Ends) -> Room:
        """Return all that it may not share with anything else."""
        return strips(self.corners(ends), (self.turn,))


def beside_source(ends: Ends, turn: float, height: float) -> list[Point]:
    """Return the corners of a line to where it turns first, from the bar at the right of its source."""
    x, cells = ends.left, ends.first
    return [(x, cells.top), (x, cells.bottom), (x, height), (turn, height)]


def beside_target(ends: Ends, height: float, *, short: bool) -> list[Point]:
    """Return the corners of a line behind its last turn, to the bar at the left of its target."""
    y, cells = ends.right, ends.last
    top, bottom = (height - BAR, height + BAR) if short else (cells.top, cells.bottom)
    return [(y, height), (y, top), (y, bottom)]


def strips(corners: Sequence[Point], turns: Sequence[float]) -> Room:
    """Return what a line keeps free: room beside it where it goes across, and where it turns, but not beside bars."""
    boxes = []
    for (x, y), (a, b) in pairwise(corners):
        beside = LINE if y == b or x in turns else 1
        left, right = (x, a) if x < a else (a, x)
        top, bottom = (y, b) if y < b else (b, y)
        boxes.append(Box(left - beside, top - beside, right + beside, bottom + beside))
    return Room(boxes)


def heights_of(ends: Ends, at: tuple[float, float] = _MIDDLES) -> tuple[float, float]:
    """Return at which heights a line goes on from its source and on to its target."""
    (first, last), (a, b) = at, ends[:2]
    return round(a.top + first * a.height) + 0.5, round(b.top + last * b.height) + 0.5


def route_between(
    ends: Ends, behind: float, least: float, others: Sequence[Box], taken: Taken, words: Sequence[Box] = ()
) -> tuple[Ribbon | Line, Room] | None:
    """Return the way past everything, with what it takes; none where there is no way.

    Parameters
    ----------
    behind : the right end of the last thing before the target, behind which a ribbon turns
    least : pixels that a ribbon needs to turn in
    others, words : what it must not go over; of words it keeps clear, where it turns as well
    taken : what other connectors take
    """
    between, last, x = _between(ends), ends.last, ends.right
    near = between.grown(LINE + 1)  # on half a pixel
    words = near.covered(words)
    others = near.covered(others) + words
    short = last.height > 2 * BAR and Box(x - 1, last.top, x + 1, last.bottom).is_over(others)
    others += near.covered(taken.boxes)
    shut = between.is_shut_by(others)  # all ways would be tried then
    for route in () if shut else _routes(ends, behind, least, others, short=short):
        room = route.room(ends)
        if room.is_free(others, taken.slants) and not room.is_beside(words):
            return route, room
    return None


def _between(ends: Ends) -> Box:
    """Return what all ways lie in but those over everything."""
    a, b = ends.first, ends.last
    return Box(ends.left, min(a.top, b.top), ends.right, max(a.bottom, b.bottom))


def _routes(
    ends: Ends, behind: float, least: float, others: Sequence[Box], *, short: bool
) -> Iterator[Ribbon | Line]:
    """Yield the ways to try, the best one first: a ribbon, where it does not go far straight on nor turns steeply."""
    turn = behind + GUTTER
    steep = _rise(ends) > _STEEP * max(ends.right - turn, 1)
    if ends.target.left - behind >= least and turn - ends.left <= _SLAB and not steep:
        yield Ribbon(max(turn, ends.left))
    if not any(bar.is_over(others) for bar in _bars(ends, short=short)):
        for found in _lines(ends, behind, others):
            yield found._replace(short=True) if short else found


def _bars(ends: Ends, *, short: bool) -> list[Box]:
    """Return the bars that every line has at its ends, wherever it turns."""
    bars = [(ends.left, ends.first)] if short else [(ends.left, ends.first), (ends.right, ends.last)]
    return [Box(x - 1, cells.top - 1, x + 1, cells.bottom + 1) for x, cells in bars]


def _rise(ends: Ends) -> float:
    """Return how far up or down a connector leads."""
    return abs(ends.first.middle[1] - ends.last.middle[1])


def _lines(ends: Ends, behind: float, others: Sequence[Box]) -> Iterator[Line]:
    """Yield the lines to try, the best one first."""
    low, high = ends.left + LINE, ends.right - LINE
    if _rise(ends) >= 1:
        turns = (round(at) + 0.5 for at in _tried(behind, low, high) if low <= at <= high)
        yield from (Line(at) for at in islice(turns, 1))
        yield from (Line(at) for at in _open(ends, turns, others, _MIDDLES, _limits(ends, others)))
    elif high > low:
        yield Line((low + high) / 2)
    if high > low:
        yield from _straight(ends, (low + high) / 2, others)
        yield from _shifted(ends, behind, low, high, others)


def _straight(ends: Ends, turn: float, others: Sequence[Box]) -> Iterator[Line]:
    """Yield lines that are straight, though not from the middle: those nearest to what is beside both first."""
    a, b = ends.first, ends.last
    top, bottom = max(a.top, b.top) + _EDGE, min(a.bottom, b.bottom) - _EDGE
    strips = [(box.top - LINE, box.bottom + LINE) for box in others]
    heights = range(math.ceil(top), math.floor(bottom) + 1)
    for y in sorted(heights, key=lambda y: abs(2 * y - top - bottom)):
        if not any(above < y + 0.5 < below for above, below in strips):
            yield Line(turn, at=((y - a.top) / a.height, (y - b.top) / b.height))


def _shifted(ends: Ends, behind: float, low: float, high: float, others: Sequence[Box]) -> Iterator[Line]:
    """Yield lines that begin or end elsewhere than in the middle, and turn."""
    turns: Sequence[float] = ()
    limits = {share: _limits(ends, others, (share, share)) for share in _SHIFTED}
    for at in product(_SHIFTED, _SHIFTED):
        within = limits[at[1]][0], limits[at[0]][1]
        if at != _MIDDLES and within[0] <= within[1]:
            turns = turns or [round(turn) + 0.5 for turn in _tried(behind, low, high) if low <= turn <= high]
            yield from (Line(turn, at) for turn in _open(ends, turns, others, at, within))


def _tried(behind: float, low: float, high: float) -> Iterator[float]:
    """Yield where a line may turn, the best place first and those along the edge of what is behind it last."""
    best = behind + GUTTER + LINE
    steps = range(1, min(int(max(high - low, 0) // _APART), _MOST_TRIED) + 1)
    for along in (False, True):
        for turn in chain((best, high - LINE, high, low), (low + _APART * step for step in steps)):
            if (abs(turn - behind) < _ALONG) is along:
                yield turn


def _open(
    ends: Ends,
    turns: Iterable[float],
    others: Sequence[Box],
    at: tuple[float, float],
    limits: tuple[float, float],
) -> Iterator[float]:
    """Yield the turns within limits but for those that would surely go over something: each is looked at long."""
    least, most = limits
    first, last = heights_of(ends, at)
    high, low = min(first, last) - LINE, max(first, last) + LINE
    shut = [(box[0] - LINE, box[2] + LINE) for box in others if box[1] < low and box[3] > high]
    for turn in turns:
        if least <= turn <= most and not any(begin < turn < end for begin, end in shut):
            yield turn


def _limits(ends: Ends, others: Sequence[Box], at: tuple[float, float] = _MIDDLES) -> tuple[float, float]:
    """Return between which turns a line goes over nothing before it turns and behind."""
    (first, last), (x, y) = heights_of(ends, at), (ends.left - LINE, ends.right + LINE)
    on_first = [b[0] for b in others if b[2] > x and b[1] < first + LINE and b[3] > first - LINE]
    on_last = [b[2] for b in others if b[0] < y and b[1] < last + LINE and b[3] > last - LINE]
    return max(on_last, default=-inf) + LINE, min(on_first, default=inf) - LINE
