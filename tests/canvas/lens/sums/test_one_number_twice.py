"""Where one gradient makes dW and db, an arrow leads from it to where it is read again, over nothing else."""

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image
from seen_pixels import pixels_of

from cnnviz.canvas.lens.slots import Part, Slot
from cnnviz.canvas.lens.standing import shared
from cnnviz.canvas.lens.ways.nodes import Box
from cnnviz.experiment.document import Experiment
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def accumulating(new_stage, room):
    made = Experiment((image(1, (28, 28)),), (convolved(1, 1, size=(28, 28), kernel_size=(5, 5)),))
    run = run_of(made, WAYS["window by window"])
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.ACCUMULATE)
    stage = new_stage(*room)
    stage.set_frame(Frame(run, Position(number, 300)))
    return stage.scene()


@pytest.mark.parametrize("room", [(1181, 487), (925, 395)])
def test_db_stands_beside_what_makes_dw_which_is_read_on_beneath(new_stage, room):
    scene = accumulating(new_stage, room)
    puts = [put for put in scene.lens.face.grids if isinstance(put.node, Box)]
    (after,) = (put for put in puts if put.node.slot.part is Part.AFTER)
    (products,) = (p for p in puts if p.node.slot.part is Part.PRODUCTS and not p.node.again)
    (result,) = (put for put in puts if put.node.slot == Slot(1, -1, Part.RESULT))
    assert result.x > products.x + products.width
    assert products.y < result.y < products.y + products.height < after.y
    assert scene.lens.cell >= (36 if room[1] > 400 else 28)


def test_the_same_number_is_led_to(new_stage):
    scene = accumulating(new_stage, (1181, 487))
    face = scene.lens.face
    (pair,) = shared(list(face.grids), face.blocks)
    first, second = pair
    assert first.node.slot.working != second.node.slot.working
    assert first.x < second.x
    cells = [{tile.cells for tile in face.blocks[put.node.slot].tiles} for put in pair]
    assert cells[0] == cells[1]
    seen = pixels_of(scene.views()[0].grab().toImage())
    top = round(scene.lens.rect.top()) + 5
    row = seen[top, first.x + first.width : second.x].astype(int)
    ground = seen[top - 3, first.x + first.width].astype(int)
    assert (np.abs(row - ground).max(axis=1) > 40).all()  # the line goes over all that is between
