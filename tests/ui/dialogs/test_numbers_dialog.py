"""A table in which the numbers of an array are typed, a channel at a time."""

import numpy as np
import pytest
from PyQt5.QtWidgets import QLabel, QTableView

from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog
from cnnviz.ui.fields.number_fields import NumberField


@pytest.fixture
def numbers(qtbot):
    """Return the dialog on two channels, of which it shows the second."""
    dialog = NumbersDialog("Bias", np.arange(8.0).reshape(2, 2, 2), channel=1)
    qtbot.addWidget(dialog)
    return dialog


def shown(dialog):
    model = dialog.findChild(QTableView).model()
    return [[float(model.index(row, column).data()) for column in range(2)] for row in range(2)]


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
    model = numbers.findChild(QTableView).model()
    model.setData(model.index(0, 1), text)
    assert bool(reasons(numbers)[0]) == (text == "x")
    with qtbot.waitSignal(numbers.chosen) as taken:
        numbers.accept()
    assert taken.args[0][0, 1, 1] == number
    assert (np.delete(taken.args[0].ravel(), 3) == [0, 1, 2, 4, 5, 6, 7]).all()


@pytest.mark.parametrize("side", [8, 256])
def test_only_the_numbers_that_are_seen_are_written_out(qtbot, monkeypatch, side):
    from cnnviz.ui.dialogs import numbers_model

    wrote = []
    monkeypatch.setattr(numbers_model, "written", lambda value: wrote.append(value) or "0")
    dialog = NumbersDialog("Target", np.zeros((side, side, 1)))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.grab()
    table = dialog.findChild(QTableView)
    assert (table.model().rowCount(), table.model().columnCount()) == (side, side)
    assert 0 < len(wrote) < 4000


def test_a_number_that_is_left_as_it_was_keeps_the_digits_that_are_not_shown(qtbot):
    dialog = NumbersDialog("Target", np.full((2, 2, 1), 1 / 3))
    qtbot.addWidget(dialog)
    model = dialog.findChild(QTableView).model()
    model.setData(model.index(0, 0), model.index(0, 0).data())
    with qtbot.waitSignal(dialog.chosen) as taken:
        dialog.accept()
    assert taken.args[0][0, 0, 0] == 1 / 3
