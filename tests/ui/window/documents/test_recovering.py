"""What was not saved when the program died is offered at the next start, and goes when a person says so."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from document_tools import answer, do, rate_in
from PyQt5.QtWidgets import QApplication
from ui_tools import complaint, dialog

from cnnviz.gallery.first_example import first_example
from cnnviz.session.files.places import recovery_folder
from cnnviz.storage import Document, save
from cnnviz.storage.files import stamp
from cnnviz.storage.recovery import left_behind, new_copy


def leave(rate, path=None):
    """Leave a copy behind, as a window that dies."""
    copy = new_copy(recovery_folder())
    document = Document(replace(first_example(), learning_rate=rate), panels=("loss",))
    copy.write(document, path, None if path is None else stamp(path))
    copy.leave()
    return copy.file


def copies():
    folder = recovery_folder()
    return sorted(os.listdir(folder)) if folder.exists() else []


@pytest.fixture
def lesson(tmp_path):
    save(Document(first_example()), tmp_path / "lesson.cnnviz")
    return tmp_path / "lesson.cnnviz"


def windows_of(window):
    found = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, type(window)) and one.isVisible()
    ]
    return [window, *(one for one in found if one is not window)]


def test_where_nothing_was_left_nothing_is_asked(window):
    window.protect()
    assert dialog(window, "recovery") is None


def test_it_is_opened_as_what_is_not_saved_yet_and_kept_until_it_is(window, lesson):
    file = leave(0.4, lesson)
    window.protect()
    assert answer(window, "recovery", "recover") == "cnnviz ended before “lesson.cnnviz” was saved."
    assert window.session.experiment.learning_rate == 0.4
    assert window.windowTitle() == "lesson.cnnviz[*] – cnnviz"
    assert window.isWindowModified()
    assert window.setup.part == "loss"
    assert file.exists()
    do(window, "file.save")
    assert rate_in(lesson) == 0.4
    assert copies() == []


def test_a_file_that_was_changed_meanwhile_is_not_written_over_unasked(window, lesson):
    leave(0.4, lesson)
    save(Document(first_example(), text="somebody else's, and longer"), lesson)
    window.protect()
    answer(window, "recovery", "recover")
    do(window, "file.save")
    answer(window, "changed_file", "cancel")
    assert rate_in(lesson) == 0.1


def test_what_is_not_wanted_is_removed(window, lesson):
    leave(0.4, lesson)
    window.protect()
    answer(window, "recovery", "discard")
    assert copies() == []
    assert window.session.experiment.learning_rate == 0.1


def test_later_it_is_offered_again(window, lesson):
    leave(0.4, lesson)
    window.protect()
    answer(window, "recovery", "cancel")
    window.protect()
    answer(window, "recovery", "recover")
    assert window.session.experiment.learning_rate == 0.4


def test_several_come_in_a_window_each(window, lesson, qapp):
    leave(0.4, lesson)
    leave(0.6)
    window.protect()
    asked = answer(window, "recovery", "recover")
    assert asked in {
        "cnnviz ended before “lesson.cnnviz” and “Untitled” were saved.",
        "cnnviz ended before “Untitled” and “lesson.cnnviz” were saved.",
    }
    opened = windows_of(window)
    assert sorted(one.session.experiment.learning_rate for one in opened) == [0.4, 0.6]
    assert all(one.isWindowModified() for one in opened)
    for one in opened[1:]:
        one.close()
        answer(one, "unsaved", "discard")
    qapp.processEvents()


def test_many_are_counted(window):
    for number in range(5):
        leave(0.2, Path(f"/tmp/{number}.cnnviz"))
    window.protect()
    asked = answer(window, "recovery", "discard")
    assert re.fullmatch(
        r"cnnviz ended before (“\d\.cnnviz”, ){2}“\d\.cnnviz” and 2 others were saved\.", asked
    )
    assert copies() == []


def test_what_is_open_already_is_not_lost_to_it(window, lesson, qapp):
    leave(0.4)
    window.documents.open(str(lesson))
    window.protect()
    answer(window, "recovery", "recover")
    assert window.windowTitle() == "lesson.cnnviz[*] – cnnviz"
    (other,) = windows_of(window)[1:]
    assert other.session.experiment.learning_rate == 0.4
    other.close()
    answer(other, "unsaved", "discard")
    qapp.processEvents()


def test_a_damaged_one_is_a_sentence_and_is_kept_aside(window, lesson):
    file = leave(0.4, lesson)
    file.write_text(file.read_text()[:200])
    window.protect()
    answer(window, "recovery", "recover")
    said = complaint(window)
    assert said.startswith("The copy of “lesson.cnnviz” cannot be opened, and is left in ")
    assert said.endswith(": it ends in the middle: a part of it is missing.")
    assert copies() == [file.with_suffix(".damaged").name]
    assert window.session.experiment.learning_rate == 0.1
    assert not window.isWindowModified()


def test_a_window_that_is_closed_leaves_none(window):
    window.protect()
    window.session.edit(replace(window.session.experiment, learning_rate=0.9), "rate")
    window.close()
    answer(window, "unsaved", "discard")
    assert copies() == []
    assert left_behind(recovery_folder()) == []
