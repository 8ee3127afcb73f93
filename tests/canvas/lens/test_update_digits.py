"""A number that an update leaves as it was is written alike before and after it, on the grids and in the lens."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import WAYS, convolved, image

from cnnviz.canvas.lens.slots import Part
from cnnviz.experiment.document import Experiment
from cnnviz.explain.number_format import format_in
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


def updating(weights, rate):
    """Return the first step of an update of weights of which dW leaves one as it was."""
    layer = convolved(1, 1, size=(8, 8), padding="valid")
    kernel = np.ones_like(layer.weight)
    kernel.flat[: len(weights)] = weights
    layer = replace(layer, weight=kernel)
    picture = np.zeros_like(image(1, (8, 8)))
    picture[4, 4] = 0.01
    run = run_of(replace(Experiment((picture,), (layer,)), learning_rate=rate), WAYS["window by window"])
    number = next(n for n, one in enumerate(run.chapters) if one.kind is ChapterKind.UPDATE_WEIGHT)
    return Frame(run, Position(number, 0))


@pytest.mark.parametrize("rate", [0.1, 0.01])
def test_what_an_update_leaves_alone_is_written_alike_before_and_after(rate):
    frame = updating((-0.04, 0.5), rate)
    old, new = (format_in(frame.chapter, name, frame.decimals) for name in ("weight", "weight_new"))
    assert old.text(-0.04) == new.text(-0.04)
    assert len(new.text(-0.04)) > len("−0.04")


def test_whole_weights_stay_whole():
    frame = updating((1.0, -2.0), 0.1)
    assert format_in(frame.chapter, "weight", frame.decimals).text(-2.0) == "−2"


def test_the_lens_writes_it_as_the_grids_do(new_stage):
    frame = updating((-0.04, 0.5), 0.1)
    stage = new_stage(1181, 427)
    stage.set_frame(frame)
    scene = stage.scene()
    forms = {grid.form.text(-0.04) for put, grid in scene.lens.face.grids.items() if _of_weights(put, scene)}
    names = [plane.key for plane in scene.plan.planes if plane.array in ("weight", "weight_new")]
    assert len(names) >= 2
    assert forms == {scene.grids[key].form.text(-0.04) for key in names}
    assert len(forms) == 1


def _of_weights(put, scene):
    slot = put.node.slot
    return slot.part is Part.RESULT or scene.lens.face.blocks[slot].array in ("weight", "weight_new")
