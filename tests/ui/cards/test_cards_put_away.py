"""Cards that have made way for others: what still comes to their controls does nothing, least of all end all."""

import gc
import subprocess
import sys
import weakref

from layer_tools import experiment, named
from process_tools import PATIENCE, surroundings
from PyQt5.QtCore import QCoreApplication, QEvent
from PyQt5.QtWidgets import QApplication, QFrame

PRESSED = """
import gc, os
from cnnviz.application import application
from cnnviz.qt import QAbstractButton
from cnnviz.session.session import Session
from cnnviz.ui.window.main_window import MainWindow

app = application()
window = MainWindow(Session())
window.show()
window.setup.open("layers")
session = window.session
session.edit(session.experiment.with_layers(()), "no layers")
gc.collect()
old = [b for b in app.allWidgets() if isinstance(b, QAbstractButton) and b.window() is not window]
names = {"switch_layer", "move_layer_up", "move_layer_down", "remove_layer"}
assert names <= {button.objectName() for button in old}
for button in old:
    if button.objectName() in names:  # others open menus
        button.click()
assert not session.experiment.layers
os._exit(0)  # what PyQt sweeps up at the very end of a program is not tried here
"""


def change_layers(window, number):
    """Set up only the first layers, so that other cards are needed."""
    made = experiment(window)
    window.session.edit(made.with_layers(made.layers[:number]), "fewer layers")


def seen(app):
    """Return the windows that are seen, without those of the platform."""
    return [widget.objectName() for widget in app.topLevelWidgets() if widget.isVisible()]


def test_a_press_of_an_old_button_does_not_end_the_program(tmp_path):
    """Python sweeps up between two events, and a button that it has swept up is pressed."""
    command = [sys.executable, "-X", "faulthandler", "-c", PRESSED]
    around = surroundings(tmp_path)
    ended = subprocess.run(
        command, env=around, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ended.returncode == 0, ended.stderr


def test_a_press_of_an_old_button_asks_for_nothing(window):
    button = named(window, "remove_layer", 1)
    change_layers(window, 2)
    change_layers(window, 1)
    before = experiment(window)
    button.click()
    assert experiment(window) is before


def test_cards_that_are_gone_before_they_were_shown_do_not_become_windows(window):
    window.setup.open("layers")
    change_layers(window, 2)
    change_layers(window, 1)  # before Qt has had the time to show the cards that were made last
    QApplication.processEvents()
    assert seen(QApplication) == ["main_window"]
    assert QApplication.focusWidget().window() is window


def test_the_keyboard_stays_in_the_window_when_its_button_goes(window):
    button = named(window, "remove_layer", 1)
    button.setFocus()
    change_layers(window, 1)
    QApplication.processEvents()
    assert QApplication.focusWidget() is not button
    assert QApplication.focusWidget().window() is window


def test_nothing_of_an_old_card_is_kept(window):
    window.setup.open("layers")
    cards = [
        weakref.ref(card) for card in window.findChildren(QFrame) if card.objectName().startswith("layer_")
    ]
    change_layers(window, 0)
    for _ in range(2):  # what Qt deletes lets go of what it has called when there is time
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert cards
    assert not any(card() for card in cards)
