"""A target, or the gradient that the way back begins with, is typed into a table."""

import numpy as np
import pytest
from layer_tools import click, experiment, named, show
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QSpinBox
from ui_tools import choose, dialog, press, type_text

from cnnviz.experiment.loss import LOSSES

KEY = Qt.Key


def open_numbers(window, loss):
    choose(named(window, "loss_name"), LOSSES[loss])
    click(named(window, "loss_numbers"))
    found = dialog(window, "numbers")
    assert found is not None
    return found, named(found, "numbers_table")


def type_into(table, row, column, text):
    """Type a number into a cell of the table, as someone does who clicked it."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    press(KEY.Key_F2)
    QApplication.focusWidget().selectAll()
    type_text(text)
    press(KEY.Key_Return)


@pytest.mark.parametrize(("loss", "name"), [("typed", "values"), ("mse", "targets")])
def test_numbers_are_typed_into_the_table(window, loss, name):
    found, table = open_numbers(window, loss)
    assert (table.model().rowCount(), table.model().columnCount()) == experiment(window).shapes[-1][:2]
    type_into(table, 1, 2, "-2.5")
    type_into(table, 0, 0, "-0,75")
    found.accept()
    (given,) = getattr(experiment(window).loss, name)
    assert given[1, 2, 0] == -2.5
    assert given[0, 0, 0] == -0.75
    assert not given.flags.writeable
    window.session.undo_stack.undo()
    assert getattr(experiment(window).fitted_loss, name)[0][1, 2, 0] != -2.5


def test_the_table_shows_numbers_as_they_are_written_everywhere(window):
    found, table = open_numbers(window, "typed")
    assert table.model().index(0, 0).data() == "1"
    type_into(table, 0, 0, "-0,750")
    assert table.model().index(0, 0).data() == "−0.75"
    assert not found.findChild(QSpinBox).isVisible()  # there is one channel only
    found.reject()


@pytest.mark.some(3)
@pytest.mark.parametrize("word", ["five", "", "1e", "0x10", "nan", "inf", "1_0"])
def test_a_word_that_is_no_number_is_refused_in_one_sentence(window, word):
    found, table = open_numbers(window, "typed")
    type_into(table, 1, 1, word or " ")
    reasons = [label.text() for label in found.findChildren(QLabel) if label.property("kind") == "reason"]
    assert len(reasons) == 1
    assert reasons[0].endswith(" is not a number." if word else "There is no number.")
    assert table.model().index(1, 1).data() == "1"
    found.accept()
    assert experiment(window).loss.values[0][1, 1, 0] == 1


def test_a_number_may_be_pasted_with_a_true_minus(window):
    found, table = open_numbers(window, "typed")
    table.model().setData(table.model().index(0, 0), " −1.5 ")
    found.accept()
    assert experiment(window).loss.values[0][0, 0, 0] == -1.5


def test_numbers_that_are_cancelled_change_nothing(window):
    _, table = open_numbers(window, "typed")
    before = experiment(window)
    type_into(table, 1, 1, "9")
    press(KEY.Key_Escape)
    assert dialog(window, "numbers") is None
    assert experiment(window) is before


def test_another_channel_s_numbers_are_another_plane(window):
    show(window, "positions")
    found, table = open_numbers(window, "typed")
    type_into(table, 0, 1, "3")
    named(found, "numbers_channel").setFocus()
    press(KEY.Key_Up)
    assert table.model().index(0, 1).data() == "1"
    type_into(table, 0, 1, "4")
    found.accept()
    np.testing.assert_array_equal(experiment(window).loss.values[0][0, 1], [3, 4])
