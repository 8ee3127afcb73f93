"""A field for numbers with decimals: read and written as everywhere, within its span, kept to the last digit."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest

from cnnviz.experiment.limits import Limit
from cnnviz.ui.fields.held import quiet
from cnnviz.ui.fields.number_fields import NumberField
from cnnviz.ui.fields.numeral import RealLimit
from cnnviz.ui.fields.real_field import RealField


@pytest.fixture
def field(qtbot):
    """Return a field from -2 to 10 in which everything is marked, as one comes to it by Tab."""
    field = RealField("rate", "Rate", RealLimit(-2, 10, "that is too low", "that is too high"))
    qtbot.addWidget(field)
    field.selectAll()
    return field


def type_into(field, text):
    """Type a text at once and finish with Enter."""
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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("11", "11 is not taken: that is too high"),
        ("-3", "−3 is not taken: that is too low"),
        ("1x", "'1x' is not a number"),
        ("", "there is no number"),
        ("1e", "'1e' is not a number"),
    ],
)
def test_what_is_not_taken_is_refused_and_the_old_number_stays(field, qtbot, text, reason):
    field.setValue(3)
    field.lineEdit().clear()
    with qtbot.waitSignal(field.refused) as told, qtbot.assertNotEmitted(field.edited):
        type_into(field, text)
    assert told.args == [reason]
    assert (field.value(), field.text()) == (3, "3")


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


def test_steps_add_no_digits_of_their_own_and_end_with_the_reason(field, qtbot):
    for _ in range(3):
        field.stepBy(1)
    assert field.value() == 0.3
    with qtbot.waitSignal(field.refused) as told:
        field.stepBy(1000)
    assert field.value() == 10
    assert told.args == ["that is too high"]


def test_what_is_shown_is_no_edit(field, qtbot):
    with qtbot.assertNotEmitted(field.edited):
        field.show_value(7)
    assert field.value() == 7
    with qtbot.waitSignal(field.edited):
        field.stepBy(1)


def test_what_is_shown_beyond_the_limits_is_shown_all_the_same(field):
    field.show_value(250)
    assert field.value() == 250
    field.stepBy(1)
    assert field.value() == 250
    field.stepBy(-1)
    assert field.value() == 249.9


def test_what_is_shown_again_leaves_what_is_being_typed(field):
    field.show_value(3)
    field.lineEdit().insert("4.5")
    typed = field.text()
    field.show_value(3)
    assert field.text() == typed
    field.show_value(5)
    assert field.text() == "5"


def test_limits_are_asked_for_when_the_field_is_used_and_once(qtbot):
    asked = []

    def limits():
        asked.append(1)
        return Limit(1, 5, "few", "many")

    field = NumberField("count", "Count")
    qtbot.addWidget(field)
    field.show_value(2, limits)
    field.show_value(3, limits)
    field.lineEdit().setText("4")
    assert asked == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.stepBy(1)
    assert (field.value(), asked) == (5, [1])
    field.show_value(5, limits)
    assert field.maximum() == 5
    assert asked == [1, 1]


def fail_quietly(field):
    with quiet(field):
        field.setValue(5)
        raise RuntimeError


def test_signals_are_back_where_setting_has_failed(field, qtbot):
    with pytest.raises(RuntimeError):
        fail_quietly(field)
    with qtbot.waitSignal(field.edited):
        field.setValue(6)


def test_quiet_within_quiet_stays_quiet(field, qtbot):
    with qtbot.assertNotEmitted(field.edited), quiet(field):
        with quiet(field):
            field.setValue(5)
        field.setValue(6)


def test_any_real_number_is_taken_where_there_is_no_span(qtbot):
    field = RealField("bias", "Bias")
    qtbot.addWidget(field)
    field.selectAll()
    type_into(field, "−1234567,5")
    assert field.value() == -1234567.5
