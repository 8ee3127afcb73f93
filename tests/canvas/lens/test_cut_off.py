"""Numbers that are fewer than their place is for stand beside their operator; none stands with nothing behind it."""

import pytest
from PyQt5.QtWidgets import QGraphicsSimpleTextItem
from run_catalogue import WAYS, convolved, experiments, image

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.standing import firsts, idle_signs, start_of
from cnnviz.canvas.lens.ways.nodes import Box, Operator
from cnnviz.canvas.lens.ways.sizes import Put
from cnnviz.experiment.document import Experiment
from cnnviz.explain.lenses.tiles import Block, Tile
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ONE = Block(((Tile(1.0, ()),),), "x")


@pytest.fixture
def stage(new_stage):
    return new_stage(1221, 347)


def lens_at(stage, experiment, kind, step):
    """Return the lens of a step of a chapter, where gradients are gathered."""
    run = run_of(experiment, WAYS["cell by cell"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is kind)
    stage.set_frame(Frame(run, Position(number, step)))
    return stage.scene().lens.face


def said(stage, text):
    """Return where something is written, nothing where it is not."""
    items = [i for i in stage.scene().items() if isinstance(i, QGraphicsSimpleTextItem) and i.isVisible()]
    return [item.sceneBoundingRect() for item in items if item.text() == text]


def test_at_a_corner_a_gather_has_its_numbers_beside_the_operator(stage):
    made = Experiment((image(1),), (convolved(1, 1),))
    face = lens_at(stage, made, ChapterKind.GATHER, 0)
    blocks = {put.node.slot: face.block_rect(put) for put in face.grids}
    dy, weight = (blocks[Slot(0, 0, Part.FACTOR, number)] for number in (0, 1))
    left, right = sorted((dy, weight), key=lambda rect: rect.left())
    (sign,) = said(stage, "⊙")
    assert left.width() == right.width() == left.height()
    assert sign.left() - left.right() < left.width() / 2
    assert right.left() - sign.right() < left.width() / 2
    assert abs(sign.center().y() - left.center().y()) <= 2
    for grid in face.grids.values():  # what is under the pointer is what stands there
        tile = face.tile_at(grid.pos() + grid.cell_rect(0, 0).center())
        assert (tile is None) == (grid.rows > 1)
    found = face.tile_at(left.center())
    assert found is not None
    assert list(face.rects(lambda tile: tile == found)) == [left]


def test_a_name_stands_over_the_numbers_and_is_not_covered(stage):
    face = lens_at(stage, Experiment((image(1),), (convolved(1, 1),)), ChapterKind.GATHER, 0)
    (name,) = said(stage, "dY[0, 0]")
    rects = [face.block_rect(put) for put in face.grids]
    assert any(abs(rect.top() - name.bottom()) < 8 and rect.left() < name.right() for rect in rects)
    texts = [item for item in stage.scene().items() if isinstance(item, QGraphicsSimpleTextItem)]
    lens = [item for item in texts if item.text() == "dY[0, 0]"]
    assert lens[0].zValue() > face.cover.zValue()


def test_a_class_that_is_not_the_true_one_has_0_taken_off(stage):
    made = experiments()["classifier"]
    signs = []
    for step in range(3):
        lens_at(stage, made, ChapterKind.CROSS_ENTROPY_BACK, step)
        signs.append([len(said(stage, sign)) for sign in ("+", "−", "=", "0", "1")])
    assert sorted(signs) == [[0, 1, 1, 0, 1], [0, 1, 1, 1, 0], [0, 1, 1, 1, 0]]


def row(*nodes):
    """Return parts side by side, each of 20 pixels."""
    return [Put(node, 30 * at, 0, 20, 20, 20) for at, node in enumerate(nodes)]


A, B, C = (Box(Slot(0, -1, Part.SINGLE, number)) for number in range(3))
PLUS, EQUALS = Operator("+"), Operator("=")


@pytest.mark.parametrize(
    ("there", "idle"),
    [
        ((A, B, C), ()),
        ((A, C), (1,)),  # nothing is added
        ((B, C), (1,)),  # nothing that it is added to
        ((C,), (1, 3)),  # a sum of nothing
    ],
)
def test_operators_without_anything_to_work_on(there, idle):
    puts = row(A, PLUS, B, EQUALS, C)
    blocks = {box.slot: ONE for box in there}
    assert idle_signs(puts, blocks) == {puts[at] for at in idle}


def test_the_first_of_a_line_stands_at_the_operator_behind_it():
    upper = row(A, PLUS, B)
    lower = [put._replace(y=100) for put in row(EQUALS, C)]
    assert firsts([*upper, *lower]) == {upper[0]}
    assert start_of(ONE, (3, 3), to_the_right=True) == (1, 2)
    assert start_of(ONE, (3, 3), to_the_right=False) == (1, 0)
    assert start_of(None, (3, 3), to_the_right=True) == (0, 0)
