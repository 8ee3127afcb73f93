"""What rounding leaves of a sum whose terms cancel is nothing in a spreadsheet."""

import numpy as np
from book_tools import arrays, made, told_apart_by_rounding_alone
from recalculated import Recalculated

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import Convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, GlobalAveragePooling
from cnnviz.experiment.windows import Window
from cnnviz.run.options import RunOptions


def averaged(image):
    return Experiment((frozen(image[..., None]),), (GlobalAveragePooling(), Activation("relu")))


def test_it_lets_no_gradient_pass():
    experiment = averaged(np.array([[-1, 0, -1, 1, 1], [-2, 2, -1, 0, 1], [2, 2, -1, -1, -2]]) / 2)
    engine = {one.sheet.name: one.numbers for one in arrays(experiment, RunOptions())}
    assert 0 < engine["P"][0] < 1e-16  # fifteenths are none that a computer has
    assert engine["dP"][0] == 1
    assert told_apart_by_rounding_alone(experiment, RunOptions())
    sheets = Recalculated(made(experiment, RunOptions()))
    assert [sheets.value(name, 4, 1) for name in ("P", "A", "dP", "dX")] == [0, 0, 0, 0]


def test_it_lets_none_pass_where_each_sum_of_a_layer_cancels():
    image, weight = np.ones((3, 1, 1)), np.array([0.1, 0.2, -0.3]).reshape(3, 1, 1, 1)
    layers = (
        Convolution(Window((3, 1), padding="valid"), frozen(weight), frozen(np.zeros(1)), ("",)),
        Activation("relu"),
    )
    experiment = Experiment((frozen(image),), layers)
    engine = {one.sheet.name: one.numbers for one in arrays(experiment, RunOptions())}
    assert 0 < engine["Y"].item() < 1e-16
    sheets = Recalculated(made(experiment, RunOptions()))
    assert [sheets.value(name, 4, 1) for name in ("Y", "A", "dY")] == [0, 0, 0]


def test_what_is_only_small_does():
    experiment = averaged(np.full((3, 5), 1e-9))
    assert not told_apart_by_rounding_alone(experiment, RunOptions())
    assert Recalculated(made(experiment, RunOptions())).value("dP", 4, 1) == 1
