"""What flies on the stage: out of the lens into the cells that are written, and then there is nothing left of it."""

import numpy as np
import pytest
from painted_regions import Painted, on_screen
from PyQt5.QtCore import QEvent, QRectF, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from run_catalogue import WAYS, experiments

from cnnviz.canvas.motion.pace import LIVELY, STILL
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

DURING = 0.001 * (LIVELY.glide + LIVELY.flight * 0.6)
PULSING = 0.001 * (LIVELY.glide + LIVELY.flight + LIVELY.pulse * 0.5)


@pytest.fixture(scope="module")
def runs():
    ways = {"grey": "window by window", "classifier": "cell by cell", "means": "turned"}
    return {name: run_of(experiments()[name], WAYS[way]) for name, way in ways.items()}


@pytest.fixture
def stage(new_stage):
    return new_stage(1100, 560, shown=True)


def moves(stage):
    return stage.scene().motion.moving.moves


def step_on(stage, run, chapter, step, term=None):
    """Go from the step (or the term) before to this one, with motion."""
    before = Position(chapter, step, term - 1) if term else Position(chapter, step - 1)
    stage.motion = STILL
    stage.set_frame(Frame(run, before))
    on_screen(stage)
    stage.motion = LIVELY
    stage.set_frame(Frame(run, Position(chapter, step, term)))


def wait(stage, clock, seconds):
    clock.now += seconds
    stage.tick()


def cells_written(stage):
    scene = stage.scene()
    return [rect for cell in scene.frame.done.writes for rect in scene.rects([cell])]


def chapters(run):
    return [n for n, chapter in enumerate(run.chapters) if len(chapter.trace) > 1]


@pytest.mark.some(2)
@pytest.mark.parametrize("name", ["grey", "classifier", "means"])
@pytest.mark.parametrize("lens", [True, False])
def test_in_every_chapter_numbers_fly_into_the_cells_that_are_written(stage, clock, runs, name, lens):
    run, flown = runs[name], 0
    stage.set_lens(lens)
    for number in chapters(run):
        step_on(stage, run, number, len(run.chapters[number].trace) // 2)
        if stage.scene().frame.focus != Frame(run, Position(number, 0)).focus:
            continue
        wait(stage, clock, DURING)
        written = cells_written(stage)
        for flight in moves(stage).flights:
            assert flight.last in written, run.chapters[number].key
        flown += bool(moves(stage).flights)
    assert flown >= len(chapters(run)) * (0.6 if lens else 0.4)


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "classifier"])
def test_cut_short_all_is_as_if_nothing_had_moved(stage, clock, runs, name):
    run = runs[name]
    for number in chapters(run)[::2]:
        last = len(run.chapters[number].trace) - 1
        for step, moments in ((last // 2 or 1, (0.05, DURING)), (last, (PULSING,))):
            for moment in moments:
                step_on(stage, run, number, step)
                wait(stage, clock, moment)
                on_screen(stage)
                stage.settle()
                moved = on_screen(stage)
                stage.viewport().update()
                still = on_screen(stage)
                np.testing.assert_array_equal(moved, still, run.chapters[number].key)
    stage.motion = STILL
    stage.fit_text()
    np.testing.assert_array_equal(on_screen(stage), still)


@pytest.mark.parametrize("moment", [0.05, DURING, PULSING])
def test_the_next_step_cuts_it_short(stage, clock, runs, moment):
    run = runs["grey"]
    number = [chapter.kind for chapter in run.chapters].index(ChapterKind.SCATTER)
    stage.set_frame(Frame(run, Position(number, 9)))
    stage.set_frame(Frame(run, Position(number, 8)))
    step_on(stage, run, number, 8)
    wait(stage, clock, moment)
    on_screen(stage)
    stage.motion = STILL
    stage.set_frame(Frame(run, Position(number, 9)))
    moved = on_screen(stage)
    stage.viewport().update()
    np.testing.assert_array_equal(moved, on_screen(stage))
    assert not any(moves(stage))


def test_any_key_cuts_it_short(stage, clock, runs):
    step_on(stage, runs["grey"], 1, 9)
    wait(stage, clock, DURING)
    assert moves(stage).flights
    QTest.keyClick(stage, Qt.Key.Key_F7)
    assert not any(moves(stage))


def test_it_ends_by_itself(stage, clock, runs):
    step_on(stage, runs["grey"], 1, 9)
    wait(stage, clock, 0.001 * sum(LIVELY))
    assert not any(moves(stage))


def test_nothing_flies_back_nor_anywhere_else_than_to_the_next_step(stage, clock, runs):
    run = runs["grey"]
    for step in (4, 11, 5):
        stage.motion = LIVELY
        stage.set_frame(Frame(run, Position(1, 5)))
        stage.set_frame(Frame(run, Position(1, step)))
        wait(stage, clock, DURING)
        assert not any(moves(stage))


def test_it_begins_once_the_frames_are_there(stage, clock, runs):
    step_on(stage, runs["grey"], 1, 9)
    wait(stage, clock, 0.001 * LIVELY.glide - 0.001)
    assert not moves(stage).flights
    wait(stage, clock, 0.002)
    assert moves(stage).flights


def test_term_by_term_one_product_flies(stage, clock, runs):
    run = runs["grey"]
    for term in (2, 5, 8):
        step_on(stage, run, 1, 20, term)
        wait(stage, clock, 0.001 * LIVELY.flight * 0.5)
        (flight,) = moves(stage).flights
        assert [flight.last] == [r for r in cells_written(stage) if r == flight.last][:1]
        assert stage.scene().lens.rect.contains(flight.first)


def test_of_what_is_added_to_those_cells_pulse_that_change(stage, clock, runs):
    run = runs["grey"]
    number = [chapter.kind for chapter in run.chapters].index(ChapterKind.SCATTER)
    gradient = run.chapters[number].arrays["dy"][0, :, :, 0]
    step_on(stage, run, number, int(np.flatnonzero(gradient)[-1]))
    wait(stage, clock, PULSING)
    frame = stage.scene().frame
    changed = [
        cell
        for cell in frame.step.writes
        if frame.before["dx_pad"][cell.index] != frame.arrays["dx_pad"][cell.index]
    ]
    assert len(changed) > 0
    wanted = {rect.getRect() for cell in changed for rect in stage.scene().rects([cell])}
    assert {rect.getRect() for rect in moves(stage).pulsing} <= wanted
    assert len(moves(stage).pulsing) == len(changed)


def test_a_picture_on_its_way_paints_small_rectangles_alone(stage, clock, runs):
    step_on(stage, runs["grey"], 1, 20)
    wait(stage, clock, DURING - 0.016)
    on_screen(stage)
    painted = Painted(stage.viewport())
    wait(stage, clock, 0.016)
    QApplication.processEvents()
    flying = [flight.at(1)[0] for flight in moves(stage).flights]
    most = len(flying) * 4 * max(rect.width() * rect.height() for rect in flying)
    assert 0 < painted.area < min(most + 4000, 0.1 * stage.width() * stage.height())
    grid = next(iter(stage.scene().grids.values()))
    assert not painted.region.contains(stage.mapFromScene(QRectF(grid.sceneBoundingRect()).center()))


def test_no_step_waits_for_what_flies(stage, clock, runs, monkeypatch):
    asked = []
    monkeypatch.setattr("cnnviz.canvas.motion.scene_motion.flights_of", lambda *_: asked.append(1))
    step_on(stage, runs["grey"], 1, 20)
    QApplication.sendPostedEvents(None, QEvent.Type.Paint)
    assert not asked
