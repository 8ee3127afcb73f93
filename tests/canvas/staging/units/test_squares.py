"""Beside the lens of a mean squared error differences and squares are as large as the stage has room for."""

import numpy as np
import pytest
from run_catalogue import convolved, image
from seen_pixels import pixels_of

from cnnviz.canvas.palette import palette
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position

ROOMS = {"1280": (1181, 427), "panel": (909, 427), "1024": (925, 395), "1440 Explain": (1061, 511)}
LEAST = {(1, 1): 60, (2, 2): 60, (4, 4): 36, (3, 5): 32}  # pixels of a cell of differences and squares


def frames(size, channels=1):
    layer = convolved(1, channels, size=size, padding="same")
    target = frozen(np.random.default_rng(3).integers(-20, 40, (*size, channels)) / 10)
    run = run_of(
        Experiment((image(size=size),), (layer,), loss=Loss("mse", targets=(target,))), RunOptions(0)
    )
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.MSE)
    return [Frame(run, Position(number, n)) for n in range(len(run.chapters[number].trace))]


@pytest.mark.some(6)
@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("size", LEAST)
def test_few_numbers_are_large(new_stage, room, size):
    stage = new_stage(*room)
    stage.set_frame(frames(size)[0])
    grids = stage.scene().grids
    assert set(grids) == {"y0", "target0", "difference0", "squares"}, "the lens has the loss"
    assert grids["squares"].cell == grids["difference0"].cell >= min(LEAST[size], grids["y0"].cell + 6)
    assert min(grid.cell for grid in grids.values()) >= LEAST[size] - 4


@pytest.mark.some(3)
@pytest.mark.parametrize(("size", "channels"), [((4, 4), 1), ((13, 13), 1), ((8, 8), 3), ((3, 5), 2)])
@pytest.mark.parametrize("room", [ROOMS["1280"], ROOMS["1024"]], ids=["1280", "1024"])
def test_nothing_is_over_anything_and_all_of_it_is_on_the_stage(new_stage, room, size, channels):
    stage = new_stage(*room)
    told = frames(size, channels)
    stage.set_frame(told[len(told) // 2])
    scene = stage.scene()
    places = [grid.sceneBoundingRect() for grid in scene.grids.values()] + [scene.lens.rect]
    for at, place in enumerate(places):
        assert stage.rect().contains(place.toAlignedRect())
        assert not any(place.intersects(other) for other in places[:at])


def test_nothing_moves(new_stage):
    stage, seen = new_stage(*ROOMS["1280"]), set()
    for frame in frames((4, 4))[::5]:
        stage.set_frame(frame)
        scene = stage.scene()
        grids = ((key, grid.sceneBoundingRect().getRect()) for key, grid in scene.grids.items())
        seen.add((*grids, scene.lens.rect.getRect()))
    assert len(seen) == 1


def test_the_loss_is_framed_in_the_lens(new_stage):
    stage = new_stage(*ROOMS["1280"], shown=True)
    frame = frames((4, 4))[7]
    stage.set_frame(frame)
    (loss,) = (update.target for update in frame.step.updates if update.target.array == "loss")
    place = stage.cell_rect(loss)
    seen, accent = pixels_of(stage.viewport().grab().toImage()), palette("light").role("accent").getRgb()[:3]
    for x, y in ((place.left() - 2, place.center().y()), (place.center().x(), place.top() - 2)):
        around = seen[y - 1 : y + 2, x - 1 : x + 2, :3].reshape(-1, 3)
        assert (around == accent).all(axis=1).any()


def test_without_the_lens_the_loss_has_a_grid(new_stage):
    stage = new_stage(*ROOMS["1280"])
    stage.set_lens(False)
    stage.set_frame(frames((4, 4))[3])
    assert "loss" in stage.scene().grids
