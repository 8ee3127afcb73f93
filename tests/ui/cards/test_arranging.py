"""Layers are moved, switched off and taken out by mouse and keyboard; what is held is one entry of the undo stack."""

import numpy as np
import pytest
from layer_tools import add_layer, click, named, said, titles
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QApplication, QComboBox
from ui_tools import field, press, type_over, wheel

from cnnviz.experiment.document import same
from cnnviz.experiment.layers import SwitchedOff
from cnnviz.ui.cards.layer_card import LayerCard

KEY = Qt.Key
TURNS = ("Sobel y", "Sobel x")
START = ["Convolution", "Activation", "Max pooling"]


def undo_text(window):
    return window.actions_by_id["edit.undo"].text()


def has_keyboard(window, name, layer):
    return QApplication.focusWidget() is named(window, name, layer)


def test_a_layer_is_moved_down_and_up_and_the_keyboard_goes_with_it(window):
    start = window.session.experiment
    named(window, "move_layer_down", 0).setFocus()
    press(KEY.Key_Space)
    assert titles(window) == ["Activation", "Convolution", "Max pooling"]
    assert undo_text(window) == "&Undo move convolution down"
    assert has_keyboard(window, "move_layer_down", 1)
    press(KEY.Key_Space)
    assert titles(window) == ["Activation", "Max pooling", "Convolution"]
    named(window, "move_layer_up", 2).setFocus()
    press(KEY.Key_Space)
    press(KEY.Key_Space)
    assert titles(window) == START
    assert undo_text(window) == "&Undo move convolution up"
    for _ in range(4):
        window.session.undo_stack.undo()
    assert same(window.session.experiment, start)


def test_the_first_layer_does_not_go_up_nor_the_last_down(window):
    for layer in range(3):
        assert named(window, "move_layer_up", layer).isEnabled() == (layer > 0)
        assert named(window, "move_layer_down", layer).isEnabled() == (layer < 2)


def test_a_move_that_does_not_fit_says_why_and_changes_nothing(window):
    add_layer(window, "Flatten")
    before = window.session.experiment
    click(named(window, "move_layer_up", 3))
    assert window.session.experiment is before
    assert said(window, "layer_3") == "Max pooling takes an image, but here is a list of 64 numbers."


def test_a_layer_is_switched_off_and_on_again(window):
    start = window.session.experiment
    chapters = [chapter.key for chapter in window.session.timeline.chapters]
    named(window, "switch_layer", 1).setFocus()
    press(KEY.Key_Space)
    assert isinstance(window.session.experiment.layers[1], SwitchedOff)
    assert titles(window) == START
    assert undo_text(window) == "&Undo switch off activation"
    keys = [chapter.key for chapter in window.session.timeline.chapters]
    assert keys == [key for key in chapters if key not in ("activate", "activate_back")]
    assert has_keyboard(window, "switch_layer", 1)
    assert window.findChild(LayerCard, "layer_1").findChild(QComboBox, "function") is None
    press(KEY.Key_Space)
    assert same(window.session.experiment.layers, start.layers)
    assert undo_text(window) == "&Undo switch on activation"
    assert has_keyboard(window, "switch_layer", 1)


def test_the_last_layer_that_is_on_stays_on(window):
    for layer in (0, 1):
        click(named(window, "switch_layer", layer), QPoint(8, 8))
    before = window.session.experiment
    click(named(window, "switch_layer", 2), QPoint(8, 8))
    assert window.session.experiment is before
    assert said(window, "layer_2") == "A run needs at least one layer that is switched on."
    assert named(window, "switch_layer", 2).isChecked()


def test_the_next_layer_has_the_keyboard_when_one_is_taken_out(window):
    named(window, "remove_layer", 1).setFocus()
    press(KEY.Key_Space)
    assert has_keyboard(window, "remove_layer", 1)
    press(KEY.Key_Space)
    assert titles(window) == ["Convolution"]
    assert has_keyboard(window, "remove_layer", 0)


def hold(key, times):
    """Hold a key: the press, its repetitions, the release."""
    widget = QApplication.focusWidget()
    for turn in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", turn > 0)
        QApplication.sendEvent(widget, event)
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier))


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["stride_rows", "learning_rate"])
def test_a_key_that_is_held_is_one_entry(window, name):
    start, stack = window.session.experiment, window.session.undo_stack
    control = field(window, name) if name == "stride_rows" else named(window, name)
    type_over(control, control.text())  # arrows change a number only while one types in it
    hold(KEY.Key_Up, 4)
    assert stack.count() == 1
    hold(KEY.Key_Up, 2)
    assert stack.count() == 2
    rate = f"{window.session.experiment.learning_rate:g}"
    held = {"stride_rows": "set stride to 7 × 1", "learning_rate": f"set learning rate to {rate}"}
    assert undo_text(window) == f"&Undo {held[name]}"
    stack.undo()
    stack.undo()
    assert same(window.session.experiment, start)


def test_a_run_of_the_wheel_is_one_entry_until_something_else_happens(window):
    stack = window.session.undo_stack
    stride = field(window, "stride_rows")
    stride.setFocus()
    for _ in range(3):
        wheel(stride)
    assert window.session.experiment.layers[0].window.stride == (4, 1)
    assert stack.count() == 1
    window.stage.setFocus()
    stride.setFocus()
    wheel(stride, up=False)
    assert stack.count() == 2
    stack.undo()
    assert window.session.experiment.layers[0].window.stride == (4, 1)


@pytest.mark.long
def test_two_hundred_edits_and_more_share_the_arrays_that_they_leave_alone(window):
    session = window.session
    session.edit(session.experiment.with_image(np.zeros((64, 64, 3)), "large"), "large image")
    image = session.experiment.image
    seen = []
    for turn in range(250):
        session.edit(
            session.experiment.with_layer(0, session.experiment.layers[0].with_preset(0, TURNS[turn % 2])),
            "x",
        )
        seen.append(session.experiment)
    assert session.undo_stack.count() >= 250
    assert all(experiment.image is image for experiment in seen)
    for _ in range(250):
        session.undo_stack.undo()
    assert session.experiment.image is image
