"""An exception never ends the window: it is logged, and told once."""

import sys

import pytest
from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QApplication, QMessageBox
from ui_tools import until

from cnnviz.ui import crash


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
