"""cnnviz in a process of its own, with a home and a temporary folder that are empty, for the tests of how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[3]
PATIENCE = 600  # seconds after which a test gives up waiting, on the slowest of machines
UNTIL_PAINTED = """
import sys
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication
class Watch(QObject):
    loaded = ()
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.loaded = self.loaded or tuple(sys.modules)
        return False
watch = Watch()
window.stage.viewport().installEventFilter(watch)
while not watch.loaded:
    QApplication.processEvents()
"""
"""Has a program wait until its `window` is painted first; `watch.loaded` is what is loaded by then."""
STARTED = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that run in the background are deaf to it
import cnnviz.ui
from cnnviz.cli import main
opening = cnnviz.ui.open_window
def later(steps, work):
    from cnnviz.qt import QTimer
    QTimer.singleShot(0, work if steps == 0 else lambda: later(steps - 1, work))
def opened(path):
    window = opening(path)
    later(2, lambda: (prepare(window), print("ready", flush=True)))
    return window
def prepare(window):
    pass
cnnviz.ui.open_window = opened
"""
HEARS = "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # tests that are left to run by nohup are deaf to it
PROGRAM = "\nsys.exit(main([]))"


def surroundings(folder: Path, **environ: str) -> dict[str, str]:
    """Return the environment of somebody who starts cnnviz for the first time."""
    for name in ("home", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    places = {"HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary"), "PYTHONPATH": str(CHECKOUT)}
    return kept | {"QT_QPA_PLATFORM": "offscreen"} | places | environ


def said_by(program: str, *words: str, **surrounded: Any) -> str:
    """Return what a program of Python's writes that is run to its end, in some folder and environment."""
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=True, **surrounded
    ).stdout


class Running:
    """cnnviz with its window open, once it is `ready`; `prepare(window)` may be put into the program before."""

    def __init__(self, folder: Path, program: str = "", command: tuple[str, ...] = ()) -> None:
        self.folder = folder
        heard = HEARS if hasattr(signal, "SIGHUP") and not command else ""
        self.process = subprocess.Popen(
            [*command, sys.executable, "-B", "-c", STARTED + heard + program + PROGRAM],
            env=surroundings(folder),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def says(self, word: str) -> None:
        """Wait until it says so."""
        assert self.process.stdout.readline().strip() == word, self.process.communicate()

    def is_idle(self) -> None:
        """Wait until it is ready, and waits itself."""
        self.says("ready")
        status = Path(f"/proc/{self.process.pid}/stat")
        while status.exists() and status.read_text().rpartition(")")[2].split()[0] != "S":
            pass

    def ended(self) -> tuple[int, str]:
        """Wait for the end, and return the exit code and what it complained of."""
        _, complaints = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, complaints

    def kept(self, name: str) -> Path:
        """Return a file of the person's."""
        return self.folder / "home" / name

    def left(self) -> list[str]:
        """Return what is left in the temporary folder."""
        return sorted(os.listdir(self.folder / "temporary"))
