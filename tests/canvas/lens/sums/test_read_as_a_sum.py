"""A lens is read as what is written there: what is multiplied is the contribution, before + contribution = after.

Of a 1x1 kernel over two channels every line is read with what stands before all of them::

    1 ×   channel 0    -4      -4 +  -4 =  -8        reads 1 × -4, and -4 + -4 = -8
          channel 1   3.2     0.5 + 3.2 = 3.7
"""

from itertools import pairwise

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.lens.slots import Part, Slot, blocks_of
from cnnviz.canvas.lens.ways.forms import form_of
from cnnviz.canvas.lens.ways.nodes import Box, Label, Operator, Stack
from cnnviz.canvas.lens.ways.patches import spread_ways
from cnnviz.canvas.lens.ways.writer import Writer
from cnnviz.experiment.document import Experiment
from cnnviz.explain.lenses.lens import lens
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

POINT = {"kernel_size": (1, 1), "padding": "valid"}
LAYERS = {
    "a point, channels": convolved(3, 2, **POINT),
    "a point, strides": convolved(5, 3, stride=(2, 3), **POINT),
    "a point, groups": convolved(4, 4, groups=2, **POINT),
    "a row": convolved(3, 2, kernel_size=(1, 2), padding="valid"),
    "a window": convolved(1, 2, stride=(2, 1)),
    "channels": convolved(3, 2, stride=(2, 1)),
    "groups": convolved(4, 2, groups=2, dilation=(1, 2)),
    "depthwise": convolved(3, 3, groups=3),
}
APART = Operator("")
"""What stands between two equations on one line."""
BACKWARD = ChapterKind.ACCUMULATE, ChapterKind.SCATTER


def leaves(node):
    """Return the numbers and signs of a part, in the order in which they are read."""
    if isinstance(node, Stack):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return [] if isinstance(node, Label) else [node]


def written(node):
    """Return how many grids of a part are written."""
    return sum(isinstance(leaf, Box) and leaf.slot.part is Part.AFTER for leaf in leaves(node))


def lines(node, before=()):
    """Return what is read of each grid that is written, with what stands before all lines."""
    if written(node) == 1:
        return [[*before, *leaves(node)]]
    several = [part for part in node.parts if written(part)]
    if len(several) == 1:
        first = node.parts[: node.parts.index(several[0])]
        return lines(several[0], [*before, *(leaf for part in first for leaf in leaves(part))])
    return [line for part in several for line in lines(part, before)]


def sentences(line):
    """Return the equations of a line, each as its sides; where two numbers meet without a sign another one begins."""
    found = [[[]]]
    for leaf in line:
        if isinstance(leaf, Operator) and leaf.text == "=" and any(found[-1]):
            found[-1].append([])
            continue
        if leaf == APART:
            found.append([[]])
            continue
        if isinstance(leaf, Box) and found[-1][-1] and isinstance(found[-1][-1][-1], Box):
            found.append([[]])
        found[-1][-1].append(leaf)
    return found


def worth(side, blocks):
    """Return the terms of a side, each multiplied out; at both sides of every sign there is a number."""
    assert len(side) % 2 == 1, side
    assert all(isinstance(leaf, Operator if at % 2 else Box) for at, leaf in enumerate(side)), side
    terms = [1.0]
    for leaf in side:
        if isinstance(leaf, Operator):
            terms += [1.0] if leaf.text == "+" else []
            assert leaf.text in ("+", "·", "×", "⊙")
        else:
            block = blocks[leaf.slot]
            terms[-1] = terms[-1] * np.array([[tile.value for tile in row] for row in block.rows])
    return terms


def check(sides, blocks):
    """Check that what is read is true: a product that goes on is the first of what is added."""
    values = [worth(side, blocks) for side in sides]
    for one, other in pairwise(values):
        goes_on = len(one) == 1 and len(other) > 1
        assert np.allclose(one[0] if goes_on else sum(one), other[0] if goes_on else sum(other)), sides


def frames(layer):
    """Yield steps on the way back: the first, one in the middle, the last."""
    channels = layer.weight.shape[2] * layer.groups
    run = run_of(Experiment((image(channels),), (layer,)), WAYS["all filters"])
    for number, chapter in enumerate(run.chapters):
        if chapter.kind in BACKWARD:
            count = len(chapter.trace)
            yield from (Frame(run, Position(number, step)) for step in (0, count // 2, count - 1))


def ways(layer):
    """Yield the ways in which the steps can be written, with what stands there."""
    for frame in frames(layer):
        workings = lens(frame)
        form, blocks = form_of(frame, lambda _: 40), blocks_of(workings)
        for number, working in enumerate(workings):
            if working.result is None:
                yield from ((way, blocks, working) for way in spread_ways(Writer(number, form)))


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_every_line_of_every_way_is_true_and_tells_what_is_multiplied(layer):
    found = list(ways(layer))
    assert found
    for (way, folded), blocks, working in found:
        told = lines(way)
        assert folded or len(told) == len(working.groups)
        for number, line in enumerate(told):
            read = sentences(line)
            for sides in read:
                check(sides, blocks)
            boxes = [leaf for leaf in line if isinstance(leaf, Box)]
            own = {leaf.slot.group for leaf in boxes if leaf.slot.part is not Part.FACTOR}
            assert own == {0 if folded else number}
            factors = {cell for box in boxes if box.slot.part is Part.FACTOR for cell in cells(blocks, box)}
            group = working.groups[0 if folded else number]
            assert factors == {c for block in group.factors for tile in block.tiles for c in tile.cells}
            assert folded or len(told) == 1 or any(box.slot.part is Part.PRODUCTS for box in boxes)
            assert_in_order(line)
            if [leaf for leaf in line if leaf == APART] == [APART]:  # what is multiplied is the contribution
                made = Box(Slot(working_of(boxes), boxes[-1].slot.group, Part.PRODUCTS))
                check([read[0][0], [made]], blocks)


def broken_lines(node):
    """Yield what stands on each line of a part that has several."""
    if isinstance(node, Stack):
        if node.direction == "column":
            yield from (leaves(part) for part in node.parts)
        for part in node.parts:
            yield from broken_lines(part)


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_a_sum_breaks_before_a_sign_never_behind_one(layer):
    several = [line for (way, _), *_ in ways(layer) for line in broken_lines(way)]
    assert several
    for line in several:
        assert not isinstance(line[-1], Operator), line


def test_a_product_is_not_torn_apart_where_a_sum_is_brief():
    briefs = [way for (way, _), *_ in ways(LAYERS["a window"]) if isinstance(way, Stack) and way.brief]
    assert briefs
    for way in briefs:
        first, *others = (leaves(part) for part in way.parts)
        assert [leaf.slot.part for leaf in first] == [Part.BEFORE]
        assert [line[0].text for line in others] == ["+", "="]


def working_of(boxes):
    (working,) = {box.slot.working for box in boxes}
    return working


def assert_in_order(line):
    """Check that what there was before comes first where it is added to."""
    parts = [leaf.slot.part if isinstance(leaf, Box) else leaf.text for leaf in line]
    if Part.BEFORE in parts:
        at = parts.index(Part.BEFORE)
        assert at == 0 or parts[at - 1] in ("", *Part), parts
        assert parts[at + 1] == "+"


def cells(blocks, box):
    return [cell for tile in blocks[box.slot].tiles for cell in tile.cells]
