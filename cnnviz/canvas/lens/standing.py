"""Where numbers stand that are fewer than their place is for, and which operators have nothing to work on then.

At a corner a gather has one term, where in the middle it has nine; all stay beside their operators::

              dY      W
    .  .  .        .  .  .
    .  .  2   ⊙   -1  .  .   =  ...
    .  .  .        .  .  .

Of ``p + (−1) = dZ`` a class that is not the true one has ``p = dZ``: the place of the −1 stays, and is empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

from cnnviz.canvas.lens.slots import Part, Slot, shape_of
from cnnviz.canvas.lens.ways.nodes import Box, Constant, Operator
from cnnviz.canvas.lens.ways.sizes import Put
from cnnviz.canvas.lens.ways.writer import DIFFERS
from cnnviz.explain.lenses.tiles import Block

_GIVES = "="
Start: TypeAlias = tuple[int, int]
"""The row and the column of a place that its numbers begin in."""


def firsts(puts: Sequence[Put]) -> frozenset[Put]:
    """Return the places that have an operator behind them, and none before them on their line."""
    found: set[Put] = set()
    for at, put in enumerate(puts):
        before, after = puts[at - 1] if at else None, puts[at + 1] if at + 1 < len(puts) else None
        if isinstance(put.node, Box) and _on_a_line(put, after) and not _on_a_line(put, before):
            found.add(put)
    return frozenset(found)


def _on_a_line(put: Put, sign: Put | None) -> bool:
    if sign is None or not isinstance(sign.node, Operator):
        return False
    return put.y <= sign.y + sign.height // 2 <= put.y + put.height


def start_of(block: Block | None, shape: tuple[int, int], *, to_the_right: bool) -> Start:
    """Return where numbers begin in a place of a shape: in the middle of its rows, at one end of its columns."""
    if block is None:
        return 0, 0
    rows, columns = shape_of(block)
    return (shape[0] - rows) // 2, shape[1] - columns if to_the_right else 0


def idle_signs(puts: Sequence[Put], blocks: Mapping[Slot, Block]) -> frozenset[Put]:
    """Return the operators, in reading order, behind which nothing stands, or before which nothing is left."""
    idle: set[Put] = set()
    before: list[bool] = []
    for at, put in enumerate(puts):
        if isinstance(put.node, Box | Constant):
            before.append(put.node.slot in blocks)
        elif isinstance(put.node, Operator):
            gives = put.node.arrow or put.node.text == _GIVES
            behind = _behind(puts[at + 1 :], blocks)
            if behind is False or (before and not any(before)):
                idle.add(put)
            if gives:
                before = []
    return frozenset(idle)


def compared_signs(puts: Sequence[Put], blocks: Mapping[Slot, Block]) -> Mapping[Put, str]:
    """Return the signs before somebody else's numbers: whether they are others, nothing where none are known."""
    found: dict[Put, str] = {}
    for put, other in pairwise(puts):
        if (
            isinstance(put.node, Operator)
            and isinstance(other.node, Box)
            and other.node.slot.part is Part.THEIRS
        ):
            block = blocks.get(other.node.slot)
            standings = [] if block is None else [tile.standing for tile in block.tiles]
            found[put] = "" if not standings else DIFFERS if any(standings) else _GIVES
    return found


def _behind(puts: Sequence[Put], blocks: Mapping[Slot, Block]) -> bool | None:
    """Return whether something stands in the next place; None where there is none."""
    for put in puts:
        if isinstance(put.node, Box | Constant):
            return put.node.slot in blocks
    return None


def shared(boxes: Sequence[Put], blocks: Mapping[Slot, Block]) -> Iterator[tuple[Put, Put]]:
    """Yield pairs of places in which two workings have the same number alone: one gradient makes both."""
    alone = [
        (put, put.node.slot.working, [tile.cells for tile in block.tiles])
        for put in boxes
        if isinstance(put.node, Box) and (block := blocks.get(put.node.slot)) is not None
        if put.width == put.cell == put.height
    ]
    for (first, own, cells), (second, other, same) in combinations(alone, 2):
        if own != other and cells == same:
            yield first, second
