"""A document is opened whichever way it is given; what is none is one sentence, and what was open stays."""

import pytest
from document_tools import answer, do, edit, rate_in, save_as
from PyQt5.QtCore import QMimeData, QUrl
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QFileDialog
from ui_tools import complaint, drag_and_drop

from cnnviz.gallery.first_example import first_example
from cnnviz.session.jobs import jobs
from cnnviz.session.settings.settings import RECENT, settings
from cnnviz.storage import Document, save
from cnnviz.ui import open_window


@pytest.fixture
def lesson(window, tmp_path):
    """Return a document in a file."""
    save(
        Document(first_example().with_image(first_example().image * 0.5, "half")), tmp_path / "lesson.cnnviz"
    )
    return tmp_path / "lesson.cnnviz"


def recent(window):
    menu = window.actions_by_id["file.open_recent"].menu()
    menu.aboutToShow.emit()
    return menu.actions()


def test_it_is_dropped_pasted_or_named(window, lesson):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(lesson))])

    def paste():
        QGuiApplication.clipboard().setMimeData(data)
        do(window, "edit.paste")

    for give in (lambda: drag_and_drop(window.stage, lesson), paste, lambda: window.open(str(lesson))):
        do(window, "file.new")
        give()
        assert window.session.experiment.image_name == "half"
        assert window.windowTitle() == "lesson.cnnviz[*] – cnnviz"


def test_it_is_what_a_start_with_a_file_shows(qtbot, lesson):
    opened = open_window(lesson)
    qtbot.addWidget(opened)
    assert opened.session.experiment.image_name == "half"


def test_the_dialog_offers_documents_and_images(window):
    do(window, "file.open")
    chooser = window.findChild(QFileDialog, "open")
    assert "*.cnnviz" in chooser.nameFilters()[0]
    assert "*.png" in chooser.nameFilters()[0]
    chooser.reject()


def test_an_image_goes_into_the_document_that_is_open(window, lesson, tmp_path):
    window.open(str(lesson))
    (tmp_path / "ramp.csv").write_text("1,2\n3,4\n")
    window.documents.open(str(tmp_path / "ramp.csv"))
    assert window.session.experiment.image_name == "ramp.csv"
    assert window.windowTitle() == "lesson.cnnviz[*] – cnnviz"
    assert window.isWindowModified()
    assert window.session.undo_stack.canUndo()


@pytest.mark.some(2)
@pytest.mark.parametrize("content", [b"hello", b"", b'{"cnnviz": 9}', b'{"cnnviz": 1, "experiment": []}'])
def test_what_is_no_document_is_one_sentence_and_what_was_open_stays(window, tmp_path, content):
    save_as(window, tmp_path / "mine.cnnviz")
    edit(window)
    before = window.session.experiment, window.session.position, window.session.undo_stack.count()
    (tmp_path / "bad.cnnviz").write_bytes(content)
    window.documents.open(str(tmp_path / "bad.cnnviz"))
    answer(window, "unsaved", "discard")
    assert complaint(window).startswith("Bad.cnnviz ")
    assert before == (window.session.experiment, window.session.position, window.session.undo_stack.count())
    assert window.windowTitle() == "mine.cnnviz[*] – cnnviz"
    assert window.isWindowModified()


def test_it_is_read_beside_everything_else_and_can_be_stopped(window, lesson, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    window.documents.open(str(lesson))
    job = window.session.jobs.job
    assert job is None or job.title == "open lesson.cnnviz"
    before = window.session.experiment
    window.session.jobs.cancel()
    assert window.session.jobs.job is None
    assert window.session.experiment is before or window.session.experiment.image_name == "half"


def test_what_was_last_open_is_offered_the_last_one_first(window, tmp_path):
    assert [action.text() for action in recent(window)] == ["Nothing was saved or opened yet"]
    for number in range(12):
        save_as(window, tmp_path / f"{number}&a.cnnviz")
    window.documents.open(str(tmp_path / "5&a.cnnviz"))
    found = recent(window)
    assert len(found) == 10
    assert [action.text().split("   ")[0] for action in found[:3]] == [
        "5&&a.cnnviz",
        "11&&a.cnnviz",
        "10&&a.cnnviz",
    ]
    edit(window)
    do(window, "file.save")
    found[2].trigger()
    assert window.windowTitle() == "10&a.cnnviz[*] – cnnviz"


def test_a_recent_one_that_is_gone_is_said_and_offered_no_more(window, tmp_path):
    save_as(window, tmp_path / "gone.cnnviz")
    (tmp_path / "gone.cnnviz").unlink()
    recent(window)[0].trigger()
    assert complaint(window).endswith("gone.cnnviz does not exist.")
    assert [action.isEnabled() for action in recent(window)] == [False]


@pytest.mark.parametrize("kept", ["nonsense", "{}", '[1, null, "/a.cnnviz"]'])
def test_settings_that_hold_something_else_are_no_harm(window, kept):
    settings().set(RECENT, kept)
    assert all(action.text() for action in recent(window))


def test_a_file_that_another_program_has_changed_is_not_written_over_unasked(window, tmp_path):
    place = tmp_path / "lesson.cnnviz"
    save_as(window, place)
    edit(window, 0.25)
    theirs = Document(first_example(), text="theirs, and longer than ours")
    save(theirs, place)
    do(window, "file.save")
    assert answer(window, "changed_file", "cancel").startswith(
        "“lesson.cnnviz” was changed by another program"
    )
    assert rate_in(place) == 0.1
    assert window.isWindowModified()
    do(window, "file.save")
    answer(window, "changed_file", "save_over")
    assert rate_in(place) == 0.25
    assert not window.isWindowModified()


def test_a_file_that_is_gone_meanwhile_is_written_again(window, tmp_path):
    save_as(window, tmp_path / "lesson.cnnviz")
    (tmp_path / "lesson.cnnviz").unlink()
    edit(window, 0.25)
    do(window, "file.save")
    assert rate_in(tmp_path / "lesson.cnnviz") == 0.25


def test_a_new_window_has_a_document_of_its_own(window, qapp):
    edit(window)
    do(window, "file.new_window")
    others = [one for one in qapp.topLevelWidgets() if isinstance(one, type(window)) and one.isVisible()]
    other = next(one for one in others if one is not window)
    assert not other.isWindowModified()
    assert other.session is not window.session
    other.close()
    qapp.processEvents()


def test_a_recent_one_that_cannot_be_opened_now_is_still_offered(window, tmp_path, monkeypatch):
    save_as(window, tmp_path / "lesson.cnnviz")
    monkeypatch.setattr(jobs.Jobs, "start", lambda _, job: job.failed("“train” is still going on"))
    recent(window)[0].trigger()
    assert complaint(window) == "“train” is still going on."
    assert [action.text().split("   ")[0] for action in recent(window)] == ["lesson.cnnviz"]


def test_what_the_author_says_is_said_on_one_line(window, tmp_path):
    save(
        Document(first_example(), text="Which kernel\nmakes the edge? " + "Think. " * 1000),
        tmp_path / "ask.cnnviz",
    )
    said = []
    window.documents.said.connect(said.append)
    window.documents.open(str(tmp_path / "ask.cnnviz"))
    assert said[-1].startswith("Which kernel makes the edge?")
    assert "\n" not in said[-1]
    assert len(said[-1]) <= 80


def test_what_is_done_while_a_document_is_read_is_asked_about(window, lesson, monkeypatch):
    started = []
    monkeypatch.setattr(jobs.Jobs, "start", lambda _, job: started.append(job))
    window.documents.open(str(lesson))
    edit(window, 0.25)
    started[0].done(started[0].work())
    assert answer(window, "unsaved", "cancel") == "“Untitled” has changes that are not saved."
    assert window.session.experiment.learning_rate == 0.25
    started[0].done(started[0].work())
    answer(window, "unsaved", "discard")
    assert window.session.experiment.image_name == "half"
