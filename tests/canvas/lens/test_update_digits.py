"""A number that an update leaves as it was is written alike before and after it, on the grids and in the lens."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
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


@pytest.mark.parametrize(("room", "least"), [((912, 222), 46), ((656, 222), 38)])
def test_beside_an_open_panel_long_numbers_are_read_in_their_grids(room, least, new_stage):
    stage = new_stage(*room)
    stage.set_frame(updating((-0.7406, 9.3461), 0.01))
    cells = {grid.cell for grid in stage.scene().grids.values()}
    assert min(cells) >= least


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


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("largest", "rate"), [(7, 0.5), (0.0196, 0.5), (0.0196, 0.01), (0.0021, 2.5)])
def test_who_calculates_with_what_is_written_arrives_at_what_is_written(seed, largest, rate):
    """But for one in the last place, since all three are rounded."""
    random = np.random.default_rng(seed)
    layer = convolved(1, 1, size=(8, 8), padding="valid")
    layer = replace(layer, weight=random.normal(size=layer.weight.shape))
    picture = random.normal(size=image(1, (8, 8)).shape)
    sums = sliding_window_view(picture[:, :, 0], (6, 6)).sum((2, 3))  # of what each weight met: its gradient
    picture *= largest / np.abs(sums).max()
    run = run_of(replace(Experiment((picture,), (layer,)), learning_rate=rate), WAYS["window by window"])
    chapter = next(one for one in run.chapters if one.kind is ChapterKind.UPDATE_WEIGHT)
    names = ("weight", "dweight", "weight_new")
    old, slope, new = (
        np.array([number(format_in(chapter, name).text(value)) for value in chapter.arrays[name].ravel()])
        for name in names
    )
    last = 10.0 ** -format_in(chapter, "weight_new").decimals
    assert np.all(np.abs(old - rate * slope - new) <= 1.01 * last)


def number(text):
    return float(text.replace("−", "-"))


def test_a_small_rate_leaves_a_gradient_its_few_decimals():
    random = np.random.default_rng(0)
    layer = convolved(1, 1, size=(8, 8), padding="valid")
    picture = random.normal(size=image(1, (8, 8)).shape)
    run = run_of(replace(Experiment((picture,), (layer,)), learning_rate=1e-3), WAYS["window by window"])
    chapter = next(one for one in run.chapters if one.kind is ChapterKind.UPDATE_WEIGHT)
    assert format_in(chapter, "weight_new").decimals > 3
    assert format_in(chapter, "dweight").decimals == 2
