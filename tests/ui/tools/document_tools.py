"""What the tests of documents do in a window: edit, save, open, and answer what is asked."""

from dataclasses import replace

from layer_tools import click
from PyQt5.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from ui_tools import dialog, give_keyboard

from cnnviz.storage import load


def edit(window, rate=0.5):
    """Set the learning rate, which is as good an edit as any."""
    window.session.edit(replace(window.session.experiment, learning_rate=rate), f"rate {rate}")


def rate_in(path):
    """Return the learning rate of a document that is saved."""
    return load(path).experiment.learning_rate


def do(window, name):
    """Do what an action does."""
    window.actions_by_id[name].trigger()
    QApplication.processEvents()


def choose(window, name, path):
    """Choose a file in the dialog that is open."""
    chooser = next(found for found in window.findChildren(QFileDialog, name) if found.isVisible())
    chooser.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    chooser.accept()
    QApplication.processEvents()


def save_as(window, path):
    """Save the document of a window in a file."""
    do(window, "file.save_as")
    choose(window, "save", path)
    give_keyboard(window)
    window.stage.setFocus()


def answer(window, question, button):
    """Click a button of a question, and return what was asked."""
    box = dialog(window, question)
    assert box is not None, question
    words = box.text()
    click(box.findChild(QPushButton, button))
    QApplication.processEvents()
    return words
