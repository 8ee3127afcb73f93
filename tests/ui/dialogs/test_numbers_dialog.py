"""A table in which the numbers of an array are typed, a channel at a time."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QLabel, QTableWidget

from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog
from cnnviz.ui.fields.number_fields import NumberField


@pytest.fixture
def numbers(qtbot):
    """Return the dialog on two channels, of which it shows the second."""
    dialog = NumbersDialog("Bias", np.arange(8.0).reshape(2, 2, 2), channel=1)
    qtbot.addWidget(dialog)
    return dialog


def shown(dialog):
    table = dialog.findChild(QTableWidget)
    return [[float(table.item(row, column).text()) for column in range(2)] for row in range(2)]


def reasons(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.property("kind") == "reason"]


def test_each_channel_is_shown_and_there_are_no_others(numbers):
    channel = numbers.findChild(NumberField)
    assert shown(numbers) == [[1, 3], [5, 7]]
    channel.stepBy(1)
    assert reasons(numbers) == ["There are 2 channels."]
    channel.stepBy(-1)
    assert shown(numbers) == [[0, 2], [4, 6]]
    assert reasons(numbers) == [""]


@pytest.mark.parametrize(("text", "number"), [("−1,5", -1.5), ("1e-3", 0.001), ("x", 3.0)])
def test_what_is_typed_is_taken_if_it_is_a_number(numbers, qtbot, text, number):
    numbers.findChild(QTableWidget).item(0, 1).setText(text)
    assert bool(reasons(numbers)[0]) == (text == "x")
    with qtbot.waitSignal(numbers.chosen) as taken:
        numbers.accept()
    assert taken.args[0][0, 1, 1] == number
    assert (np.delete(taken.args[0].ravel(), 3) == [0, 1, 2, 4, 5, 6, 7]).all()
