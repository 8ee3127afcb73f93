"""What a step paints again: what it changes on the stage, and no more."""

import numpy as np
import pytest
from painted_regions import Painted, on_screen
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from run_catalogue import experiments

from cnnviz.canvas.motion.pace import LIVELY, Pace
from cnnviz.canvas.palette import palette
from cnnviz.gallery.first_example import first_example
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


@pytest.fixture
def stage(new_stage):
    return new_stage(1400, 600, shown=True)


@pytest.fixture(scope="module")
def colour():
    return run_of(experiments()["colour"], RunOptions(0))


def in_chapter(run, key, step):
    return Frame(run, Position([chapter.key for chapter in run.chapters].index(key), step))


@pytest.mark.parametrize("motion", [0, 150])
def test_a_step_paints_what_it_changes(stage, clock, colour, motion):
    stage.motion = Pace(motion)
    stage.set_frame(in_chapter(colour, "convolve", 0))
    QApplication.processEvents()
    last = stage.cell_centre(Cell("x_pad", tuple(n - 1 for n in colour.chapters[0].arrays["x_pad"].shape)))
    scene, painted = stage.scene(), Painted(stage.viewport())
    stage.set_frame(in_chapter(colour, "convolve", 1))
    clock.now += 0.05
    stage.tick()
    QApplication.processEvents()
    assert painted.region.contains(stage.cell_centre(Cell("y", (0, 0, 1, 0))))
    assert not painted.region.contains(last)
    kernels = [
        grid
        for put, grid in scene.lens.face.grids.items()
        if scene.lens.face.blocks[put.node.slot].array == "weight"
    ]
    centres = [stage.mapFromScene(grid.sceneBoundingRect().center()) for grid in kernels]
    assert centres
    assert not [centre for centre in centres if painted.region.contains(centre)]


def test_nothing_is_painted_where_a_frame_shows_the_same(stage, colour):
    stage.set_frame(in_chapter(colour, "convolve", 3))
    QApplication.processEvents()
    painted = Painted(stage.viewport())
    stage.set_frame(in_chapter(colour, "convolve", 3))
    QApplication.processEvents()
    assert painted.region.isEmpty()


def test_what_is_painted_by_parts_is_what_is_painted_whole(stage, colour):
    for number, chapter in enumerate(colour.chapters):
        for step in {0, 1, len(chapter.trace) // 2, len(chapter.trace) - 1} & set(range(len(chapter.trace))):
            stage.set_frame(Frame(colour, Position(number, step)))
            on_screen(stage)
        if len(chapter.trace[0].updates[0].terms) > 1:
            stage.set_frame(Frame(colour, Position(number, 0, 1)))
        by_parts = on_screen(stage)
        stage.viewport().update()
        np.testing.assert_array_equal(by_parts, on_screen(stage), chapter.key)


def test_the_background_is_filled_once_by_the_scene(stage, colour):
    stage.set_frame(in_chapter(colour, "convolve", 0))
    viewport = stage.viewport()
    assert not viewport.autoFillBackground()
    assert viewport.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that nothing fills it before
    corner = on_screen(stage)[-1, -1]
    assert tuple(corner[:3]) == palette("light").role("stage").getRgb()[:3]


def test_what_is_cut_short_by_the_next_step_leaves_nothing_behind(stage, clock):
    run = run_of(first_example())  # whose windows have a maximum once, twice or four times
    (pooling,) = (n for n, chapter in enumerate(run.chapters) if chapter.kind is ChapterKind.MAX_POOL)
    stage.set_frame(Frame(run, Position(pooling, 0)))
    stage.motion = LIVELY
    for step in range(1, len(run.chapters[pooling].trace)):
        clock.now += 0.3
        stage.tick()
        on_screen(stage)
        stage.settle()
        stage.set_frame(Frame(run, Position(pooling, step)))
        on_screen(stage)
    clock.now += 5
    stage.tick()
    by_parts = on_screen(stage)
    stage.viewport().update()
    np.testing.assert_array_equal(by_parts, on_screen(stage))
