"""What hangs on the last bit of a sum: the first is what 500 actions with seed 5008 came upon."""

import numpy as np
import pytest
from plain_network import check_forward, plain_network

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, AveragePooling, MaxPooling
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run import run_of

SIX = (0.1, 0.2, 0.3, 0.7, 0.8, 0.9)


def cancelling():
    """Return a ReLU behind an edge detector: over one grey its terms cancel to nothing, which must stop there."""
    image = np.ones((8, 8, 1))
    image[1, 1], image[3, 6] = 0, 0.9
    layers = convolution(Window(padding="same"), 1, ("Sobel x",)), Activation("relu")
    return Experiment((frozen(image),), layers, loss=Loss("sum"))


def tied():
    """Return the maximum of means of the same six numbers, each time in another order."""
    rows = np.stack([SIX[::-1], np.roll(SIX, 2), np.roll(SIX[::-1], 1), SIX])[..., None]
    means = AveragePooling(PoolingWindow((1, 6), (1, 6)))
    return Experiment((frozen(rows),), (means, MaxPooling(PoolingWindow((4, 1), (4, 1)))), loss=Loss("sum"))


def made(experiment):
    return {array.label: array.array for array in run_of(experiment).arrays}


@pytest.mark.parametrize("make", [cancelling, tied])
def test_a_run_decides_by_the_sums_that_it_shows(make):
    experiment = make()
    found, net = made(experiment), plain_network(experiment)
    arrays = [array for label, array in found.items() if label[0] != "d" and "padded" not in label]
    check_forward(net, arrays)
    gradients = net.backward(np.ones(arrays[-1].shape), arrays).arrays
    np.testing.assert_allclose(found["dX"], gradients[0], 1e-12, 1e-12)


def test_of_means_that_differ_in_the_last_bit_the_largest_wins():
    found, sums = made(tied()), []
    for row in found["X"][0, ..., 0].tolist():
        total = 0.0
        for number in row:
            total += number * (1 / 6)
        sums.append(total)
    assert len(set(sums)) > 1
    assert max(sums) - min(sums) < 1e-15
    winner = sums.index(max(sums))
    assert winner > 0
    assert np.flatnonzero(found["dX"].any(axis=(0, 2, 3))).tolist() == [winner]
