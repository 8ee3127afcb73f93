"""The run computes what the engine computes, for all settings."""

import numpy as np
import pytest
from experiment_draws import experiments
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import conv2d, pad2d
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.chapter import Phase
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position


def expected(experiment):
    layer = experiment.layers[0]
    window = layer.window
    return conv2d(
        experiment.image[None],
        layer.weight,
        layer.bias,
        stride=window.stride,
        padding=window.padding,
        dilation=window.dilation,
        padding_mode=window.padding_mode,
    )


def forward(run):
    return [chapter for chapter in run.chapters if chapter.phase is Phase.FORWARD]


@given(experiments())
def test_the_output_is_the_engine_s(experiment):
    run = run_of(experiment)
    last = forward(run)[-1]
    y = Frame(run, run.at(run.starts[run.chapters.index(last) + 1] - 1)).arrays["y"]
    np.testing.assert_allclose(y, expected(experiment), rtol=1e-12, atol=1e-12)
    made = next(product.array for product in run.arrays if product.label == "Y")
    np.testing.assert_allclose(made, expected(experiment), rtol=1e-12, atol=1e-12)


@given(experiments(), st.integers(0, 9))
def test_following_one_filter_steps_through_it_and_computes_all(experiment, follow):
    run = run_of(experiment, RunOptions(follow))
    layer = experiment.layers[0]
    filter_ = min(follow, layer.filters - 1)
    last = forward(run)[-1]
    assert last.trace.shape == (*experiment.geometry(0).output, 1)
    chapter = run.chapters.index(last)
    y = Frame(run, Position(chapter, len(last.trace) - 1)).arrays["y"]
    np.testing.assert_allclose(y[..., filter_], expected(experiment)[..., filter_], rtol=1e-12, atol=1e-12)
    made = next(product.array for product in run.arrays if product.label == "Y")
    np.testing.assert_allclose(made, expected(experiment), rtol=1e-12, atol=1e-12)


@given(experiments())
def test_padding_has_a_chapter_exactly_where_there_is_any(experiment):
    run = run_of(experiment)
    amounts = experiment.geometry(0).amounts
    keys = [chapter.key for chapter in forward(run)]
    padded = any(map(any, amounts))
    assert keys == (["pad", "convolve"] if padded else ["convolve"])
    if padded:
        mode = experiment.layers[0].window.padding_mode
        made = next(product.array for product in run.arrays if product.label == "X padded")
        np.testing.assert_array_equal(made, pad2d(experiment.image[None], amounts, mode))


@given(experiments())
def test_the_border_and_the_covered_cells_are_those_of_the_windows(experiment):
    geometry = experiment.geometry(0)
    last = forward(run_of(experiment))[-1]
    assert last.info["x_pad"].ring == geometry.amounts
    rows, columns = last.info["x_pad"].covered
    reached = np.zeros(geometry.padded, bool)
    for step in last.trace:
        for cell in step.reads:
            if cell.array == "x_pad":
                reached[cell.index[1:3]] = True
    np.testing.assert_array_equal(reached, np.logical_and.outer(rows, columns))


@given(experiments())
def test_every_product_comes_from_an_earlier_or_the_same_chapter_and_every_chapter_can_be_shown(experiment):
    run = run_of(experiment, RunOptions(0))
    assert run.arrays[0].chapter is None
    for product in run.arrays[1:]:
        assert 0 <= product.chapter < len(run.chapters)
    for start, chapter in zip(run.starts, run.chapters, strict=False):
        frame = Frame(run, run.at(start))
        assert frame.chapter is chapter
        assert set(chapter.info) == set(chapter.arrays)
        assert all(chapter.label(name) for name in chapter.arrays)


def test_the_image_is_a_picture_and_the_output_is_not():
    run = run_of(Experiment((np.zeros((4, 4, 3)),), (convolution(Window(), 3),)), RunOptions(0))
    assert [product.info.picture for product in run.arrays][:3] == [True, True, False]
    assert [name for name, info in forward(run)[-1].info.items() if info.picture] == ["x_pad"]


def test_nan_in_the_image_reaches_only_the_windows_that_read_it():
    image = np.zeros((7, 7, 1))
    image[3, 3] = np.nan
    run = run_of(Experiment((image,), (convolution(Window(), 1, ("Gaussian blur",)),)))
    y = next(product.array for product in run.arrays if product.label == "Y")
    assert np.isnan(y).sum() == 9
    assert np.isnan(y[0, 2:5, 2:5, 0]).all()


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 9, 1), (9, 1, 3)])
def test_thin_images_run(shape):
    run = run_of(Experiment((np.ones(shape),), (convolution(Window(), shape[2], 2),)), RunOptions(1))
    for index in range(len(run)):
        assert Frame(run, run.at(index)).arrays
