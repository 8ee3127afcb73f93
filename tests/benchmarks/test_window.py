"""How fast the window is, beside its targets: `python -m pytest tests/benchmarks/test_window.py -q -s`.

Run it on a quiet machine, offscreen or, with QT_QPA_PLATFORM=xcb, under `xvfb-run -s "-screen 0 1680x1100x24"`.
"""

import gc
import os
import subprocess
import sys
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, MaxPooling
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session

_LINE = "{:32} median {:6.2f} {unit}   p99 {:6.2f} {unit}   target {:g} {unit}{}"


@pytest.fixture(scope="module", autouse=True)
def _collected_rarely():
    """Collect garbage as the program does: what is there when the window is open is never gone through."""
    yield
    gc.unfreeze()


@pytest.fixture
def open_on(qtbot):
    """Return what opens a window of 1600 by 1000 on an experiment, at its convolution, and paints it."""
    kept = []

    def opened(experiment):
        from cnnviz.ui.window.main_window import MainWindow

        window = MainWindow(Session(experiment))
        kept.append(window)  # a test that holds the session only would else have it collected while it paints
        qtbot.addWidget(window)
        window.resize(1600, 1000)
        window.show()
        window.stage.motion = 0
        keys = [chapter.key for chapter in window.session.timeline.chapters]
        window.session.seek(Position(keys.index("convolve"), 300))
        for _ in range(3):
            paint()
        gc.collect()
        gc.freeze()
        return window

    return opened


def paint():
    """Handle everything that is due, painting included."""
    from PyQt5.QtWidgets import QApplication

    QApplication.sendPostedEvents()
    QApplication.processEvents()


def photo(channels=1):
    rows, columns = np.mgrid[0:28, 0:28] / 28
    shades = [0.5 + 0.5 * np.sin(7 * columns + k) * np.cos(5 * rows - k) for k in range(channels)]
    return np.stack(shades, axis=2)


def three_grids():
    """Return an experiment whose convolution shows three grids of 28 by 28, not counting the kernels."""
    return Experiment((photo(2),), (convolution(Window(padding="same"), 2),), "photo")


def whole_network():
    layers = (convolution(Window(), 1, 4), Activation("relu"), MaxPooling())
    return Experiment((photo(),), layers, "photo").with_layers(layers)


def measure(benchmark, work, name, target, rounds):
    """Time `work` with its painting, and print median and p99 beside the target."""

    def once():
        work()
        paint()

    benchmark.pedantic(once, rounds=rounds, warmup_rounds=30)
    times = np.array(benchmark.stats.stats.data) * 1000
    report(name, float(np.median(times)), float(np.quantile(times, 0.99)), target, "ms")


def report(name, middle, worst, target, unit):
    missed = "" if worst <= target else "   MISSED"
    print("\n" + _LINE.format(name, middle, worst, target, missed, unit=unit))


def test_step_to_painted(benchmark, open_on):
    session = open_on(three_grids()).session
    measure(benchmark, lambda: session.move(1), "step to painted", 4, 450)


def test_scrub_at_random_within_the_convolution(benchmark, open_on):
    session = open_on(three_grids()).session
    random, chapter = np.random.default_rng(0), session.position.chapter
    places = iter(random.integers(0, 784, 10_000).tolist())
    measure(benchmark, lambda: session.seek(Position(chapter, next(places))), "random scrub", 8, 600)


def test_scrub_at_random_over_the_whole_run(benchmark, open_on):
    session = open_on(three_grids()).session
    places = iter(np.random.default_rng(0).integers(0, len(session.timeline), 10_000).tolist())
    work = lambda: session.seek(session.timeline.at(next(places)))  # noqa: E731
    measure(benchmark, work, "random scrub, all chapters", 8, 400)


def test_edit_a_pixel(benchmark, open_on):
    session, numbers = open_on(whole_network()).session, count()

    def edit():
        image = session.experiment.image.copy()
        image[next(numbers) % 28, 5, 0] = (next(numbers) % 10) / 10
        session.edit(session.experiment.with_image(image, "photo"), "pixel")

    measure(benchmark, edit, "edit a pixel, all repainted", 16, 300)


def test_draw_on_the_pad(benchmark, open_on):
    from pad_tools import drag

    window = open_on(whole_network())
    card, numbers = window.setup.image, count()

    def draw():
        number = next(numbers)
        card.brush.set_value(number % 10 / 10)
        drag(card.pad, (number % 28, number // 28 % 28))

    measure(benchmark, draw, "draw a cell, all repainted", 16, 300)


def test_edit_a_kernel_cell(benchmark, open_on):
    session, numbers = open_on(whole_network()).session, count()

    def edit():
        layer = session.experiment.layers[0]
        weight = layer.weight.copy()
        weight[1, 1, 0, 0] = next(numbers) % 7
        changed = replace(layer, weight=weight, names=("", *layer.names[1:]))
        session.edit(session.experiment.with_layer(0, changed), "kernel")

    measure(benchmark, edit, "edit a kernel cell, all repainted", 16, 300)


_ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")
}  # as the command line sets them
_START = """
import os, sys, time
started = float(sys.argv[1])
from cnnviz import ui
from cnnviz.application import application
app = application()
window = ui.open_window()
window.stage.motion = 0
painted = []
class Watch(__import__("PyQt5.QtCore").QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() == event.Type.Paint and not painted:
            painted.append(0)
        return False
watch = Watch()
window.stage.viewport().installEventFilter(watch)
while not painted:
    app.processEvents()
taken = time.time() - started
memory = [line for line in open("/proc/self/status") if line.startswith("VmRSS")][0]
print(taken, memory.split()[1])
os._exit(0)
"""


def started():
    """Start the window in a process of its own; return the seconds to its first paint and its megabytes."""
    import time

    command = [sys.executable, "-c", _START, str(time.time())]
    warm = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=warm | _ONE_THREAD)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes) / 1024


def test_start_to_first_paint_and_memory():
    started()
    seconds, megabytes = zip(*(started() for _ in range(20)), strict=True)
    milliseconds = np.array(seconds) * 1000
    report("start to first paint", np.median(milliseconds), np.quantile(milliseconds, 0.99), 300, "ms")
    report("memory of the window", np.median(megabytes), max(megabytes), 120, "MB")
