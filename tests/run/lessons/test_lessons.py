"""A first lesson succeeds: the loss falls to a hundredth within 60 rounds, and W turns into the kernel aimed at."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import convolved, experiments, image

from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import (
    Activation,
    AveragePooling,
    Flatten,
    GlobalAveragePooling,
    MaxPooling,
    SwitchedOff,
    linear_layer,
)
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.gallery.first_example import first_example
from cnnviz.progress import Stopped, watched
from cnnviz.run.kinds import numbers_of
from cnnviz.run.lessons.lesson import Lesson, lesson_for, why_no_lesson
from cnnviz.run.lessons.rates import FASTEST, curvature, rates
from cnnviz.run.lessons.targets import aimed_at_kernel, kernels, teachable, with_kernel
from cnnviz.run.numbers.training import trained

HAS_TARGET = {example.key: example.make().loss.name == "cross_entropy" for example in EXAMPLES}
SLOW = {"photograph": 40}
"""How far the loss falls at least where neighbouring pixels are much alike, so that some weights hardly matter."""
CONVOLUTIONS = {
    example.make: example.key
    for example in EXAMPLES
    if any(isinstance(layer, Convolution) for layer in example.make().layers) and not HAS_TARGET[example.key]
}
STACKS = {
    "strides, channels, filters": (convolved(3, 4, stride=(2, 1), padding=(1, 2)),),
    "behind a tanh": (convolved(3, 2), Activation("tanh")),
    "pooled": (convolved(3, 2, padding="same"), AveragePooling()),
    "ReLU and max": (convolved(3, 2, padding="same"), Activation("leaky_relu"), MaxPooling()),
    "flattened": (convolved(3, 1), Flatten()),
    "two convolutions": (convolved(3, 2, padding="same"), Activation("tanh"), convolved(2, 1)),
    "groups": (convolved(3, 3, groups=3),),
    "a mean of each filter": (convolution(Window(), 3, 4), Activation("relu"), GlobalAveragePooling()),
}


def losses(experiment, rounds):
    return [numbers_of(experiment).mean_loss, *(known.loss for known in trained(experiment, rounds))]


def cosine(a, b):
    return float((a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize("make", CONVOLUTIONS, ids=CONVOLUTIONS.values())
@pytest.mark.some(1)
def test_the_loss_of_every_example_with_a_convolution_falls_to_a_hundredth_in_60_rounds(make):
    lesson = lesson_for(make())
    assert lesson.experiment.loss.name == "mse"
    fallen = losses(lesson.experiment, 60)
    assert fallen == list(lesson.losses)
    times = SLOW.get(CONVOLUTIONS[make], 100)
    assert fallen[60] <= fallen[0] / times
    if times < 100:
        return
    assert lesson.hundredth <= 60
    assert fallen[lesson.hundredth] <= fallen[0] / 100 < fallen[lesson.hundredth - 1]
    assert lesson.falls


def test_in_the_first_example_w_turns_visibly_into_the_kernel():
    lesson = lesson_for(first_example())
    assert lesson.succeeds
    name, start = lesson.experiment.loss.target_kernel, first_example().layers[0]
    goal = start.with_preset(0, name).weight
    last = trained(lesson.experiment, 100)[-1].experiment.layers[0].weight
    before = np.linalg.norm(start.weight - goal)
    assert np.linalg.norm(last - goal) < 0.25 * before
    assert cosine(last, goal) > 0.95
    assert cosine(start.weight, goal) < 0.7


@pytest.mark.parametrize("name", STACKS)
@pytest.mark.some(1)
def test_there_is_something_to_learn_for_many_kinds_of_networks(name):
    images = (image(3),)
    lesson = lesson_for(Experiment(images, ()).with_layers(STACKS[name]))
    fallen = losses(lesson.experiment, 60)
    assert fallen[60] < fallen[0] / 10
    assert 0 < lesson.experiment.learning_rate <= FASTEST


def test_the_target_is_what_the_kernel_makes_through_the_same_layers():
    start = first_example()
    aimed = aimed_at_kernel(start, "Sobel y")
    other = with_kernel(start, 0, "Sobel y")
    np.testing.assert_array_equal(aimed.loss.targets[0], numbers_of(other).arrays[-1][0])
    assert aimed.loss.target_kernel == "Sobel y"
    assert aimed.layers is start.layers


def test_all_images_get_their_target():
    start = replace(first_example(), images=(first_example().image, first_example().image[::-1]))
    targets = aimed_at_kernel(start, "Sobel y").loss.targets
    assert len(targets) == 2
    assert not np.array_equal(*targets)


def test_no_kernel_is_offered_that_is_there_already_or_twice():
    start = first_example()
    names = list(kernels(start, 0))
    made = [with_kernel(start, 0, name).layers[0].weight.tobytes() for name in names]
    assert "Sobel x" not in names
    assert len(set(made)) == len(made) == 15


def test_the_convolution_that_is_taught_is_the_last_with_more_than_a_cell():
    wide, single = convolved(1, 1, padding="same"), convolved(1, 1, kernel_size=(1, 1))
    layers = {(wide, wide): 1, (wide, single): 0, (single, single): 1, (wide, SwitchedOff(wide)): 0}
    for stack, expected in layers.items():
        assert teachable(Experiment((image(),), ()).with_layers(stack)) == expected


def test_classes_are_learned_as_classes():
    lesson = lesson_for(experiments()["classifier"])
    loss = lesson.experiment.loss
    scores = numbers_of(experiments()["classifier"]).arrays[-1][0]
    assert (loss.name, loss.labels[0]) == ("cross_entropy", scores.argmin())
    fallen = losses(lesson.experiment, 60)
    assert fallen[60] < fallen[0] / 2  # behind a sigmoid the scores stay within 0 and 1


def test_a_linear_layer_of_scores_learns_its_class():
    start = Experiment((image(),), ()).with_layers((convolved(1, 2), Flatten(), linear_layer(40, 5)))
    fallen = losses(lesson_for(start).experiment, 60)
    assert fallen[60] < fallen[0] / 100


def test_the_class_of_a_network_with_relu_and_pooling_is_learned_too():
    first = first_example()
    layers = (
        convolution(Window(padding="same"), 1, 4),
        Activation("relu"),
        MaxPooling(),
        Flatten(),
        linear_layer(64, 10),
    )
    lesson = lesson_for(first.with_layers(layers))
    assert lesson.succeeds
    assert losses(lesson.experiment, 60) == list(lesson.losses)


def test_where_nothing_can_be_aimed_at_it_says_why():
    pooled = Experiment((image(),), (MaxPooling(),))
    assert "add a convolution" in why_no_lesson(pooled)
    one = Experiment((image(),), ()).with_layers((Flatten(), linear_layer(42, 1)))
    assert "target of your own" in why_no_lesson(one)
    for start in (pooled, one):
        with pytest.raises(ValueError, match=r"."):
            lesson_for(start)
    assert why_no_lesson(first_example()) is None


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_an_image_that_teaches_nothing_is_refused(value):
    start = first_example()
    blank = start.with_image(np.full(start.image.shape, value), "blank")
    with pytest.raises(ValueError, match="no target was found"):
        lesson_for(blank)


def test_what_is_dead_from_the_start_is_offered_nothing():
    start = first_example()
    with pytest.raises(ValueError, match="no gradient comes back"):
        lesson_for(start.with_layer(0, start.layers[0].with_kernel(0, -np.ones((3, 3, 1)))))


def test_one_can_stop_it():
    with pytest.raises(Stopped), watched(lambda share: False):
        lesson_for(first_example())


def test_curvature_is_the_largest_eigenvalue_of_the_second_derivative():
    start = aimed_at_kernel(
        Experiment((image(),), (convolved(1, 1, kernel_size=(2, 2), padding="valid"),)), "Identity"
    )
    windows = np.lib.stride_tricks.sliding_window_view(start.image[..., 0], (2, 2)).reshape(-1, 4)
    columns = np.column_stack([windows, np.ones(len(windows))])  # and one for the bias
    largest = np.linalg.eigvalsh(2 * columns.T @ columns / len(columns)).max()
    assert curvature(numbers_of(start)) == pytest.approx(largest, rel=1e-3)
    found = rates(numbers_of(start))
    assert found == sorted(found, reverse=True)
    assert 0.7 * 2 / largest < found[0] <= 2 / largest


def test_rates_are_none_where_nothing_is_curved():
    assert rates(numbers_of(Experiment((image(),), (convolved(1, 1),)))) == ()  # a sum is straight
    assert rates(numbers_of(Experiment((image(),), (MaxPooling(),)))) == ()
    flat = replace(first_example(), loss=Loss("mse", targets=(np.zeros((4, 4, 1)),)))
    assert rates(numbers_of(flat))


def test_a_lesson_knows_when_a_hundredth_is_reached_for_good():
    made = first_example()
    assert Lesson(made, [100, 1, 50, 1, 0.5]).hundredth == 3
    assert Lesson(made, [100, 50, 2]).hundredth is None
    assert Lesson(made, [100, 1, np.nan]).hundredth is None
    assert not Lesson(made, [100, 1, 2]).falls
