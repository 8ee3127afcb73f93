"""What takes long is computed beside everything else before it is shown; what one asks for meanwhile is not lost."""

from dataclasses import replace

import numpy as np
import pytest
from gates import Gate, watch

from cnnviz.experiment import size
from cnnviz.experiment.size import takes_long
from cnnviz.run.compute import run_of
from cnnviz.run.numbers.computed import computed
from cnnviz.session import beforehand
from cnnviz.session.jobs import jobs
from cnnviz.session.jobs.jobs import Job
from cnnviz.session.session import Session
from cnnviz.session.undo import next_part


class Gates(list):
    """One for each run that is computed, as they come."""

    def compute(self, experiment):
        gate = Gate()
        self.append(gate)
        gate.pass_through()
        return computed(experiment)

    def open(self):
        for gate in self:
            gate.open()


@pytest.fixture
def gates(monkeypatch):
    """Return the gates in front of every run: all take long."""
    gates = Gates()
    monkeypatch.setattr(beforehand, "computed", gates.compute)
    monkeypatch.setattr(size, "LONG", 0)
    monkeypatch.setattr(jobs, "AT_ONCE", 0)
    yield gates
    gates.open()


@pytest.fixture
def session(qapp, clock):
    return Session(clock=clock)


@pytest.fixture
def refused(session):
    words = []
    session.refused.connect(words.append)
    return words


def filters(session, number):
    experiment = session.experiment
    return experiment.with_layer(0, experiment.layers[0].with_filters(number))


def asked(session, number, part_of=-1):
    session.ask(filters(session, number), f"{number} filters", part_of)


def done(session, gates, number):
    def holds():
        gates.open()
        return session.jobs.job is None and session.experiment.layers[0].filters == number

    watch(session.jobs, holds)


def test_a_digit_under_many_filters_does_not_take_long_and_a_large_image_under_them_does(session):
    for side, long in ((28, False), (256, True)):
        assert takes_long(filters(session, 16).with_image(np.zeros((side, side, 3)), "image")) is long


def test_one_goes_on_while_it_is_computed_and_it_comes_when_it_is_there(session, gates, refused):
    before, at = session.experiment, session.position
    asked(session, 3)
    watch(session.jobs, lambda: gates)
    assert session.jobs.job.words() == "Computing · 3 filters"
    session.move(1)
    assert session.position != at
    assert session.experiment is before
    done(session, gates, 3)
    fresh = run_of(session.experiment, session.options)
    for one, other in zip(fresh.arrays, session.timeline.arrays, strict=True):
        np.testing.assert_array_equal(one.array, other.array)
    assert session.undo_stack.undoText() == "3 filters"
    assert not refused


def test_what_was_computed_is_not_computed_again(session, gates, monkeypatch):
    from cnnviz.session import runs

    asked(session, 3)
    monkeypatch.setattr(runs, "numbers_of", lambda _: pytest.fail("it is computed again"))
    monkeypatch.setattr(runs, "run_of", lambda *_: pytest.fail("its chapters are made again"))
    done(session, gates, 3)


def test_of_turns_of_the_wheel_the_last_is_shown(session, gates, refused):
    part = next_part()
    for number in (2, 3, 4, 5):
        asked(session, number, part)
    done(session, gates, 5)
    assert len(gates) == 2
    assert session.undo_stack.count() == 1
    assert not refused


def test_another_edit_gives_it_up_and_says_so(session, gates, refused):
    asked(session, 3)
    changed = replace(session.experiment, learning_rate=0.5)
    session.edit(changed, "rate")
    assert refused == ["“3 filters” is given up, since something else was changed while it was computed"]
    gates.open()
    watch(session.jobs, lambda: True)
    assert session.experiment is changed


def test_cancelled_it_leaves_everything_as_it_was_and_shows_it_again(session, gates, refused):
    before, shown = session.experiment, []
    asked(session, 3)
    session.experiment_changed.connect(lambda: shown.append(session.experiment))
    session.jobs.cancel()
    assert shown == [before]
    gates.open()
    watch(session.jobs, lambda: True)
    assert session.experiment is before
    assert session.undo_stack.count() == 0
    assert not refused


def test_undo_and_redo_are_computed_so_too_and_once_however_often_one_presses(session, gates, refused):
    asked(session, 3)
    done(session, gates, 3)
    session.undo()
    session.undo()
    assert session.experiment.layers[0].filters == 3
    done(session, gates, 1)
    assert session.undo_stack.index() == 0
    session.redo()
    session.redo()
    done(session, gates, 3)
    assert len(gates) == 3
    assert not refused


@pytest.fixture
def reading(session, refused):
    """Return the gate of a file that is being read."""
    gate = Gate()
    session.jobs.start(Job("open a.png", gate.pass_through, print, refused.append))
    yield gate
    gate.open()
    session.close()


def opened(gates, holds):
    gates.open()
    return holds()


def test_while_a_file_is_read_nobody_waits_for_an_edit_either(session, gates, reading, refused):
    before = session.experiment
    asked(session, 3)
    assert session.experiment is before  # it is computed in a thread of its own
    assert session.jobs.job.title == "open a.png"
    watch(session.jobs, lambda: opened(gates, lambda: session.experiment.layers[0].filters == 3))
    assert session.jobs.job.title == "open a.png"
    assert session.undo_stack.undoText() == "3 filters"
    assert not refused


def test_what_is_computed_beside_a_file_is_given_up_by_another_edit(session, gates, reading, refused):
    asked(session, 3)
    changed = replace(session.experiment, learning_rate=0.5)
    session.edit(changed, "rate")
    assert refused == ["“3 filters” is given up, since something else was changed while it was computed"]
    gates.open()
    watch(session.jobs, lambda: True)
    assert session.experiment is changed
    assert session.jobs.job.title == "open a.png"


def test_memory_that_is_full_is_one_sentence(session, gates, refused, monkeypatch):
    def full(_):
        raise MemoryError

    monkeypatch.setattr(beforehand, "computed", full)
    before = session.experiment
    asked(session, 3)
    watch(session.jobs, lambda: refused)
    assert refused == ["There is not enough memory for “3 filters”: everything is as it was"]
    assert session.experiment is before


def test_what_a_training_has_come_to_is_computed_so_too(session, gates, refused):
    session.train(3)
    watch(session.jobs, lambda: gates)
    assert session.round == 0
    gates.open()
    watch(session.jobs, lambda: session.round == 3)
    assert session.timeline.loss == session.rounds[3].loss
    assert not refused
