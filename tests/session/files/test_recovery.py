"""What is not saved has a copy a moment after each edit, written beside everything else, and gone when it is saved."""

import os
from dataclasses import replace

import pytest

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.session.files import recovery
from cnnviz.session.files.paper import Paper
from cnnviz.session.files.places import recovery_folder
from cnnviz.session.files.recovery import Recovery
from cnnviz.session.session import Session
from cnnviz.storage import Document
from cnnviz.storage.recovery import left_behind

PATIENCE = 600.0  # seconds, on the slowest of machines


@pytest.fixture
def kept(qtbot, monkeypatch, tmp_path):
    """Return a session with a recovery whose moment is over at once, and its folder."""
    monkeypatch.setattr(recovery, "LATER", 0)
    monkeypatch.setattr(recovery, "LAST_WAIT", PATIENCE)
    monkeypatch.setattr(recovery, "recovery_folder", lambda: tmp_path / "recovery")
    session = Session()
    paper = Paper(session)
    keeper = Recovery(session, paper, lambda: session.document)
    yield session, paper, keeper
    keeper.close()


def edit(session, rate):
    session.edit(replace(session.experiment, learning_rate=rate), f"rate {rate}")


def copies(keeper, folder):
    """Let the one at work go, and return the rates that the copies say."""
    keeper.leave()
    found = left_behind(folder)
    rates = [one.copy.read().experiment.learning_rate for one in found]
    for one in found:
        one.copy.leave()
    return rates


def names(folder):
    return os.listdir(folder) if folder.exists() else []


def test_it_is_begun_within_two_seconds():
    assert recovery.LATER <= 1500


def test_an_edit_has_a_copy_a_moment_later(kept, qtbot, tmp_path):
    session, _, keeper = kept
    edit(session, 0.5)
    qtbot.waitUntil(lambda: any(name.endswith(".recovery") for name in names(tmp_path / "recovery")))
    qtbot.waitUntil(lambda: not keeper.is_writing)
    assert copies(keeper, tmp_path / "recovery") == [0.5]


def test_it_is_written_in_another_thread(kept, qtbot, monkeypatch):
    import threading

    session, _, keeper = kept
    threads = []
    write = recovery.Copy.write
    monkeypatch.setattr(
        recovery.Copy, "write", lambda *of: threads.append(threading.current_thread()) or write(*of)
    )
    edit(session, 0.5)
    qtbot.waitUntil(lambda: bool(threads) and not keeper.is_writing)
    assert threading.main_thread() not in threads


def test_what_is_saved_or_undone_has_none(kept, qtbot, tmp_path):
    session, paper, keeper = kept
    for be_rid in (
        session.undo,
        lambda: (paper.begin_saving(), paper.end_saving(tmp_path / "a.cnnviz", None)),
    ):
        edit(session, 0.5)
        qtbot.waitUntil(lambda: bool(names(tmp_path / "recovery")) and not keeper.is_writing)
        be_rid()
        qtbot.waitUntil(lambda: not names(tmp_path / "recovery"))


def test_what_is_edited_meanwhile_is_in_the_next_copy(kept, qtbot, tmp_path):
    session, _, keeper = kept
    edit(session, 0.5)
    keeper.write()
    edit(session, 0.6)
    keeper.write()  # as the first may still be on its way
    qtbot.waitUntil(lambda: not keeper.is_writing)
    assert copies(keeper, tmp_path / "recovery") == [0.6]


def test_where_there_is_no_time_it_is_written_at_once_and_left(kept, tmp_path):
    session, _, keeper = kept
    edit(session, 0.7)
    keeper.leave()
    assert copies(keeper, tmp_path / "recovery") == [0.7]


def test_where_nothing_is_changed_nothing_is_written(kept, tmp_path):
    session, _, keeper = kept
    session.move(3)
    keeper.write()
    keeper.leave()
    assert names(tmp_path / "recovery") == []


def test_where_it_cannot_be_written_that_is_said_once(kept, qtbot, monkeypatch):
    session, _, keeper = kept
    said = []
    keeper.failed.connect(said.append)

    def full(*_):
        raise OSError(28, os.strerror(28))

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(os, "replace", full)
        for rate in (0.2, 0.3):
            edit(session, rate)
            keeper.write()
            qtbot.waitUntil(lambda: not keeper.is_writing)
            keeper.write()
            qtbot.waitUntil(lambda: not keeper.is_writing)
    assert len(said) == 1
    assert said[0].startswith("there is no copy of what is not saved: ")
    assert said[0].endswith("No space left on device")


def test_two_windows_have_a_copy_each(kept, qtbot, tmp_path):
    session, _, keeper = kept
    other = Session()
    second = Recovery(other, Paper(other), lambda: other.document)
    edit(session, 0.2)
    edit(other, 0.3)
    second.leave()
    assert sorted(copies(keeper, tmp_path / "recovery")) == [0.2, 0.3]


def test_a_copy_that_was_opened_is_kept_until_it_is_saved(kept, qtbot, tmp_path):
    session, _, keeper = kept
    folder = tmp_path / "recovery"
    edit(session, 0.4)
    keeper.leave()
    (found,) = left_behind(folder)
    fresh = Session()
    sheet = Paper(fresh)
    again = Recovery(fresh, sheet, lambda: fresh.document)
    fresh.open(found.copy.read(), text="recover", is_kept=False)
    again.adopt(found.copy)
    assert found.copy.file.exists()
    sheet.begin_saving()
    sheet.end_saving(tmp_path / "a.cnnviz", None)
    qtbot.waitUntil(lambda: not found.copy.file.exists())
    again.close()


def test_the_folder_is_the_persons_own():
    assert recovery_folder().name == "recovery"
    assert isinstance(Session().document, Document)


def test_an_example_as_the_gallery_has_it_has_none_and_leaves_that_of_what_it_stands_over(
    kept, qtbot, tmp_path
):
    session, _, keeper = kept
    session.open_example(EXAMPLES[1])
    keeper.write()
    assert not keeper.is_writing
    for rate, example in ((0.5, EXAMPLES[2]), (0.6, EXAMPLES[3])):
        edit(session, rate)
        keeper.write()
        qtbot.waitUntil(lambda: not keeper.is_writing)
        session.open_example(example)
        keeper.write()
        assert not keeper.is_writing
    assert copies(keeper, tmp_path / "recovery") == [0.6]
