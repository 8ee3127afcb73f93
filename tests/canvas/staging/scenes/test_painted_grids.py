"""What the stage paints is the step in hand, not the end of it, on large grids and small ones, named as they are."""

import re

import numpy as np
import pytest
from painted_texts import written
from run_catalogue import WAYS, experiments
from seen_pixels import pixels_of

from cnnviz.canvas.palette import THEMES, palette
from cnnviz.canvas.plans.stage_plan import Size, Style
from cnnviz.canvas.stage import Stage
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position


@pytest.fixture
def stage(new_stage):
    return new_stage(2400, 1300)


def looks(stage, plane):
    """Return the pixels of each cell of a grid, but for its edges: (rows, columns, pixels, 3)."""
    grid = stage.scene().grids[plane.key]
    corner = stage.mapFromScene(grid.pos())
    picture = pixels_of(stage.grab(stage.mapFromScene(grid.sceneBoundingRect()).boundingRect()).toImage())
    assert corner == stage.mapFromScene(grid.sceneBoundingRect()).boundingRect().topLeft()
    size, edge = grid.cell, grid.cell // 4
    cells = picture[: grid.rows * size, : grid.columns * size].reshape(grid.rows, size, grid.columns, size, 3)
    inner = cells[:, edge : size - edge, :, edge : size - edge].transpose(0, 2, 1, 3, 4)
    return inner.reshape(grid.rows, grid.columns, -1, 3)


def reached(frame, plane):
    """Return which cells of a plane have a number by now, or None where all have had one from the start."""
    if plane.array not in frame.progress:
        return None
    progress = frame.progress[plane.array]
    if plane.size is Size.SMALL and not plane.exact:  # as far as the filter in hand
        return progress[frame.chapter.sample, :, :, frame.focus] > 0
    return plane.of(progress) > 0


@pytest.mark.some(2)
@pytest.mark.parametrize("way", ["window by window", "cell by cell"])
@pytest.mark.parametrize("name", ["grey", "colour", "classifier"])
def test_what_is_not_reached_is_empty_and_all_else_is_not(stage, name, way):
    run, colours = run_of(experiments()[name], WAYS[way]), palette("light").cells
    empty, lines = (colours[use].getRgb()[:3] for use in ("empty", "hatch"))
    small = 0
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) // 3))
        stage.set_frame(frame)
        for plane in stage.scene().plan.planes:
            there = reached(frame, plane)
            drawn = plane.style is Style.CELLS and stage.scene().grids[plane.key].cell >= 8
            if there is None or not drawn:
                continue
            seen = looks(stage, plane)
            painted = ((seen != empty).any(3) & (seen != lines).any(3)).any(2)
            there = there | stage.scene().grids[plane.key].unread
            np.testing.assert_array_equal(painted, there, err_msg=f"{chapter.key}: {plane}")
            small += plane.size is Size.SMALL
    assert small or name == "grey"


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["colour", "classifier", "nothing before"])
def test_a_small_grid_shows_the_channel_that_is_written_over_it(stage, name):
    run, found = run_of(experiments()[name], WAYS["window by window"]), set()
    for number, chapter in enumerate(run.chapters):
        frame = Frame(run, Position(number, len(chapter.trace) - 1))
        stage.set_frame(frame)
        lines, scene = written(stage), stage.scene()
        for plane in scene.plan.planes:
            if plane.size is not Size.SMALL:
                continue
            grid = scene.grids[plane.key]
            corner = stage.mapFromScene(grid.pos())
            over = [line for line in lines if 0 < corner.y() - line.at.y() < 26]
            heading = min(over, key=lambda line: abs(line.at.x() - corner.x()))
            word = "filter" if chapter.kind is ChapterKind.CONVOLVE else "channel"
            channel = int(re.fullmatch(rf"{word} (\d+)", heading.text)[1])
            array = chapter.arrays[plane.array][chapter.sample, :, :, channel]
            np.testing.assert_array_equal(grid.values, array, err_msg=chapter.key)
            found.add(channel)
    assert len(found) > 1


@pytest.mark.parametrize("theme", THEMES)
def test_a_line_sets_each_cell_apart_from_the_next(qtbot, theme):
    stage = Stage(palette(theme))
    qtbot.addWidget(stage)
    stage.resize(1600, 900)
    stage.set_frame(Frame(run_of(experiments()["grey"], WAYS["window by window"]), Position(1, 0)))
    gap, picture = palette(theme).cells["gap"].getRgb()[:3], pixels_of(stage.grab().toImage())
    plane = next(plane for plane in stage.scene().plan.planes if plane.array == "x_pad")
    grid = stage.scene().grids[plane.key]
    corner, last = stage.mapFromScene(grid.pos()), grid.rows * grid.cell
    for column in range(5, grid.columns):  # beyond the window that is framed
        edge = corner.x() + (column + 1) * grid.cell - 1
        assert (picture[corner.y() : corner.y() + last, edge] == gap).all()
        assert not (picture[corner.y() : corner.y() + last, edge - 1] == gap).all()
