"""A dialog whose card is gone, or shows something else by now, touches nothing of it."""

import numpy as np
import pytest
from kernel_tools import do, greyed
from layer_tools import named
from PyQt5.QtCore import QEvent
from PyQt5.QtWidgets import QAction, QApplication, QLineEdit, QMessageBox, QPushButton
from ui_tools import choose, dialog

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, linear_layer
from cnnviz.experiment.windows import Window
from cnnviz.session.files.places import own_presets


@pytest.fixture(autouse=True)
def own():
    own = own_presets()
    yield own
    for file in own.folder.glob("*"):
        file.unlink()


def experiment(layers, side=8, channels=1):
    return Experiment((np.zeros((side, side, channels)),), tuple(layers), "image")


def one_convolution(filters=1, channels=1, size=3):
    return convolution(Window((size, size)), channels, filters)


def initialise(window):
    do(window, "kernel_initialise")
    return dialog(window, "initialise")


def initialise_linear(window):
    window.session.edit(experiment([Flatten(), linear_layer(64, 4)]), "dense")
    named(window, "initialise_weights").click()
    return dialog(window, "initialise")


def bias_numbers(window):
    window.session.edit(experiment([one_convolution().with_bias_per_position((8, 8, 1))]), "bias")
    named(window, "bias_numbers").click()
    return dialog(window, "numbers")


def loss_numbers(name):
    def open_dialog(window):
        choose(named(window, "loss_name"), name)
        named(window, "loss_numbers").click()
        return dialog(window, "numbers")

    return open_dialog


def save_preset(window):
    do(window, "kernel_save")
    asked = dialog(window, "name_dialog")
    asked.findChild(QLineEdit, "name").setText("mine")
    return asked


def delete_preset(window):
    own_presets().save("old", np.ones((3, 3, 1)))
    greyed(window, "kernel_negate")  # opens the menu
    named(window, "layer_0").findChild(QAction, "old").trigger()
    return dialog(window, "delete_preset")


OPENED = {
    "initialise": initialise,
    "initialise linear": initialise_linear,
    "bias": bias_numbers,
    "gradient": loss_numbers("a given gradient"),
    "target": loss_numbers("mean squared error"),
    "save preset": save_preset,
    "delete preset": delete_preset,
}
CHANGES = {
    "other kinds of layers": experiment([Activation(), Activation()]),
    "no layer": experiment([], side=5),
    "another convolution": experiment([one_convolution(3, 2, 5)], side=12, channels=2),
    "a smaller image": experiment([one_convolution(size=1)], side=2),
    "another dense layer": experiment([Flatten(), linear_layer(25, 3)], side=5),
}


def end(asked, accepted):
    if isinstance(asked, QMessageBox):
        words = "Delete" if accepted else "Cancel"
        next(one for one in asked.findChildren(QPushButton) if one.text().replace("&", "") == words).click()
    else:
        asked.accept() if accepted else asked.reject()


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("opened", OPENED)
@pytest.mark.some(3)
def test_it_touches_nothing(window, opened, change, at_once, accepted):
    name = OPENED[opened](window).objectName()
    window.session.edit(CHANGES[change], "meanwhile")
    if not at_once:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    asked = dialog(window, name)
    if asked is not None:
        end(asked, accepted)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert dialog(window, name) is None
    assert window.session.experiment is CHANGES[change]
