"""After a choice the keys are the stage's again, whatever made it, and the hint says whose they are."""

import pytest
from every_control import close_what_opened, controls, described, work_by_mouse
from every_number import show_many
from layer_tools import LEFT, NONE
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QSlider,
    QToolButton,
    QWidget,
)
from ui_tools import choose, dialog, field, give_keyboard, press, to_convolution, type_text

from cnnviz.ui.drawing.pad.pad import DrawPad
from cnnviz.ui.fields.numeral import Numeral
from cnnviz.ui.kernel.kernel_table import KernelTable
from cnnviz.ui.panels.setup.rail import PARTS

KEY = Qt.Key
TAB = Qt.FocusReason.TabFocusReason


LEAST = {"image": 50, "layers": 60, "loss": 35, "training": 35}
"""So many controls there are while a part of the set-up is open."""


@pytest.mark.parametrize("third", range(3))
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.some(1)
def test_after_a_choice_by_mouse_the_keys_step_and_play(window, part, third):
    show_many(window, part)
    chapter = to_convolution(window)
    names = [control.objectName() for control in controls(window)]
    assert len(names) > LEAST[part]
    lying = []
    for name in [*dict.fromkeys(names)][third::3]:  # what is made meanwhile has the same names
        for number in range(names.count(name)):
            found = [control for control in controls(window) if control.objectName() == name]
            if number >= len(found) or isinstance(found[number], (DrawPad, KernelTable)):
                continue
            what = described(found[number])
            work_by_mouse(window, found[number])
            window.session.player.pause()
            close_what_opened(window)
            show_again(window, part)
            window.session.seek(type(window.session.position)(chapter, 3))
            if not window.stage.hasFocus():
                lying.append(f"{what}: {described(QApplication.focusWidget())} has the keyboard")
                window.stage.setFocus()
            before = window.session.position
            press(KEY.Key_Right)
            press(KEY.Key_Space)
            if window.session.position == before or not window.session.player.playing:
                lying.append(what)
            window.session.player.pause()
    assert not lying, "\n".join(lying)


def show_again(window, part):
    """Go back to what was open before a choice was made; what was chosen to be hidden is there again."""
    window.session.undo_stack.setIndex(2)
    window.setup.open(part)
    QApplication.processEvents()


def says(hint, part):
    return any(words.strip().startswith(part) for words in hint.split("·"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.some(1)
def test_the_hint_is_true_wherever_the_keyboard_is(window, part):
    show_many(window, part)
    to_convolution(window)
    hint = field(window, "key_hint")
    lies = []
    for control in controls(window):
        if not control.focusPolicy() & Qt.FocusPolicy.TabFocus or not control.isVisible():
            continue
        control.setFocus(TAB)
        if QApplication.focusWidget() is not control:  # one of a group that arrows go through
            continue
        before, text, experiment = window.session.position, hint.text(), window.session.experiment
        press(KEY.Key_Right)
        steps = window.session.position != before
        window.session.seek(before)
        control.setFocus(TAB)
        if isinstance(control, QAbstractButton):
            plays = False  # what a button does with Space is tried elsewhere
        elif isinstance(control, (QComboBox, DrawPad)):
            plays = False
        else:
            press(KEY.Key_Space)
            plays = window.session.player.playing
            window.session.player.pause()
        if (says(text, "← → step"), says(text, "Space plays")) != (steps, plays):
            lies.append((described(control), text, steps, plays))
        if says(text, "Esc back to the stage"):
            control.setFocus(TAB)
            press(KEY.Key_Escape)
            if not window.stage.hasFocus():
                lies.append((described(control), text))
        assert window.session.experiment is experiment, described(control)
    assert lies == []


@pytest.mark.parametrize("key", [KEY.Key_Up, KEY.Key_Down, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_Right])
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.some(1)
def test_arrows_and_page_keys_edit_nothing_wherever_the_keyboard_is(window, key, part):
    show_many(window, part)
    for control in controls(window):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(control, DrawPad):
            before = window.session.experiment, window.session.grain
            control.setFocus(TAB)
            press(key)
            assert (window.session.experiment, window.session.grain) == before, described(control)


def test_a_choice_in_a_list_by_keys_hands_back_too(window):
    for name in ("grain", "padding_kind"):
        box = field(window, name)
        choose(box, box.itemText(1))
        assert window.stage.hasFocus(), name
        assert field(window, "key_hint").text().startswith("Space plays")


def test_a_list_that_is_closed_again_by_escape_keeps_the_keyboard_of_who_came_by_tab(window):
    box = field(window, "grain")
    box.setFocus(TAB)
    press(KEY.Key_Space)
    assert field(window, "key_hint").text().startswith("↑ ↓ go through the list")
    press(KEY.Key_Escape)
    QApplication.processEvents()
    assert box.hasFocus()
    press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert box.view().isVisible()
    press(KEY.Key_Escape)


def test_what_is_pressed_by_keys_keeps_the_keyboard(window):
    box = field(window, "switch_layer")
    button = next(it for it in window.transport.findChildren(QToolButton) if it.isEnabled())
    speed = window.findChild(QSlider, "speed")
    for control, key in ((box, KEY.Key_Space), (button, KEY.Key_Space), (speed, KEY.Key_Right)):
        name = control.objectName()
        control.setFocus(TAB)
        press(key)
        assert QApplication.focusWidget().objectName() == name


def test_a_dialog_that_is_accepted_hands_back(window):
    window.actions_by_id["image.new"].trigger()
    field(window, "kernel_size_rows").setFocus()
    found = dialog(window, "new_image")
    found.accept()
    give_keyboard(window)
    assert window.stage.hasFocus()


def test_a_menu_of_the_bar_takes_what_is_typed_before_it_is_used(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("5")
    edit = next(action.menu() for action in window.menuBar().actions() if "Edit" in action.text())
    edit.popup(QPoint(0, 0))
    assert window.session.undo_stack.undoText() == "set kernel to 5 × 3"
    edit.setActiveAction(window.actions_by_id["edit.undo"])
    QTest.keyClick(edit, KEY.Key_Return)
    QApplication.processEvents()
    assert window.session.undo_stack.index() == 0
    give_keyboard(window)
    assert window.stage.hasFocus()


def test_a_key_of_the_menu_pressed_on_the_pad_leaves_the_keyboard_there(window):
    pad = field(window, "draw_pad")
    pad.setFocus()
    press(KEY.Key_Space)
    for key in (KEY.Key_Z, KEY.Key_Y):
        press(key, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        assert pad.hasFocus()


def test_a_click_on_what_takes_no_keyboard_gives_it_to_the_stage(window):
    for name in ("layer_0", "transport", "formula", "key_hint"):
        number = field(window, "kernel_size_rows")
        number.setFocus()
        number.selectAll()
        type_text("5" if name == "layer_0" else "3")
        if name != "key_hint":
            QTest.mouseClick(window.findChild(QWidget, name), LEFT, NONE, QPoint(3, 3))
            assert not number.hasFocus(), name
            assert not isinstance(QApplication.focusWidget(), Numeral)
    assert window.session.experiment.layers[0].window.kernel_size == (3, 3)
