"""When a chapter ends its result slides to where the next one reads it, and the map's mark slides with it."""

import numpy as np
import pytest
from painted_regions import on_screen
from PyQt5.QtCore import QRectF
from PyQt5.QtWidgets import QApplication, QWidget
from run_catalogue import WAYS, experiments

from cnnviz.canvas.map.map_view import MapView
from cnnviz.canvas.motion.pace import LIVELY, STILL
from cnnviz.canvas.palette import palette
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

HALF = LIVELY.slide / 2000


@pytest.fixture(scope="module")
def run():
    return run_of(experiments()["classifier"], WAYS["window by window"])


@pytest.fixture
def stage(new_stage):
    return new_stage(1100, 560, shown=True)


@pytest.fixture
def map_view(qtbot, clock, run):
    view = MapView(clock=clock)
    qtbot.addWidget(view)
    view.resize(1400, 144)
    view.show_run(run, palette("light"), 0)
    view.show()
    return view


def end(run, chapter):
    return Frame(run, Position(chapter, len(run.chapters[chapter].trace) - 1))


def enter(view, run, chapter, show):
    """Go from the end of the chapter before into a chapter."""
    view.motion = STILL
    show(end(run, chapter - 1))
    QApplication.processEvents()
    view.motion = LIVELY
    show(Frame(run, Position(chapter, 0)))


def grids(stage, array):
    scene = stage.scene()
    return {
        plane.fixed: scene.grids[plane.key].sceneBoundingRect()
        for plane in scene.plan.planes
        if plane.array == array
    }


def test_a_grid_slides_from_where_it_was_made_to_where_it_is_read(stage, clock, run):
    keys = [chapter.key for chapter in run.chapters]
    for key, made, read in (("convolve", "x_pad", "x_pad"), ("activate", "y", "z")):
        chapter = keys.index(key)
        stage.set_frame(end(run, chapter - 1))
        before = grids(stage, made)
        enter(stage, run, chapter, stage.set_frame)
        slides = stage.scene().motion.moving.moves.flights
        assert [flight.last for flight in slides]
        after = grids(stage, read)
        for flight in slides:
            (fixed,) = [fixed for fixed, rect in after.items() if rect == flight.last]
            assert flight.first == before[fixed]
            assert (flight.at(0)[0], flight.at(1)[0]) == (flight.first, flight.last)


def test_cut_short_it_is_there(stage, clock, run):
    for chapter in range(1, len(run.chapters), 2):
        enter(stage, run, chapter, stage.set_frame)
        clock.now += HALF
        stage.tick()
        on_screen(stage)
        stage.settle()
        moved = on_screen(stage)
        stage.viewport().update()
        np.testing.assert_array_equal(moved, on_screen(stage), run.chapters[chapter].key)


def test_it_is_seen_on_its_way_and_arrives(stage, clock, run):
    enter(stage, run, 1, stage.set_frame)
    seen = [on_screen(stage)]
    for _ in range(2):
        clock.now += HALF
        stage.tick()
        seen.append(on_screen(stage))
    stage.settle()
    there = on_screen(stage)
    assert [(picture == there).all() for picture in seen[:2]] == [False, False]
    assert (seen[0] != seen[1]).any()


def test_what_is_left_out_neither_slides_nor_is_flown_to(stage, clock, run):
    enter(stage, run, 1, stage.set_frame)
    scene = stage.scene()
    assert scene.motion.moving.moves.flights
    scene.settle()
    for plane in scene.plan.planes:
        scene.grids[plane.key].setVisible(False)
    before = end(run, 0)
    scene.motion.enter(
        before, {(p.array, p.fixed): QRectF(0, 0, 9, 9) for p in scene.plan.planes}, scene.frame, LIVELY
    )
    assert not any(scene.motion.moving.moves)
    clock.now += 0.001 * (LIVELY.slide + LIVELY.flight / 2)
    stage.tick()
    lens = scene.lens.rect
    assert all(lens.contains(flight.last) for flight in scene.motion.moving.moves.flights)


def test_in_the_midst_of_a_chapter_nothing_slides(stage, run):
    stage.motion = LIVELY
    stage.set_frame(Frame(run, Position(0, 3)))
    stage.set_frame(Frame(run, Position(1, 0)))
    assert not any(stage.scene().motion.moving.moves)


def test_the_mark_of_the_map_slides_and_is_there(map_view, clock, run):
    enter(map_view, run, 1, map_view.show_frame)
    mark = map_view.findChild(QWidget, "sliding_mark")
    places = [mark.geometry()]
    pictures = [on_screen(map_view)]
    clock.now += HALF
    map_view.tick()
    places.append(mark.geometry())
    pictures.append(on_screen(map_view))
    clock.now += 2 * HALF
    map_view.tick()
    assert not mark.isVisible()
    assert places[0].x() < places[1].x()
    there = on_screen(map_view)
    assert all((picture != there).any() for picture in pictures)
    map_view.motion = STILL
    map_view.show_frame(end(run, 0))
    map_view.show_frame(Frame(run, Position(1, 0)))
    np.testing.assert_array_equal(on_screen(map_view), there)


def test_the_next_step_cuts_the_mark_short(map_view, clock, run):
    map_view.show_frame(Frame(run, Position(1, 1)))
    there = on_screen(map_view)
    enter(map_view, run, 1, map_view.show_frame)
    clock.now += HALF
    map_view.tick()
    on_screen(map_view)
    map_view.show_frame(Frame(run, Position(1, 1)))
    np.testing.assert_array_equal(on_screen(map_view), there)
