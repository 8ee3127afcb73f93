"""The set-up: each field by the keyboard, its limits and their reasons, undo, filters."""

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel
from ui_tools import choices, choose, field, layer, press, to_convolution, type_text, wheel

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.kernels.presets import preset, shipped
from cnnviz.experiment.windows import Window

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def reason(window):
    label = field(window, "reason")
    return label.text() if label.isVisible() else None


def set_window(window, image=(8, 8), filters=1, **settings):
    """Put another experiment in, as a script does."""
    made = Experiment((np.zeros((*image, 1)),), (convolution(Window(**settings), 1, filters),), "made")
    window.session.edit(made, "made")


FIELDS = [
    ("kernel_size_rows", lambda it: it.kernel_size[0]),
    ("kernel_size_columns", lambda it: it.kernel_size[1]),
    ("stride_rows", lambda it: it.stride[0]),
    ("stride_columns", lambda it: it.stride[1]),
    ("padding_rows", lambda it: it.padding[0]),
    ("padding_columns", lambda it: it.padding[1]),
    ("dilation_rows", lambda it: it.dilation[0]),
    ("dilation_columns", lambda it: it.dilation[1]),
]
names = pytest.mark.parametrize(("name", "read"), FIELDS, ids=[name for name, _ in FIELDS])


@names
def test_a_number_is_stepped_by_the_arrow_keys(window, name, read):
    number = field(window, name)
    number.setFocus()
    before = number.value()
    press(KEY.Key_Up)
    assert number.value() == read(layer(window).window) == before + 1
    press(KEY.Key_Down)
    assert read(layer(window).window) == before


@names
def test_a_number_is_typed_and_taken_with_enter(window, name, read):
    number = field(window, name)
    number.setFocus()
    number.selectAll()
    type_text("2")
    press(KEY.Key_Return)
    assert number.value() == read(layer(window).window) == 2


@names
def test_each_number_stops_at_its_limits_and_says_why(window, name, read):
    number = field(window, name)
    number.setFocus()
    for key in (KEY.Key_Up, KEY.Key_Down):
        for _ in range(20):
            press(key)
        end = read(layer(window).window)
        assert end == (number.maximum() if key == KEY.Key_Up else number.minimum())
        said = reason(window)
        assert said
        assert said.endswith(".")
        assert said[0].isupper()


def test_the_reason_names_what_does_not_fit(window):
    set_window(window, (4, 4), padding="valid")
    field(window, "kernel_size_rows").setFocus()
    press(KEY.Key_Up)
    assert reason(window) is None
    press(KEY.Key_Up)
    assert layer(window).window.kernel_size == (4, 3)
    assert "does not fit" in reason(window)


def test_the_reason_goes_with_what_it_was_about(window):
    set_window(window, (4, 4), padding="valid")
    field(window, "kernel_size_rows").setFocus()
    press(KEY.Key_Up)
    press(KEY.Key_Up)
    assert reason(window) is not None
    press(KEY.Key_Z, CONTROL)
    assert reason(window) is None


def test_a_number_beyond_the_limit_cannot_be_typed_and_says_why(window):
    set_window(window, (4, 4), padding="valid")
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("9")
    assert "does not fit" in reason(window)
    press(KEY.Key_Return)
    assert layer(window).window.kernel_size == (3, 3)


def test_digits_without_end_are_refused_like_any_number_beyond_the_limit(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    QApplication.clipboard().setText("9" * 6000)
    press(KEY.Key_V, CONTROL)
    assert reason(window)
    press(KEY.Key_Return)
    assert layer(window).window.kernel_size == (3, 3)


def test_a_number_of_two_digits_is_one_edit(window):
    set_window(window, (16, 16))
    count = window.session.undo_stack.count()
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("11")
    press(KEY.Key_Return)
    assert layer(window).window.kernel_size == (11, 3)
    assert window.session.undo_stack.count() == count + 1


def test_typing_the_first_digit_of_two_does_not_complain(window):
    set_window(window, (2, 16), padding=(5, 0), kernel_size=(7, 3))
    number = field(window, "padding_rows")
    number.setFocus()
    number.selectAll()
    type_text("1")
    type_text("2")
    assert reason(window) is None
    press(KEY.Key_Return)
    assert layer(window).window.padding == (12, 0)


def test_a_number_too_small_is_not_taken_and_says_why(window):
    set_window(window, (2, 16), padding=(5, 0), kernel_size=(7, 3))
    number = field(window, "padding_rows")
    number.setFocus()
    number.selectAll()
    type_text("1")
    press(KEY.Key_Return)
    assert layer(window).window.padding == (5, 0)
    assert number.value() == 5
    assert "does not fit" in reason(window)


def test_a_number_that_no_digit_can_follow_is_live_at_once(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("5")
    assert layer(window).window.kernel_size == (5, 3)


def test_enter_without_a_change_is_no_edit(window):
    field(window, "kernel_size_rows").setFocus()
    press(KEY.Key_Return)
    assert window.session.undo_stack.count() == 0


def test_leaving_a_field_takes_what_was_typed(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("1")
    press(KEY.Key_Tab)
    assert layer(window).window.kernel_size == (1, 3)


def test_escape_forgets_what_was_typed(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("1")
    press(KEY.Key_Escape)
    assert layer(window).window.kernel_size == (3, 3)
    assert number.value() == 3
    assert number.text() == "3"


def test_undo_works_from_within_a_field(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    press(KEY.Key_Up)
    assert layer(window).window.kernel_size == (4, 3)
    press(KEY.Key_Z, CONTROL)
    assert layer(window).window.kernel_size == (3, 3)
    press(KEY.Key_Y, CONTROL)
    assert layer(window).window.kernel_size == (4, 3)


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


@pytest.mark.parametrize("kind", ["valid", "same", "full"])
def test_a_kind_of_padding_is_chosen_by_the_keyboard(window, kind):
    choose(field(window, "padding_kind"), kind)
    assert layer(window).window.padding == kind


def test_padding_in_numbers_keeps_what_is_there(window):
    choose(field(window, "padding_kind"), "full")
    choose(field(window, "padding_kind"), "numbers")
    assert layer(window).window.padding == (2, 2)
    assert window.session.experiment.geometry(0).amounts == ((2, 2), (2, 2))


@pytest.mark.parametrize("mode", ["zeros", "reflect", "replicate", "circular"])
def test_a_padding_mode_is_chosen_by_the_keyboard(window, mode):
    choose(field(window, "padding_mode"), mode)
    assert layer(window).window.padding_mode == mode


@pytest.mark.parametrize(
    ("image", "settings", "greyed"),
    [
        ((8, 8), {}, set()),
        ((1, 8), {}, {"reflect"}),
        ((1, 1), {"kernel_size": (5, 5)}, {"reflect", "circular"}),
        ((2, 2), {"kernel_size": (5, 5)}, {"reflect"}),
        ((1, 1), {"kernel_size": (1, 1)}, set()),
    ],
)
def test_impossible_padding_modes_are_greyed_with_a_reason(window, image, settings, greyed):
    set_window(window, image, **settings)
    free, why = choices(field(window, "padding_mode"))
    assert set(why) == greyed
    assert all(why.values())
    for mode in free:
        choose(field(window, "padding_mode"), mode)
        assert layer(window).window.padding_mode == mode


@pytest.mark.parametrize(
    ("image", "settings", "greyed"),
    [
        ((8, 8), {}, set()),
        ((2, 8), {}, {"valid"}),
        ((3, 3), {"padding_mode": "reflect"}, set()),
        ((2, 2), {"padding_mode": "reflect"}, {"valid", "full"}),
    ],
)
def test_impossible_kinds_of_padding_are_greyed_with_a_reason(window, image, settings, greyed):
    set_window(window, image, **settings)
    _, why = choices(field(window, "padding_kind"))
    assert set(why) == greyed
    assert all(why.values())


def test_the_size_formula_and_what_is_left_over_stand_under_the_numbers(window):
    set_window(window, (8, 7), padding="valid", stride=(3, 2))
    text = field(window, "size_formula").text()
    assert "rows: ⌊(8 − 3) / 3⌋ + 1 = 2" in text
    assert "columns: (7 − 3) / 2 + 1 = 3" in text
    assert "2 rows never read" in text


def test_filters_are_added_and_followed(window):
    chapter = to_convolution(window, 10)
    filters = field(window, "filters")
    assert not field(window, "follow").isVisible()
    filters.setFocus()
    for _ in range(3):
        press(KEY.Key_Up)
    assert layer(window).filters == 4
    follow = field(window, "follow")
    assert follow.isVisible()
    assert [follow.itemText(k) for k in range(4)] == [f"{k + 1} · {layer(window).names[k]}" for k in range(4)]
    follow.setFocus()
    press(KEY.Key_Down)
    assert window.session.followed == 1
    assert window.session.frame.step.updates[0].target.index[3] == 1
    assert window.session.position.chapter == chapter
    filters.setFocus()
    for _ in range(9):
        press(KEY.Key_Down)
    assert layer(window).filters == 1
    assert window.session.followed == 0
    assert "at least one" in reason(window)


def test_no_more_filters_than_are_offered(window):
    filters = field(window, "filters")
    filters.setFocus()
    for _ in range(20):
        press(KEY.Key_Up)
    assert layer(window).filters == filters.maximum() == 16
    assert reason(window)


@pytest.mark.parametrize("name", shipped())
def test_a_kernel_is_chosen(window, name):
    choose(field(window, "kernel_preset"), name)
    np.testing.assert_array_equal(layer(window).weight[..., 0], preset(name, (3, 3), 1))
    assert field(window, "kernel_preset").currentText() == name


def test_the_kernel_of_the_followed_filter_is_set_and_no_other(window):
    set_window(window, filters=3)
    before = layer(window).weight
    window.session.follow(2)
    choose(field(window, "kernel_preset"), "Identity")
    np.testing.assert_array_equal(layer(window).weight[..., :2], before[..., :2])
    assert layer(window).names[2] == "Identity"


def test_undo_and_redo_go_through_all_edits(window):
    start = window.session.experiment
    choose(field(window, "padding_kind"), "valid")
    field(window, "stride_rows").setFocus()
    press(KEY.Key_Up)
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


def test_the_reason_goes_when_something_is_edited(window):
    number = field(window, "stride_rows")
    number.setFocus()
    press(KEY.Key_Down)
    assert reason(window)
    press(KEY.Key_Up)
    assert reason(window) is None


def test_no_text_of_the_set_up_is_cut_off(window):
    for label in window.setup.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and label.text() and not label.pixmap():
            assert label.sizeHint().width() <= label.width() + 1 or label.toolTip(), label.text()
