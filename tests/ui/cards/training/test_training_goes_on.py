"""While it is trained the plot grows, a bar says how far it is, and one stops it or looks at a round meanwhile."""

import subprocess
import sys
from dataclasses import replace

import pytest
from gates import hold_training, watch
from layer_tools import click, named
from PyQt5.QtWidgets import QProgressBar
from ui_tools import until

from cnnviz.session.jobs import jobs


@pytest.fixture
def gate(monkeypatch):
    """Return the gate in front of the fourth round of a training that is not done at once."""
    gate = hold_training(monkeypatch, 3, at_once=600)
    yield gate
    gate.open()


@pytest.fixture
def going_on(window, gate, monkeypatch):
    """Have a training of 10 rounds on its way, three of them done."""
    plot = named(window, "loss_plot")
    until(lambda: plot.ready)
    click(named(window, "set_target"))
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    click(named(window, "train_10"))
    gate.await_work()
    window.session.jobs.look()
    return plot


def shown(window, name):
    label = named(window, name)
    return label.text() if label.isVisible() else None


def test_the_plot_grows_while_the_stage_stays(window, gate, going_on):
    assert window.session.round == 0
    assert len(window.session.rounds) == 1
    assert going_on.curve.done == 3
    assert going_on.curve.right == 10
    assert going_on.curve.current == 0
    assert shown(window, "training_words") == "3 of 10 rounds"
    bar = window.findChild(QProgressBar, "training_bar")
    assert (bar.value(), bar.maximum()) == (3, 10)
    gate.open()
    watch(window.session.jobs, lambda: window.session.round == 10)
    assert shown(window, "training_words") is None
    assert going_on.curve.done == going_on.curve.current == 10


def test_cancel_keeps_the_rounds_that_are_done(window, going_on):
    click(named(window, "training_cancel"))
    assert (window.session.round, len(window.session.rounds)) == (3, 4)
    assert shown(window, "training_words") is None
    assert going_on.curve.done == 3


def test_to_look_at_a_round_stops_it_there(window, going_on):
    going_on.round_chosen.emit(2)
    assert (window.session.round, len(window.session.rounds)) == (2, 4)
    assert going_on.curve.current == 2
    window.session.undo()
    window.session.undo()
    assert len(window.session.rounds) == 1


def test_an_edit_stops_it_and_says_so_in_the_panel(window, going_on):

    session = window.session
    session.edit(replace(session.experiment, learning_rate=0.01), "rate")
    assert shown(window, "training_words") is None
    assert (
        named(named(window, "training"), "reason").text().startswith("The training was stopped and forgotten")
    )


def test_pyqtgraph_is_not_waited_for_by_the_first_paint():
    program = """
import sys
from cnnviz.application import application
application(offscreen=True)
from cnnviz.qt import QApplication
from cnnviz.session.settings.settings import PANEL, settings
settings().set(PANEL, "training")
from cnnviz.ui import open_window
window = open_window()
assert window.setup.part == "training"
assert "pyqtgraph" not in sys.modules, "before the first paint"
while not window.setup.panel("training").card.plot.ready:
    QApplication.processEvents()
assert "pyqtgraph" in sys.modules
window.close()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stderr
