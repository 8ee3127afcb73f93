"""The table of the array in hand: it follows the steps, is read out, and is copied; the stage tells each step."""

import numpy as np
import pytest
from explain_tools import to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QComboBox, QPushButton, QTableView, QToolButton, QWidget
from ui_tools import dialog, press, until

from cnnviz.canvas.palette import palette
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened_table(window):
    to_chapter(window, "convolve", 27)
    window.actions_by_id["view.table"].trigger()
    return dialog(window, "array_table")


def cells(opened):
    return opened.findChild(QTableView, "array_table_cells")


def selected(opened):
    return [(index.row(), index.column()) for index in cells(opened).selectedIndexes()]


def test_it_shows_the_array_that_is_written_and_follows_the_steps(window, opened_table):
    table = cells(opened_table)
    assert table.accessibleName() == "Y"
    assert selected(opened_table) == [(3, 3)]
    assert table.model().index(3, 3).data() == "3"
    assert table.model().index(3, 4).data() == ""
    window.session.move(1)
    assert selected(opened_table) == [(3, 4)]
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, 4)
    assert table.model().index(3, 4).data() != ""
    to_chapter(window, "scatter", 11)
    assert table.accessibleName() == "dX padded"
    assert len(selected(opened_table)) == 9
    to_chapter(window, "update_weight", 4)
    assert table.accessibleName() == "new W"
    assert table.model().rowCount() == 3


def test_what_is_read_out_names_the_cell_and_what_the_step_does(window, opened_table):
    model = cells(opened_table).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(3, 3).data(role) == "Y[3, 3] 3, written"
    assert model.index(7, 7).data(role) == "Y[7, 7] not computed yet"


def test_another_array_is_chosen_and_stays_in_the_chapter(window, opened_table):
    arrays = opened_table.findChild(QComboBox, "table_array")
    arrays.setCurrentIndex(arrays.findText("W"))
    arrays.activated.emit(arrays.currentIndex())
    assert cells(opened_table).accessibleName() == "W"
    window.session.move(1)
    assert cells(opened_table).accessibleName() == "W"
    assert cells(opened_table).model().index(1, 2).data() == "−2"


def test_the_followed_filter_s_plane_is_shown(opened):
    window = opened("colour", follow=2)
    to_chapter(window, "convolve", 5)
    window.actions_by_id["view.table"].trigger()
    table = dialog(window, "array_table")
    assert cells(table).accessibleName() == "Y, filter 2"


def test_it_is_copied_to_the_last_digit(window, opened_table):
    QTest.mouseClick(opened_table.findChild(QPushButton, "table_copy"), LEFT)
    rows = [line.split("\t") for line in QApplication.clipboard().text().split("\n")[:-1]]
    numbers = np.array([[float(text or "nan") for text in row] for row in rows])
    known = window.session.frame.progress["y"][0, ..., 0] > 0
    np.testing.assert_array_equal(numbers[known], window.session.frame.arrays["y"][0, ..., 0][known])
    assert np.isnan(numbers[~known]).all()


def test_one_steps_from_the_table_too(window, opened_table):
    before = window.session.position
    buttons = {button.accessibleName(): button for button in opened_table.findChildren(QToolButton)}
    QTest.mouseClick(buttons["Next step"], LEFT)
    assert window.session.position == Position(before.chapter, before.step + 1)
    cells(opened_table).setFocus()
    press(Qt.Key.Key_Right)  # which goes through the table
    assert window.session.position == Position(before.chapter, before.step + 1)


def test_there_is_one_table_and_closed_it_is_gone(window, opened_table):
    window.actions_by_id["view.table"].trigger()
    assert len(window.findChildren(QWidget, "array_table")) == 1
    opened_table.close()
    QApplication.processEvents()
    window.session.move(1)
    appearance().set_palette(palette("dark"))
    until(lambda: not window.findChildren(QWidget, "array_table"))
