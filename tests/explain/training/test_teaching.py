"""What training can teach is said before it begins, and what it came to afterwards."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, experiments, image

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.loss import LOSSES, Loss
from cnnviz.explain.training.teaching import (
    caveat,
    hundredth,
    outcome,
    target_does,
    target_words,
    why_aimless,
    why_stuck,
)
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.lessons.lesson import Lesson
from cnnviz.run.lessons.targets import aimed_at_kernel


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_without_an_aim_says_so_and_no_other(name):
    start = experiments()["classifier"]
    target = (np.ones(start.shapes[-1]),)
    words = why_aimless(replace(start, loss=Loss(name, targets=target)))
    assert bool(words) == (name not in ("mse", "cross_entropy"))
    if words:
        assert "training teaches nothing" in words


def test_the_sum_is_what_it_is():
    words = why_aimless(first_example())
    assert "look at gradients" in words
    assert "each output counts 1" in words


def test_a_target_of_zeros_is_none():
    assert why_aimless(replace(first_example(), loss=Loss("mse"))).startswith("No target is set")
    target = np.zeros((4, 4, 1))
    target[1, 2] = 0.5
    assert why_aimless(replace(first_example(), loss=Loss("mse", targets=(target,)))) == ""


def stuck(experiment):
    return why_stuck(experiment, run_of(experiment))


def test_what_can_learn_is_not_called_stuck():
    for start in (first_example(), *(e for e in experiments().values() if e.layers[0].parameters)):
        assert stuck(start) == ""


def test_why_a_round_would_change_nothing():
    layer = convolved(1, 1)
    dead = (layer.with_parameters(bias=np.array([-99.0])), Activation("relu"))
    open_ = Experiment((image(),), (layer,))
    reached = replace(open_, loss=Loss("mse", targets=(run_of(open_).arrays[-3].array[0],)))
    cases = {
        "No layer has weights": Experiment((image(),), (MaxPooling(),)),
        "The rate η is 0": replace(open_, learning_rate=0.0),
        "ReLU is dead: every Y is below 0": Experiment((image(),), dead),
        "Every gradient of the weights is 0": replace(
            open_, loss=Loss("typed", values=(np.zeros((6, 7, 1)),))
        ),
    }
    for words, experiment in cases.items():
        assert stuck(experiment).startswith(words)
    first, *_ = [made for made in run_of(open_).arrays if made.label == "Y"]
    reached = replace(open_, loss=Loss("mse", targets=(first.array[0],)))
    assert stuck(reached).startswith("The loss is 0, so there is nothing left to learn")


def test_what_is_no_number_may_still_change():
    layer = convolved(1, 1)
    assert stuck(Experiment((np.full((6, 7, 1), np.nan),), (layer,))) == ""


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ([4.53], ""),
        ([None, None], ""),
        (
            [4.53, 1.0, 0.04, 0.0066],
            "Learned: the loss fell from 4.53 to 0.0066, by round 2 to a hundredth.",
        ),
        ([4.0, 0.04, 0.1], "The loss fell from 4 to 0.1; in round 1 it was down to a hundredth."),
        ([4.0, 2.0], "From 4 to 2"),
        (
            [38.1254, 0.05249],
            "Learned: the loss fell from 38.13 to 0.052, by round 1 to a hundredth.",
        ),
        ([2.0, 3.0], "From 2 up to 3: the rate η is too large."),
        (
            [2.0, np.nan, np.nan],
            "From 2 up and away: from round 1 on it is no number. The rate η is too large.",
        ),
        ([2.0, 3.0, np.inf], "From 2 up and away: from round 2 on it is no number. The rate η is too large."),
        ([-1.0, -3.0], "From −1 to −3"),
        ([-3.0, -1.0], "From −3 up to −1: the rate η is too large."),
    ],
)
def test_what_the_rounds_came_to(losses, words):
    assert outcome(losses) == words


def test_without_an_aim_no_loss_is_too_large():
    assert outcome([2.0, 3.0], aimed=False) == "From 2 to 3"
    assert outcome([200.0, 1.0], aimed=False) == "From 200 to 1"


def test_a_hundredth_is_of_what_is_above_0():
    assert hundredth([100.0, 2.0, 1.0]) == 2
    assert hundredth([-1.0, -2.0]) is None
    assert hundredth([]) is None
    assert hundredth([None, None]) is None
    assert hundredth([np.nan, 0.0]) is None


def test_what_the_target_is():
    start = first_example()
    assert target_words(aimed_at_kernel(start, "Sobel y")) == "What Sobel y makes of this image"
    assert (
        target_words(replace(start, loss=Loss("mse", targets=(np.ones((4, 4, 1)),)))) == "Numbers of your own"
    )
    labelled = replace(experiments()["classifier"], loss=Loss("cross_entropy", labels=(2,)))
    assert target_words(labelled) == "Class 2 is the right one"


def test_what_the_kernel_of_the_target_does():
    start = first_example()
    assert target_does(aimed_at_kernel(start, "Sobel y")) == "Sobel y finds horizontal edges"
    assert target_does(start) == ""
    assert all(one.does for one in shipped().values())


def test_what_a_lesson_will_not_show():
    aimed = aimed_at_kernel(first_example(), "Sobel y")
    assert caveat(Lesson(aimed, [100, 0.5], left=0.1)) == ""
    assert "falls only to 1/4 of what it was" in caveat(Lesson(aimed, [100, 25], left=0.1))
    assert "need not become Sobel y" in caveat(Lesson(aimed, [100, 0.5], left=0.8))
