"""Fields for numbers with decimals: read and written as everywhere, within their range, kept to the last digit."""

import pytest
from cnnviz.ui.fields.decimal_fields import DecimalField, RealField
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QValidator
from PyQt5.QtTest import QTest

from cnnviz.ui.fields.quiet import quiet

STATES = QValidator.State


@pytest.fixture
def field(qtbot):
    """Return a field from -2 to 10 in which everything is marked, as one comes to it by Tab."""
    field = DecimalField("rate", "Rate", -2, 10, 0.1)
    qtbot.addWidget(field)
    field.selectAll()
    return field


def type_into(field, text):
    """Type a text at once, as far as it can be typed, and finish with Enter."""
    field.lineEdit().insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.05", 0.05),
        ("0,05", 0.05),
        ("-1.5", -1.5),
        ("−1,5", -1.5),
        ("1e-3", 0.001),
        ("10", 10.0),
        ("+2.", 2.0),
    ],
)
def test_a_number_is_taken_as_it_is_typed(field, text, value):
    type_into(field, text)
    assert field.value() == value


@pytest.mark.parametrize("text", ["11", "-3", "1x", "0x1", "1.2.3", "nan"])
def test_what_is_no_number_of_the_range_cannot_be_typed(field, text):
    assert field.validate(text, len(text))[0] == STATES.Invalid


@pytest.mark.parametrize("text", ["", "-", "−", "+", ".", "-,", "1e", "1e-"])
def test_what_may_become_a_number_can_be_begun_and_is_forgotten_if_it_does_not(field, text):
    field.setValue(3)
    field.selectAll()
    assert field.validate(text, len(text))[0] == STATES.Intermediate
    QTest.keyClick(field, Qt.Key.Key_Delete)
    type_into(field, text)
    assert field.value() == 3


@pytest.mark.parametrize(
    ("value", "text"), [(0.05, "0.05"), (-1.5, "−1.5"), (-0.0, "0"), (1 / 3, "0.333333"), (1e-7, "1e−7")]
)
def test_a_number_is_shown_as_it_is_written_everywhere(field, value, text):
    field.show_value(value)
    assert field.text() == text


def test_digits_that_are_not_shown_are_kept(field):
    field.show_value(1 / 3)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 1 / 3


def test_steps_add_no_digits_of_their_own(field):
    for _ in range(3):
        field.stepBy(1)
    assert field.value() == 0.3
    field.stepBy(1000)
    assert field.value() == 10


def test_what_is_shown_is_no_edit(field, qtbot):
    with qtbot.assertNotEmitted(field.valueChanged):
        field.show_value(7)
    assert field.value() == 7
    with qtbot.waitSignal(field.valueChanged):
        field.stepBy(1)


def fail_quietly(field):
    with quiet(field):
        field.setValue(5)
        raise RuntimeError


def test_signals_are_back_where_setting_has_failed(field, qtbot):
    with pytest.raises(RuntimeError):
        fail_quietly(field)
    with qtbot.waitSignal(field.valueChanged):
        field.setValue(6)


def test_quiet_within_quiet_stays_quiet(field, qtbot):
    with qtbot.assertNotEmitted(field.valueChanged), quiet(field):
        with quiet(field):
            field.setValue(5)
        field.setValue(6)


def test_any_real_number_is_taken_and_of_anything_else_one_is_told_why(qtbot):
    field = RealField("bias", "Bias")
    qtbot.addWidget(field)
    field.selectAll()
    type_into(field, "−1234567,5")
    assert field.value() == -1234567.5
    field.selectAll()
    with qtbot.waitSignal(field.refused) as told:
        type_into(field, "1x")
    assert told.args == ["'1x' is not a number"]
    assert field.value() == -1234567.5
