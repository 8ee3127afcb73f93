"""Whoever ends cnnviz from outside finds it closed: settings saved, nothing left behind, and a code that says why."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest
from process_tools import UNTIL_PAINTED, Running, said_by, surroundings

from cnnviz.ui.ending import Ending

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks at processes in /proc")
CONF, LOG = ".config/cnnviz/cnnviz.conf", ".local/share/cnnviz/cnnviz.log"
ENDING = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
DIALOGS = {
    "none": "def prepare(window): pass",
    "about": "def prepare(window): window.actions_by_id['help.about'].trigger()",
    "samples": "def prepare(window): window.actions_by_id['file.samples'].trigger()",
    "open": "def prepare(window): window.actions_by_id['file.open'].trigger()",
    "report": "def prepare(window): sys.excepthook(ValueError, ValueError('made up'), None)",
}


@pytest.mark.some(2)
@pytest.mark.parametrize("number", ENDING)
def test_an_idle_window_is_closed(tmp_path, number):
    with Running(tmp_path) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.send_signal(number)
        assert cnnviz.ended() == (ENDING[number], "")
        assert "geometry=" in cnnviz.kept(CONF).read_text()
        assert cnnviz.left() == []


@pytest.mark.some(1)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_a_dialog_that_is_open_is_no_hindrance(tmp_path, dialog):
    with Running(tmp_path, DIALOGS[dialog]) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.terminate()
        assert cnnviz.ended() == (143, "")
        assert "geometry=" in cnnviz.kept(CONF).read_text()


def test_who_is_killed_leaves_nothing_behind_either(tmp_path):
    with Running(tmp_path) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.kill()
        assert cnnviz.ended() == (-signal.SIGKILL, "")
        assert cnnviz.left() == []


def test_what_is_to_be_ignored_is(tmp_path):
    with Running(tmp_path, command=("nohup",)) as cnnviz:
        cnnviz.is_idle()
        status = Path(f"/proc/{cnnviz.process.pid}/status").read_text()
        ignored = int(re.search(r"SigIgn:\s*(\w+)", status)[1], 16)
        assert ignored & 1 << signal.SIGHUP - 1
        assert not ignored & 1 << signal.SIGTERM - 1


def test_where_closing_hangs_a_second_signal_ends_it(tmp_path):
    hangs = """
def prepare(window):
    def close(event):
        print("closing", flush=True)
        while True:
            pass
    window.closeEvent = close
"""
    with Running(tmp_path, hangs) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.terminate()
        cnnviz.says("closing")
        cnnviz.process.terminate()
        assert cnnviz.ended()[0] == -signal.SIGTERM


def test_the_code_is_the_same_where_it_waits_in_the_middle_of_something(tmp_path):
    waits = """
def prepare(window):
    from cnnviz.qt import QApplication, QEventLoop
    def wait():
        print("waiting", flush=True)
        while window.isVisible():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
    later(1, wait)
"""
    with Running(tmp_path, waits) as cnnviz:
        cnnviz.is_idle()
        cnnviz.says("waiting")
        cnnviz.process.terminate()
        assert cnnviz.ended() == (143, "")


def test_ctrl_c_while_it_starts_is_no_traceback(tmp_path):
    program = "def opening(path): signal.raise_signal(signal.SIGINT)"
    with Running(tmp_path, program) as cnnviz:
        assert cnnviz.ended() == (130, "")


def test_everything_is_set_back(qapp):
    before = [signal.getsignal(number) for number in ENDING]
    ending = Ending(qapp)
    assert [signal.getsignal(number) for number in ENDING] != before
    ending.undo()
    assert [signal.getsignal(number) for number in ENDING] == before
    assert signal.set_wakeup_fd(-1) == -1


def test_where_it_dies_is_in_the_log_which_nobody_else_reads(tmp_path):
    with Running(tmp_path) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.send_signal(signal.SIGSEGV)
        assert cnnviz.ended() == (-signal.SIGSEGV, "")
        assert "Fatal Python error: Segmentation fault" in cnnviz.kept(LOG).read_text()
        assert cnnviz.kept(LOG).stat().st_mode & 0o777 == 0o600


def test_a_full_disk_costs_two_sentences(tmp_path):
    program = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
def prepare(window):
    window.session.player.set_speed(7)
"""
    with Running(tmp_path, program) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.terminate()
        code, complaints = cnnviz.ended()
        assert code == 143
        log, *entries = complaints.splitlines()
        assert log == f"cnnviz: the log {cnnviz.kept(LOG)} cannot be written: File too large"
        conf = f"WARNING the settings in {cnnviz.kept(CONF)} cannot be written: File too large"
        assert [entry.partition(" WARNING")[1:] for entry in entries if "settings" in entry] == [
            (" WARNING", conf.removeprefix("WARNING"))
        ]
        assert os.listdir(cnnviz.kept(CONF).parent) == []


def test_no_window_is_left_to_pyqt_at_pythons_end(tmp_path):
    """PyQt destroys what is left while it goes through a table that a window's last events may have it replace."""
    program = """
import atexit
import PyQt5.QtCore  # whose own end is called after all that is registered from here on
atexit.register(lambda: print([type(one).__name__ for one in QApplication.topLevelWidgets() if ispyowned(one)]))
from cnnviz.qt import QApplication, QWidget
from PyQt5.sip import ispyowned
from cnnviz.application import application
from cnnviz.ui import open_window
application()
window, other = open_window(), QWidget()
"""
    assert said_by(program + UNTIL_PAINTED, env=surroundings(tmp_path)) == "[]\n"
