"""Killed at any moment of editing and saving, nothing that was once on the disk is lost, and no file is half."""

import random
import signal
import sys

import pytest
from process_tools import Running

from cnnviz.storage import load
from cnnviz.storage.recovery import left_behind
from cnnviz.ui.report import untold

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it knows where files are kept")
FEW, MANY = 1, 100
WORK = """
from dataclasses import replace
from pathlib import Path
from cnnviz.qt import QTimer
from cnnviz.session.files import recovery
from cnnviz.ui.window.documents import saving
from cnnviz import saving as disk
class Slow:  # a disk on which half of a file is there for a while, so that a kill may find it
    def __init__(self, *of):
        self.file = open(*of)
    def write(self, content):
        half = len(content) // 2
        self.file.write(content[:half])
        self.file.flush()
        for _ in range(1_000_000):
            pass
        self.file.write(content[half:])
    def __getattr__(self, name):
        return getattr(self.file, name)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.file.close()
disk.open = Slow
recovery.LATER = 0
lesson = Path("lesson.cnnviz").absolute()
def prepare(window):
    session, documents = window.session, window.documents
    at = 0
    looking = recovery.Recovery.look
    def look(self):
        writing = self.is_writing
        looking(self)
        if writing and not self.is_writing and not self.has_failed:
            print("kept", self.rate, flush=True)
    def work(self, working=recovery.Recovery.write):
        if not self.is_writing:
            self.rate = at
        working(self)
    recovery.Recovery.look, recovery.Recovery.write = look, work
    recovery.Recovery.has_failed = False
    def go_on():
        nonlocal at
        at += 1
        session.edit(replace(session.experiment, learning_rate=float(at)), "rate")
        if at % 7 == 0:
            saved = at
            documents.paper.path = documents.paper.path or lesson
            documents.saving.save(lambda: print("kept", saved, flush=True))
        QTimer.singleShot(1, go_on)
    go_on()
"""
TERMINATED = """
from dataclasses import replace
def prepare(window):
    window.session.edit(replace(window.session.experiment, learning_rate=0.75), "rate")
"""
TOLD = """
def prepare(window):
    from cnnviz.qt import QMessageBox, QTimer
    def look():
        boxes = [box.objectName() for box in window.findChildren(QMessageBox) if box.isVisible()]
        print("told", *boxes, flush=True) if boxes else QTimer.singleShot(10, look)
    QTimer.singleShot(0, look)
"""


def rates(cnnviz):
    """Return the rates of all that is on the disk, each of them a whole document."""
    folder = cnnviz.kept(".local/share/cnnviz/recovery")
    found = [one.copy.read().experiment.learning_rate for one in left_behind(folder)]
    lesson = cnnviz.folder / "lesson.cnnviz"
    return [*found, load(lesson).experiment.learning_rate] if lesson.exists() else found


def kill(folder, chance):
    with Running(folder, WORK) as cnnviz:
        cnnviz.says("ready")
        lines = [cnnviz.process.stdout.readline() for _ in range(chance.randint(1, 40))]
        for _ in range(chance.randrange(30_000)):
            cnnviz.process.poll()
        cnnviz.process.send_signal(signal.SIGKILL)
        rest, complaints = cnnviz.process.communicate()
        said = [
            int(line.split()[1])
            for line in (*lines, *rest.splitlines())
            if line.endswith(tuple("0123456789\n"))
        ]
        assert said, complaints
        assert max(rates(cnnviz)) >= max(said)


def kill_some(tmp_path, seed, count):
    for number in range(count):
        folder = tmp_path / str(number)
        folder.mkdir()
        print(f"seed {seed}, process {number}")
        kill(folder, random.Random(f"{seed} {number}"))


def test_what_was_once_on_the_disk_survives_a_kill(tmp_path, seed):
    kill_some(tmp_path, seed, FEW)


@pytest.mark.long
def test_what_was_once_on_the_disk_survives_many_kills(tmp_path, seed):
    kill_some(tmp_path, seed, MANY)


def test_who_is_asked_to_end_leaves_a_copy_of_what_is_not_saved(tmp_path):
    with Running(tmp_path, TERMINATED) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.terminate()
        assert cnnviz.ended() == (143, "")
        assert rates(cnnviz) == [0.75]


def test_who_dies_by_a_fault_is_told_of_at_the_next_start_and_then_no_more(tmp_path):
    with Running(tmp_path) as cnnviz:
        cnnviz.is_idle()
        cnnviz.process.send_signal(signal.SIGSEGV)
        assert cnnviz.ended()[0] == -signal.SIGSEGV
        log = cnnviz.kept(".local/share/cnnviz/cnnviz.log")
        assert "Segmentation fault" in untold(log)
    with Running(tmp_path, TOLD) as cnnviz:
        cnnviz.says("ready")
        cnnviz.says("told crash")
        assert untold(log) == ""
