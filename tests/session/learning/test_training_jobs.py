"""Training goes on beside everything else; what is done is kept when a person stops it, and an edit is never lost."""

from dataclasses import replace

import numpy as np
import pytest
from gates import hold_training, watch
from run_catalogue import experiments

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.loss import Loss
from cnnviz.experiment.windows import Window
from cnnviz.run.numbers.training import rounds_after, trained
from cnnviz.session import memory
from cnnviz.session.learning import training
from cnnviz.session.session import Session


@pytest.fixture
def session(qapp, clock):
    return Session(replace(experiments()["classifier"], learning_rate=0.3), clock)


@pytest.fixture
def refused(session):
    words = []
    session.refused.connect(words.append)
    return words


@pytest.fixture
def gate(monkeypatch):
    """Return the gate in front of the third round of a training that is not done at once."""
    gate = hold_training(monkeypatch, 2, at_once=0)
    yield gate
    gate.open()


def weights(experiment):
    return [array for layer in experiment.layers for array in layer.parameters.values()]


def same(a, b):
    return all(np.array_equal(*pair) for pair in zip(weights(a), weights(b), strict=True))


def test_one_steps_and_looks_while_it_trains_and_the_rounds_come_when_they_are_done(session, gate, refused):
    start = session.experiment
    session.train(5)
    gate.await_work()
    session.jobs.look()
    assert session.jobs.share == 0.4
    assert session.jobs.job.words().startswith("Training · round 2 of 5 · loss ")
    at = session.position
    session.move(1)
    session.follow(1)
    assert session.position != at
    assert session.experiment is start
    gate.open()
    watch(session.jobs, lambda: session.round == 5)
    assert same(session.experiment, trained(start, 5)[-1].experiment)
    assert session.undo_stack.undoText() == "train 5 rounds"
    assert session.undo_stack.count() == 1
    assert not refused


def test_stopped_by_a_person_it_keeps_the_rounds_that_are_done_as_one_edit(session, gate, refused):
    start = session.experiment
    session.train(5)
    gate.await_work()
    assert session.jobs.job.keeps
    session.jobs.cancel()
    assert session.round == 2
    assert same(session.experiment, trained(start, 2)[-1].experiment)
    assert session.undo_stack.undoText() == "train 2 rounds"
    session.undo()
    assert session.experiment is start
    assert not refused


def test_an_edit_stops_it_and_says_so_and_the_edit_stays(session, gate, refused):
    session.train(5)
    gate.await_work()
    changed = replace(session.experiment, learning_rate=0.01)
    session.edit(changed, "rate")
    assert session.jobs.job is None
    assert refused == ["The training was stopped and forgotten, since what it began with was changed"]
    gate.open()
    watch(session.jobs, lambda: True)
    assert session.experiment is changed
    assert session.undo_stack.count() == 1
    assert len(session.rounds) == 1


def test_an_undo_stops_it_too(session, gate, refused):
    session.edit(replace(session.experiment, learning_rate=0.01), "rate")
    session.train(5)
    gate.await_work()
    session.undo()
    assert session.jobs.job is None
    assert len(refused) == 1
    assert session.experiment.learning_rate == 0.3


def test_a_second_training_is_refused_while_one_goes_on(session, gate, refused):
    session.train(5)
    gate.await_work()
    session.train(3)
    assert refused == ["“train 5 rounds” is still going on: wait for it, or stop it first"]
    gate.open()
    watch(session.jobs, lambda: session.round == 5)


def test_a_session_that_is_closed_stops_it(session, gate, refused):
    start = session.experiment
    session.train(5)
    gate.await_work()
    gate.open()
    session.close()
    assert session.experiment is start
    assert not refused


def test_more_rounds_than_there_is_memory_for_are_refused_before_any_is_computed(
    session, refused, monkeypatch
):
    session.train(2)
    room = 10 * (memory.parameter_bytes(session.experiment) + 1024)
    for module in (memory, training):
        monkeypatch.setattr(module, "ROUNDS_BYTES", room)
    most = memory.rounds_that_fit(session.experiment, session.rounds)
    assert 6 <= most <= 8  # two are there, and what they began with
    monkeypatch.setattr(training, "rounds_after", lambda *_: pytest.fail("it is computed"))
    session.train(most + 1)
    assert session.round == 2
    assert f"there is room for {most}" in refused[0]
    monkeypatch.setattr(training, "rounds_after", rounds_after)
    session.train(most)
    assert session.round == 2 + most
    assert len(refused) == 1


def test_where_not_one_round_more_fits_it_says_what_to_do(session, refused, monkeypatch):
    monkeypatch.setattr(memory, "ROUNDS_BYTES", 0)
    session.train(1)
    assert "go back to an earlier round" in refused[0]


def test_running_out_of_memory_is_one_sentence_and_changes_nothing(session, refused, monkeypatch):
    def full(experiment, rounds):
        yield from rounds_after(experiment, 2)
        raise MemoryError

    monkeypatch.setattr(training, "rounds_after", full)
    start = session.experiment
    session.train(5)
    assert refused == ["There is not enough memory for “train 5 rounds”: everything is as it was"]
    assert session.experiment is start
    assert session.undo_stack.count() == 0


def test_of_rounds_parameters_alone_are_kept_and_what_does_not_change_is_shared(session):
    start = replace(session.experiment, learning_rate=0.0)
    first, second = trained(start, 2)
    for mine, other in zip(weights(first.experiment), weights(second.experiment), strict=True):
        assert mine is other
    learned = trained(session.experiment, 2)[1]
    kept = [array for one in learned.parameters.values() for array in one.values()]
    for own, shared in zip(kept, weights(learned.experiment), strict=True):
        assert own is shared
        assert not own.flags.writeable
    assert learned.experiment.image is session.experiment.image


def test_a_zero_that_changes_its_sign_is_not_the_same():
    layer = convolution(Window(), 1).with_parameters(bias=np.array([-0.0]))
    start = Experiment((np.ones((3, 3, 1)),), (layer,), learning_rate=0.0)
    start = replace(start, loss=Loss("typed", values=(-np.ones((3, 3, 1)),)))
    after = trained(start, 1)[0].experiment
    assert np.signbit(start.layers[0].bias).all()
    assert not np.signbit(after.layers[0].bias).any()  # −0 − 0·(−9) is +0
