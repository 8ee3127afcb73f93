"""Where training stands still, wholly or for most of its loss, what stops it is named, for any network."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, image

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, Flatten, MaxPooling, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.explain.training.teaching import what_is_left, why_slow, why_stuck
from cnnviz.gallery.first_example import first_example
from cnnviz.run.compute import run_of
from cnnviz.run.lessons.lesson import lesson_for
from cnnviz.run.numbers.training import trained

RAISE = "Raise the bias, negate the kernel, or take Leaky ReLU."
NOT_ABOVE = f"since Y is not above 0 where it comes. {RAISE}"


def told(experiment):
    timeline = run_of(experiment)
    return why_stuck(experiment, timeline), why_slow(timeline)


def outputs(experiment):
    return np.array(run_of(experiment).numbers.arrays[-1])


def off_where(experiment, chosen, by=0.5):
    """Return an experiment whose targets are its outputs, but at those that are chosen."""
    given = outputs(experiment)
    targets = np.where(chosen(given), given + by, given)
    return replace(experiment, loss=Loss("mse", targets=tuple(targets)))


def bent(function="relu", *behind, images=1):
    layers = (convolved(1, 1), Activation(function), *behind)
    return Experiment(tuple(image() * (k + 1) for k in range(images)), ()).with_layers(layers)


@pytest.fixture(scope="module")
def stroked():
    """Return the rounds of what a class came upon: the only output that is off is where the ReLU is dead."""
    start = first_example()
    drawn = np.array(start.image)
    drawn[:, 6] = 1
    layer = convolution(Window((3, 3), (2, 2), "valid"), 1, names=("Prewitt x",))
    lesson = lesson_for(replace(start, images=(drawn,)).with_layers((layer, Activation("relu"))))
    return [lesson.experiment, *(one.experiment for one in trained(lesson.experiment, 110))]


def test_a_training_whose_only_wrong_output_is_dead_says_what_stops_it(stroked):
    assert told(stroked[0]) == ("", "")
    assert told(stroked[10]) == ("", f"Most of the loss stays: ReLU stops its gradient, {NOT_ABOVE}")
    assert told(stroked[110]) == (f"Training stands still: ReLU stops every gradient, {NOT_ABOVE}", "")


@pytest.mark.parametrize(
    ("losses", "stays"),
    [
        ((), "Most of the loss"),
        ((38.0,), "Most of the loss"),
        ((38.0, 38.0), "Most of the loss"),
        ((38.0, 40.0), "Most of the loss"),
        ((None, 0.1), "Most of the loss"),
        ((38.0, 0.1, 3.81, 3.81, 3.81, 3.81), "Most of what is left of the loss"),
        ((38.0, 9.5, 9.5, 9.49, 9.48), "Most of what is left of the loss"),
    ],
)
def test_of_a_loss_that_has_fallen_it_is_the_rest_that_stays(stroked, losses, stays):
    said = why_slow(run_of(stroked[10]), losses)
    assert said == f"{stays} stays: ReLU stops its gradient, {NOT_ABOVE}"
    assert what_is_left(run_of(stroked[10]), losses) == ""


def test_of_much_that_is_learned_the_rest_is_no_fault(stroked):
    said = why_slow(run_of(stroked[10]), (38.0, 3.8, 3.8, 3.8, 3.8))
    assert said.startswith("Much is learned. Most of what is left stays: ReLU stops its gradient, since")
    assert said.endswith("To learn that too, raise the bias, negate the kernel, or take Leaky ReLU.")


@pytest.mark.parametrize("now", [20.0, 3.8, 0.38, 0.059])
def test_nothing_is_said_to_stay_while_the_loss_still_falls(stroked, now):
    run, falling = run_of(stroked[10]), (38.0, now * 1.02, now * 1.01, now * 1.005, now)
    assert why_slow(run, falling) == what_is_left(run, falling) == ""
    assert why_slow(run, (38.0, now, now, now, now)) + what_is_left(run, (38.0, now, now, now, now))


def test_the_first_example_says_that_a_rest_stays_once_its_loss_has_come_to_rest():
    rounds = trained(lesson_for(first_example()).experiment, 200)
    losses = [one.loss for one in rounds]
    assert what_is_left(run_of(rounds[99].experiment), losses[:100]) == ""
    assert what_is_left(run_of(rounds[199].experiment), losses).startswith("The rest of the loss stays: ReLU")


@pytest.mark.parametrize("now", [0.38, 0.059, 0.0])
def test_what_is_left_of_a_loss_that_is_learned_is_told_without_a_remedy(stroked, now):
    run, losses = run_of(stroked[10]), (38.0, *[now] * 4)
    assert why_slow(run, losses) == ""
    assert what_is_left(run, losses) == "The rest of the loss stays: ReLU stops it where Y is not above 0."
    assert what_is_left(run_of(stroked[0]), losses) == ""


def test_the_first_example_keeps_the_loss_of_a_dead_cell_and_says_so():
    lesson = lesson_for(first_example()).experiment
    learned = trained(lesson, 150)[-1].experiment
    assert told(learned) == ("", f"Most of the loss stays: ReLU stops its gradient, {NOT_ABOVE}")
    assert told(trained(lesson, 10)[-1].experiment) == ("", "")


@pytest.mark.parametrize("images", [1, 2])
@pytest.mark.parametrize("behind", [(), (MaxPooling(),), (AveragePooling(), Flatten())])
def test_what_stops_all_is_found_through_what_is_behind_it_and_for_all_images(behind, images):
    start = bent("relu", *behind, images=images)
    first = start.layers[0]
    start = start.with_layer(0, first.with_bias(0, -0.9 * float(outputs(bent()).max())))
    assert (outputs(start) == 0).any()
    stuck, slow = told(off_where(start, lambda given: given == 0))
    assert stuck == f"Training stands still: ReLU stops every gradient, {NOT_ABOVE}"
    assert slow == ""
    assert told(off_where(start, lambda given: given > 0)) == ("", "")


def test_a_slope_next_to_0_stops_too():
    start = bent("sigmoid")
    start = start.with_layer(0, start.layers[0].with_bias(0, 35.0))  # σ′ is some 1e−15
    stuck, _ = told(replace(start, loss=Loss("mse", targets=(np.zeros(outputs(start).shape[1:]),))))
    assert stuck == (
        "Training stands still: Sigmoid stops every gradient, since Y is too far from 0 where it comes. "
        "Make the kernel's weights smaller."
    )


@pytest.mark.parametrize(("by", "rest"), [(0.0, ""), (1e-15, " but for rounding")])
def test_what_is_learned_misses_nothing(by, rest):
    sentence = f"The loss is 0{rest}, so there is nothing left to learn: every gradient is 0{rest}."
    assert told(off_where(bent(), lambda given: given == given.max(), by)) == (sentence, "")


def test_an_activation_before_the_last_weights_stops_nothing_for_good():
    layers = (convolved(1, 1).with_bias(0, -99.0), Activation("relu"), Flatten(), linear_layer(42, 2))
    start = Experiment((image(),), ()).with_layers(layers)
    start = replace(start, loss=Loss("mse", targets=(np.ones(2),)))
    assert told(start) == ("", "")
    assert trained(start, 1)[0].loss < run_of(start).loss


def test_gradients_that_cancel_are_not_laid_on_an_activation():
    start = Experiment((np.zeros((6, 7, 1)),), ()).with_layers(
        (convolved(1, 1).with_bias(0, 1.0), Activation("relu"))
    )
    target = np.where(np.arange(42).reshape(6, 7, 1) % 2, 2.0, 0.0)
    stuck, slow = told(replace(start, loss=Loss("mse", targets=(target,))))
    assert stuck.startswith("Every gradient of the weights is 0")
    assert slow == ""


def test_what_is_hidden_is_not_given_away(stroked):
    timeline = run_of(stroked[110])
    timeline.is_veiled = True
    assert why_stuck(stroked[110], timeline) == why_slow(timeline) == ""
