"""Training: rounds one after another, back to any of them with the very numbers, and on from there."""

from dataclasses import replace

import numpy as np
import pytest
from run_catalogue import experiments
from run_draws import network

from cnnviz.engine import softmax_cross_entropy
from cnnviz.engine.networks.flat_layers import LinearLayer
from cnnviz.engine.networks.layers import Conv2d
from cnnviz.experiment.loss import Loss
from cnnviz.run.chapter import ChapterKind
from cnnviz.run.timeline import Position
from cnnviz.session.session import Session


@pytest.fixture
def session(qapp):
    """Return a session on a small classifier."""
    return Session(replace(experiments()["classifier"], learning_rate=0.3))


@pytest.fixture
def heard(session):
    signals = []
    session.rounds_changed.connect(lambda: signals.append("rounds"))
    session.experiment_changed.connect(lambda: signals.append("experiment"))
    return signals


def numbers(session):
    """Return every array of the run and every parameter, bit for bit."""
    arrays = [product.array for product in session.timeline.arrays]
    for chapter in session.timeline.chapters:
        arrays += [chapter.arrays[name] for name in sorted(chapter.arrays)]
    return [array.tobytes() for array in arrays]


def brighter(experiment):
    return experiment.with_image(experiment.image + 1, "brighter")


def losses(session):
    return [known.loss for known in session.rounds]


def test_before_training_there_is_one_round(session):
    assert losses(session) == [session.timeline.loss]
    assert session.round == 0


def test_rounds_lower_the_loss_and_the_last_is_open(session, heard):
    session.train(6)
    assert len(session.rounds) == 7
    assert session.round == 6
    assert losses(session) == sorted(losses(session), reverse=True)
    assert losses(session)[-1] < losses(session)[0]
    assert session.timeline.loss == losses(session)[-1]
    assert session.experiment is session.rounds[-1].experiment
    assert heard.count("rounds") == heard.count("experiment") == 1


def test_training_is_the_engine_s_own_descent(session):
    start = session.experiment
    net, image = network(start), start.image[None]
    for _ in range(4):
        arrays = net.forward(image)
        _, upstream = softmax_cross_entropy(arrays[-1], np.array([start.loss.labels[0]]))
        net = net.step(net.gradients(upstream, arrays), start.learning_rate)
    session.train(4)
    for own, other in zip(session.experiment.layers, net.layers, strict=True):
        if isinstance(other, Conv2d | LinearLayer):
            np.testing.assert_allclose(own.weight, other.weight, rtol=1e-12, atol=1e-14)
            np.testing.assert_allclose(own.bias, other.bias, rtol=1e-12, atol=1e-14)


def test_each_round_takes_the_step_that_the_update_before_it_shows(session):
    for _ in range(3):
        updates = [c for c in session.timeline.chapters if c.kind is ChapterKind.UPDATE_WEIGHT]
        session.train(1)
        weights = [layer.weight for layer in session.experiment.layers if hasattr(layer, "weight")]
        for chapter, weight in zip(updates, weights, strict=True):
            np.testing.assert_array_equal(chapter.trace.outputs["weight_new"], weight)


def test_a_round_has_the_very_numbers_that_it_had(session):
    seen = [numbers(session)]
    for _ in range(3):
        session.train(1)
        seen.append(numbers(session))
    assert len({tuple(round_) for round_ in seen}) == 4
    for round_ in (0, 3, 1, 2, 0):
        session.go_to_round(round_)
        assert session.round == round_
        assert numbers(session) == seen[round_]
        assert len(session.rounds) == 4


def test_going_where_one_is_is_no_edit(session):
    session.train(2)
    count = session.undo_stack.count()
    session.go_to_round(2)
    assert session.undo_stack.count() == count


def test_undo_and_redo_go_through_training_and_through_going_back(session):
    start = numbers(session)
    session.train(2)
    trained = numbers(session)
    session.go_to_round(1)
    middle = numbers(session)
    session.undo_stack.undo()
    assert (numbers(session), session.round) == (trained, 2)
    session.undo_stack.undo()
    assert (numbers(session), session.round) == (start, 0)
    assert len(session.rounds) == 1
    for there in (trained, middle):
        session.undo_stack.redo()
        assert numbers(session) == there


def test_training_on_from_an_earlier_round_forgets_the_later_ones(session):
    session.train(4)
    kept = losses(session)
    session.go_to_round(1)
    session.train(1)
    assert losses(session)[:2] == kept[:2]
    assert losses(session)[2] == pytest.approx(kept[2], rel=1e-15)
    assert len(session.rounds) == 3
    assert session.round == 2


def test_undo_brings_back_the_rounds_that_were_forgotten(session):
    session.train(3)
    later = numbers(session)
    session.go_to_round(0)
    session.train(1)
    session.undo_stack.undo()
    session.undo_stack.undo()
    assert numbers(session) == later
    assert (len(session.rounds), session.round) == (4, 3)
    assert session.rounds[session.round].loss == session.timeline.loss


def test_an_edit_after_training_starts_a_new_history(session, heard):
    session.train(3)
    session.edit(brighter(session.experiment), "brighter")
    assert losses(session) == [session.timeline.loss]
    assert session.round == 0
    assert heard.count("rounds") == 2


def test_undoing_that_edit_opens_what_was_trained_with_all_its_rounds(session):
    session.train(3)
    trained, known = numbers(session), losses(session)
    session.edit(brighter(session.experiment), "brighter")
    session.undo_stack.undo()
    assert numbers(session) == trained
    assert (losses(session), session.round) == (known, 3)
    session.undo_stack.redo()
    assert losses(session) == [session.timeline.loss]


def test_the_round_is_known_to_all_who_hear_of_the_experiment(session):
    seen = []
    session.experiment_changed.connect(lambda: seen.append((session.round, len(session.rounds))))
    session.train(2)
    session.edit(brighter(session.experiment), "brighter")
    session.undo_stack.undo()
    assert seen == [(2, 3), (0, 1), (2, 3)]


def test_another_rate_counts_from_the_next_round_on(session):
    session.train(4)
    known = losses(session)
    session.go_to_round(2)
    session.edit(replace(session.experiment, learning_rate=0.01), "learning rate")
    assert losses(session) == known[:3]
    assert session.round == 2
    session.train(1)
    assert losses(session)[:3] == known[:3]
    assert known[3] < losses(session)[3] < known[2]
    for _ in range(2):
        session.undo()
    assert (losses(session), session.round, session.experiment.learning_rate) == (known, 2, 0.3)


def test_kernels_that_have_learned_are_nobody_s_preset(qapp):
    session = Session()
    assert session.experiment.layers[0].names == ("Sobel x",)
    session.train(1)
    assert session.experiment.layers[0].names == ("",)


def test_the_place_is_kept_through_training(session):
    keys = [chapter.key for chapter in session.timeline.chapters]
    session.seek(Position(keys.index("accumulate"), 7))
    session.train(2)
    assert (session.frame.chapter.key, session.position.step) == ("accumulate", 7)
    assert session.frame.timeline is session.timeline


def test_without_parameters_training_is_refused(qapp):
    session = Session(experiments()["list"])
    said = []
    session.train(2, said.append)
    assert said == ["No layer has weights, so nothing can be learned: add a convolution"]
    assert losses(session) == [session.timeline.loss]


def test_a_given_gradient_trains_without_a_loss(qapp):
    session = Session(replace(experiments()["grey"], loss=Loss("typed")))
    before = session.experiment.layers[0].weight
    session.train(2)
    assert losses(session) == [None] * 3
    assert not np.array_equal(session.experiment.layers[0].weight, before)
