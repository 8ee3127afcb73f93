"""What the tests of layers, loss and training do with mouse and keys."""

import numpy as np
from PyQt5.QtCore import QPoint, Qt, QTimer
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QMenu, QWidget
from run_catalogue import experiments
from ui_tools import found

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def click(widget, at=None):
    """Click a widget, in its middle unless told otherwise."""
    QTest.mouseClick(widget, LEFT, NONE, widget.rect().center() if at is None else QPoint(at))
    QApplication.processEvents()  # what the click has made is shown in its own good time


def named(window, name, layer=None):
    """Return the control that is called so, in the card of a layer where one is given."""
    widget = found(window, name, None if layer is None else f"layer_{layer}")
    assert widget is not None, name
    return widget


def pick(menu: QMenu, text):
    """Click an entry of an open menu."""
    action = next(action for action in menu.actions() if action.text() == text)
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())


def add_layer(window, text):
    """Open the menu of layers and click an entry; return which entries were greyed, with the reasons."""
    greyed = {}

    def look_and_pick():
        menu = QApplication.activePopupWidget()
        greyed.update((a.text(), a.toolTip()) for a in menu.actions() if not a.isEnabled())
        if text in greyed:
            pick(menu, text)  # a greyed entry does nothing, and the menu stays
            QTest.keyClick(menu, Qt.Key.Key_Escape)
        else:
            pick(menu, text)

    button = named(window, "add_layer")
    QTimer.singleShot(0, look_and_pick)
    click(button)
    QApplication.setActiveWindow(window)  # as the platform does when a menu has closed
    return greyed


def titles(window):
    """Return what the layers are called, from the experiment and from the cards, which agree."""
    layers = [layer.title for layer in window.session.experiment.layers]
    cards = [named(window, f"layer_{index}").accessibleName() for index in range(len(layers))]
    assert cards == layers
    assert window.findChild(QWidget, f"layer_{len(layers)}") is None
    return layers


def said(window, card):
    """Return the sentence that a card shows, or None."""
    label = named(window, card).findChild(QWidget, "reason")
    return label.text() if label.isVisible() else None


def go_to(window, key, step=0):
    """Go to a step of a chapter."""
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    window.session.seek(Position(keys.index(key), step))


def written(frame):
    """Return the cells of the chapter that have been written by now, by array."""
    return {name: np.argwhere(progress > 0) for name, progress in frame.progress.items()}


def experiment(window):
    """Return what is set up."""
    return window.session.experiment


def chapters(window):
    """Return the chapters of the run."""
    return window.session.timeline.chapters


def show(window, name):
    """Open an experiment of the catalogue."""
    window.session.edit(experiments()[name], name)


def set_window(window, image=(8, 8), filters=1, **settings):
    """Open an image under one convolution, as a script does."""
    made = Experiment((np.zeros((*image, 1)),), (convolution(Window(**settings), 1, filters),), "made")
    window.session.edit(made, "made")


def reason(window):
    """Return the sentence that the first layer's card shows, or None."""
    return said(window, "layer_0")
