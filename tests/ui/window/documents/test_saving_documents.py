"""What a person saves is in the file, and is known to be: title, mark, and undo back to what was saved."""

import os

import pytest
from bits import bits
from document_tools import choose, do, edit, rate_in, save_as
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QLabel
from ui_tools import complaint, dialog, press

from cnnviz.session.settings.settings import FOLDER, settings
from cnnviz.storage import load

CTRL = Qt.KeyboardModifier.ControlModifier


def shown_name(window):
    label = window.findChild(QLabel, "document_name")
    return label.text() if label.isVisible() else ""


def test_the_first_time_it_is_asked_where(window, tmp_path):
    press(Qt.Key.Key_S, CTRL)
    chooser = window.findChild(QFileDialog, "save")
    assert chooser.isVisible()
    assert os.path.basename(chooser.selectedFiles()[0]) == "letter E.cnnviz"
    choose(window, "save", tmp_path / "lesson.cnnviz")
    assert bits(load(tmp_path / "lesson.cnnviz").experiment) == bits(window.session.experiment)
    assert settings().get(FOLDER) == str(tmp_path)


def test_a_name_without_an_ending_gets_one(window, tmp_path):
    save_as(window, tmp_path / "lesson")
    assert os.listdir(tmp_path) == ["lesson.cnnviz"]


def test_afterwards_it_is_saved_there_without_a_question(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    edit(window, 0.25)
    press(Qt.Key.Key_S, CTRL)
    assert rate_in(tmp_path / "lesson.cnnviz") == 0.25
    assert not dialog(window, "save")


def test_the_title_says_which_document_it_is_and_whether_it_is_saved(window, tmp_path):
    assert (window.windowTitle(), window.isWindowModified(), shown_name(window)) == ("cnnviz[*]", False, "")
    edit(window)
    assert (window.windowTitle(), window.isWindowModified(), shown_name(window)) == (
        "cnnviz[*]",
        True,
        "Untitled •",
    )
    save_as(window, tmp_path / "coffee-8.cnnviz")
    assert window.windowTitle() == "coffee-8.cnnviz[*] – cnnviz"
    assert (window.isWindowModified(), shown_name(window)) == (False, "coffee-8.cnnviz")
    edit(window, 0.75)
    assert (window.isWindowModified(), shown_name(window)) == (True, "coffee-8.cnnviz •")


def test_signs_in_a_name_that_qt_reads_are_shown_as_they_are(window, tmp_path):
    save_as(window, tmp_path / "a[*]&b.cnnviz")
    assert window.windowTitle() == "a[*][*]&b.cnnviz[*] – cnnviz"
    assert shown_name(window) == "a[*]&b.cnnviz"


def test_undone_back_to_what_was_saved_it_is_saved(window, tmp_path):
    edit(window, 0.25)
    save_as(window, tmp_path / "lesson.cnnviz")
    edit(window, 0.75)
    assert window.isWindowModified()
    window.session.undo()
    assert not window.isWindowModified()
    window.session.undo()
    assert window.isWindowModified()
    window.session.redo()
    assert not window.isWindowModified()


def test_going_about_and_looking_otherwise_is_no_change(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    window.session.move(5)
    window.session.set_options(input_gradient="gather")
    window.session.set_decimals(3)
    window.setup.open("loss")
    assert not window.isWindowModified()


@pytest.mark.parametrize("open_beside", [("loss", False), ("", True), ("", False)])
def test_all_that_is_seen_is_saved_and_comes_back(window, tmp_path, open_beside):
    part, explains = open_beside
    window.session.set_options(follow=None, input_gradient="gather", weight_gradient="correlate")
    window.session.train(3)
    window.session.go_to_round(2)
    window.session.go_to_chapter(2)
    window.session.move(3)
    window.session.set_decimals(4)
    window.setup.open(part)
    window.explain.open(explains)
    before = window.session.document
    save_as(window, tmp_path / "lesson.cnnviz")
    do(window, "file.new")
    window.explain.open(not explains)
    window.setup.open("image")
    window.documents.open(str(tmp_path / "lesson.cnnviz"))
    after = window.session.document
    assert bits(after.experiment) == bits(before.experiment)
    for name in ("options", "position", "losses", "round", "decimals"):
        assert getattr(after, name) == getattr(before, name), name
    assert len(after.losses) == 4
    assert (window.setup.part, window.explain.is_open) == open_beside
    assert not window.isWindowModified()


@pytest.mark.parametrize("kept", [True, False])
def test_what_cannot_be_saved_is_one_sentence_and_counts_as_changed(window, tmp_path, monkeypatch, kept):
    if kept:
        save_as(window, tmp_path / "lesson.cnnviz")
        edit(window)

    def fail(*_):
        raise OSError(28, os.strerror(28))

    with pytest.MonkeyPatch.context() as full:
        full.setattr(os, "replace", fail)
        do(window, "file.save") if kept else save_as(window, tmp_path / "lesson.cnnviz")
    assert complaint(window) == f"{tmp_path}/lesson.cnnviz cannot be written: No space left on device."
    assert window.isWindowModified() is kept
    assert window.windowTitle() == ("lesson.cnnviz[*] – cnnviz" if kept else "cnnviz[*]")
    assert os.listdir(tmp_path) == (["lesson.cnnviz"] if kept else [])


def test_a_copy_that_cannot_be_saved_leaves_what_is_saved_saved(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    window.documents.saving.save_as()
    (tmp_path / "gone").mkdir()
    chooser = window.findChild(QFileDialog, "save")
    chooser.setDirectory(str(tmp_path / "gone"))
    (tmp_path / "gone").rmdir()
    chooser.fileSelected.emit(str(tmp_path / "gone" / "copy.cnnviz"))
    chooser.reject()
    assert "No such file or directory" in complaint(window)
    assert not window.isWindowModified()
    assert window.windowTitle() == "lesson.cnnviz[*] – cnnviz"


def test_an_example_takes_no_file_s_place(window, tmp_path):
    from cnnviz.gallery.examples import EXAMPLES

    save_as(window, tmp_path / "lesson.cnnviz")
    before = rate_in(tmp_path / "lesson.cnnviz"), bits(load(tmp_path / "lesson.cnnviz").experiment)
    window.session.open_example(EXAMPLES[3])
    assert shown_name(window) == ""
    press(Qt.Key.Key_S, CTRL)
    choose(window, "save", tmp_path / "other.cnnviz")
    assert (rate_in(tmp_path / "lesson.cnnviz"), bits(load(tmp_path / "lesson.cnnviz").experiment)) == before
    assert bits(load(tmp_path / "other.cnnviz").experiment) == bits(window.session.experiment)
