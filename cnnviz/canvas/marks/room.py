"""The room that connectors take, in numbers: boxes where they go straight, and a slanted piece where a ribbon turns.

A connector is looked for in every step among dozens of ways, past dozens of things. Boxes are known before a way is
tried: most need not be.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from cnnviz.frozen import NamedTuple
from cnnviz.qt import QRectF

_CLEAR = 3.0  # pixels from a slanted piece to words

Point: TypeAlias = tuple[float, float]
"""To the right, and down."""


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def is_over(self, others: Iterable["Box"]) -> bool:
        """Return whether it covers a part of another one."""
        left, top, right, bottom = self
        for a, b, c, d in others:  # noqa: SIM110 - asked very often, and `any` takes up to twice as long
            if a < right and c > left and b < bottom and d > top:
                return True
        return False

    def covered(self, others: Iterable["Box"]) -> list["Box"]:
        """Return those of which it covers a part."""
        left, top, right, bottom = self
        return [
            box for box in others if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top
        ]

    def is_shut_by(self, others: Iterable["Box"]) -> bool:
        """Return whether another one reaches over all of its height: nothing gets past, from its left to its right."""
        left, top, right, bottom = self
        for a, b, c, d in others:  # noqa: SIM110
            if b <= top and d >= bottom and a < right and c > left:
                return True
        return False

    def grown(self, by: float) -> "Box":
        """Return it with so much around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def contains(self, other: "Box") -> bool:
        """Return whether another one lies in it."""
        return self[0] <= other[0] and self[1] <= other[1] and other[2] <= self[2] and other[3] <= self[3]


def box_of(rect: QRectF) -> Box:
    """Return a rectangle of the stage as numbers."""
    return Box(*rect.getCoords())


class Slant(NamedTuple):
    """A piece with two upright sides; its top and its bottom go evenly from those at its left to those at its right."""

    left: float
    right: float
    tops: Point
    bottoms: Point

    def is_over_any(self, boxes: Iterable[Box]) -> bool:
        """Return whether it covers a part of one of them."""
        near = Box(self.left, min(self.tops), self.right, max(self.bottoms)).covered(boxes)
        return any(self.is_over(Slant(a, c, (b, b), (d, d))) for a, b, c, d in near)

    def is_over(self, other: "Slant") -> bool:
        """Return whether it covers a part of another one."""
        low, high = max(self.left, other.left), min(self.right, other.right)
        if low >= high:
            return False
        (top, bottom), (a, b) = self._between(low, high), other._between(low, high)
        one, two = _above_zero(b[0] - top[0], b[1] - top[1]), _above_zero(bottom[0] - a[0], bottom[1] - a[1])
        return max(one[0], two[0]) < min(one[1], two[1])

    def _between(self, low: float, high: float) -> tuple[Point, Point]:
        """Return its tops and its bottoms at two places."""
        first, last = ((x - self.left) / (self.right - self.left) for x in (low, high))
        (a, b), (c, d) = self.tops, self.bottoms
        return (a + first * (b - a), a + last * (b - a)), (c + first * (d - c), c + last * (d - c))


def _above_zero(first: float, last: float) -> Point:
    """Return from which share to which of its way something is above 0 that goes evenly from one value to another."""
    if first <= 0 and last <= 0:
        return 1.0, 0.0
    if first > 0 and last > 0:
        return 0.0, 1.0
    share = first / (first - last)
    return (0.0, share) if first > 0 else (share, 1.0)


class Room(NamedTuple):
    """What a connector may not share with anything else."""

    boxes: Sequence[Box]
    slant: Slant | None = None

    def is_free(self, boxes: Sequence[Box], slants: Sequence[Slant] = ()) -> bool:
        """Return whether it covers no part of what is there."""
        for other in slants:  # which are few, and in the way of most
            if other.is_over_any(self.boxes):
                return False
        for box in self.boxes:
            if box.is_over(boxes):
                return False
        slant = self.slant
        return slant is None or not (
            slant.is_over_any(boxes) or any(slant.is_over(other) for other in slants)
        )

    def is_beside(self, words: Iterable[Box]) -> bool:
        """Return whether its slanted piece runs close by some of them; what goes straight keeps clear by itself."""
        return self.slant is not None and self.slant.is_over_any(word.grown(_CLEAR) for word in words)


class Taken:
    """What connectors take that are there already."""

    def __init__(self, rooms: Iterable[Room] = ()) -> None:
        self.boxes: list[Box] = []
        self.pieces: list[Box] = []
        """Those of lines: what others can go along."""
        self.slants: list[Slant] = []
        for room in rooms:
            self.add(room)

    def add(self, room: Room) -> None:
        """Keep what another one takes."""
        self.boxes += room.boxes
        if room.slant is None:
            self.pieces += room.boxes
        else:
            self.slants.append(room.slant)
