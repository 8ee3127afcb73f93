"""An experiment of several images: a run follows one of them, training learns from all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_network import check_forward, plain_network
from run_draws import experiments, network, run_options

from cnnviz.engine import softmax_cross_entropy
from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Flatten, linear_layer
from cnnviz.experiment.loss import Loss
from cnnviz.run import RunOptions, run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.numbers.training import trained


@st.composite
def several(draw):
    """Draw an experiment of two or three images, each with a target, a label and a given gradient of its own."""
    one = draw(experiments())
    random, count = np.random.default_rng(draw(st.integers(0, 99))), draw(st.integers(2, 3))
    images = (one.image, *(frozen(random.normal(size=one.image.shape)) for _ in range(count - 1)))
    shape = one.shapes[-1]
    numbers = [tuple(frozen(random.normal(size=shape)) for _ in range(count)) for _ in range(2)]
    labels = tuple(random.integers(0, shape[0], count).tolist())
    return replace(
        one, images=images, loss=replace(one.loss, targets=numbers[0], values=numbers[1], labels=labels)
    )


def alone(experiment, sample):
    """Return the experiment of one of its images."""
    loss = experiment.loss
    kept = {name: (getattr(loss, name)[sample],) for name in ("targets", "labels", "values")}
    return replace(experiment, images=(experiment.images[sample],), loss=replace(loss, **kept))


@given(several(), run_options(), st.data())
def test_a_run_follows_one_image_as_if_it_were_alone(experiment, options, data):
    sample = data.draw(st.integers(0, len(experiment.images) - 1))
    run = run_of(experiment, replace(options, sample=sample))
    single = run_of(alone(experiment, sample), options)
    np.testing.assert_equal(run.loss, single.loss)
    assert len(run) == len(single)
    for own, other in zip(run.arrays, single.arrays, strict=True):
        np.testing.assert_allclose(own.followed, other.followed, 1e-12, 1e-12, err_msg=own.label)
    for place in data.draw(st.lists(st.integers(0, len(run) - 1), min_size=1, max_size=6)):
        own, other = Frame(run, run.at(place)), Frame(single, single.at(place))
        assert own.focus == other.focus
        for name, info in own.chapter.info.items():
            arrays = [frame.arrays.get(name, frame.chapter.arrays[name]) for frame in (own, other)]
            followed = arrays[0][sample] if info.sampled else arrays[0]
            lone = arrays[1][0] if info.sampled else arrays[1]
            np.testing.assert_allclose(followed, lone, 1e-12, 1e-12, err_msg=f"{name} of {own.chapter.key}")


@given(several())
def test_all_images_go_through_the_network_at_once(experiment):
    run = run_of(experiment)
    made = [array.array for array in run.arrays if not array.gradient and "padded" not in array.label]
    np.testing.assert_array_equal(made[0], experiment.batch)
    check_forward(plain_network(experiment), made)


def test_training_learns_from_the_mean_of_all_images():
    random = np.random.default_rng(0)
    images = tuple(frozen(random.normal(size=(3, 3, 1))) for _ in range(4))
    loss = Loss("cross_entropy", labels=(0, 1, 2, 1))
    experiment = Experiment(images, (Flatten(), linear_layer(9, 3)), loss=loss, learning_rate=0.5)
    net, labels = network(experiment), np.array(loss.labels)
    for known in trained(experiment, 5):
        arrays = net.forward(np.stack(images))
        _, slope = softmax_cross_entropy(arrays[-1], labels)
        net = net.step(net.gradients(slope, arrays), 0.5)
        assert known.loss == pytest.approx(
            softmax_cross_entropy(net.forward(np.stack(images))[-1], labels)[0]
        )
        np.testing.assert_allclose(known.experiment.layers[1].weight, net.layers[1].weight, 1e-12, 1e-14)
        assert known.experiment.images is experiment.images


def test_an_image_that_is_not_there_cannot_be_followed():
    experiment = Experiment((np.zeros((3, 3, 1)),), (Flatten(),))
    with pytest.raises(ValueError, match="image 1 is not one of 1"):
        run_of(experiment, RunOptions(sample=1))


def test_images_of_different_shapes_are_refused():
    with pytest.raises(
        ValueError, match=r"one shape, but here are \(3, 3, 1\), \(4, 3, 1\)|\(4, 3, 1\), \(3, 3, 1\)"
    ):
        Experiment((np.zeros((3, 3, 1)), np.zeros((4, 3, 1))), (Flatten(),))
    with pytest.raises(ValueError, match="none"):
        Experiment((), (Flatten(),))


def test_another_image_takes_the_place_of_one_and_leaves_the_others():
    images = tuple(frozen(np.full((3, 3, 1), float(k))) for k in range(3))
    experiment = Experiment(images, (Flatten(),))
    changed = experiment.with_image(np.full((3, 3, 1), 9.0), "nine", 1)
    assert [image[0, 0, 0] for image in changed.images] == [0, 9, 2]
    assert changed.images[2] is images[2]
    assert len(experiment.with_image(np.zeros((4, 4, 1)), "larger", 1).images) == 1
