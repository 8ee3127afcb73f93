"""What kernels do when the image has other channels is said as it is done."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.arrangement import refiltered
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, MaxPooling, linear_layer
from cnnviz.experiment.windows import Window
from cnnviz.explain.refitting import refitting


def image(channels):
    return frozen(np.random.default_rng(channels).random((6, 6, channels)))


def experiment(channels, groups=1, filters=1, name="a photo"):
    layer = convolution(Window((3, 3)), channels, filters, groups)
    weight = frozen(np.random.default_rng(9).normal(size=layer.weight.shape))
    layer = replace(layer, weight=weight, names=("",) * filters)
    return Experiment((image(channels),), (Activation("relu"), layer), name)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (1, 3, "The image has 3 channels instead of 1: each kernel is repeated in all 3"),
        (3, 1, "The image has 1 channel instead of 3: each kernel is the mean of its 3 channels"),
        (2, 3, "each kernel keeps its 2 channels, and has their mean in each new one"),
        (4, 2, "each kernel has the mean of its 4 channels in each of 2"),
    ],
)
def test_what_is_said_is_what_is_done(before, after, words):
    old = experiment(before)
    new = old.with_image(image(after), "other")
    was, now = old.layers[1].weight, new.layers[1].weight
    said = refitting(old, new)
    assert words in said
    mean = was.mean(axis=2, keepdims=True)
    expected = [was[:, :, k : k + 1] if k < before <= after else mean for k in range(after)]
    np.testing.assert_allclose(now, np.concatenate(expected, axis=2), rtol=1e-12)


def test_nothing_is_said_where_nothing_had_to_follow():
    old = experiment(3)
    assert refitting(old, old.with_image(image(3), "other")) == ""
    depthwise = experiment(2, groups=2, filters=4)
    fewer = depthwise.with_image(image(4), "other")
    assert fewer.layers[1].depth == 2
    assert "repeated in all 2" in refitting(depthwise, fewer)
    assert refitting(depthwise, depthwise.with_image(image(1), "other")) == ""  # one by one, as it was
    other = experiment(1)
    assert refitting(old, other) == ""  # another experiment altogether: its kernels have not followed


def flat(side, *before, channels=1):
    layers = (*before, Flatten(), linear_layer(1, 3))
    return Experiment((np.ones((side, side, channels)),), (Activation(),)).with_layers(layers)


def trained(old):
    """Return an experiment whose linear layer has weights that nobody has drawn."""
    linear = old.layers[-1]
    weight = frozen(np.arange(linear.weight.size).reshape(linear.weight.shape))
    return old.with_layers((*old.layers[:-1], replace(linear, weight=weight)))


def test_a_linear_layer_that_is_drawn_anew_says_so_whether_for_an_image_or_a_layer():
    old = trained(flat(4, Activation("relu")))
    words = (
        "The linear layer gets {0} numbers instead of 16: its weights are drawn anew; Undo takes both back"
    )
    assert refitting(old, old.with_image(np.ones((6, 6, 1)), "larger")) == words.format(36)
    pooled = old.with_layers((old.layers[0], MaxPooling(), *old.layers[1:]))
    assert refitting(old, pooled) == words.format(4)


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ((1,), "gets 36 numbers instead of 72: it keeps the weights of those that stay;"),
        (
            (0, 1, None),
            "gets 108 numbers instead of 72: it keeps its weights, and those of the new numbers are drawn;",
        ),
    ],
)
def test_weights_that_follow_the_filters_before_them_are_said_to_be_kept(order, words):
    old = trained(flat(6, convolution(Window((3, 3)), 1, 2)))
    new = refiltered(old, 0, order)
    kept, was = (one.layers[-1].weight.reshape(36, -1, 3) for one in (new, old))
    np.testing.assert_array_equal(kept[:, : min(len(order), 2)], was[:, list(order)[:2]])
    assert words in refitting(old, new)


def test_kernels_and_weights_are_told_of_in_one_sentence():
    old = trained(flat(6, convolution(Window((3, 3)), 1, 2)))
    said = refitting(old, old.with_image(np.ones((7, 7, 3)), "colour"))
    assert said == (
        "The image has 3 channels instead of 1: each kernel is repeated in all 3; "
        "the linear layer gets 98 numbers instead of 72: its weights are drawn anew; Undo takes it all back"
    )


def test_a_linear_layer_that_gets_as_much_as_before_says_nothing():
    old = flat(4)
    linear = old.layers[-1]
    assert refitting(old, trained(old)) == ""
    assert refitting(old, old.with_layer(1, linear.with_units(5))) == ""
    assert refitting(flat(4), flat(6)) == ""  # another experiment altogether
    assert refitting(old, old.with_layers((MaxPooling(),))) == ""
