"""Whether the numbers of a lens come to what they are said to make, as they are printed: where not "≈" stands there.

A linear layer's gradient with two decimals::

    F[2]      dZ[1]       dW[2, 1]
    0.13   ·  −0.81   ≈   −0.11        by hand it is −0.1053
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cnnviz.canvas.lens.slots import Part, Slot, is_alone, is_read, shape_of
from cnnviz.canvas.lens.ways.nodes import Gives
from cnnviz.canvas.lens.words import constant_words
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.explain.number_format import format_in
from cnnviz.explain.sums.printed import Fraction, alike, fraction, multiplied, total
from cnnviz.explain.sums.terms import MOST_TERMS
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame

Written: TypeAlias = Callable[[Slot, Block], Callable[[float], str]]
"""How the numbers of a place are printed."""
Blocks: TypeAlias = Mapping[Slot, Block]
_CELLWISE = frozenset({Part.PRODUCTS, Part.AFTER})


def come_to(gives: Gives, blocks: Blocks, written: Written) -> bool:
    """Return whether printed numbers come to what is printed; also where that is open still, or is no number."""
    made = blocks.get(gives.of)
    if made is None:
        return True
    text = written(gives.of, made)
    there = [(at, tile) for at, tile in _placed(made) if tile.done and math.isfinite(tile.value)]
    if gives.of.part in _CELLWISE:
        terms = _terms_of_cells(gives, blocks, written)
        return all(alike(total(terms(at, tile)), fraction(text(tile.value))) for at, tile in there)
    if not there:
        return True
    (_, tile) = there[0]
    found = list(_terms(gives, blocks, written))
    if len(found) > MOST_TERMS:  # nobody adds them up
        said = fraction(text(tile.value))
        return said is not None and said[0] / said[1] == tile.value
    return alike(total(found), fraction(text(tile.value)))


def printed(frame: Frame, working: Working, slot: Slot, block: Block) -> Callable[[float], str]:
    """Return how the numbers of a place are printed where they have room: a constant by its name."""
    if is_read(slot, block):
        words = constant_words(frame, working, block)
        minus = MINUS if block.label.startswith(MINUS) else ""
        return lambda _: f"{minus}{words}"
    form = format_in(frame.chapter, block.array or working.target, frame.decimals)
    return (form.read if is_alone(block) else form).in_cell


_At: TypeAlias = tuple[int, int]
_OfCell: TypeAlias = Callable[[_At, Tile], Sequence[Fraction | None]]


def _placed(block: Block) -> Iterator[tuple[_At, Tile]]:
    for row, tiles in enumerate(block.rows):
        for column, tile in enumerate(tiles):
            if tile is not None:
                yield (row, column), tile


def _terms_of_cells(gives: Gives, blocks: Blocks, written: Written) -> _OfCell:
    """Return what tells the printed terms of each number of a block."""
    of, group = gives.of, gives.of.group
    before = _number_at(of._replace(part=Part.BEFORE), blocks, written) if of.part is Part.AFTER else None
    if gives.by is Part.PRODUCTS:
        given = _number_at(of._replace(part=Part.PRODUCTS), blocks, written)
        parts = [one for one in (before, given) if one is not None]
        return lambda at, _: [one(at) for one in parts]
    shape, product = shape_of(blocks[of]), _product_of(of.working, group, blocks, written)
    started = [before] if before is not None else []
    return lambda at, tile: [*(one(at) for one in started), product(at, shape, tile)]


def _number_at(slot: Slot, blocks: Blocks, written: Written) -> Callable[[_At], Fraction | None] | None:
    """Return what tells the printed number at a row and a column of a place, None where nothing fills it."""
    block = blocks.get(slot)
    if block is None:
        return None
    text = written(slot, block)

    def number(at: _At) -> Fraction | None:
        tile = block.rows[at[0]][at[1]]
        return None if tile is None else fraction(text(tile.value))

    return number


def _product_of(
    working: int, group: int, blocks: Blocks, written: Written
) -> Callable[[_At, _At, Tile], Fraction | None]:
    """Return what multiplies the printed factors at a place of so large a block, whose number is made of them."""
    factors = [
        (block, shape_of(block), written(slot, block))
        for slot, block in _all(working, group, Part.FACTOR, blocks)
    ]

    def product(at: _At, shape: _At, made: Tile) -> Fraction | None:
        numbers = []
        for block, own, text in factors:
            if own == shape:
                factor = block.rows[at[0]][at[1]]
            elif own == (1, 1):
                factor = block.rows[0][0]
            else:
                factor = next((tile for tile in block.tiles if set(tile.cells) & set(made.cells)), None)
            if factor is not None:  # what a mask stops has no other
                numbers.append(fraction(text(factor.value)))
        return multiplied(numbers)

    return product


def _terms(gives: Gives, blocks: Blocks, written: Written) -> Iterator[Fraction | None]:
    """Yield the printed terms of a sum."""
    of = gives.of
    if gives.by is Part.TERM:
        yield from _alone(of.working, (Part.SO_FAR, Part.TERM), blocks, written)
        return
    if of.part is Part.TOTAL:
        yield from _of_group(of.working, of.group, gives.by, blocks, written)
        return
    yield from _alone(of.working, (Part.OLD,), blocks, written)
    groups = {slot.group for slot in blocks if slot.working == of.working and slot.group >= 0}
    for group in sorted(groups):
        yield from _of_group(of.working, group, gives.by, blocks, written)
    for slot, block in _all(of.working, -1, Part.SINGLE, blocks):
        text = written(slot, block)
        yield from (fraction(text(tile.value)) for tile in block.tiles)


def _alone(
    working: int, parts: Sequence[Part], blocks: Blocks, written: Written
) -> Iterator[Fraction | None]:
    for part in parts:
        slot = Slot(working, -1, part)
        if slot in blocks:
            text = written(slot, blocks[slot])
            yield from (fraction(text(tile.value)) for tile in blocks[slot].tiles)


def _of_group(
    working: int, group: int, by: Part, blocks: Blocks, written: Written
) -> Iterator[Fraction | None]:
    """Yield what a group adds: its sum, its products, or its factors multiplied."""
    products = blocks.get(Slot(working, group, Part.PRODUCTS))
    if by is not Part.FACTOR:
        slot = Slot(working, group, by)
        if slot in blocks:
            text = written(slot, blocks[slot])
            yield from (fraction(text(tile.value)) for tile in blocks[slot].tiles)
        return
    product = _product_of(working, group, blocks, written)
    one = products or next((block for _, block in _all(working, group, Part.FACTOR, blocks)), None)
    if one is not None:
        shape = shape_of(one)
        yield from (product(at, shape, tile) for at, tile in _placed(one))


def _all(working: int, group: int, part: Part, blocks: Blocks) -> Iterator[tuple[Slot, Block]]:
    number = 0
    while (slot := Slot(working, group, part, number)) in blocks:
        yield slot, blocks[slot]
        number += 1
