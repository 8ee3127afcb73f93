"""Numbers are stepped and typed; where one stops, the field says why."""

import pytest
from kernel_tools import undo_texts
from layer_tools import reason, set_window
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import field, layer, press, step, type_over, type_text

from cnnviz.experiment.layers import MaxPooling

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
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
@pytest.mark.some(2)
def test_a_number_is_stepped_by_its_arrows(window, name, read):
    number = field(window, name)
    before = number.value()
    step(number)
    assert number.value() == read(layer(window).window) == before + 1
    assert window.stage.hasFocus()
    step(number, up=False)
    assert read(layer(window).window) == before


@names
@pytest.mark.some(1)
def test_arrow_keys_step_a_number_only_while_one_types(window, name, read):
    number = field(window, name)
    number.setFocus()
    before = window.session.experiment
    for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_PageUp, KEY.Key_PageDown):
        press(key)
    assert window.session.experiment is before
    type_over(number, "2")
    press(KEY.Key_Up)
    assert number.value() == read(layer(window).window) == 3
    press(KEY.Key_Down)
    assert read(layer(window).window) == 2


@names
@pytest.mark.some(2)
def test_a_number_is_typed_and_taken_with_enter(window, name, read):
    number = field(window, name)
    number.setFocus()
    number.selectAll()
    type_text("2")
    press(KEY.Key_Return)
    assert number.value() == read(layer(window).window) == 2


@names
@pytest.mark.some(1)
def test_each_number_stops_at_its_limits_and_says_why(window, name, read):
    number = field(window, name)
    for up in (True, False):
        step(number, up, times=20)
        end = read(layer(window).window)
        assert end == (number.maximum() if up else number.minimum())
        said = reason(window)
        assert said
        assert said.endswith(".")
        assert said[0].isupper()


def test_the_reason_names_what_does_not_fit(window):
    set_window(window, (4, 4), padding="valid")
    step(field(window, "kernel_size_rows"))
    assert reason(window) is None
    step(field(window, "kernel_size_rows"))
    assert layer(window).window.kernel_size == (4, 3)
    assert "does not fit" in reason(window)


def test_the_reason_goes_with_what_it_was_about(window):
    set_window(window, (4, 4), padding="valid")
    step(field(window, "kernel_size_rows"), times=2)
    assert reason(window) is not None
    press(KEY.Key_Z, CONTROL)
    assert reason(window) is None


def test_what_was_typed_has_its_own_reason_and_not_that_of_the_next_number(window):
    set_window(window, padding="valid", stride=(2, 2))
    alone = window.session.experiment
    window.session.edit(alone.with_layers((*alone.layers, MaxPooling())), "pool")
    number = field(window, "kernel_size_rows")
    type_over(number, "9")
    press(KEY.Key_Return)
    assert reason(window) == (
        "9 is not taken: a kernel of 9 rows does not fit: the image has 8, padding adds none."
    )


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Tab])
def test_a_number_beyond_the_limit_is_not_taken_and_says_why(window, key):
    set_window(window, (4, 4), padding="valid")
    number = field(window, "kernel_size_rows")
    type_over(number, "15")
    assert number.text() == "15"
    assert reason(window) is None
    press(key)
    assert reason(window).startswith("15 is not taken: ")
    assert "does not fit" in reason(window)
    assert layer(window).window.kernel_size == (3, 3)
    assert number.text() == "3"
    assert number.hasFocus() == (key == KEY.Key_Return)
    assert undo_texts(window) == ["made"]


def test_digits_without_end_are_refused_like_any_number_beyond_the_limit(window):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    QApplication.clipboard().setText("9" * 6000)
    press(KEY.Key_V, CONTROL)
    press(KEY.Key_Return)
    assert reason(window)
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


def test_half_a_number_is_no_edit(window):
    type_over(field(window, "kernel_size_rows"), "5")
    assert layer(window).window.kernel_size == (3, 3)
    press(KEY.Key_Return)
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
    step(number)
    number.setFocus()
    assert layer(window).window.kernel_size == (4, 3)
    press(KEY.Key_Z, CONTROL)
    assert layer(window).window.kernel_size == (3, 3)
    press(KEY.Key_Y, CONTROL)
    assert layer(window).window.kernel_size == (4, 3)


def test_the_reason_goes_when_something_is_edited(window):
    number = field(window, "stride_rows")
    step(number, up=False)
    assert reason(window)
    step(number)
    assert reason(window) is None
