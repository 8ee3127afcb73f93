"""Ways round what stands between two places, for which no line turns only once: over it, or beneath it.

A line goes on to the side of its target, or where something stands there comes to it from above or from below::

    source --+   +-- target        source --+      something  target
             |   |                          |                   |
             +---+  beneath                 +-------------------+
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TypeAlias

from cnnviz.canvas.marks.room import Box, Point, Room, Taken
from cnnviz.canvas.marks.routes import (
    BAR,
    GUTTER,
    LINE,
    Ends,
    beside_source,
    beside_target,
    heights_of,
    strips,
)
from cnnviz.frozen import NamedTuple

_STEP = 6.0  # pixels between places where a line may turn
_MOST, _BACK = 16, 8  # so many of them at its beginning and its end
_DOWN, _STEM = 20.0, 5  # pixels that a line comes down to a target, and before a tip at the least
_RATHER, _MUCH = 60, 400  # pixels that a line may be longer to come to a side, not over what is `_NEXT` below
_NEXT = 48  # pixels beneath a grid in which a line that ends there would seem to lead to what is there
_ASIDE = 17  # pixels from the middle of what a line comes to from above or below, where that is not free
_CLEAR = LINE + 3  # pixels from the middle of a line to what it goes past
_NAMED, _OVER = 12, 6  # pixels at most from a name to what it is of, and from it to a line that ends over it
_ALONG, _BESIDE = 40, 5  # pixels that a line may be longer to run no such few beside the edge of the lens


class ToSide(NamedTuple):
    """A line that goes round at a height, `over` or beneath all, and turns `back` to the left side of its target.

    It begins at the right of its source, or where it is to `start` from over it or under it. Where it comes down along
    that side its bar goes on as far as the target does: a line that ended half-way would seem to end at nothing.
    """

    turn: float
    over: float
    back: float
    start: float | None = None

    def corners(self, ends: Ends) -> list[Point]:
        """Return its corners, with the bars at its ends."""
        _, last = heights_of(ends)
        across = [(self.turn, self.over), (self.back, self.over), (self.back, last)]
        bar = beside_target(ends, last, short=self.back < ends.right)
        return [*_begun(ends, self.turn, self.start), *across, *bar]

    def room(self, ends: Ends) -> Room:
        """Return all that it may not share with anything else."""
        return strips(self.corners(ends), (self.turn, self.back))


class ToTip(NamedTuple):
    """A line that goes round at a height, `over` or beneath all, and then `down`, or up, to a tip at its target.

    It begins as the others do; it is `narrow` where its last piece needs no room beside it.
    """

    turn: float
    over: float
    down: float
    tip: float
    start: float | None = None
    narrow: bool = False

    def corners(self, ends: Ends) -> list[Point]:
        """Return its corners, with the bars at its ends."""
        x, tip = self.down, self.tip
        across = [(self.turn, self.over), (x, self.over), (x, tip)]
        bar = [(x - BAR, tip), (x + BAR, tip)]
        return [*_begun(ends, self.turn, self.start), *across, *bar]

    def room(self, ends: Ends) -> Room:
        """Return all that it may not share with anything else."""
        turns = (self.turn,) if self.narrow else (self.turn, self.down)
        return strips(self.corners(ends), turns)


Detour: TypeAlias = ToSide | ToTip


def _begun(ends: Ends, turn: float, start: float | None) -> list[Point]:
    """Return the corners of a line to where it turns first."""
    if start is None:
        return beside_source(ends, turn, heights_of(ends)[0])
    return [(turn - BAR, start), (turn + BAR, start), (turn, start)]


def route_round(
    ends: Ends, area: Box, others: Sequence[Box], taken: Taken, lens: Box | None = None
) -> tuple[Detour, Room] | None:
    """Return a short way round everything in an area, with what it takes; none where there is no way.

    Over the edge of the lens it goes, but not along it where it can do else.
    """
    boxes, blocked = [*others, *taken.pieces, ends.source, ends.target], [*others, *taken.boxes]
    first, last = (round(box.middle[1]) + 0.5 for box in (ends.first, ends.last))
    starts = [*_beside_the_source(ends, first, boxes), *_over_and_under(ends.source, ends.first, boxes, area)]
    goals = [*_to_the_side(ends, last, boxes), *_over_and_under(ends.target, ends.last, boxes, area)]
    if not (starts and goals):
        return None
    edges = () if lens is None else (lens.top, lens.bottom)
    past = [*boxes, lens] if lens is not None else boxes
    heights = [y for y in _heights(ends, past, [*starts, *goals]) if area.top + LINE < y < area.bottom - LINE]
    beginnings = list(_reaches(starts, boxes))
    left, right = min(start.x for start in starts) - LINE, max(goal.x for goal in goals) + LINE
    between = [box for box in boxes if box[0] < right and box[2] > left]
    met: dict[float, tuple[list[_End], list[Box]]] = {}  # at a height, where lines begin and what is there
    for _, y, goal in sorted(_levels(heights, boxes, first, goals, edges)):
        if y not in met:
            begun = [start for start, high, low in beginnings if high <= y <= low and start.shows(y)]
            met[y] = begun, _across(between, y) if begun else []
        begun, along = met[y]
        behind = max((right for left, _, right, _ in along if left < goal.x + LINE), default=-inf) + LINE
        for start in begun:
            if behind <= start.x <= goal.x:
                way = _way(start, y, goal)
                room = way.room(ends)
                if room.is_free(blocked, taken.slants):
                    return way, room
    return None


class _End(NamedTuple):
    """Where a line leaves the height that it goes round at, and the height of its end: at a side, or over or under.

    A `tip` is over its grid, -1, or under it, 1; a line may be so many pixels longer to end elsewhere.
    """

    x: float
    end: float
    tip: int = 0
    longer: int = 0

    def shows(self, y: float) -> bool:
        """Return whether a line at a height is so far from the end that this is to be seen, and away from its grid."""
        return not self.tip or (y - self.end) * self.tip >= _STEM


def _way(start: _End, y: float, goal: _End) -> Detour:
    """Return the line from one end to another that goes round at a height."""
    begun = start.end if start.tip else None
    return ToTip(start.x, y, goal.x, goal.end, begun) if goal.tip else ToSide(start.x, y, goal.x, begun)


def _heights(ends: Ends, boxes: Sequence[Box], tips: Sequence[_End]) -> set[float]:
    """Return heights that are right over something or beneath it, and those to which a tip just reaches."""
    left, right = ends.source.left, ends.target.right
    near = [box for box in boxes if box[0] < right and box[2] > left]
    found = {round(y) + 0.5 for box in near for y in (box[1] - _CLEAR - 1, box[3] + _CLEAR)}
    return found | {round(one.end + far) + 0.5 for one in tips if one.tip for far in (-_STEM - 1, _STEM)}


def _levels(
    heights: Iterable[float],
    boxes: Sequence[Box],
    first: float,
    goals: Sequence[_End],
    edges: Sequence[float],
) -> Iterator[tuple[float, float, _End]]:
    """Yield at which of the heights a line may go round to where, with what that costs: more along an edge."""
    ordered = sorted(heights)
    for goal, high, low in _reaches(goals, boxes):
        for y in ordered[bisect_left(ordered, high) : bisect_right(ordered, low)]:
            if goal.shows(y):
                along = _ALONG if any(abs(y - edge) < _BESIDE for edge in edges) else 0
                yield abs(y - first) + abs(y - goal.end) + goal.longer + along, y, goal


def _reaches(ends: Sequence[_End], boxes: Sequence[Box]) -> Iterator[tuple[_End, float, float]]:
    """Yield the ends of lines, each with how far up and down from there one may go straight on."""
    left, right = min(end.x for end in ends) - LINE, max(end.x for end in ends) + LINE
    near = [box for box in boxes if box[0] < right and box[2] > left]
    for end in ends:
        yield end, *_reach(end, near)


def _reach(end: _End, boxes: Sequence[Box]) -> tuple[float, float]:
    """Return how far up and down that is; nowhere where the end is in something."""
    column = [box for box in boxes if box[0] < end.x + LINE and box[2] > end.x - LINE]
    if any(box[1] < end.end + LINE and box[3] > end.end - LINE for box in column):
        return inf, -inf
    high = max((box[3] for box in column if box[3] <= end.end), default=-inf)
    low = min((box[1] for box in column if box[1] >= end.end), default=inf)
    return high + LINE, low - LINE


def _beside_the_source(ends: Ends, height: float, boxes: Sequence[Box]) -> Iterator[_End]:
    """Yield where a line may turn first that begins at the right of its source, the nearest first."""
    left = ends.left - LINE
    clear = min((box[0] for box in _across(boxes, height) if box[2] > left), default=inf)
    for step in range(_MOST):
        turn = ends.left + step * _STEP
        if turn > ends.target.right or turn + LINE > clear:
            return
        yield _End(turn, height)


def _to_the_side(ends: Ends, last: float, boxes: Sequence[Box]) -> Iterator[_End]:
    """Yield where a line may turn for the last time, before the left side of its target."""
    right = ends.right + LINE
    clear = max((box[2] for box in _across(boxes, last) if box[0] < right), default=-inf)
    for step in range(_BACK):
        back = ends.right - step * _STEP
        if back < ends.left or back - LINE < clear:
            return
        yield _End(back, last)


def _over_and_under(grid: Box, cells: Box, boxes: Sequence[Box], area: Box) -> Iterator[_End]:
    """Yield how a line in an area may come to cells of a grid from below it, and from above, where its name stands."""
    middle = round(cells.middle[0]) + 0.5
    names = [
        top - _OVER
        for left, top, right, bottom in boxes
        if left < grid.right and right > grid.left and 0 <= grid.top + 2 - bottom <= _NAMED
    ]
    above = min(names, default=grid.top - GUTTER)
    for at in (middle, middle - _ASIDE, middle + _ASIDE):
        if area.left + BAR < at < area.right - BAR:
            near = Box(at - BAR, grid.bottom + 1, at + BAR, grid.bottom + _NEXT).is_over(boxes)
            yield _End(at, grid.bottom + GUTTER, 1, _MUCH if near else _RATHER)
            yield _End(at, above, -1, _RATHER)


def _across(boxes: Sequence[Box], height: float) -> list[Box]:
    """Return what a line at a height would go over, if it went far enough."""
    return [box for box in boxes if box[1] < height + LINE and box[3] > height - LINE]


def route_over(ends: Ends, others: Sequence[Box]) -> tuple[Detour, Room] | None:
    """Return the way over everything between two places, down to the second; none where there is no room above."""
    target = ends.target
    between = Box(ends.left, 0, target.right, target.bottom)
    high = min((box.top for box in (*others, target) if between.is_over([box])), default=0)
    over = round(min(high - GUTTER - 1, target.top - _DOWN)) + 0.5
    middle = round(ends.last.middle[0]) + 0.5
    route = ToTip(ends.left, over, middle, target.top - GUTTER, narrow=True)
    room = route.room(ends)
    return (route, room) if high > 2 * GUTTER and room.is_free(others) else None
