"""The graph of an activation, found without Qt: its curve, and where the step in hand is on it."""

from math import floor

import numpy as np

from cnnviz.engine import activation, activation_backward
from cnnviz.explain.number_format import format_in
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import HIDDEN
from cnnviz.numerals import MINUS
from cnnviz.run.chapter import Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.run.looked_through import largest

SHAPE = HEIGHT, WIDTH = 150, 190
"""Pixels down and across."""
_POINTS = 97
_REACH = (4.0, 20.0)  # how far the axis goes at least and at most
_LEFT, _ABOVE, _BELOW = 12, 30, 14  # pixels that the graph keeps free
_TICK, _ASIDE, _UNDER, _HALF = (
    3,
    5,
    12,
    4,
)  # pixels of a tick to one side, and from an axis to where its number begins

Place = tuple[float, float]


class Tick(NamedTuple):
    """A place on an axis that has a number.

    Parameters
    ----------
    line : of the tick itself
    text : its number
    at : the start, the middle or the end of the line that this is written on, as its `anchor` says
    """

    line: tuple[Place, Place]
    text: str
    at: Place
    anchor: str


class Point(NamedTuple):
    """Where a step is on a graph.

    Parameters
    ----------
    place : of the point in pixels, None where it is no number
    lines : from there to the axes; on the way back the tangent
    words : the number in hand and what comes of it, or the slope there
    """

    place: Place | None
    lines: tuple[tuple[Place, Place], ...]
    words: str


class Graph(NamedTuple):
    """The graph of ``a = f(z)`` over the range of z.

    Parameters
    ----------
    name : of the function
    back : whether slopes are shown
    reach : how far z goes, to both sides
    low, high : between which the values are
    """

    name: str
    back: bool
    reach: float
    low: float
    high: float

    @property
    def curve(self) -> list[Place]:
        """The points of the curve, in pixels."""
        at = np.linspace(-self.reach, self.reach, _POINTS)
        pairs = zip(at.tolist(), activation(self.name, at).tolist(), strict=True)
        return [self.place(x, y) for x, y in pairs]

    @property
    def axes(self) -> tuple[tuple[Place, Place], ...]:
        """Both axes, in pixels."""
        across = self.place(-self.reach, 0), self.place(self.reach, 0)
        return across, (self.place(0, self.low), self.place(0, self.high))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The ends of both axes, as whole numbers, and where they meet: clear of the curve, which rises."""
        far, found = floor(self.reach), []
        for x in (-far, 0, far):
            across, down = self.place(x, 0)
            line = (across, down - _TICK), (across, down + _TICK)
            at = (across if x else across + _ASIDE, down + _UNDER)
            found.append(Tick(line, _whole(x), at, "middle" if x else "start"))
        for y in (_end(self.low), _end(self.high)):
            if y:
                across, down = self.place(0, y)
                aside, anchor = (-_ASIDE, "end") if y > 0 else (_ASIDE, "start")
                line = (across - _TICK, down), (across + _TICK, down)
                found.append(Tick(line, _whole(y), (across + aside, down + _HALF), anchor))
        return tuple(found)

    def place(self, x: float, y: float) -> Place:
        """Return where a point of the graph is, in pixels."""
        across, up = (x + self.reach) / (2 * self.reach), (y - self.low) / (self.high - self.low)
        return _LEFT + across * (WIDTH - 2 * _LEFT), HEIGHT - _BELOW - up * (HEIGHT - _ABOVE - _BELOW)


def _end(value: float) -> int:
    """Return the whole number that an axis goes to; what comes near to 1 goes there."""
    size = floor(abs(value)) or round(abs(value))
    return -size if value < 0 else size


def _whole(number: int) -> str:
    return f"{number}".replace("-", MINUS)


def graph_of(frame: Frame) -> Graph:
    """Return the graph of the activation of a frame's chapter."""
    name = frame.chapter.function
    reach = min(max(largest(frame.chapter.arrays["z"]) * 1.05, _REACH[0]), _REACH[1])
    values = activation(name, np.linspace(-reach, reach, _POINTS))
    back = frame.chapter.phase is Phase.BACKWARD
    return Graph(name, back, reach, min(float(values.min()), -0.2), max(float(values.max()), 0.2))


def point_of(graph: Graph, frame: Frame) -> Point:
    """Return where the step of a frame is on the graph of its chapter: nowhere while that would tell what is right."""
    target = frame.step.updates[0].target
    z = HIDDEN if frame.asked or frame.answers else float(frame.arrays["z"][target.index])
    words = _words(graph, frame, target.array, z)
    if not np.isfinite(z):
        return Point(None, (), words)
    at = min(max(z, -graph.reach), graph.reach)
    value, slope = _value(graph, at), _slope(graph, at)
    point = graph.place(at, value)
    if graph.back:
        back, on = (_within(graph, at, value, slope, sign * graph.reach / 3) for sign in (-1, 1))
        return Point(point, ((back, on),), words)
    return Point(point, ((graph.place(at, 0), point), (graph.place(0, value), point)), words)


def _within(graph: Graph, x: float, y: float, slope: float, far: float) -> Place:
    """Return where a tangent ends that goes so far from (x, y) to one side, or as far as the graph does."""
    most = 1.0
    for start, way, low, high in (
        (x, far, -graph.reach, graph.reach),
        (y, slope * far, graph.low, graph.high),
    ):
        if way:
            most = min(most, max(((high if way > 0 else low) - start) / way, 0.0))
    return graph.place(x + most * far, y + most * slope * far)


def _words(graph: Graph, frame: Frame, target: str, z: float) -> str:
    """Return the number in hand and what comes of it, or the slope there, as the strip writes them."""
    form = format_in(frame.chapter, target, frame.decimals)
    if graph.back:
        return f"slope {form.text(_slope(graph, z))}"
    given = format_in(frame.chapter, "z", frame.decimals).text(z)
    return f"{given} → {form.text(_value(graph, z))}"


def _value(graph: Graph, z: float) -> float:
    return float(activation(graph.name, np.array([z]))[0])


def _slope(graph: Graph, z: float) -> float:
    return float(activation_backward(graph.name, np.ones(1), np.array([z]))[0])
