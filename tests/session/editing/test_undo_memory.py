"""What undo holds on to is bounded: the oldest edits go, what several share counts once, the last edit stays."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.session import undo
from cnnviz.session.memory import bytes_of_all, held
from cnnviz.session.session import Session
from cnnviz.session.undo import next_part

SIDE = 40
IMAGE = SIDE * SIDE * 8
NOTHING = ()


def image(number):
    return np.full((SIDE, SIDE, 1), float(number))


@pytest.fixture
def session(qapp, monkeypatch):
    """Return a session whose undo has room for eight images and a little."""
    monkeypatch.setattr(undo, "MOST_BYTES", int(8.5 * IMAGE))
    return Session(Experiment((image(0),), (Activation(),)))


def draw(session, number, part=-1):
    session.edit(session.experiment.with_image(image(number), "image"), f"draw {number}", part)


def held_by(session):
    stack = session.undo_stack
    edits = [stack.command(number) for number in range(stack.count())]
    return bytes_of_all(opened for edit in edits for opened in (edit.before, edit.after))


def test_an_array_counts_once_however_many_hold_it_and_a_view_as_what_it_looks_at():
    experiment = Experiment((image(1),), (Activation(),))
    other = replace(experiment, learning_rate=0.5)
    one = sum(held(experiment, NOTHING).values())
    assert IMAGE <= one < 1.2 * IMAGE
    assert bytes_of_all([(experiment, NOTHING), (other, NOTHING)]) == one
    view = Experiment((image(1)[::8],), (Activation(),))
    assert sum(held(view, NOTHING).values()) >= IMAGE


def test_what_is_filled_in_for_a_loss_takes_no_memory():
    experiment = Experiment((image(1),), (Activation(),)).with_layers([Activation("tanh")])
    assert experiment.loss.targets[0].shape == (SIDE, SIDE, 1)
    assert sum(held(experiment, NOTHING).values()) < 1.2 * IMAGE


def test_the_oldest_edits_go_and_the_others_can_be_undone(session):
    for number in range(1, 31):
        draw(session, number)
        assert held_by(session) <= undo.MOST_BYTES
    count = session.undo_stack.count()
    assert 3 <= count <= 8
    assert session.undo_stack.undoText() == "draw 30"
    for back in range(1, count + 1):
        session.undo()
        assert session.experiment.image[0, 0, 0] == 30 - back
    assert not session.undo_stack.canUndo()
    for _ in range(count):
        session.redo()
    assert session.experiment.image[0, 0, 0] == 30


def test_what_takes_no_memory_is_never_forgotten(session):
    for number in range(60):
        session.edit(replace(session.experiment, learning_rate=number / 100 + 0.005), "rate")
    assert session.undo_stack.count() == 60


def test_the_same_image_again_and_again_counts_once(session):
    two = [frozen(image(5)), frozen(image(6))]
    for number in range(1, 41):
        session.edit(session.experiment.with_image(two[number % 2], "image"), "exchange")
    assert session.undo_stack.count() == 40


def test_one_edit_that_is_larger_than_all_may_be_undone_too(session):
    for number in (1, 2, 3):
        draw(session, number)
    session.edit(session.experiment.with_image(np.ones((200, 200, 1)), "large"), "enlarge")
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.experiment.image[0, 0, 0] == 3


def test_parts_of_one_stroke_stay_one_entry_which_counts_as_it_is(session):
    part = next_part()
    for number in range(1, 40):
        draw(session, number, part)
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.experiment.image[0, 0, 0] == 0


def test_what_a_part_adds_to_an_entry_counts(session):
    part = next_part()
    session.edit(replace(session.experiment, learning_rate=0.5), "rate", part)
    assert session.undo_stack.command(0).size < 0.1 * IMAGE
    draw(session, 1, part)
    assert session.undo_stack.count() == 1
    assert session.undo_stack.command(0).size >= IMAGE


def test_entries_that_stay_are_not_shown_again_and_stay_as_they_are(session):
    shown, texts = [], []
    session.experiment_changed.connect(lambda: shown.append(session.experiment))
    for number in range(1, 31):
        draw(session, number, next_part())
        assert len(shown) == number
        stack = session.undo_stack
        before, texts = texts, [stack.text(place) for place in range(stack.count())]
        kept = [*before, f"draw {number}"]
        assert texts == kept[len(kept) - len(texts) :]


def test_it_stays_known_which_entry_was_saved(session):
    stack = session.undo_stack
    for number in range(1, 8):
        draw(session, number)
    stack.setClean()
    draw(session, 8)
    while stack.cleanIndex() == 7:
        draw(session, 9 + stack.count())
    assert 0 < stack.cleanIndex() < stack.count()
    saved = stack.cleanIndex()
    while stack.index() > saved:
        session.undo()
    assert stack.isClean()
    assert session.experiment.image[0, 0, 0] == 7


def test_when_the_saved_one_is_forgotten_none_is_taken_for_it(session):
    session.undo_stack.setClean()
    for number in range(1, 20):
        draw(session, number)
    while session.undo_stack.canUndo():
        session.undo()
        assert not session.undo_stack.isClean()


def test_two_hundred_images_of_the_largest_size_that_is_opened_can_be_undone(qapp, monkeypatch):
    scale = IMAGE / (256 * 256 * 3 * 8)  # as much room for smaller ones
    monkeypatch.setattr(undo, "MOST_BYTES", int(undo.MOST_BYTES * scale))
    session = Session(Experiment((image(0),), (Activation(),)))
    counts = []
    for number in range(1, 301):
        draw(session, number)
        counts.append(session.undo_stack.count())
    assert min(counts[200:]) >= 200
    assert max(counts) < 300
