"""What the tests of the kernel editor do with mouse, wheel and keys."""

import numpy as np
from layer_tools import named
from PyQt5.QtWidgets import QAction, QApplication, QWidget
from ui_tools import layer

from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window

RANDOM = np.round(np.random.default_rng(0).normal(size=(3, 3, 1)), 2)


def show(window, channels=1, filters=1, size=8):
    """Open an experiment with so many channels and filters, as nothing that can be undone."""
    image = np.random.default_rng(3).random((size, size, channels))
    layers = (convolution(Window(), channels, filters), Activation(), MaxPooling())
    window.session.edit(Experiment((image,), layers, "random"), "open")
    window.session.undo_stack.clear()
    QApplication.processEvents()  # cards that are new are shown in their own good time


def set_kernel(window, numbers, filter_=0):
    """Set a kernel, as nothing that can be undone."""
    changed = layer(window).with_kernel(filter_, numbers)
    window.session.edit(window.session.experiment.with_layer(0, changed), "set")
    window.session.undo_stack.clear()


def presets(window):
    return named(window, "kernel_preset", 0)


def kernel(window, filter_=0):
    layer = window.session.experiment.layers[0]
    assert isinstance(layer, Convolution)
    return layer.kernel(filter_)


def table(window):
    return named(window, "kernel_table", 0)


def go_to_cell(window, row, column):
    """Give the keyboard to a cell of the table."""
    view = table(window)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    return view


def cell(window, row, column):
    view = table(window)
    return view.visualRect(view.model().index(row, column)).center()


def do(window, name):
    """Choose an entry of a card's menu, which is greyed as it would be when the menu opens."""
    action = named(window, "layer_0").findChild(QAction, name)
    assert action is not None, name
    menu = action.associatedWidgets()[0]
    menu.aboutToShow.emit()
    assert action.isEnabled(), action.toolTip()
    action.trigger()


def greyed(window, name):
    """Return why an entry of a card's menu is greyed, or None where it is not."""
    action = named(window, "layer_0").findChild(QAction, name)
    action.associatedWidgets()[0].aboutToShow.emit()
    return None if action.isEnabled() else action.toolTip()


def undo_texts(window):
    stack = window.session.undo_stack
    return [stack.text(entry) for entry in range(stack.count())]


def bias_field(window) -> QWidget:
    return named(window, "bias", 0)
