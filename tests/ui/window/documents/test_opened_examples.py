"""An example as the gallery has it needs no saving; what is one's own in it does, and what it was opened over."""

from dataclasses import replace

import pytest
from document_tools import answer, choose, do, edit, rate_in, save_as
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel
from ui_tools import dialog, press

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.trace.steps import Cell

CTRL = Qt.KeyboardModifier.ControlModifier


def example(key):
    return next(one for one in EXAMPLES if one.key == key)


def is_marked(window):
    """Return whether title, name and document all say that something is not saved."""
    paper = window.documents.paper
    told = {window.isWindowModified(), "•" in window.findChild(QLabel, "document_name").text()}
    assert told == {paper.is_modified}
    return paper.is_modified


@pytest.mark.some(3)
@pytest.mark.parametrize("one", EXAMPLES[::4], ids=lambda one: one.key)
def test_one_that_is_opened_and_left_needs_no_question(window, one):
    window.session.open_example(one)
    assert not is_marked(window)
    window.close()
    assert dialog(window, "unsaved") is None
    assert not window.isVisible()


def test_going_about_in_it_is_no_change_and_an_edit_is_one_until_it_is_undone(window):
    window.session.open_example(example("b"))
    window.session.move(3)
    window.session.set_options(input_gradient="gather")
    assert not is_marked(window)
    edit(window)
    assert is_marked(window)
    window.session.undo()
    assert not is_marked(window)
    window.session.redo()
    assert is_marked(window)
    window.close()
    assert answer(window, "unsaved", "cancel") == "“Untitled” has changes that are not saved."


def test_parts_that_come_to_nothing_a_cell_that_is_hidden_and_training(window):
    session = window.session
    session.open_example(example("a"))
    before = session.experiment
    for rate in (0.3, before.learning_rate):
        session.edit(replace(before, learning_rate=rate), "a turn", part_of=7)
    assert not is_marked(window)
    session.set_hidden([Cell("Y", (0, 0, 0, 0))], "hide")
    assert is_marked(window)
    session.undo()
    assert not is_marked(window)
    session.train(1)
    assert is_marked(window)


def test_one_after_the_other_and_back_to_the_start_nothing_is_to_be_saved(window):
    for key in ("a", "b", "d"):
        window.session.open_example(example(key))
    for _ in range(3):
        window.session.undo()
        assert not is_marked(window)
    assert window.session.experiment.image_name == "letter E"


def test_what_is_hidden_stays_behind(window):
    window.session.set_hidden([Cell("Y", (0, 0, 0, 0))], "hide")
    window.session.open_example(example("a"))
    assert not window.session.hidden
    window.session.undo()
    assert window.session.hidden


def test_another_is_looked_at_beside_it_without_a_change(window):
    window.session.open_example(example("a"))
    mine = window.session.experiment
    window.session.visit(example("b").make(), window.session.options)
    assert not window.documents.paper.is_modified
    window.session.come_back()
    assert window.session.experiment is mine
    assert not is_marked(window)


def test_save_asks_for_a_name(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    window.session.open_example(example("b"))
    press(Qt.Key.Key_S, CTRL)
    choose(window, "save", tmp_path / "mine.cnnviz")
    edit(window, 0.75)
    do(window, "file.save")
    assert rate_in(tmp_path / "mine.cnnviz") == 0.75
    assert rate_in(tmp_path / "lesson.cnnviz") != 0.75


@pytest.mark.parametrize("way", ["close", "file.new", "file.quit"])
def test_what_it_was_opened_over_is_not_lost_unasked(window, way):
    edit(window, 0.75)
    for key in ("a", "b"):
        window.session.open_example(example(key))
        assert not is_marked(window)
    window.close() if way == "close" else do(window, way)
    words = answer(window, "unsaved", "back")
    assert words == "What was open before this example has changes that are not saved."
    assert window.isVisible()
    assert window.session.experiment.learning_rate == 0.75
    assert is_marked(window)
    window.session.redo()
    window.close()
    answer(window, "unsaved", "discard")
    assert not window.isVisible()


@pytest.mark.parametrize("after", ["saved", "saved example"])
def test_over_what_is_saved_nothing_is_asked(window, tmp_path, after):
    edit(window, 0.75)
    if after == "saved example":
        window.session.open_example(example("a"))
    save_as(window, tmp_path / "lesson.cnnviz")
    window.session.open_example(example("b"))
    window.close()
    assert dialog(window, "unsaved") is None


def test_over_what_is_not_saved_it_says_what_brings_that_back(window, tmp_path):
    place = window.findChild(QLabel, "place")
    window.session.open_example(example("a"))  # over what the window began with
    assert "Ctrl+Z" not in place.text()
    edit(window, 0.75)
    mine = window.session.experiment
    window.session.open_example(example("b"))
    assert "Ctrl+Z" in place.text()
    window.session.open_example(example("d"))  # from here on it brings back an example
    assert "Ctrl+Z" not in place.text()
    window.session.undo()
    window.session.undo()
    assert window.session.experiment is mine
    window.session.open_example(example("b"))
    assert "Ctrl+Z" in place.text()
    press(Qt.Key.Key_Z, CTRL)
    assert window.session.experiment is mine
    save_as(window, tmp_path / "lesson.cnnviz")
    window.session.open_example(example("b"))
    assert "Ctrl+Z" not in place.text()
