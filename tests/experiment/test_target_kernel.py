"""A target knows which kernel it was made by, until it is no longer what that makes of the image."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import PoolingWindow
from cnnviz.gallery.first_example import first_example


@pytest.fixture
def aimed():
    start = first_example()
    loss = replace(start.fitted_loss, name="mse", targets=(np.ones((4, 4, 1)),), target_kernel="Sobel y")
    return replace(start, loss=loss)


def test_learning_leaves_it(aimed):
    layer = aimed.layers[0]
    for other in (
        layer.with_kernel(0, layer.kernel(0) + 1),
        layer.with_preset(0, "Emboss"),
        layer.with_bias(0, 3.0),
    ):
        assert aimed.with_layer(0, other).loss.target_kernel == "Sobel y"


def test_the_same_image_leaves_it_and_another_takes_it(aimed):
    assert aimed.with_image(aimed.image.copy(), "again").loss.target_kernel == "Sobel y"
    assert aimed.with_image(aimed.image + 1, "brighter").loss.target_kernel == ""


def test_other_layers_take_it_and_the_numbers_stay_where_they_fit(aimed):
    for place, other in ((1, Activation("tanh")), (2, MaxPooling(PoolingWindow((2, 2), (2, 2)), "all"))):
        changed = aimed.with_layer(place, other)
        assert changed.loss.target_kernel == ""
        assert changed.loss.targets[0] is aimed.loss.targets[0]
    smaller = aimed.with_layers(aimed.layers[:2])
    assert (smaller.loss.target_kernel, smaller.loss.targets[0].any()) == ("", False)


def test_numbers_of_one_s_own_take_it(aimed):
    assert aimed.loss.with_target(0, np.zeros((4, 4, 1))).target_kernel == ""
    assert aimed.loss.with_values(0, np.zeros((4, 4, 1))).target_kernel == "Sobel y"
