"""A target at one click, and going on round by round, as edits that can be undone."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.experiment.layers import MaxPooling
from cnnviz.gallery.first_example import first_example
from cnnviz.run.timeline import Position
from cnnviz.session.jobs import jobs
from cnnviz.session.session import Session


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 600)


@pytest.fixture
def said():
    return []


@pytest.fixture
def session(qapp, clock, said):
    session = Session(clock=clock)
    session.refused.connect(said.append)
    return session


def test_one_click_and_100_rounds_lower_the_loss_to_a_hundredth_and_turn_w_into_the_kernel(session, said):
    start = session.experiment
    session.teach()
    kernel = session.experiment.loss.target_kernel
    assert session.undo_stack.undoText() == f"set the target: what {kernel} makes of this image"
    assert session.experiment.layers[0] is start.layers[0]
    session.train(100)
    losses = [known.loss for known in session.rounds]
    assert min(losses[:61]) <= losses[0] / 100
    goal = start.layers[0].with_preset(0, kernel).weight
    learned = session.experiment.layers[0].weight
    assert np.linalg.norm(learned - goal) < 0.25 * np.linalg.norm(start.layers[0].weight - goal)
    assert not said
    session.undo()
    session.undo()
    assert session.experiment is start


def test_what_a_lesson_will_not_show_is_said(qapp, clock, said):
    session = Session(experiments()["grey"], clock)
    session.teach(said.append)
    assert session.experiment.loss.name == "mse"
    assert len(said) <= 1


def test_why_there_is_no_target_is_said_and_nothing_is_changed(session, said):
    session.edit(session.experiment.with_layers((MaxPooling(),)), "pool")
    before = session.experiment
    session.teach()
    assert said == ["no layer has weights, so there is nothing to learn: add a convolution"]
    assert session.experiment is before


def test_going_on_makes_the_next_round_of_the_one_that_is_open(session):
    session.teach()
    session.train(5)
    session.go_to_round(2)
    expected = [known.loss for known in session.rounds][:4]
    session.seek(Position(1, 3))
    session.go_on()
    assert session.round == 3
    assert [known.loss for known in session.rounds] == pytest.approx(expected, rel=1e-12)
    assert session.position == Position(1, 3)
    assert session.undo_stack.undoText() == "begin round 3 with the new parameters"
    session.undo()
    assert (session.round, len(session.rounds)) == (2, 6)


def test_at_the_end_of_a_round_one_goes_on_at_the_beginning_of_the_next(session):
    session.teach()
    session.seek(session.timeline.last)
    session.go_on()
    assert session.round == 1
    assert session.position == session.timeline.first
    assert session.timeline.loss == session.rounds[1].loss


def test_the_new_w_of_the_update_is_the_next_round_s_w(session):
    session.teach()
    update = next(c for c in session.timeline.chapters if c.key == "update_weight").trace.outputs[
        "weight_new"
    ]
    session.go_on()
    np.testing.assert_array_equal(session.experiment.layers[0].weight, update)


def test_where_the_weights_in_hand_are_dead_the_target_is_set_at_the_first_round(session, said):
    start = session.experiment
    session.train(10)
    dead = session.experiment
    session.teach(said.append)
    kernel = session.experiment.loss.target_kernel
    text = f"go back to round 0 and set the target: what {kernel} makes of this image"
    assert session.undo_stack.undoText() == text
    assert [sentence.split(":")[0] for sentence in said] == ["Back at round 0"]
    assert session.experiment.layers == start.layers
    assert (session.round, len(session.rounds)) == (0, 1)
    session.undo()
    assert session.experiment is dead
    assert (session.round, len(session.rounds)) == (10, 11)


def test_what_is_dead_from_the_first_is_refused_with_what_to_do(qapp, clock, said):
    start = first_example()
    session = Session(start.with_layer(0, start.layers[0].with_bias(0, -99.0)), clock)
    session.teach(said.append)
    assert said == [
        "ReLU is dead: every Y is below 0: no gradient passes. "
        "Raise the bias, negate the kernel, or take Leaky ReLU"
    ]
    assert not session.undo_stack.count()


def test_what_cannot_learn_is_refused_before_it_runs(qapp, clock, said):
    start = first_example()
    dead = start.with_layer(0, start.layers[0].with_bias(0, -99.0))
    session = Session(dead, clock)
    for ask in (session.go_on, lambda say: session.train(10, say)):
        ask(said.append)
        assert said.pop().startswith("ReLU is dead: every Y is below 0: no gradient passes")
    session.edit(replace(start, learning_rate=0.0), "stand still")
    session.train(3, said.append)
    assert said == ["The rate η is 0, so a round changes nothing: set it higher"]
    assert session.round == 0
