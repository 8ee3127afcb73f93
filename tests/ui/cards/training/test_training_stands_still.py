"""What stops training, or keeps most of the loss as it is, stands in its panel, and what was said before makes room."""

from dataclasses import replace

import numpy as np
from layer_tools import click, experiment, named, said
from PyQt5.QtCore import Qt
from ui_tools import press, type_over

from cnnviz.experiment.loss import Loss

KEY = Qt.Key


def stuck(window):
    """Return what is said to stop training, or None where nothing is."""
    label = named(window, "stuck")
    return label.text() if label.isVisible() else None


def test_what_keeps_most_of_the_loss_is_told_from_the_first_round_on_and_hinders_nothing(window):
    start = experiment(window).with_layers(experiment(window).layers[:2])
    z, made = (array[0] for array in window.session.timeline.numbers.arrays[2:4])
    target = np.where(z < 0, 0.5, made + 1e-3)
    window.session.edit(replace(start, loss=Loss("mse", targets=(target,)), learning_rate=0.01), "aim")
    assert stuck(window) is None
    type_over(named(window, "training_rate"), "x")
    press(KEY.Key_Return)
    assert said(window, "training") is not None
    click(named(window, "go_on"))
    assert said(window, "training") is None  # it was about what was before
    assert stuck(window).startswith("Most of what is left of the loss stays: ReLU stops its gradient")
    click(named(window, "go_on"))
    assert window.session.round == 2


def test_what_is_learned_says_that_nothing_is_missing(window):
    start = experiment(window)
    target = np.array(window.session.timeline.numbers.arrays[-1][0])
    window.session.edit(replace(start, loss=Loss("mse", targets=(target,))), "learned")
    assert stuck(window) == "The loss is 0, so there is nothing left to learn: every gradient is 0."
    click(named(window, "train_10"))
    assert window.session.round == 0
