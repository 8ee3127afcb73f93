"""An exception never ends the window: it is logged, and told once for each kind, later where nobody could be told."""

import sys

import pytest
from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication, QMessageBox, QPushButton
from ui_tools import until

from cnnviz import __version__
from cnnviz.ui import crash
from cnnviz.ui.window.documents import recovering


@pytest.fixture
def crashing(monkeypatch, tmp_path):
    """Install the handler of exceptions with its log in a folder of its own."""
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "logs" / "cnnviz.log")
    undo = crash.install()
    yield tmp_path / "logs" / "cnnviz.log"
    undo()


def fail():
    raise RuntimeError("the slot is broken")


def boxes():
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("active", [True, False])
def test_an_exception_in_a_slot_is_logged_and_told_once_and_the_window_lives(window, crashing, active):
    if not active:
        window.hide()
    for _ in range(3):
        QTimer.singleShot(0, fail)
    until(lambda: crashing.exists() and crashing.read_text().count("the slot is broken") >= 3)
    assert len(boxes()) == 1
    assert str(crashing) in boxes()[0].informativeText()
    boxes()[0].close()
    window.show()
    assert window.isVisible()
    at = window.session.position
    window.actions_by_id["play.next"].trigger()
    assert window.session.position != at


@pytest.mark.qt_no_exception_capture
def test_a_folder_that_cannot_be_written_does_not_stop_the_handler(window, monkeypatch, tmp_path, capfd):
    (tmp_path / "file").touch()
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "file" / "cnnviz.log")
    undo = crash.install()
    try:
        sys.excepthook(RuntimeError, RuntimeError("no log"), None)
        assert len(boxes()) == 1
        boxes()[0].close()
    finally:
        undo()
    assert "no log" in capfd.readouterr().err


def fail_otherwise():
    raise KeyError("another slot is broken")


@pytest.mark.qt_no_exception_capture
def test_another_fault_is_told_too_when_the_first_is_read_and_the_same_is_not(window, crashing):
    QTimer.singleShot(0, fail)
    until(lambda: bool(boxes()))
    QTimer.singleShot(0, fail_otherwise)
    until(lambda: "another slot is broken" in crashing.read_text())
    assert len(boxes()) == 1
    boxes()[0].close()
    QTimer.singleShot(0, fail)
    until(lambda: crashing.read_text().count("RuntimeError: the slot is broken") == 2)
    assert boxes() == []
    QTimer.singleShot(0, fail_otherwise)
    until(lambda: bool(boxes()))
    assert "KeyError" in boxes()[0].detailedText()
    boxes()[0].close()


@pytest.mark.qt_no_exception_capture
def test_the_report_can_be_copied_and_the_box_stays(window, crashing):
    QTimer.singleShot(0, fail)
    until(lambda: bool(boxes()))
    box = boxes()[0]
    box.findChild(QPushButton, "copy_report").click()
    copied = QApplication.clipboard().text()
    assert copied.startswith(f"cnnviz {__version__}, Python 3.")
    assert "RuntimeError: the slot is broken" in copied
    assert "in fail" in copied
    assert box.isVisible()
    box.close()


DIED = "Fatal Python error: Segmentation fault\n\nCurrent thread 0x0001 (most recent call first):\n  File x\n"


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("", False),
        ("2026-01-01 00:00:00 ERROR Traceback\n", False),
        (DIED, True),
        (f"before\n{DIED}after\n", True),
        (DIED + "2026-01-01 00:00:00 INFO the end of the program before this one was told\n", False),
        (f"2026-01-01 00:00:00 INFO the end of the program before this one was told\n{DIED}", True),
    ],
)
def test_a_crash_that_nobody_could_be_told_of_is_told_at_the_next_start_once(
    window, monkeypatch, tmp_path, log, told
):
    place = tmp_path / "cnnviz.log"
    place.write_text(log)
    monkeypatch.setattr(recovering, "log_file", lambda: place)
    window.protect()
    assert bool(boxes()) is told
    if told:
        boxes()[0].findChild(QPushButton, "copy_report").click()
        assert "Segmentation fault" in QApplication.clipboard().text()
        assert str(place) in boxes()[0].informativeText()
        boxes()[0].close()
    window.protect()
    assert boxes() == []
