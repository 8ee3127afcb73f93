"""Planes of arrays, and what stands on the stage in every chapter that a run can have."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.canvas.plan import Leaf, Size
from cnnviz.canvas.scenes import plan
from cnnviz.experiment.document import Experiment, Window, convolution
from cnnviz.experiment.run import timeline
from cnnviz.trace.steps import Cell


def run(channels=1, filters=1, **window):
    image = np.random.default_rng(0).random((5, 6, channels))
    return timeline(Experiment(image, (convolution(Window(**window), channels, filters),)), 0)


def chapter(run, kind):
    return next(chapter for chapter in run.chapters if chapter.kind == kind)


@st.composite
def leaves(draw):
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    free = draw(st.integers(0, min(2, len(shape))))
    axes = set(draw(st.permutations(range(len(shape))))[:free])
    fixed = tuple(None if axis in axes else draw(st.integers(0, size - 1)) for axis, size in enumerate(shape))
    return Leaf("k", "a", fixed, "A", upright=draw(st.booleans())), np.arange(np.prod(shape)).reshape(shape)


@settings(deadline=None)
@given(leaves())
def test_every_cell_of_a_plane_is_the_array_s_cell_that_it_shows(made):
    leaf, array = made
    plane = leaf.plane(array)
    assert plane.ndim == 2
    for row, column in np.ndindex(plane.shape):
        cell = leaf.cell(row, column)
        assert array[cell.index] == plane[row, column]
        np.testing.assert_array_equal(leaf.locate(np.array([cell.index])), [[row, column]])


@settings(deadline=None)
@given(leaves())
def test_cells_outside_a_plane_are_not_located_in_it(made):
    leaf, array = made
    located = leaf.locate(np.array(list(np.ndindex(array.shape))))
    assert len(located) == leaf.plane(array).size
    assert len({tuple(row) for row in located.tolist()}) == len(located)


@pytest.mark.parametrize(
    ("channels", "filters", "focus"), [(1, 1, 0), (1, 4, 2), (3, 1, 0), (3, 4, 3), (2, 2, 1)]
)
def test_in_every_chapter_the_stage_shows_what_the_step_reads_and_writes(channels, filters, focus):
    layers = convolution(Window(), channels, filters)
    image = np.random.default_rng(0).random((4, 5, channels))
    followed = timeline(Experiment(image, (layers,)), focus)
    for one in followed.chapters:
        frame = followed.frame(followed.at(followed.starts[followed.chapters.index(one)]))
        made = plan(one, frame.focus)
        keys = [leaf.key for leaf in made.leaves]
        assert len(keys) == len(set(keys)), one.key
        arrays = one.arrays
        assert all(leaf.plane(arrays[leaf.array]).size for leaf in made.leaves)
        assert {key for sources, target in made.links for key in (*sources, target)} <= set(keys)
        for cell in frame.step.writes:
            shown = [leaf for leaf in made.leaves if leaf.array == cell.array and leaf.size is not Size.SMALL]
            assert any(len(leaf.locate(np.array([cell.index]))) for leaf in shown), (one.key, cell)


def test_all_arrangements_show_the_same_grids():
    for channels, filters in product((1, 3), (1, 4)):
        for one in run(channels, filters).chapters:
            made = plan(one, 0)
            shown = [{leaf.key for leaf in type(made)((group,), ()).leaves} for group in made.arrangements]
            assert all(keys == shown[0] for keys in shown)


def test_a_convolution_shows_each_channel_over_its_kernel():
    made = plan(chapter(run(channels=3), "convolve"), 0)
    inputs = [leaf for leaf in made.leaves if leaf.array == "x_pad"]
    kernels = [leaf for leaf in made.leaves if leaf.array == "weight"]
    assert [leaf.fixed[3] for leaf in inputs] == [0, 1, 2]
    assert [leaf.fixed[2] for leaf in kernels] == [0, 1, 2]
    assert "red" in inputs[0].subtitle
    assert "green" in inputs[1].subtitle


def test_a_convolution_shows_the_filter_in_hand_large_and_the_others_small():
    made = plan(chapter(run(filters=4), "convolve"), 2)
    large = [leaf for leaf in made.leaves if leaf.array == "y" and leaf.size is not Size.SMALL]
    small = [leaf for leaf in made.leaves if leaf.array == "y" and leaf.size is Size.SMALL]
    assert [leaf.fixed[3] for leaf in large] == [2]
    assert [leaf.fixed[3] for leaf in small] == [0, 1, 3]
    assert {leaf.fixed[3] for leaf in made.leaves if leaf.array == "weight"} == {2}


def test_a_single_number_has_a_plane_of_one_cell():
    leaf = Leaf("bias", "bias", (1,), "b")
    assert leaf.plane(np.array([5, 7])).tolist() == [[7]]
    assert leaf.cell(0, 0) == Cell("bias", (1,))
