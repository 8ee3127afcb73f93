"""What kernels do when the image has other channels is said as it is done."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
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
