"""Somebody else's numbers stand in the lens of every chapter, marked where they are wrong, and again as a grid."""

import numpy as np
import pytest
from PyQt5.QtCore import QRectF
from run_catalogue import WAYS, by_turns, experiments
from theirs_beside import beside

from cnnviz.canvas.grids.cells import PLAIN, UNTOUCHED, WRONG
from cnnviz.canvas.lens.slots import Part
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.lenses.lens import lens
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing
from cnnviz.run.timeline import Position

ROOMS = ((690, 350), (780, 560), (1381, 447))
"""Of the stage beside a report in windows of 1024x700 and 1440x900, and alone."""
WAY_NAMES = ("window by window", "cell by cell", "turned")
CASES = by_turns(list(experiments()), WAY_NAMES)


@pytest.fixture
def stage(qtbot):
    made = Stage(palette("light"))
    qtbot.addWidget(made)
    return made


def compared(run, number, step):
    """Return a frame with somebody's numbers."""
    return Frame(run, Position(number, step), beside=beside)


def tiles(frame):
    """Yield what is written in a step, and what somebody has there or None, number by number."""
    for working in lens(frame):
        pairs = [(group.after, group.theirs) for group in working.groups]
        if working.result is not None:
            yield working.result, None if working.theirs is None else working.theirs.rows[0][0]
        for after, theirs in pairs:
            for row, other in zip(*(block.rows if block else () for block in (after, theirs)), strict=False):
                yield from zip(row, other, strict=True)


@pytest.mark.parametrize(("name", "way"), CASES)
@pytest.mark.some(4)
def test_beside_every_number_that_is_written_stands_theirs(name, way):
    run = run_of(experiments()[name], WAYS[way])
    for number, chapter in enumerate(run.chapters):
        frame = compared(run, number, len(chapter.trace) // 2)
        theirs, met = frame.theirs, 0
        for own, other in tiles(frame):
            if own is None or own.cells[0].array != theirs.array:
                assert other is None
                continue
            (cell,) = own.cells
            met += 1
            assert (other is not None) == bool(theirs.known[cell.index]), (chapter.key, cell)
            if other is not None:
                assert other.value == theirs.values[cell.index]
                assert other.standing == (Standing.WRONG if theirs.wrong[cell.index] else None)
        written = {cell for cell in frame.step.writes if cell.array == theirs.array}
        assert met == len(written), chapter.key


def rects(scene):
    found = {key: grid.sceneBoundingRect() for key, grid in scene.grids.items()}
    return found | {str(put.node): grid.sceneBoundingRect() for put, grid in scene.lens.face.grids.items()}


@pytest.mark.parametrize(("name", "way"), by_turns(["grey", "colour", "flat", "positions"], WAY_NAMES))
@pytest.mark.some(1)
def test_all_of_it_is_in_the_stage_and_nothing_overlaps_or_moves(stage, name, way):
    stands(stage, name, way)


@pytest.mark.long
@pytest.mark.parametrize(("name", "way"), CASES)
def test_all_of_it_is_in_the_stage_in_every_run(stage, name, way):
    stands(stage, name, way)


def stands(stage, name, way):
    """Assert that nothing overlaps in any chapter, and that the lens stays where it is."""
    run = run_of(experiments()[name], WAYS[way])
    for room in ROOMS:
        stage.resize(*room)
        for number, chapter in enumerate(run.chapters):
            count, stood = len(chapter.trace), None
            for step in sorted({0, count // 2, count - 1}):
                stage.set_frame(compared(run, number, step))
                scene = stage.scene()
                everything = rects(scene)
                inside = QRectF(0, 0, *room)
                for key, rect in everything.items():
                    assert inside.contains(rect), (chapter.key, key, room)
                    others = [other for other in everything if other != key]
                    assert not any(rect.intersects(everything[other]) for other in others), (chapter.key, key)
                stood = stood or scene.lens.rect
                assert scene.lens.rect == stood, (chapter.key, step)


def test_what_is_wrong_is_framed_in_the_lens_and_on_a_grid_of_its_own(stage):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "scatter")
    stage.resize(1381, 560)
    frame = compared(run, number, 9)
    stage.set_frame(frame)
    scene, theirs = stage.scene(), frame.theirs
    (plane,) = [plane for plane in scene.plan.planes if plane.theirs]
    grid = scene.grids[plane.key]
    assert np.array_equal(grid.standing == WRONG, plane.of(theirs.wrong))
    assert np.array_equal(grid.progress == UNTOUCHED, ~plane.of(theirs.known))
    own = scene.grids[plane.key.removesuffix(" theirs")]
    assert (own.standing == PLAIN).all()
    (put,) = [put for put in scene.lens.face.grids if put.node.slot.part is Part.THEIRS]
    marked = scene.lens.face.grids[put].standing == WRONG
    assert marked.sum() == theirs.differ(frame.step.writes) > 0
    words = {item.text() for item in scene.lens.face.fixed if hasattr(item, "text")}
    assert {"yours", "≠", "Yours: a quarter too much."} <= words
    before = grid
    stage.set_frame(Frame(run, Position(number, 9)))
    assert not [plane for plane in stage.scene().plan.planes if plane.theirs]
    assert before not in stage.scene().items()


def test_digits_that_only_theirs_have_are_written(stage):
    run = run_of(experiments()["grey"], WAYS["window by window"])
    number = next(at for at, chapter in enumerate(run.chapters) if chapter.key == "pad")
    stage.resize(1000, 560)
    stage.set_frame(compared(run, number, 3))
    scene = stage.scene()
    (plane,) = [plane for plane in scene.plan.planes if plane.theirs]
    assert scene.grids[plane.key].form.text(0.25) == "0.25"
    assert scene.grids[plane.key.removesuffix(" theirs")].form.text(0.5) == "0.5"
