"""The set-up as a whole: the wheel, undo, and texts that are never cut off."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractSpinBox, QComboBox, QLabel
from ui_tools import choose, field, press, step, wheel

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.some(2)
@pytest.mark.parametrize(
    "name", ["padding_kind", "padding_mode", "kernel_preset", "kernel_size_rows", "filters"]
)
def test_the_wheel_over_a_control_without_the_focus_changes_nothing(window, name):
    before = window.session.experiment
    for up in (True, False):
        wheel(field(window, name), up)
    assert window.session.experiment is before


def test_the_wheel_gives_no_control_the_focus(window):
    for kind in (QComboBox, QAbstractSpinBox):
        for control in window.setup.findChildren(kind):
            assert control.focusPolicy() == Qt.FocusPolicy.StrongFocus, control.objectName()


def test_choosing_what_is_chosen_is_no_edit(window):
    for name in ("padding_kind", "padding_mode", "kernel_preset"):
        box = field(window, name)
        box.setFocus()
        press(KEY.Key_Space)
        QTest.keyClick(box.view(), KEY.Key_Return)
    assert window.session.undo_stack.count() == 0


def test_undo_and_redo_go_through_all_edits(window):
    start = window.session.experiment
    choose(field(window, "padding_kind"), "valid")
    step(field(window, "stride_rows"))
    end = window.session.experiment
    window.stage.setFocus()
    undo, redo = window.actions_by_id["edit.undo"], window.actions_by_id["edit.redo"]
    assert undo.isEnabled()
    assert not redo.isEnabled()
    assert undo.text() == "&Undo set stride to 2 × 1"
    press(KEY.Key_Z, CONTROL)
    press(KEY.Key_Z, CONTROL)
    assert window.session.experiment is start
    assert field(window, "padding_kind").currentText() == "same"
    assert field(window, "stride_rows").value() == 1
    assert not undo.isEnabled()
    press(KEY.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    press(KEY.Key_Y, CONTROL)
    assert window.session.experiment is end


def test_no_text_of_the_set_up_is_cut_off(window):
    for label in window.setup.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and label.text() and not label.pixmap():
            assert label.sizeHint().width() <= label.width() + 1 or label.toolTip(), label.text()
