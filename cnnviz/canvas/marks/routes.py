"""Which way a connector goes: a ribbon where the gutter is free, a line where only that finds a way, or none at all.

Both go straight on from their source, turn in a gutter, and go straight on to their target::

    source ====\\            source ---+
                \\==== target           +--- target
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from math import inf

from cnnviz.frozen import NamedTuple
from cnnviz.qt import QPainterPath, QPointF, QPolygonF, QRectF

GUTTER = 7.0  # pixels from a grid's edge to a connector's bar
RIBBON = 6  # corners; a line has more
_BAR = 8.0  # pixels of the bar at a line's end, on either side
LINE = 4.0  # pixels that a line keeps free beside it
_SLAB = 40.0  # pixels that a ribbon goes straight on at most; a longer one is a line
_STEEP = 4  # times as high as it is wide: so much a ribbon turns at most
_MIDDLES = 0.5, 0.5
_EDGE = 4.0  # pixels from a bar's end to a line
_SHIFTED = 0.5, 0.25, 0.75  # where else on a bar a line may begin and end
_APART, _MOST_TRIED = 6.0, 40  # between places where a line may turn, and so many of them


class Route(NamedTuple):
    """Where a connector turns, and whether it is a line; a ribbon without a turn turns behind the last grid.

    A line may go `over` what stands between its ends, or beneath it, at a height, and come from there to its target:
    `back` to the left side, or `down`, or up, to a `tip`; it may `start` from over its source, or under it. It leads
    from the middle of the cells in hand to that of others, or from where `at` says: so much of their heights down. The
    bar at its end is as long as the target is high, or `short` where something stands beside that.
    """

    turn: float | None = None
    line: bool = False
    over: float | None = None
    at: tuple[float, float] = _MIDDLES
    short: bool = False
    back: float | None = None
    tip: float | None = None
    down: float | None = None
    start: float | None = None


class Ends(NamedTuple):
    """What a connector leads from and to: the cells in hand, and the grids that they are in."""

    first: QRectF
    last: QRectF
    source: QRectF
    target: QRectF

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.source.right() + GUTTER

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.target.left() - GUTTER


def ribbon(ends: Ends, turn: float) -> list[QPointF]:
    """Return a ribbon's corners, down the source's side and back up the target's."""
    x, y, a, b = ends.left, ends.right, ends.first, ends.last
    return [
        QPointF(x, a.top()),
        QPointF(x, a.bottom()),
        QPointF(turn, a.bottom()),
        QPointF(y, b.bottom()),
        QPointF(y, b.top()),
        QPointF(turn, a.top()),
    ]


def line(ends: Ends, turn: float, route: Route) -> list[QPointF]:
    """Return a line's corners, from the middle of the one to the middle of the other, with the bars at its ends."""
    x, y, a, b, over = ends.left, ends.right, ends.first, ends.last, route.over
    first, last = _heights(ends, route.at)
    leading = [QPointF(x, a.top()), QPointF(x, a.bottom()), QPointF(x, first), QPointF(turn, first)]
    if route.start is not None:
        begin = route.start
        leading = [QPointF(turn - _BAR, begin), QPointF(turn + _BAR, begin), QPointF(turn, begin)]
    if over is not None and route.back is not None:
        leading += [QPointF(turn, over), QPointF(route.back, over)]
        turn = route.back
    elif over is not None:
        middle = round(b.center().x()) + 0.5 if route.down is None else route.down
        above = ends.target.top() - GUTTER if route.tip is None else route.tip
        down = [QPointF(turn, over), QPointF(middle, over), QPointF(middle, above)]
        return [*leading, *down, QPointF(middle - _BAR, above), QPointF(middle + _BAR, above)]
    top, bottom = (last - _BAR, last + _BAR) if route.short else (b.top(), b.bottom())
    return [*leading, QPointF(turn, last), QPointF(y, last), QPointF(y, top), QPointF(y, bottom)]


def _heights(ends: Ends, at: tuple[float, float] = _MIDDLES) -> tuple[float, float]:
    """Return at which heights a line goes on from its source and on to its target."""
    (first, last), (a, b) = at, ends[:2]
    return round(a.top() + first * a.height()) + 0.5, round(b.top() + last * b.height()) + 0.5


def middle_of(corners: Sequence[QPointF]) -> list[QPointF]:
    """Return the points along the middle of a connector, from its source to its target."""
    if len(corners) > RIBBON:
        return list(corners[2:-2])
    first, second, below, third, fourth, above = corners
    return [(a + b) / 2 for a, b in ((first, second), (above, below), (fourth, third))]


def path_of(ends: Ends, route: Route) -> QPainterPath:
    """Return all that a connector may not share with anything else."""
    path = QPainterPath()
    assert route.turn is not None
    if not route.line:
        path.addPolygon(QPolygonF(ribbon(ends, route.turn)))
        path.closeSubpath()
        return path
    for one, other in pairwise(line(ends, route.turn, route)):
        beside = LINE if one.y() == other.y() or one.x() in (route.turn, route.back, route.down) else 1
        path.addRect(QRectF(one, other).normalized().adjusted(-beside, -beside, beside, beside))
    return path


def route_between(
    ends: Ends, behind: float, least: float, others: Sequence[QRectF], taken: Sequence[QPainterPath]
) -> tuple[Route, QPainterPath] | None:
    """Return the way past everything, with what it takes; none where there is no way.

    Parameters
    ----------
    behind : the right end of the last thing before the target, behind which a ribbon turns
    least : pixels that a ribbon needs to turn in
    others : what it must not go over
    taken : what other connectors take
    """
    near = _between(ends)
    others = [rect for rect in others if near.intersects(rect)]
    bar = QRectF(ends.right - 1, ends.last.top(), 2, ends.last.height())
    short = ends.last.height() > 2 * _BAR and any(bar.intersects(rect) for rect in others)
    for route in _routes(ends, behind, least, others):
        route = route._replace(short=short and route.line)
        path = path_of(ends, route)
        if is_free(path, others) and not any(path.intersects(other) for other in taken):
            return route, path
    return None


def _between(ends: Ends) -> QRectF:
    """Return what all ways lie in but those over everything."""
    a, b = ends.first, ends.last
    top, bottom = min(a.top(), b.top()), max(a.bottom(), b.bottom())
    reach = LINE + 1  # a line stands on half a pixel
    return QRectF(
        ends.left - reach, top - reach, ends.right - ends.left + 2 * reach, bottom - top + 2 * reach
    )


def _routes(ends: Ends, behind: float, least: float, others: Sequence[QRectF]) -> Iterator[Route]:
    """Yield the ways to try, the best one first."""
    turn = behind + GUTTER
    steep = abs(ends.first.center().y() - ends.last.center().y()) > _STEEP * max(ends.right - turn, 1)
    if ends.target.left() - behind >= least and turn - ends.left <= _SLAB and not steep:
        yield Route(max(turn, ends.left))
    low, high = ends.left + LINE, ends.right - LINE
    if abs(ends.first.center().y() - ends.last.center().y()) >= 1:
        turns = (round(at) + 0.5 for at in _tried(turn + LINE, low, high) if low <= at <= high)
        yield from (Route(at, line=True) for at in islice(turns, 1))
        yield from (Route(at, line=True) for at in _open(ends, turns, others))
    elif high > low:
        yield Route((low + high) / 2, line=True)
    if high > low:
        yield from _straight(ends, (low + high) / 2, others)
        yield from _shifted(ends, turn + LINE, others)


def _straight(ends: Ends, turn: float, others: Sequence[QRectF]) -> Iterator[Route]:
    """Yield lines that are straight, though not from the middle: those nearest to what is beside both first."""
    a, b = ends.first, ends.last
    top, bottom = max(a.top(), b.top()) + _EDGE, min(a.bottom(), b.bottom()) - _EDGE
    strips = [(rect.top() - LINE, rect.bottom() + LINE) for rect in others]
    heights = range(math.ceil(top), math.floor(bottom) + 1)
    for y in sorted(heights, key=lambda y: abs(2 * y - top - bottom)):
        if not any(above < y + 0.5 < below for above, below in strips):
            yield Route(turn, line=True, at=((y - a.top()) / a.height(), (y - b.top()) / b.height()))


def _shifted(ends: Ends, best: float, others: Sequence[QRectF]) -> Iterator[Route]:
    """Yield lines that begin or end elsewhere than in the middle, and turn."""
    low, high = ends.left + LINE, ends.right - LINE
    for at in product(_SHIFTED, _SHIFTED):
        turns = (round(turn) + 0.5 for turn in _tried(best, low, high) if low <= turn <= high)
        if at != _MIDDLES:
            yield from (Route(turn, line=True, at=at) for turn in _open(ends, turns, others, at))


def _tried(best: float, low: float, high: float) -> Iterator[float]:
    """Yield where a line may turn, the best place first."""
    yield from (best, high - LINE, high, low)
    for step in range(1, min(int(max(high - low, 0) // _APART), _MOST_TRIED) + 1):
        yield low + _APART * step


def _open(
    ends: Ends, turns: Iterable[float], others: Sequence[QRectF], at: tuple[float, float] = _MIDDLES
) -> Iterator[float]:
    """Yield the turns of lines but for those that would surely go over something: each is looked at long."""
    least, most, shut = _limits(ends, others, at)
    for turn in turns if least <= most else ():
        if least <= turn <= most and not any(begin < turn < end for begin, end in shut):
            yield turn


def _limits(
    ends: Ends, others: Sequence[QRectF], at: tuple[float, float]
) -> tuple[float, float, Sequence[tuple[float, float]]]:
    """Return between which turns a line goes over nothing before it turns and behind, and where it cannot turn.

    What is so small that a line covers it wholly is left out.
    """
    (first, last), (x, y) = _heights(ends, at), (ends.left - LINE, ends.right + LINE)
    high, low = min(first, last) - LINE, max(first, last) + LINE
    least, most, shut = -inf, inf, []
    for rect in others:
        left, top, right, bottom = rect.getCoords()
        if right - left <= 2 * LINE or bottom - top <= 2 * LINE or top >= low or bottom <= high:
            continue
        shut.append((left - LINE, right + LINE))
        if right > x and left - LINE < most and top < first + LINE and bottom > first - LINE:
            most = left - LINE
        if left < y and right + LINE > least and top < last + LINE and bottom > last - LINE:
            least = right + LINE
    return least, most, shut


def is_free(path: QPainterPath, others: Sequence[QRectF]) -> bool:
    """Return whether a connector goes over nothing."""
    bounds = path.boundingRect()
    return not any(bounds.intersects(other) and path.intersects(other) for other in others)
