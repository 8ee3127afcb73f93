"""Check my code in the window: what will be run is said before, what came of it is shown, and one can go there."""

import pytest
from planted import plant, solution
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox, QDialog, QFrame, QLabel, QPushButton, QTableWidget, QToolButton
from ui_tools import PATIENCE

from cnnviz.checking.conventions.names import Meaning
from cnnviz.checking.conventions.recognising import subjects_in
from cnnviz.checking.conventions.signatures import contents_of
from cnnviz.explain.naming import cell_text
from cnnviz.ui.checking.asking import AskDialog
from cnnviz.ui.checking.checker import checker_of
from cnnviz.ui.window.commands import check_code

WRONG = (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "my_conv.py"
    path.write_text(plant(solution("plane"), WRONG), encoding="utf-8")
    return path


def report_of(window, file, qtbot):
    """Check a file as a person does, and return the dialog that shows what came of it."""
    check_code(window.session, window, str(file))
    asked = window.findChild(QDialog, "check_ask")
    assert "will be run" in asked.findChild(QLabel, "check_said").text()
    assert window.session.jobs.job is None
    qtbot.mouseClick(asked.findChild(QPushButton, "check_run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "check_report") is not None, timeout=PATIENCE)
    return window.findChild(QDialog, "check_report")


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_from_the_file_to_the_step_where_numbers_part(window, file, qtbot):
    dialog = report_of(window, file, qtbot)
    said = texts(dialog)
    assert "Assigned instead of added" in said
    assert "my_conv.py, line 25" in said
    assert "dX[h : h + f, w : w + f] += W * dH[h, w]" in said
    assert "they part at step 2 of 9" in dialog.findChild(QLabel, "check_parting").text()
    table = dialog.findChild(QTableWidget, "check_settings")
    assert table.item(table.currentRow(), 0).text().startswith("Overlap")
    assert dialog.findChild(QToolButton, "check_array_dx").isChecked()
    qtbot.mouseClick(dialog.findChild(QPushButton, "check_go"), Qt.MouseButton.LeftButton)
    assert window.session.frame.chapter.key == "scatter"
    assert window.session.position.step == 1
    assert not dialog.isVisible()  # it made way for the stage
    place = window.findChild(QLabel, "place").text()
    target = cell_text(window.session.frame.step.updates[0].target, window.session.frame.chapter)
    assert place.startswith("At dX[0, 1] yours is")
    assert target.startswith("dX[")
    beside = window.findChild(QFrame, "check_beside")
    said = beside.findChild(QLabel, "check_beside_said")
    assert beside.isVisible()
    assert "after step 2, with your mistake: assigned instead of added" in said.text()
    assert "6 of 9 cells differ" in said.text()
    window.session.move(-1)
    assert "So far both agree" in said.text()
    qtbot.mouseClick(beside.findChild(QToolButton, "check_beside_report"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.findChild(QToolButton, "check_array_dweight"), Qt.MouseButton.LeftButton)
    assert "Every cell agrees" in dialog.findChild(QLabel, "check_count").text()
    assert not dialog.findChild(QPushButton, "check_go").isVisible()
    dialog.grab()  # it is painted without a word of Qt
    window.session.undo()
    assert window.session.experiment.layers[0].title == "Convolution"
    assert len(window.session.experiment.layers) > 1
    assert not beside.isVisible()


def test_a_cell_is_named_as_the_stage_names_it_and_the_menu_brings_the_report_back(window, tmp_path, qtbot):
    path = tmp_path / "backward.py"
    wrong = (("dA_prev_pad[i, vs:ve, hs:he, :] += ", "dA_prev_pad[i, vs:ve, hs:he, :] = "),)
    path.write_text(plant(solution("backward_only"), wrong), encoding="utf-8")
    dialog = report_of(window, path, qtbot)
    table = dialog.findChild(QTableWidget, "check_settings")
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    table.setCurrentCell(
        next(row for row, name in enumerate(names) if name.startswith("Padding 1, overlap")), 0
    )
    assert "dX[0, 0, 0, 0] differs first" in dialog.findChild(QLabel, "check_parting").text()
    qtbot.mouseClick(dialog.findChild(QPushButton, "check_go"), Qt.MouseButton.LeftButton)
    assert window.findChild(QLabel, "place").text().startswith("At dX padded[1, 1] yours is")
    assert not dialog.isVisible()
    check_code(window.session, window)
    assert dialog.isVisible()


def test_what_is_no_solution_is_told_of_at_once(window, tmp_path):
    path = tmp_path / "none.py"
    path.write_text("x = (", encoding="utf-8")
    check_code(window.session, window, str(path))
    assert "is no Python" in window.findChild(QDialog, "complaint").text()
    window.findChild(QDialog, "complaint").close()
    one, other = (checker_of(window.session, window, print) for _ in range(2))
    assert one is other


def test_what_was_understood_can_be_corrected(qtbot):
    subjects = subjects_in(contents_of("def conv_forward(image, thing, what=1):\n    return image\n"))
    dialog = AskDialog("x.py", subjects)
    qtbot.addWidget(dialog)
    by_its_place = dialog.findChild(QComboBox, "check_conv_forward.thing")
    assert by_its_place.currentData() is Meaning.WEIGHT
    box = dialog.findChild(QComboBox, "check_conv_forward.what")
    assert "choose" in box.currentText()
    assert dialog.corrected() == {}
    box.setCurrentIndex(box.findData(Meaning.STRIDE))
    assert dialog.corrected() == {"conv_forward.what": Meaning.STRIDE}
