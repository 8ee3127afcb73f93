"""How fast the window is there, and how much memory it takes: `python -m pytest tests/benchmarks/test_start.py -q -s`.

Beside it starts a bare window: PyQt5 and NumPy, and nothing in it.
"""

import os
import subprocess
import sys
import time
from itertools import chain, count

import numpy as np

ROUNDS = 20
BARE = "bare PyQt5 and NumPy windows"
OURS = """
import cnnviz.cli  # where a person's start begins
from cnnviz.ui import open_window
window = open_window()
painted = window.stage.viewport()
"""
NOTHING_IN_IT = """
import numpy
from PyQt5.QtWidgets import QApplication, QMainWindow
application = QApplication([])
painted = window = QMainWindow()
window.resize(1280, 800)
window.show()
"""
READY = """
import os, sys
from PyQt5.QtWidgets import QApplication
while any(type(finder).__module__.startswith("cnnviz") for finder in sys.meta_path):
    QApplication.processEvents()
os._exit(0)
"""
WATCHED = """
import os, sys, time
from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QApplication
class Watch(QObject):
    seen = False
    def eventFilter(self, watched, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False
watch = Watch()
painted.installEventFilter(watch)
while not watch.seen:
    QApplication.processEvents()
print(time.process_time(), time.time() - float(sys.argv[1]))
print(*(line.split()[1] for line in open("/proc/self/smaps_rollup") if line.startswith(("Rss", "Pss:"))), flush=True)
os._exit(0)
"""


def started(program):
    """Start a window in a process of its own.

    Return the processor's milliseconds until it is painted, those on the wall, and RSS and PSS in megabytes.
    """
    processor, wall, rss, pss = map(float, said_by(program + WATCHED).split())
    return 1000 * processor, 1000 * wall, rss / 1024, pss / 1024


def said_by(program):
    """Return what a program writes that is run in a process of its own."""
    command = [sys.executable, "-c", program, str(time.time())]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ |= {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}  # as `cnnviz` has it
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environ).stdout


def both():
    """Return the figures of so many starts of either, in turns."""
    taken = [(started(OURS), started(NOTHING_IN_IT)) for _ in range(ROUNDS + 1)]
    return np.array(taken[1:])  # the first reads everything from the disk


def test_start_to_first_paint_and_memory(measured):
    said_by(OURS + READY)  # each start but the very first finds what it has kept
    first = both()

    def figure(name, number):
        batches = chain([first], (both() for _ in count()))

        def measure():
            ours, bare = next(batches)[:, :, number].T
            return {name: ours, BARE: bare}

        return measure

    measured.compare(figure("start to first paint", 0), goals={BARE: 1.8})
    print(f"{'':10}{np.median(first[:, 0, 1]):8.2f} ms on the wall, bare {np.median(first[:, 1, 1]):.2f} ms")
    measured.compare(figure("memory, RSS", 2), "MB", goals={BARE: 1.3})
    measured.compare(figure("memory, PSS", 3), "MB", goals={BARE: 1.35})
