"""Check my code in the window: what will be run is said before, what came of it is shown, and one can go there."""

import pytest
from planted import plant, solution
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QAction,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QToolButton,
    QWidget,
)
from ui_tools import drag_and_drop

from cnnviz.checking.conventions.arguments import meanings_of
from cnnviz.checking.conventions.reading.names import Meaning
from cnnviz.checking.conventions.reading.recognising import subjects_in
from cnnviz.checking.conventions.reading.signatures import contents_of
from cnnviz.explain.naming import cell_text
from cnnviz.run.timeline import Position
from cnnviz.ui.checking.asking import AskDialog
from cnnviz.ui.checking.before import EXAMPLES
from cnnviz.ui.window.checking.checker import checker_of
from cnnviz.ui.window.commands import check_code

WRONG = (("dX[h : h + f, w : w + f] += ", "dX[h : h + f, w : w + f] = "),)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "my_conv.py"
    path.write_text(plant(solution("plane"), WRONG), encoding="utf-8")
    return path


def agree(window, qtbot):
    """Say that the file may be run, and wait for what comes of it."""
    asked = window.findChild(QDialog, "check_ask")
    assert "will be run" in asked.findChild(QLabel, "check_said").text()
    assert window.session.jobs.job is None
    qtbot.mouseClick(asked.findChild(QPushButton, "check_run"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: checker_of(window.session, window).has_report)


@pytest.mark.parametrize("action", ["learn.check_code", "learn.check_again"])
def test_before_a_file_is_chosen_it_is_said_what_has_to_be_in_it(window, qtbot, action):
    window.findChild(QAction, action).trigger()
    before = window.findChild(QDialog, "check_before")
    assert not window.findChild(QAction, "learn.check_code").isChecked()
    assert "\n".join(EXAMPLES) in texts(before)
    assert window.findChild(QFileDialog) is None
    qtbot.mouseClick(before.findChild(QPushButton, "check_choose"), Qt.MouseButton.LeftButton)
    assert window.findChild(QFileDialog).isVisible()
    window.findChild(QFileDialog).reject()


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_given_as_an_example_is_understood(example):
    (subject,) = subjects_in(contents_of(f"def {example}:\n    return None\n"))
    (function,) = subject.functions
    assert None not in meanings_of(subject, function).values()


def checked(window, file, qtbot):
    """Check a file as a person does, and return the list of its settings."""
    check_code(window.session, window, str(file))
    agree(window, qtbot)
    return window.findChild(QTableWidget, "check_settings")


def texts(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def click(window, kind, name, qtbot):
    qtbot.mouseClick(window.findChild(kind, name), Qt.MouseButton.LeftButton)


def words(window, name):
    return window.findChild(QLabel, name).text()


def words_of_keys(window):
    label = words(window, "key_hint")
    return window.findChild(QLabel, "key_hint").toolTip() or label


def test_from_the_file_to_the_step_where_numbers_part(window, file, qtbot):
    action = window.findChild(QAction, "learn.check_code")
    table = checked(window, file, qtbot)
    assert action.isChecked()
    assert not window.setup.isVisible()
    assert not window.work.isVisible()
    said = texts(window.findChild(QWidget, "check_diagnosis"))
    assert "Assigned instead of added" in said
    assert "my_conv.py, line 25" in said
    assert "dX[h : h + f, w : w + f] += W * dH[h, w]" in said
    assert "they part at step 2 of 9" in words(window, "check_parting")
    assert table.item(table.currentRow(), 0).text().startswith("Overlap")
    assert table.hasFocus()
    assert window.findChild(QToolButton, "check_array_dx").isChecked()
    window.grab()  # it is painted without a word of Qt
    session = window.session
    session.seek(Position(3, 5))
    own, position, entries = session.experiment, session.position, session.undo_stack.count()
    assert "Enter goes to the step" in words_of_keys(window)
    wrong, hints = table.currentRow(), set()
    for row in (*range(table.rowCount()), wrong):  # there are settings in which every cell agrees
        table.setCurrentCell(row, 0)
        hints.add("Enter" in words_of_keys(window))
    assert hints == {True, False}
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.session.frame.chapter.key == "scatter"
    assert window.session.position.step == 1
    assert window.stage.isVisible()
    assert table.isVisible()  # beside the stage
    assert words(window, "place").startswith("At dX[0, 1] yours is")
    assert cell_text(window.session.frame.step.updates[0].target, window.session.frame.chapter)[:3] == "dX["
    theirs = window.session.frame.theirs
    assert theirs.how == "assigned instead of added"
    assert theirs.wrong.sum() == 6
    window.session.move(-1)
    assert not window.session.frame.theirs.wrong.any()
    window.findChild(QAction, "learn.check_again").trigger()  # it is run as it stands now
    qtbot.waitUntil(lambda: window.session.jobs.job is None)
    click(window, QToolButton, "check_page_arrays", qtbot)
    click(window, QToolButton, "check_array_dweight", qtbot)
    assert "Every cell agrees" in words(window, "check_count_words")
    assert not window.findChild(QPushButton, "check_go").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not action.isChecked()
    assert window.stage.isVisible()
    assert window.setup.isVisible()
    assert not table.isVisible()
    assert window.session.frame.theirs is None
    assert session.experiment is own
    assert (session.position, session.undo_stack.count()) == (position, entries)
    action.trigger()
    assert table.isVisible()


def test_where_no_step_can_be_gone_to_the_keys_say_so(window, tmp_path, qtbot):
    path = tmp_path / "shape.py"
    path.write_text(plant(solution("plane"), WRONG).replace("return dX, dW", "return dX[1:], dW"), "utf-8")
    table = checked(window, path, qtbot)
    assert "Enter" not in words_of_keys(window)
    before = window.session.position
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.session.position == before
    assert "another shape" in words(window, "place")


def test_a_cell_is_named_as_the_stage_names_it_and_where_it_is_in_ones_own_array(window, tmp_path, qtbot):
    path = tmp_path / "backward.py"
    wrong = (("dA_prev_pad[i, vs:ve, hs:he, :] += ", "dA_prev_pad[i, vs:ve, hs:he, :] = "),)
    path.write_text(plant(solution("backward_only"), wrong), encoding="utf-8")
    table = checked(window, path, qtbot)
    names = [table.item(row, 0).text() for row in range(table.rowCount())]
    row = next(row for row, name in enumerate(names) if name.startswith("Padding 1, overlap"))
    table.setCurrentCell(row, 0)
    assert "dX[0, 0], in your array dx[0, 0, 0, 0], differs first" in words(window, "check_parting")
    click(window, QPushButton, "check_go", qtbot)
    assert words(window, "place").startswith("At dX padded[1, 1], in your array dx[0, 0, 0, 0], yours is")
    click(window, QToolButton, "mode_check_code", qtbot)
    assert not table.isVisible()


def test_a_program_that_is_dropped_is_run_when_that_is_agreed_to(window, file, qtbot):
    assert drag_and_drop(window.stage, file)
    agree(window, qtbot)
    assert "my_conv.py" in words(window, "check_name")


def test_one_mode_gives_way_to_another(window, file, qtbot):
    checked(window, file, qtbot)
    click(window, QToolButton, "mode_predict", qtbot)
    assert window.session.predicting
    assert not window.findChild(QAction, "learn.check_code").isChecked()
    window.findChild(QAction, "learn.check_code").trigger()
    assert not window.session.predicting
    own = window.session.experiment
    click(window, QPushButton, "check_go", qtbot)
    window.findChild(QAction, "view.present").trigger()
    assert window.session.frame.theirs is not None  # a class is shown what a learner has
    assert not window.findChild(QTableWidget, "check_settings").isVisible()
    window.findChild(QAction, "view.present").trigger()
    assert window.menuBar().isVisible()
    assert window.session.experiment is own


def test_what_is_no_solution_is_told_of_at_once(window, tmp_path):
    path = tmp_path / "none.py"
    path.write_text("x = (", encoding="utf-8")
    check_code(window.session, window, str(path))
    assert "is no Python" in window.findChild(QDialog, "complaint").text()
    window.findChild(QDialog, "complaint").close()
    assert not window.findChild(QAction, "learn.check_code").isChecked()
    one, other = (checker_of(window.session, window) for _ in range(2))
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
