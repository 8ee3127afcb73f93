"""The rail: one part of the set-up is open at a time, or none, and it is made when it is first opened."""

import pytest
from layer_tools import click
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QWidget
from ui_tools import press, until

from cnnviz.session.session import Session
from cnnviz.session.settings.settings import PANEL, settings
from cnnviz.ui.panels.setup.beside import WIDTH
from cnnviz.ui.panels.setup.rail import PARTS
from cnnviz.ui.window.main_window import MainWindow

KEY = Qt.Key
INSIDE = {"image": "draw_pad", "layers": "layer_0", "loss": "learning_rate", "training": "round"}


def child(window, name):
    return window.findChild(QWidget, name)


def seen(window):
    """Return the parts of which something is seen, by what they hold."""
    return [part for part, name in INSIDE.items() if child(window, name) and child(window, name).isVisible()]


def test_it_begins_with_the_stage_alone_and_nothing_made_in_vain(window):
    assert window.setup.part == ""
    assert not any(child(window, name) for name in INSIDE.values())


@pytest.mark.some(2)
@pytest.mark.parametrize("part", PARTS)
def test_each_button_opens_its_part_and_closes_it_again(window, part):
    button, width = child(window, f"rail_{part}"), window.stage.width()
    click(button)
    assert seen(window) == [part]
    assert window.findChild(QLabel, "setup_title").text() == PARTS[part] == button.text()
    until(lambda: window.stage.width() == width - WIDTH)
    click(button)
    assert seen(window) == []
    until(lambda: window.stage.width() == width)


def test_one_part_gives_way_to_another(window):
    for part in (*PARTS, *PARTS):
        click(child(window, f"rail_{part}"))
        assert seen(window) == [part]
        pressed = [name for name in PARTS if child(window, f"rail_{name}").isChecked()]
        assert pressed == [part]


@pytest.mark.parametrize("how", ["close", "fold", "keys"])
def test_what_was_folded_away_comes_back(window, how):
    click(child(window, "rail_loss"))
    if how == "keys":
        press(KEY.Key_B, Qt.KeyboardModifier.ControlModifier)
    else:
        click(child(window, {"close": "setup_close", "fold": "rail_fold"}[how]))
    assert seen(window) == []
    if how == "keys":
        press(KEY.Key_B, Qt.KeyboardModifier.ControlModifier)
    else:
        click(child(window, "rail_fold"))
    assert seen(window) == ["loss"]


def test_the_keyboard_stays_with_the_stage_when_the_mouse_opens(window):
    click(child(window, "rail_layers"))
    assert QApplication.focusWidget() is window.stage


def test_the_keyboard_does_not_stay_in_what_is_closed(window):
    for way in ("rail_image", "setup_close"):
        window.setup.open("layers")
        child(window, "filters").setFocus()
        click(child(window, way))
        assert QApplication.focusWidget() is window.stage


def test_the_rail_is_worked_by_the_keyboard(window):
    child(window, "rail_training").setFocus()
    press(KEY.Key_Space)
    assert seen(window) == ["training"]
    assert QApplication.focusWidget() is child(window, "rail_training")


def test_a_part_shows_what_has_changed_while_it_was_closed(window):
    window.setup.open("loss")
    text = window.findChild(QLabel, "loss_value").text()
    window.setup.open("image")
    session = window.session
    session.edit(session.experiment.with_image(session.experiment.image * 2, "twice"), "double")
    window.setup.open("loss")
    assert window.findChild(QLabel, "loss_value").text() != text


def test_the_button_of_the_image_shows_the_image(window):
    button, session = child(window, "rail_image"), window.session
    before = button.icon().pixmap(24).toImage()
    session.edit(session.experiment.with_image(1 - session.experiment.image, "other"), "invert")
    assert button.icon().pixmap(24).toImage() != before
    session.undo_stack.undo()
    assert button.icon().pixmap(24).toImage() == before


def test_the_open_part_is_remembered(window, qtbot, clock):
    window.setup.open("training")
    again = MainWindow(Session(clock=clock))
    qtbot.addWidget(again)
    again.show()
    assert seen(again) == ["training"]
    window.setup.open("")
    assert settings().get(PANEL) == ""


@pytest.mark.parametrize("remembered", ["nonsense", "setup", " image"])
def test_what_is_no_part_opens_none(window, remembered):
    window.setup.open("loss")
    window.setup.open(remembered)
    assert window.setup.part == ""
    assert seen(window) == []


def test_each_theme_reaches_what_is_closed(window):
    window.setup.open("image")
    pad = child(window, "draw_pad")
    light = pad.grab().toImage()
    window.setup.open("loss")
    window.actions_by_id["view.theme"].trigger()
    window.setup.open("image")
    assert pad.grab().toImage() != light
