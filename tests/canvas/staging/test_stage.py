"""The stage: what is clicked, hovered and lit, and that it shows what a fresh one would."""

from itertools import pairwise

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from seen_pixels import pixels_of

from cnnviz.canvas.motion.pace import Pace
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

LEFT = Qt.MouseButton.LeftButton


def run(channels=1, filters=1, size=6, **window):
    image = np.random.default_rng(4).random((size, size, channels))
    return run_of(Experiment((image,), (convolution(Window(**window), channels, filters),)), RunOptions(0))


def at(run, kind, step, term=None):
    kinds = [chapter.kind.value for chapter in run.chapters]
    return Frame(run, Position(kinds.index(kind), step, term))


@pytest.fixture
def stage(new_stage):
    return new_stage(1000, 500, shown=True)


def pixels(widget):
    return pixels_of(widget.viewport().grab().toImage())


def on_screen(stage):
    """Return what has been painted so far, unlike `pixels`, which paints everything anew."""
    QApplication.processEvents()
    return pixels_of(stage.screen().grabWindow(stage.winId()).toImage())


def click(stage, cell):
    QTest.mouseClick(stage.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, stage.cell_centre(cell))


def hover(stage, point):
    QTest.mouseMove(stage.windowHandle(), stage.viewport().mapTo(stage, point))
    QApplication.processEvents()


def size_of(stage, array):
    """Return how many pixels the cells of an array have."""
    return next(
        stage.scene().grids[plane.key].cell for plane in stage.scene().plan.planes if plane.array == array
    )


def test_a_click_names_the_cell(stage, qtbot):
    stage.set_frame(at(run(), "convolve", 9))
    cell = Cell("y", (0, 4, 2, 0))
    with qtbot.waitSignal(stage.cell_clicked) as heard:
        click(stage, cell)
    assert heard.args == [cell]


@pytest.mark.parametrize("array", ["x_pad", "weight", "y"])
def test_every_cell_that_is_shown_can_be_pointed_at(stage, array):
    stage.set_frame(at(run(channels=3), "convolve", 9))
    heard = []
    stage.cell_hovered.connect(heard.append)
    shapes = {"x_pad": (1, 8, 8, 3), "weight": (3, 3, 3, 1), "y": (1, 6, 6, 1)}
    for index in list(np.ndindex(shapes[array]))[::7]:
        hover(stage, stage.cell_centre(Cell(array, index)))
        assert heard[-1] == Cell(array, index)


def test_only_the_left_button_clicks(stage):
    stage.set_frame(at(run(), "convolve", 9))
    heard = []
    stage.cell_clicked.connect(heard.append)
    centre = stage.cell_centre(Cell("y", (0, 0, 0, 0)))
    QTest.mouseClick(stage.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, centre)
    QTest.mouseClick(stage.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    assert heard == []


def test_a_small_grid_chooses_its_filter(stage, qtbot):
    stage.set_frame(at(run(filters=4), "convolve", 9))
    grid = stage.scene().grids["small3"]
    point = stage.mapFromScene(grid.sceneBoundingRect().center())
    with qtbot.waitSignal(stage.filter_chosen) as heard:
        QTest.mouseClick(stage.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point)
    assert heard.args == [3]


def test_a_cell_that_is_not_there_has_no_place(stage):
    stage.set_frame(at(run(), "convolve", 9))
    with pytest.raises(LookupError):
        stage.cell_centre(Cell("nothing", (0,)))


def test_hovering_outlines_all_that_a_cell_touches_and_leaving_takes_it_away(stage):
    frame = at(run(), "convolve", 9)
    stage.set_frame(frame)
    QApplication.processEvents()
    plain = pixels(stage)
    cell = Cell("x_pad", (0, 3, 3, 0))
    hover(stage, stage.cell_centre(cell))
    lit = (pixels(stage) != plain).any(axis=2)
    for name, cells in frame.chapter.trace.related(cell).items():
        corner = stage.cell_centre(Cell(name, tuple(cells[0].tolist())))
        size = stage.cell_rect(Cell(name, tuple(cells[0].tolist()))).width()
        around = lit[
            corner.y() - size // 2 - 2 : corner.y() + size // 2 + 3,
            corner.x() - size // 2 - 2 : corner.x() + size // 2 + 3,
        ]
        assert around.any(), name
    hover(stage, QPoint(2, 2))
    np.testing.assert_array_equal(pixels(stage), plain)


def test_hover_is_told_once_per_cell(stage):
    stage.set_frame(at(run(), "convolve", 9))
    heard = []
    stage.cell_hovered.connect(heard.append)
    centre = stage.cell_centre(Cell("y", (0, 1, 1, 0)))
    for shift in range(3):
        hover(stage, centre + QPoint(shift, 0))
    hover(stage, QPoint(1, 1))
    hover(stage, QPoint(2, 1))
    assert heard == [Cell("y", (0, 1, 1, 0)), None]


@pytest.mark.some(1)
@pytest.mark.parametrize(("channels", "filters"), [(1, 1), (3, 1), (1, 4)])
def test_after_any_way_through_the_run_the_stage_looks_like_a_fresh_one(stage, qtbot, channels, filters):
    made = run(channels, filters)
    random = np.random.default_rng(1)
    for index in [*random.integers(0, len(made), 12), len(made) - 1, 0, 40, 41]:
        position = made.at(int(index))
        stage.set_frame(Frame(made, position))
        shown = pixels(stage)
    fresh = Stage(palette("light"))
    qtbot.addWidget(fresh)
    fresh.resize(1000, 500)
    fresh.show()
    fresh.set_frame(Frame(made, position))
    np.testing.assert_array_equal(shown, pixels(fresh))


def test_what_is_painted_step_by_step_is_what_a_whole_repaint_paints(stage):
    made = run(dilation=(2, 2))
    for step in (5, 6, 33, 0, 20, 2):
        stage.set_frame(at(made, "convolve", step))
        by_parts = on_screen(stage)
    hover(stage, stage.cell_centre(Cell("y", (0, 0, 0, 0))))
    hover(stage, QPoint(2, 2))
    np.testing.assert_array_equal(by_parts, on_screen(stage))
    stage.viewport().update()
    np.testing.assert_array_equal(by_parts, on_screen(stage))


def test_the_written_cell_and_the_window_are_framed(stage):
    frame = at(run(), "convolve", 9)
    stage.set_lens(False)
    stage.set_frame(frame)
    accent = palette("light").role("accent").getRgb()[:3]
    shot = pixels(stage)
    for cell in (Cell("y", (0, 1, 3, 0)), Cell("weight", (1, 1, 0, 0))):
        centre = stage.cell_centre(cell)
        half = size_of(stage, cell.array) * (1 if cell.array == "y" else 3) // 2
        row = shot[centre.y(), centre.x() + half - 4 : centre.x() + half + 6].astype(int)
        assert (np.abs(row - accent).sum(axis=1) < 60).any(), cell


def test_another_theme_is_another_picture_of_the_same(stage):
    stage.set_frame(at(run(), "convolve", 9))
    light = pixels(stage)
    stage.set_palette(palette("dark"))
    assert pixels(stage).mean() < light.mean() - 40
    stage.set_palette(palette("light"))
    np.testing.assert_array_equal(pixels(stage), light)


def test_a_frame_glides_by_the_clock_and_arrives(stage, clock):
    made = run()
    stage.set_frame(at(made, "convolve", 10))
    there = pixels(stage)
    stage.set_frame(at(made, "convolve", 9))
    stage.motion = Pace(160)
    stage.set_frame(at(made, "convolve", 10))
    seen = [pixels(stage)]
    for _ in range(8):
        clock.wait(0.02)
        stage.tick()
        seen.append(pixels(stage))
    assert [(picture == there).all() for picture in seen] == [False] * 8 + [True]
    assert all((before != after).any() for before, after in pairwise(seen))


def test_the_next_step_cuts_a_glide_short(stage, clock):
    made = run()
    stage.set_frame(at(made, "convolve", 30))
    there = pixels(stage)
    stage.motion = Pace(160)
    stage.set_frame(at(made, "convolve", 9))
    stage.set_frame(at(made, "convolve", 10))
    clock.wait(0.05)
    stage.tick()
    stage.set_frame(at(made, "convolve", 30))
    np.testing.assert_array_equal(pixels(stage), there)


def test_a_stage_of_any_size_shows_everything_or_scrolls(stage):
    stage.set_frame(at(run(channels=3, filters=4), "convolve", 9))
    for width, height in ((320, 200), (700, 380), (2400, 1300)):
        stage.resize(width, height)
        QApplication.processEvents()
        area = stage.sceneRect()
        for grid in stage.scene().grids.values():
            assert area.contains(grid.sceneBoundingRect())
