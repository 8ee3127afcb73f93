"""Every field for a number that the window and its dialogs have, and what is typed into them."""

from dataclasses import replace

import numpy as np
from import_tools import saved
from kernel_tools import do
from layer_tools import named
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QSpinBox
from run_catalogue import experiments
from ui_tools import dialog, press, until

from cnnviz.experiment.loss import Loss

NUMBERS = {
    "0,5": 0.5,
    "1e-4": 1e-4,
    "−3": -3,
    "-3": -3,
    "": None,
    "abc": None,
    "1e999": None,
    "nan": None,
    " 2 ": 2,
    "15": 15,
    "1,234": None,
    "1234": 1234,
    "1e1": 10,
    "7" * 5000: None,
    "x" * 5000: None,
}
"""What may be typed, and which number it is."""

DIALOGS = ("image.new", "image.resize", "kernel_initialise", "import", "loss_numbers", "image.draw")


def fields_of(top):
    """Return the fields for numbers that are seen in a window or a dialog."""
    return [it for it in top.findChildren(QAbstractSpinBox) if it.isVisible() and it.window() is top]


def show_many(window, part):
    """Open what has many kinds of numbers: of layers with windows, of a loss, of training; and a part of the set-up."""
    averaged = experiments()["colour"]
    window.session.edit(replace(averaged, loss=Loss("cell", cell=(0, 0, 0))), "many")
    window.session.train(1)
    window.resize(1440, 900)
    window.setup.open(part)
    QApplication.processEvents()


def opened(window, name, folder):
    """Open one of the dialogs that have numbers in them, and return it."""
    if name == "import":
        window.open(saved(folder, np.arange(480.0).reshape(5, 12, 8)))
    elif name == "kernel_initialise":
        do(window, name)
    elif name == "loss_numbers":
        window.session.edit(replace(experiments()["positions"], loss=Loss("typed")), "typed")
        named(window, name).click()
    else:
        window.actions_by_id[name].trigger()
    names = {"image.new": "new_image", "image.resize": "resize_image", "image.draw": "draw_window"}
    names |= {"kernel_initialise": "initialise", "loss_numbers": "numbers"}
    found = dialog(window, names.get(name, name))
    assert found is not None, name
    return found


def put_in(field, text):
    """Put a text in the place of what a field shows, by the clipboard as any text can be."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
    press(Qt.Key.Key_Delete)
    if text:
        QApplication.clipboard().setText(text)
        press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until(lambda: field.lineEdit().text() == text)


def taken(field, text):
    """Return the number that a field has to take, or None where it has to refuse the text."""
    number = NUMBERS[text]
    if number is None or (isinstance(field, QSpinBox) and number != int(number)):
        return None
    return number if field.minimum() <= number <= field.maximum() else None


def texts_of(top):
    """Return all that is to be read in labels."""
    return [label.text() for label in top.findChildren(QLabel) if label.isVisible()]
