"""Undo goes back to where an edit was made, redo to where it had led, whatever one has looked at meanwhile."""

import pytest

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position
from cnnviz.session.jobs import jobs
from cnnviz.session.session import Session


@pytest.fixture
def session(qapp, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 600)
    return Session()


def place(session):
    """Return chapter and step."""
    return session.frame.chapter.key, session.position.step


def go(session, key, step=0):
    keys = [chapter.key for chapter in session.timeline.chapters]
    session.seek(Position(keys.index(key), step))


def with_bias(session, value):
    experiment = session.experiment
    return experiment.with_layer(0, experiment.layers[0].with_bias(0, value))


@pytest.mark.parametrize("looked_at", [("pad", 3), ("update_bias", 0), ("convolve", 40)])
def test_both_come_back_to_where_a_number_was_changed(session, looked_at):
    go(session, "scatter", 20)
    session.edit(with_bias(session, 1.0), "bias")
    go(session, *looked_at)
    session.undo()
    assert place(session) == ("scatter", 20)
    go(session, *looked_at)
    session.redo()
    assert place(session) == ("scatter", 20)


def test_where_a_chapter_goes_each_has_a_place_of_its_own(session):
    go(session, "activate", 9)
    layers = session.experiment.layers
    session.edit(session.experiment.with_layers((layers[0], layers[2])), "remove")
    led_to = place(session)
    go(session, "scatter", 5)
    session.undo()
    assert place(session) == ("activate", 9)
    go(session, "scatter", 5)
    session.redo()
    assert place(session) == led_to != ("activate", 9)


def test_an_example_is_opened_again_at_the_step_that_it_is_about(session):
    go(session, "scatter", 20)
    example = next(one for one in EXAMPLES if one.key == "classifier_loss")
    session.open_example(example)
    go(session, "pad", 1)
    session.undo()
    assert place(session) == ("scatter", 20)
    session.redo()
    assert place(session) == (example.chapter, example.step)


def test_parts_of_one_thing_go_back_to_where_the_first_was_made(session):
    go(session, "convolve", 7)
    for value, step in ((1.0, 8), (2.0, 9), (3.0, 9)):
        session.edit(with_bias(session, value), "bias", 77)
        go(session, "convolve", step)
    session.undo()
    assert place(session) == ("convolve", 7)
    session.redo()
    assert place(session) == ("convolve", 9)


def test_a_place_that_is_gone_in_another_way_through_leaves_one_where_one_is(session):
    go(session, "scatter", 20)
    session.edit(with_bias(session, 1.0), "bias")
    session.set_options(input_gradient="gather")
    go(session, "gather", 11)
    session.undo()
    assert place(session) == ("gather", 11)


def test_the_next_round_begins_anew_and_undo_is_at_the_end_of_the_last(session):
    session.seek(session.timeline.last)
    end = place(session)
    session.go_on()
    assert place(session) == ("pad", 0)
    session.undo()
    assert place(session) == end
    session.redo()
    assert place(session) == ("pad", 0)
