"""What training has learned is said beside what it was to learn: the kernels are compared as they are."""

import math
from dataclasses import replace

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.explain.training.ending import what_was_learned
from cnnviz.gallery.classifier import classifier
from cnnviz.run.compute import run_of
from cnnviz.run.lessons.targets import aimed_at_kernel
from cnnviz.run.options import RunOptions

FALLEN = [100.0, 0.5]


def run(change, filters=1, channels=1):
    """Return a run whose kernel is Sobel y, changed."""
    image = np.random.default_rng(1).random((7, 7, channels))
    start = Experiment((image,), (convolution(Window(), channels, filters),))
    aimed = aimed_at_kernel(start, "Sobel y")
    goal = start.layers[0].with_preset(0, "Sobel y").weight[..., :1].repeat(filters, 3)
    return run_of(replace(aimed, layers=(replace(start.layers[0], weight=change(goal)),)), RunOptions(0))


def test_a_kernel_that_is_nearly_there_stands_beside_it():
    found = what_was_learned(run(lambda goal: goal * 0.95), FALLEN)
    assert found == (
        "Well done: from the target alone W has come close to Sobel y: W[0, 1] is 1.90, there it is 2."
    )


def test_of_several_filters_and_channels_the_weight_says_which():
    found = what_was_learned(run(lambda goal: goal * 0.95, 2, 3), FALLEN)
    assert "W[0, 1] channel 0, filter 0 is 1.90, there it is 2." in found


def changed(at, to):
    """Return what sets one weight of a kernel to another number."""

    def change(goal):
        made = goal.copy()
        made[at] = to
        return made

    return change


@pytest.mark.parametrize(
    ("change", "alike"),
    [
        (lambda goal: goal * 0.7, ": the same signs, and large in the same places."),
        (lambda goal: goal + 0.4 * (goal == 0), ": the same signs, and large in the same places."),
        (changed((0, 0), 1.9), ": the same signs, and large in the same places."),
        (changed((0, 0), 2.1), ": the same signs."),
        (changed((0, 0), -0.1), "."),
    ],
)
def test_where_a_weight_is_another_it_is_said_what_is_alike(change, alike):
    found = what_was_learned(run(change), FALLEN)
    pattern = "from the target alone W has come to the pattern of Sobel y"
    assert found == f"Well done: {pattern}{alike}"


@pytest.mark.parametrize("change", [np.zeros_like, lambda goal: goal * 3, lambda goal: goal * np.nan])
def test_another_kernel_is_not_said_to_be_near(change):
    found = what_was_learned(run(change), FALLEN)
    assert found == "Well done: W is another kernel than Sobel y, and makes nearly the same of this image."


def test_before_it_is_learned_nothing_is_said():
    assert what_was_learned(run(lambda goal: goal), [100.0, 50.0]) == ""
    assert what_was_learned(run(lambda goal: goal), [100.0]) == ""


@pytest.mark.parametrize("images", [1, 2])
def test_of_a_class_it_is_said_how_probable_it_has_become(images):
    made = classifier()
    made = replace(
        made, images=made.images[:1] * images, loss=replace(made.loss, labels=made.loss.labels[:1] * images)
    )
    *others, linear = made.layers
    sure = 5.0 * (np.arange(len(linear.bias)) == made.loss.labels[0])
    made = replace(made, layers=(*others, replace(linear, bias=sure)))
    run = run_of(made, RunOptions(0))
    first = math.log(4)
    found = what_was_learned(run, [first, first / 20])
    label = made.loss.labels[0]
    chapter = next(one for one in run.chapters if one.shares_of_classes)
    share = f"{chapter.arrays[chapter.shares_of_classes][0][label]:.2f}"
    end = "; it had 0.25." if images == 1 else "."
    assert f"true class, {label}, has a probability of {share} now{end}" in found
    assert what_was_learned(run, [first, first / 2]) == ""
