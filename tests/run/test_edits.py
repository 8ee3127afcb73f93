"""Setting one number by the cell that shows it."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.explain.numbers import stepped
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.edits import can_be_set, with_number
from cnnviz.run.options import RunOptions
from cnnviz.trace.steps import Cell


def chapter(experiment, key):
    return next(chapter for chapter in run_of(experiment, RunOptions(0)).chapters if chapter.key == key)


def changed(experiment, key, cell, value=9.0):
    return with_number(experiment, chapter(experiment, key), cell, value)


def test_a_weight_is_set_and_its_filter_is_no_preset_any_more():
    result = changed(first_example(), "scatter", Cell("weight", (1, 2, 0, 0)))
    assert result.layers[0].weight[1, 2, 0, 0] == 9
    assert np.count_nonzero(result.layers[0].weight != first_example().layers[0].weight) == 1
    assert result.layers[0].names == ("",)


def test_a_bias_is_set():
    assert changed(first_example(), "convolve", Cell("bias", (0,))).layers[0].bias.tolist() == [9]


@pytest.mark.parametrize(
    ("key", "cell"), [("pad", Cell("x", (0, 2, 3, 0))), ("convolve", Cell("x_pad", (0, 3, 4, 0)))]
)
def test_the_same_pixel_is_set_through_the_image_and_through_its_padded_form(key, cell):
    result = changed(first_example(), key, cell)
    assert result.image[2, 3, 0] == 9
    assert np.count_nonzero(result.image != first_example().image) == 1


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("convolve", Cell("x_pad", (0, 0, 0, 0))),  # padding
        ("convolve", Cell("y", (0, 1, 1, 0))),
        ("activate", Cell("z", (0, 1, 1, 0))),
        ("max_pool", Cell("x_pad", (0, 1, 1, 0))),
        ("scatter", Cell("dy", (0, 1, 1, 0))),
    ],
)
def test_what_is_computed_cannot_be_set(key, cell):
    assert changed(first_example(), key, cell) is None
    assert not can_be_set(first_example(), chapter(first_example(), key), cell)


def test_a_weight_of_a_linear_layer_and_a_target_are_set():
    layers = (convolution(Window(padding="valid"), 1), Flatten(), linear_layer(36, 2))
    experiment = replace(Experiment((first_example().image,), layers), loss=Loss("mse").fitted((2,)))
    assert changed(experiment, "linear", Cell("weight", (5, 1))).layers[2].weight[5, 1] == 9
    assert changed(experiment, "mse", Cell("target", (0, 1))).loss.targets[0].tolist() == [0, 9]


def test_a_weight_that_is_set_back_makes_the_preset_again():
    cell = Cell("weight", (1, 2, 0, 0))
    there = changed(first_example(), "scatter", cell)
    back = changed(there, "scatter", cell, -2.0)
    assert back.layers[0].names == ("Sobel x",)


@pytest.mark.parametrize(
    ("value", "steps", "by", "result"),
    [
        (0.1, 2, 0.1, "0.3"),
        (0.1, -1, 0.1, "0.0"),
        (-0.05, 1, 0.1, "0.05"),
        (2, -3, 1, "-1"),
        (np.inf, 1, 1, "inf"),
    ],
)
def test_steps_are_the_numbers_that_people_write(value, steps, by, result):
    assert repr(float(stepped(value, steps, by))) == repr(float(result))
