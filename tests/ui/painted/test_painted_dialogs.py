"""What small dialogs write: what they are called, which cell is which, and why something is not taken."""

import re

import numpy as np
from layer_tools import named
from painted_texts import number, texts, written
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLineEdit, QTableView
from ui_tools import dialog, press

from cnnviz.trace.steps import Cell
from cnnviz.ui.dialogs.name_dialog import NameDialog
from cnnviz.ui.dialogs.numbers_dialog import NumbersDialog
from cnnviz.ui.fields.cell_editor import CellEditor


def test_each_number_stands_in_the_row_and_column_that_the_headers_count(qtbot):
    array = np.arange(-3, 9.0).reshape(3, 4, 1)
    made = NumbersDialog("Target", array)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    table = made.findChild(QTableView)
    across, down = table.horizontalHeader(), table.verticalHeader()
    assert made.windowTitle() == "Target"
    assert [texts(header) for header in (across, down)] == [["0", "1", "2", "3"], ["0", "1", "2"]]
    lines = sorted(written(table.viewport()), key=lambda line: (round(line.at.y()), line.at.x()))
    assert [number(line.text) for line in lines] == array.ravel().tolist()


def test_what_is_no_number_is_refused_in_a_sentence(qtbot):
    made = NumbersDialog("Target", np.zeros((2, 2, 1)))
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    model = made.findChild(QTableView).model()
    model.setData(model.index(0, 1), "x")
    assert any(re.fullmatch(r"'x' is not a number.*", text) for text in texts(made))


def test_why_a_name_cannot_be_taken_is_written(qtbot):
    made = NameDialog("Save", "Save", lambda name: "names are short" if len(name) > 3 else None)
    qtbot.addWidget(made)
    made.show()
    line = made.findChild(QLineEdit, "name")
    line.setText("long one")
    assert "Names are short." in texts(made)
    line.setText("b")
    assert "Names are short." not in texts(made)


def test_why_an_image_cannot_be_smaller_is_written(window):
    window.actions_by_id["image.new"].trigger()
    asked = dialog(window, "new_image")
    rows = named(asked, "image_rows")
    rows.setFocus()
    rows.setValue(rows.minimum())
    press(Qt.Key.Key_Down)
    reason = " ".join(texts(named(asked, "size_reason")))
    assert re.fullmatch(r"[A-Z].{12,}\.", reason)
    assert number(reason) == rows.minimum()
    asked.close()


def test_a_cell_is_typed_over_with_its_own_number_in_the_field(window):
    for row, column in ((0, 0), (1, 0), (2, 2)):
        cell = Cell("weight", (row, column, 0, 0))
        window.stage.cell_clicked.emit(cell)
        editor = window.stage.findChild(CellEditor)
        told = {number(text) for text in texts(editor) if text.strip()}
        assert told == {window.session.frame.arrays["weight"][cell.index]}
        press(Qt.Key.Key_Escape)
