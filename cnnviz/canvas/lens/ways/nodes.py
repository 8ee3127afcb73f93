"""What a lens is put together from: numbers, operators and names, side by side or one below the other."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.frozen import NamedTuple


class Gives(NamedTuple):
    """What is said of printed numbers: which place they come to, and by which part of the working before it."""

    of: Slot
    by: Part


class Box(NamedTuple):
    """The numbers of a place, perhaps without their heading; the same may stand in a lens twice.

    Where no sign before it says that it is a sum its heading does.
    """

    slot: Slot
    headed: bool = True
    again: bool = False
    gives: Gives | None = None


class Operator(NamedTuple):
    """A sign between numbers, or an arrow with a word over it, and what it says of them."""

    text: str
    arrow: bool = False
    gives: Gives | None = None


class Constant(NamedTuple):
    """A constant that is read as words."""

    slot: Slot


class Label(NamedTuple):
    """The name of a group's channel."""

    working: int
    group: int


class Area(NamedTuple):
    """A number times itself, as an area."""

    slot: Slot


class Tally(NamedTuple):
    """A sum of squares as a column, to which the square of a number is added."""

    slot: Slot


class Bar(NamedTuple):
    """A sum as a bar."""

    slot: Slot


class Captions(NamedTuple):
    """What is written beneath each number of a place."""

    slot: Slot


class Note(NamedTuple):
    """The sentence about the step, in lines that may be `narrow`, which keep to them where numbers stand `beside`."""

    narrow: bool = False
    beside: bool = False


class Rule(NamedTuple):
    """A line between groups."""


class Stack(NamedTuple):
    """Parts side by side, on one middle, or one below the other: in the middle, or `flush` at the left.

    What is `brief` tells less than other ways do, for a stage that has no room for these. What is `broken` stands so
    for want of room, never for larger cells than usual: the end of a sum on a line of its own, or in others' way.
    """

    direction: Literal["row", "column"]
    parts: tuple["Node", ...]
    gap: int = 0
    flush: bool = False
    brief: bool = False
    broken: bool = False


Node: TypeAlias = Box | Operator | Constant | Label | Area | Tally | Bar | Captions | Note | Rule | Stack
OTHERS, ALL = 1, 2
"""What is folded to sums: all channels but the one in hand, or all of them."""
Way: TypeAlias = tuple[Node, int]
"""How numbers are laid out, and what of them is folded, 0 where nothing is."""


def boxes_in(node: Node) -> Iterator[Box]:
    """Yield the places of numbers that a part has."""
    if isinstance(node, Box):
        yield node
    for part in node.parts if isinstance(node, Stack) else ():
        yield from boxes_in(part)


def given_in(node: Node) -> Iterator[Gives]:
    """Yield what is said of numbers in a part."""
    if isinstance(node, Box | Operator) and node.gives is not None:
        yield node.gives
    for part in node.parts if isinstance(node, Stack) else ():
        yield from given_in(part)
