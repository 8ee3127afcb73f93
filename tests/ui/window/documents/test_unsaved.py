"""Before something is lost it is asked what becomes of it, whichever way it would be lost."""

import numpy as np
import pytest
from document_tools import answer, choose, do, edit, rate_in, save_as
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QMessageBox, QPushButton
from ui_tools import complaint, dialog, drag_and_drop, press

from cnnviz.gallery.first_example import first_example
from cnnviz.storage import Document, save

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(tmp_path):
    """Return another document in a file."""
    save(Document(first_example(), text="The other one"), tmp_path / "other.cnnviz")
    return tmp_path / "other.cnnviz"


def ways(window, other):
    """Return the ways in which a document is lost."""
    return {
        "new": lambda: press(Qt.Key.Key_N, CTRL),
        "open": lambda: (press(Qt.Key.Key_O, CTRL), choose(window, "open", other)),
        "drop": lambda: drag_and_drop(window.stage, other),
        "command line": lambda: window.documents.open(other.as_uri()),
        "close": window.close,
        "quit": lambda: press(Qt.Key.Key_Q, CTRL),
    }


WAYS = ("new", "open", "drop", "command line", "close", "quit")


def has_gone(window, way):
    return (
        not window.isVisible() if way in ("close", "quit") else window.session.experiment.learning_rate == 0.1
    )


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_saved_is_asked_about(window, other, way):
    edit(window)
    ways(window, other)[way]()
    assert answer(window, "unsaved", "cancel") == "“Untitled” has changes that are not saved."
    assert window.isVisible()
    assert window.session.experiment.learning_rate == 0.5
    assert window.isWindowModified()


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_wanted_goes(window, other, way):
    edit(window)
    ways(window, other)[way]()
    answer(window, "unsaved", "discard")
    assert has_gone(window, way)
    assert not window.isWindowModified() or not window.isVisible()


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_wanted_is_saved_first(window, other, tmp_path, way):
    save_as(window, tmp_path / "lesson.cnnviz")
    edit(window)
    ways(window, other)[way]()
    assert answer(window, "unsaved", "save") == "“lesson.cnnviz” has changes that are not saved."
    assert rate_in(tmp_path / "lesson.cnnviz") == 0.5
    assert has_gone(window, way)


@pytest.mark.some(3)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_saved_goes_without_a_question(window, other, tmp_path, way):
    edit(window)
    save_as(window, tmp_path / "lesson.cnnviz")
    ways(window, other)[way]()
    assert dialog(window, "unsaved") is None
    assert has_gone(window, way)


def test_an_unnamed_document_is_saved_where_a_person_says_and_then_it_goes_on(window, tmp_path):
    edit(window)
    window.close()
    answer(window, "unsaved", "save")
    assert window.isVisible()
    choose(window, "save", tmp_path / "kept.cnnviz")
    assert rate_in(tmp_path / "kept.cnnviz") == 0.5
    assert not window.isVisible()


def test_where_it_is_not_saved_after_all_everything_stays(window, tmp_path):
    edit(window)
    window.close()
    answer(window, "unsaved", "save")
    dialog(window, "save").reject()
    assert window.isVisible()
    assert window.isWindowModified()


def test_where_it_cannot_be_saved_everything_stays(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    edit(window)
    (tmp_path / "lesson.cnnviz").unlink()
    tmp_path.rmdir()
    window.close()
    answer(window, "unsaved", "save")
    assert "cannot be written: No such file or directory" in complaint(window)
    assert window.isVisible()
    assert window.isWindowModified()


def test_it_is_asked_once(window):
    edit(window)
    window.close()
    window.close()
    do(window, "file.new")
    assert len([box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]) == 1
    answer(window, "unsaved", "cancel")


def test_enter_saves_and_escape_stays(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    edit(window)
    do(window, "file.new")
    assert dialog(window, "unsaved").findChild(QPushButton, "save").isDefault()
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert window.session.experiment.learning_rate == 0.5
    do(window, "file.new")
    dialog(window, "unsaved")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert rate_in(tmp_path / "lesson.cnnviz") == 0.5
    assert window.session.experiment.learning_rate == 0.1


def test_quitting_asks_in_every_window_and_one_cancel_keeps_all(two):
    for number, one in enumerate(two):
        edit(one, 0.2 + number)
    do(two[0], "file.quit")
    asked = next(one for one in two if dialog(one, "unsaved"))
    other = next(one for one in two if one is not asked)
    answer(asked, "unsaved", "discard")
    assert asked.isVisible()
    answer(other, "unsaved", "cancel")
    assert all(one.isVisible() and one.isWindowModified() for one in two)
    asked.close()
    assert dialog(asked, "unsaved")  # what was given up for an end that did not come is asked about again
    answer(asked, "unsaved", "cancel")
    do(two[0], "file.quit")
    for _ in two:
        asked = next(one for one in two if dialog(one, "unsaved"))
        answer(asked, "unsaved", "discard")
    assert not any(one.isVisible() for one in two)


def test_a_picture_that_is_named_at_the_start_is_no_change(window, tmp_path, qtbot):
    np.save(tmp_path / "small.npy", np.arange(12.0).reshape(3, 4) / 12)
    window.open(str(tmp_path / "small.npy"))
    qtbot.waitUntil(lambda: window.session.experiment.image.shape == (3, 4, 1))
    assert not window.isWindowModified()
    edit(window)
    assert window.isWindowModified()
