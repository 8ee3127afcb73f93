"""Where one applies a round and goes on, it is said which one begins, and with what, and its parameters pulse."""

import pytest
from layer_tools import click, named
from PyQt5.QtWidgets import QApplication, QLabel, QWidget

from cnnviz.canvas.motion.pace import LIVELY, STILL
from cnnviz.experiment.layers import Activation
from cnnviz.session.jobs import jobs


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 600)


@pytest.fixture
def trained(window):
    window.setup.open("training")
    window.map.motion = LIVELY
    QApplication.processEvents()
    return window


def place(window):
    return window.findChild(QLabel, "place").text()


def pulse(window):
    found = window.findChild(QWidget, "map_pulse")
    return found is not None and found.isVisible()


@pytest.mark.parametrize("at_the_end", [True, False])
def test_it_is_said_which_round_begins_and_what_has_become_of_a_weight(trained, at_the_end):
    session = trained.session
    if at_the_end:
        session.seek(session.timeline.last)
    click(named(trained, "go_on"))
    assert place(trained) == "Round 1 begins with the new W: W[1, 0] was 2, and is 1.19 now"
    assert session.position == session.timeline.first or not at_the_end
    old, new = (one.experiment.layers[0].weight for one in session.rounds)
    assert (old[1, 0, 0, 0], round(new[1, 0, 0, 0], 2)) == (2, 1.19)
    assert abs(new - old).argmax() == 3
    session.move(1)
    assert not place(trained).startswith("Round")


def test_the_parameters_pulse_once_by_the_clock(trained, clock):
    click(named(trained, "go_on"))
    assert pulse(trained)
    clock.wait(0.3)
    trained.map.tick()
    assert pulse(trained)
    clock.wait(2)
    trained.map.tick()
    assert not pulse(trained)


def test_nothing_pulses_where_motion_is_not_wanted_and_going_back_says_nothing(trained):
    trained.map.motion = STILL
    click(named(trained, "go_on"))
    assert not pulse(trained)
    trained.session.undo()
    assert not place(trained).startswith("Round")


def test_what_has_no_weights_to_change_is_not_said_to_have_changed(trained):
    layers = trained.session.experiment.layers
    dead = layers[0].with_bias(0, -99.0)
    trained.session.edit(trained.session.experiment.with_layers((dead, Activation("relu"))), "dead")
    before = place(trained)
    click(named(trained, "go_on"))
    assert place(trained) == before
