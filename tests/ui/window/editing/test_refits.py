"""An image of other channels says what it does to the kernels, and one undo takes both back."""

import numpy as np
from ui_tools import field, layer, until

from cnnviz.explain.words import place

WORDS = "The image has 3 channels instead of 1: each kernel is repeated in all 3; Undo takes both back"


def status(window):
    return field(window, "place").text()


def test_making_the_image_colour_says_what_the_kernel_does_and_undo_takes_both_back(window):
    experiment, weight = window.session.experiment, layer(window).weight
    window.actions_by_id["image.colour"].trigger()
    assert status(window) == WORDS
    assert layer(window).depth == 3
    window.actions_by_id["edit.undo"].trigger()
    assert window.session.experiment is experiment
    np.testing.assert_array_equal(layer(window).weight, weight)
    assert status(window) == place(window.session.frame)
    window.actions_by_id["edit.redo"].trigger()
    assert status(window) == WORDS


def test_a_sample_in_colour_says_so_too(window):
    experiment = window.session.experiment
    window.session.ask(experiment.with_image(np.zeros((9, 9, 3)), "sky"), "open sample sky")
    until(lambda: window.session.experiment is not experiment)
    assert status(window) == WORDS


def test_what_leaves_the_channels_alone_says_nothing(window):
    window.actions_by_id["image.invert"].trigger()
    assert status(window) == place(window.session.frame)
    window.session.move(1)
    assert status(window) == place(window.session.frame)
