"""Going between chapters and runs with scenes that are kept shows what a fresh stage shows."""

import numpy as np
import pytest
from seen_pixels import pixels_of

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


@pytest.fixture
def stage(new_stage):
    return new_stage(700, 420)


def pixels(stage):
    return pixels_of(stage.viewport().grab().toImage())


def fresh(frame, size, qtbot):
    stage = Stage(palette("light"))
    qtbot.addWidget(stage)
    stage.resize(size)
    stage.set_frame(frame)
    return pixels(stage)


def experiments():
    """Return an experiment, one with other numbers, and one with other limits."""
    one = first_example()
    image = one.image.copy()
    image[0, 0] = 0.3
    other = one.with_image(image, one.image_name)
    return [one, other, one.with_layer(0, one.layers[0].with_preset(0, "Gaussian blur"))]


def test_a_random_walk_over_chapters_runs_and_sizes_shows_what_a_fresh_stage_shows(stage, qtbot):
    random = np.random.default_rng(3)
    runs = [run_of(experiment, RunOptions(0)) for experiment in experiments()]
    for turn in range(60):
        run = runs[int(random.integers(3))] if turn % 4 == 0 else stage.scene().frame.timeline
        frame = Frame(run, run.at(int(random.integers(len(run)))))
        stage.set_frame(frame)
        if turn % 15 == 14:
            stage.resize(*[(700, 420), (900, 500)][turn % 2])
        if turn % 3 == 0:
            assert np.array_equal(pixels(stage), fresh(frame, stage.size(), qtbot)), frame.position


def test_an_edit_keeps_the_scene_and_another_chapter_comes_back(stage):
    runs = [run_of(experiment, RunOptions(0)) for experiment in experiments()]
    stage.set_frame(Frame(runs[0], Position(1, 5)))
    scene = stage.scene()
    stage.set_frame(Frame(runs[1], Position(1, 5)))
    assert stage.scene() is scene
    stage.set_frame(Frame(runs[1], Position(3, 5)))
    assert stage.scene() is not scene
    stage.set_frame(Frame(runs[1], Position(1, 9)))
    assert stage.scene() is scene
