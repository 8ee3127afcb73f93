"""Layers are added by the menu of the set-up and taken out by their cards."""

import pytest
from layer_tools import add_layer, click, experiment, named, said, titles
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import press, step

KEY = Qt.Key
START = ["Convolution", "Activation", "Max pooling"]


@pytest.mark.some(2)
@pytest.mark.parametrize("text", ["Convolution", "Activation", "Max pooling", "Average pooling", "Flatten"])
def test_each_layer_is_added_behind_the_last(window, text):
    assert add_layer(window, text) == {}
    assert titles(window) == [*START, text]
    assert experiment(window).shapes[-1]
    window.session.undo_stack.undo()
    assert titles(window) == START


def test_a_linear_layer_brings_the_flatten_that_it_needs(window):
    add_layer(window, "Linear")
    assert titles(window) == [*START, "Flatten", "Linear"]
    assert experiment(window).shapes[-1] == (10,)
    window.session.undo_stack.undo()
    assert titles(window) == START


@pytest.mark.some(1)
@pytest.mark.parametrize("text", ["Flatten", "Average pooling"])
def test_a_layer_that_is_added_is_seen_at_once(window, text):
    window.resize(1024, 700)
    add_layer(window, text)
    card = named(window, "layer_3")
    assert card.visibleRegion().boundingRect() == card.rect()


def test_behind_a_list_layers_with_windows_are_greyed_with_the_reason(window):
    add_layer(window, "Flatten")
    greyed = add_layer(window, "Convolution")
    assert set(greyed) == {
        "Convolution",
        "Max pooling",
        "Average pooling",
        "Global average pooling",
        "Flatten",
    }
    for text, reason in greyed.items():
        assert reason == f"{text} takes an image, but here is a list of 16 numbers"
    assert titles(window) == [*START, "Flatten"]
    assert add_layer(window, "Activation") == greyed
    assert titles(window) == [*START, "Flatten", "Activation"]


def test_the_menu_is_worked_by_the_keyboard(window):
    from PyQt5.QtCore import QTimer

    def down_and_enter():
        menu = QApplication.activePopupWidget()
        QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Return)

    named(window, "add_layer").setFocus()
    QTimer.singleShot(0, down_and_enter)
    press(KEY.Key_Space)
    assert titles(window) == [*START, "Activation"]


@pytest.mark.some(1)
@pytest.mark.parametrize("index", range(3))
def test_each_layer_can_be_taken_out(window, index):
    click(named(window, "remove_layer", index))
    assert titles(window) == START[:index] + START[index + 1 :]
    window.session.undo_stack.undo()
    assert titles(window) == START


def test_the_last_layer_stays_and_says_why(window):
    for _ in range(2):
        click(named(window, "remove_layer", 0))
    assert titles(window) == ["Max pooling"]
    click(named(window, "remove_layer", 0))
    assert titles(window) == ["Max pooling"]
    assert said(window, "layer_0") == "A run needs at least one layer that is switched on."


def test_flatten_cannot_go_while_a_linear_layer_needs_it(window):
    add_layer(window, "Linear")
    click(named(window, "remove_layer", 3))
    assert titles(window) == [*START, "Flatten", "Linear"]
    assert said(window, "layer_3") == "A linear layer takes a list of numbers: put Flatten before it."


def test_a_second_convolution_is_fitted_to_what_the_first_gives(window):
    add_layer(window, "Convolution")
    filters = named(window, "filters", 0)
    step(filters, times=2)
    assert [layer.title for layer in experiment(window).layers] == [*START, "Convolution"]
    assert experiment(window).layers[3].channels == 3
