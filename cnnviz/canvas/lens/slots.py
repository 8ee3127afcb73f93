"""The places of a lens: every number of a step's working has one, whatever the step is."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from cnnviz.explain.lenses.tiles import Block, Group, Tile, Working
from cnnviz.explain.lenses.worked_terms import cells_of
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell


class Part(StrEnum):
    """What the numbers of a place are to the working."""

    FACTOR = "factor"
    PRODUCTS = "products"
    TOTAL = "total"
    BEFORE = "before"
    AFTER = "after"
    SINGLE = "single"
    OLD = "old"
    SO_FAR = "so far"
    TERM = "term"
    RUNNING = "running"
    RESULT = "result"
    THEIRS = "theirs"
    MASK = "mask"


class Slot(NamedTuple):
    """A place: of which working, of which of its groups (-1 of none), for what, and the how manieth of these."""

    working: int
    group: int
    part: Part
    number: int = 0


def blocks_of(workings: Sequence[Working]) -> Mapping[Slot, Block]:
    """Return the numbers of all places that a step fills."""
    found: dict[Slot, Block] = {}
    for number, working in enumerate(workings):
        for at, group in enumerate(working.groups):
            found |= _of_group(number, at, group, working.target)
        if working.theirs is not None:
            found[Slot(number, -1, Part.THEIRS)] = working.theirs
        if working.mask is not None:
            found[Slot(number, -1, Part.MASK)] = working.mask
        for at, single in enumerate(working.singles):
            found[Slot(number, -1, Part.SINGLE, at)] = single
        on_its_way = working.running
        alone = [(Part.OLD, working.before), (Part.RESULT, working.result)]
        if on_its_way is not None:
            alone += [(Part.SO_FAR, on_its_way.so_far), (Part.TERM, on_its_way.term)]
            found[Slot(number, -1, Part.RUNNING)] = on_its_way.sums
        for part, tile in alone:
            if tile is not None:
                found[Slot(number, -1, part)] = _alone(tile, working.target)
    return found


def _of_group(working: int, number: int, group: Group, target: str) -> Mapping[Slot, Block]:
    found = {Slot(working, number, Part.FACTOR, at): block for at, block in enumerate(group.factors)}
    wholes = (
        (Part.PRODUCTS, group.products),
        (Part.BEFORE, group.before),
        (Part.AFTER, group.after),
        (Part.THEIRS, group.theirs),
    )
    found |= {Slot(working, number, part): block for part, block in wholes if block is not None}
    if group.total is not None:
        found[Slot(working, number, Part.TOTAL)] = _alone(group.total, target)
    return found


def _alone(tile: Tile, array: str) -> Block:
    return Block(((tile,),), array)


def is_constant(block: Block) -> bool:
    """Return whether a block is one number that no array has; a mask has its numbers side by side, and of cells."""
    tiles = list(block.tiles)
    return bool(block.label) and len(tiles) == 1 and not tiles[0].aside


def is_read(slot: Slot, block: Block) -> bool:
    """Return whether a constant is read as words beside its signs: a factor, or what is taken off."""
    taken_off = slot.part is Part.SINGLE and block.label.startswith(MINUS)
    return (slot.part is Part.FACTOR or taken_off) and is_constant(block)


def is_mask(block: Block) -> bool:
    """Return whether a block tells what is let through."""
    return bool(block.label) and any(tile.aside for tile in block.tiles)


def shape_of(block: Block) -> tuple[int, int]:
    """Return how many rows and columns a block has."""
    return len(block.rows), max(map(len, block.rows))


def is_alone(block: Block) -> bool:
    """Return whether a block is one number, which is read and calculated with by itself."""
    return shape_of(block) == (1, 1)


def numbered(block: Block, start: tuple[int, int] = (0, 0)) -> Iterator[tuple[int, int, Tile]]:
    """Yield the numbers of a block with their rows and columns, counted from a start."""
    for row, tiles in enumerate(block.rows, start[0]):
        for column, tile in enumerate(tiles, start[1]):
            if tile is not None:
                yield row, column, tile


def in_hand(frame: Frame, workings: Sequence[Working]) -> int:
    """Return the group of the term that is done last, of a bias that of the one before; the first in a whole step."""
    done = frame.done.updates[-1:] if frame.position.term is not None else ()
    groups = [each for working in workings for each in enumerate(working.groups)]
    for update in done:
        for term in reversed(update.terms):
            cells = cells_of(term)
            found = (number for number, group in groups if _has(group, (update.target,), cells))
            if (number := next(found, None)) is not None:
                return number
    return 0


def _has(group: Group, target: tuple[Cell], cells: tuple[Cell, ...]) -> bool:
    """Return whether a group has a number that is written, or else what some cells make."""
    if group.after is not None:
        return any(tile.cells == target for tile in group.after.tiles)
    blocks = group.factors if group.products is None else (group.products,)
    return any(tile.cells == cells for block in blocks for tile in block.tiles)
