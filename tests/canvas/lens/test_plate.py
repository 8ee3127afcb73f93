"""What is drawn of a lens's numbers together looks as each grid drawn by itself, whatever was shown before."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_catalogue import WAYS, experiments, pooled_with_nan

from cnnviz.canvas.lens.numbers import NumberGrid
from cnnviz.canvas.motion.pictures import picture_of
from cnnviz.canvas.palette import palette
from cnnviz.canvas.stage import Stage
from cnnviz.qt import QPainter, QPicture, QStyleOptionGraphicsItem, sip
from cnnviz.resource import THEMES
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame

NAMES = ("grey", "colour", "classifier", "positions", "signed", "several NaN")


@cache
def run(name, way):
    some = experiments() | {"several NaN": dict(pooled_with_nan())["all, overlapping, mse"]}
    return run_of(some[name], WAYS[way])


def grids_of(stage):
    """Return the grids of the lens that is shown."""
    return [one for one in stage.scene().items() if isinstance(one, NumberGrid) and one.isVisible()]


def by_itself(grid, ratio):
    """Return what a grid looks like that is on no plate."""
    alone = NumberGrid(grid.look, grid.form, grid.unread)
    alone.read_with = grid.read_with
    alone.set_cell(grid.cell)
    alone.set_values(grid.values, grid.progress, grid.standing)
    return picture_of(alone, alone.boundingRect(), ratio).toImage()


@given(st.data())
def test_together_they_look_as_each_by_itself(qapp, data):
    shown = run(data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(sorted(WAYS))))
    stage = Stage(palette(data.draw(st.sampled_from(THEMES))))
    try:
        compare(stage, shown, data)
    finally:
        sip.delete(stage)


def compare(stage, shown, data):
    stage.resize(data.draw(st.integers(700, 1500)), data.draw(st.integers(400, 900)))
    number = data.draw(st.integers(0, len(shown) - 1))
    stage.set_frame(Frame(shown, shown.at(number)))
    for far, painted in data.draw(
        st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=6)
    ):
        number = min(max(number + far, 0), len(shown) - 1)
        stage.set_frame(Frame(shown, shown.at(number)))
        if painted:
            stage.grab()
    for grid in grids_of(stage):
        for ratio in data.draw(st.permutations([1, 2])):
            assert picture_of(grid, grid.boundingRect(), ratio).toImage() == by_itself(grid, ratio)


@pytest.mark.parametrize("theme", THEMES)
def test_what_was_drawn_in_shapes_between_is_drawn_in_pixels_as_before(new_stage, theme):
    stage, shown = new_stage(1200, 640, theme=theme), run("colour", "window by window")
    stage.set_frame(Frame(shown, shown.at(30)))
    grids = grids_of(stage)
    before = [picture_of(grid, grid.boundingRect(), 1).toImage() for grid in grids]
    painter, option = QPainter(kept := QPicture()), QStyleOptionGraphicsItem()
    for grid in grids:
        grid.paint(painter, option)
    painter.end()
    assert kept.size()
    assert [picture_of(grid, grid.boundingRect(), 1).toImage() for grid in grids] == before


def test_grids_that_are_too_large_for_one_image_have_their_own(new_stage):
    stage, shown = new_stage(1200, 640), run("colour", "window by window")
    stage.set_frame(Frame(shown, shown.at(30)))
    stage.grab()
    for ratio in (1, 12, 1):
        for grid in grids_of(stage):
            assert picture_of(grid, grid.boundingRect(), ratio).toImage() == by_itself(grid, ratio)
