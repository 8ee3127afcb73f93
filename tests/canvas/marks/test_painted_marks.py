"""What is outlined on the stage, and what is written in the plot of a function, belongs to the step in hand."""

import numpy as np
import pytest
from gallery_frames import frame_at
from painted_texts import number, texts
from run_catalogue import WAYS, experiments
from seen_pixels import pixels_of

from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.explain.sums.formula import Role, formula
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

COLOURS = palette("light")
ACCENT = COLOURS.role("accent").getRgb()[:3]


@pytest.fixture
def stage(qtbot):
    stage = Stage(COLOURS)
    qtbot.addWidget(stage)
    stage.resize(1600, 900)
    return stage


def outlined(stage, plane):
    """Return the numbers in those cells of a grid that have an outline of their own."""
    grid, picture = stage.scene().grids[plane.key], pixels_of(stage.grab().toImage())
    corner, size = stage.mapFromScene(grid.pos()), grid.cell

    def is_lined(row, column, across):
        at = corner.y() + row * size + size // 2, corner.x() + column * size + across
        return tuple(picture[at]) == ACCENT

    return [
        grid.values[row, column]
        for row, column in np.ndindex(grid.rows, grid.columns)
        if is_lined(row, column, 0) and is_lined(row, column, size - 2)
    ]


def planes(stage, array):
    return [
        plane for plane in stage.scene().plan.planes if plane.array == array and plane.size.name != "SMALL"
    ]


def frames(name, kind):
    """Yield all frames of the chapters of a kind."""
    run = run_of(experiments()[name], WAYS["window by window"])
    for index, chapter in enumerate(run.chapters):
        if chapter.kind is kind:
            yield from (Frame(run, Position(index, step)) for step in range(len(chapter.trace)))


@pytest.mark.parametrize("term", [1, 5, 9])
def test_term_by_term_the_factors_of_the_term_in_hand_are_outlined(stage, term):
    frame = frame_at("b", term)
    stage.set_lens(False)
    stage.set_frame(frame)
    last = [piece.text for piece in formula(frame).terms if piece.role is Role.TERM][-1]
    factors = [number(factor) for factor in last.split("·")]
    seen = [
        value
        for array in ("x_pad", "weight")
        for plane in planes(stage, array)
        for value in outlined(stage, plane)
    ]
    assert seen == pytest.approx(factors, abs=0.006)


def test_a_connector_leads_from_the_rows_that_are_read_to_the_row_that_is_written(stage):
    for step in (0, 27, 44):
        frame = frame_at("letter")
        frame = Frame(frame.timeline, Position(frame.position.chapter, step))
        stage.set_frame(frame)
        picture = pixels_of(stage.grab().toImage())
        (source,), (target,) = planes(stage, "x_pad"), planes(stage, "y")
        grids = [stage.scene().grids[plane.key] for plane in (source, target)]
        places = [stage.mapFromScene(grid.sceneBoundingRect()).boundingRect() for grid in grids]
        beside = {"x_pad": places[0].left() + places[0].width() + 7, "y": places[1].left() - 7}
        for (array, x), grid, place in zip(beside.items(), grids, places, strict=True):
            cells = frame.step.reads if array == "x_pad" else frame.step.writes
            rows = [cell.index[1] for cell in cells if cell.array == array]
            marked = np.flatnonzero((picture[:, x - 1 : x + 1] == ACCENT).all(axis=2).any(axis=1))
            first, last = (place.top() + row * grid.cell for row in (min(rows), max(rows) + 1))
            assert (marked.min(), marked.max()) == (pytest.approx(first, abs=2), pytest.approx(last, abs=2))


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "colour", "classifier", "positions"])
def test_beside_a_curve_stands_what_goes_in_and_what_comes_out(stage, name):
    count = 0
    for frame in frames(name, ChapterKind.ACTIVATE):
        stage.set_frame(frame)
        (cell,) = frame.step.writes
        (caption,) = [text for text in texts(stage) if "→" in text]
        said = [number(part) for part in caption.split("→")]
        assert said == pytest.approx([frame.arrays[array][cell.index] for array in ("z", "a")], abs=0.006)
        count += 1
    assert count > 3


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["grey", "classifier", "positions"])
def test_on_the_way_back_it_is_the_slope(stage, name):
    count = 0
    for frame in frames(name, ChapterKind.ACTIVATE_BACK):
        stage.set_frame(frame)
        (cell,) = frame.step.writes
        (caption,) = [text for text in texts(stage) if text.startswith("slope")]
        da, dz = (float(frame.arrays[array][cell.index]) for array in ("da", "dz"))
        assert number(caption) * da == pytest.approx(dz, abs=0.006 * max(abs(da), 1))
        count += da != 0
    assert count > 3
