"""Planes of arrays, and what stands on the stage in every chapter that a run can have."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.canvas.plans.stage_plan import Laid, Plane, Size
from cnnviz.canvas.plans.stage_plans import stage_plan
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.trace.steps import Cell


def run(channels=1, filters=1, **window):
    image = np.random.default_rng(0).random((5, 6, channels))
    return run_of(Experiment((image,), (convolution(Window(**window), channels, filters),)), RunOptions(0))


def chapter(run, kind):
    return next(chapter for chapter in run.chapters if chapter.kind.value == kind)


@st.composite
def laid_planes(draw):
    """Draw planes of lists that are laid out in rows, every so many numbers of them."""
    rows, columns, step = (draw(st.integers(1, 4)) for _ in range(3))
    laid = Laid(columns, step, draw(st.integers(0, step - 1)))
    shape, fixed = (rows * columns * step,), (None,)
    if draw(st.booleans()):
        shape, fixed = (2, *shape), (draw(st.integers(0, 1)), None)
    return Plane("k", "a", fixed, "A", upright=True, laid=laid), np.arange(np.prod(shape)).reshape(shape)


@st.composite
def planes(draw):
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    free = draw(st.integers(0, min(2, len(shape))))
    axes = set(draw(st.permutations(range(len(shape))))[:free])
    fixed = tuple(None if axis in axes else draw(st.integers(0, size - 1)) for axis, size in enumerate(shape))
    return Plane("k", "a", fixed, "A", upright=draw(st.booleans())), np.arange(np.prod(shape)).reshape(shape)


@given(planes() | laid_planes())
def test_every_cell_of_a_plane_is_the_array_s_cell_that_it_shows(made):
    plane, array = made
    values = plane.of(array)
    assert values.ndim == 2
    for row, column in np.ndindex(values.shape):
        cell = plane.cell(row, column)
        assert array[cell.index] == values[row, column]
        np.testing.assert_array_equal(plane.locate(np.array([cell.index])), [[row, column]])


@given(planes() | laid_planes())
def test_cells_outside_a_plane_are_not_located_in_it(made):
    plane, array = made
    located = plane.locate(np.array(list(np.ndindex(array.shape))))
    assert len(located) == plane.of(array).size
    assert len({tuple(row) for row in located.tolist()}) == len(located)


@pytest.mark.parametrize(
    ("channels", "filters", "focus"), [(1, 1, 0), (1, 4, 2), (3, 1, 0), (3, 4, 3), (2, 2, 1)]
)
def test_in_every_chapter_the_stage_shows_what_the_step_reads_and_writes(channels, filters, focus):
    layers = convolution(Window(), channels, filters)
    image = np.random.default_rng(0).random((4, 5, channels))
    followed = run_of(Experiment((image,), (layers,)), RunOptions(focus))
    for one in followed.chapters:
        frame = Frame(followed, followed.at(followed.starts[followed.chapters.index(one)]))
        made = stage_plan(one, frame.focus)
        keys = [plane.key for plane in made.planes]
        assert len(keys) == len(set(keys)), one.key
        arrays = one.arrays
        assert all(plane.of(arrays[plane.array]).size for plane in made.planes)
        assert {key for sources, target in made.links for key in (*sources, target)} <= set(keys)
        for cell in frame.step.writes:
            shown = [
                plane for plane in made.planes if plane.array == cell.array and plane.size is not Size.SMALL
            ]
            assert any(len(plane.locate(np.array([cell.index]))) for plane in shown), (one.key, cell)


def test_all_arrangements_show_the_same_grids():
    for channels, filters in product((1, 3), (1, 4)):
        for one in run(channels, filters).chapters:
            made = stage_plan(one, 0)
            shown = [{plane.key for plane in type(made)((group,), ()).planes} for group in made.arrangements]
            assert all(keys == shown[0] for keys in shown)


def test_a_convolution_shows_each_channel_over_its_kernel():
    made = stage_plan(chapter(run(channels=3), "convolve"), 0)
    inputs = [plane for plane in made.planes if plane.array == "x_pad"]
    kernels = [plane for plane in made.planes if plane.array == "weight"]
    assert [plane.fixed[3] for plane in inputs] == [0, 1, 2]
    assert [plane.fixed[2] for plane in kernels] == [0, 1, 2]
    assert "red" in inputs[0].subtitle
    assert "green" in inputs[1].subtitle


def test_a_convolution_shows_the_filter_in_hand_large_and_the_others_small():
    made = stage_plan(chapter(run(filters=4), "convolve"), 2)
    large = [plane for plane in made.planes if plane.array == "y" and plane.size is not Size.SMALL]
    small = [plane for plane in made.planes if plane.array == "y" and plane.size is Size.SMALL]
    assert [plane.fixed[3] for plane in large] == [2]
    assert [plane.fixed[3] for plane in small] == [0, 1, 3]
    assert {plane.fixed[3] for plane in made.planes if plane.array == "weight"} == {2}


def test_a_single_number_has_a_plane_of_one_cell():
    plane = Plane("bias", "bias", (1,), "b")
    assert plane.of(np.array([5, 7])).tolist() == [[7]]
    assert plane.cell(0, 0) == Cell("bias", (1,))
