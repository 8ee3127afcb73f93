"""A session gives what is open as a document and opens one, with undo, rounds and what no view shows."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.gallery.first_example import first_example
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.session import open_run
from cnnviz.session.session import Session
from cnnviz.storage import Document
from cnnviz.trace.steps import Cell

TEXT = "open lesson.cnnviz"


@pytest.fixture
def session(qapp):
    return Session()


def with_rate(session, rate):
    session.edit(replace(session.experiment, learning_rate=rate), f"rate {rate}")


def lesson():
    options, cell = RunOptions(None, "gather", "correlate"), Cell("y", (0, 1, 1, 0))
    return Document(
        replace(first_example(), learning_rate=0.5), options, Position(2, 3), (2.0, 1.5, None), 1, cell, 4,
        ("layers",), (cell,), "Why?",
    )  # fmt: skip


def test_what_is_opened_is_what_is_open(session):
    document = lesson()
    assert session.open(document, text=TEXT)
    assert session.experiment is document.experiment
    assert session.options == document.options
    assert session.position == Position(2, 3)
    assert session.frame.decimals == 4
    assert [known.loss for known in session.rounds] == [2.0, 1.5, None]
    assert session.round == 1


def test_it_comes_back_as_a_document_with_what_no_view_shows(session):
    document = lesson()
    session.open(document, text=TEXT)
    back = session.document
    for name in (
        "options",
        "position",
        "losses",
        "round",
        "selected",
        "decimals",
        "panels",
        "hidden",
        "text",
    ):
        assert getattr(back, name) == getattr(document, name), name
    assert back.experiment is document.experiment


def test_what_was_never_trained_has_no_losses(session):
    assert session.document.losses == ()
    session.train(2)
    assert len(session.document.losses) == 3
    assert session.document.round == 2


def test_there_is_nothing_to_undo_and_it_counts_as_kept(session):
    with_rate(session, 0.3)
    session.open(lesson(), text=TEXT)
    assert not session.undo_stack.canUndo()
    assert session.undo_stack.isClean()
    with_rate(session, 0.7)
    assert not session.undo_stack.isClean()
    session.undo()
    assert session.undo_stack.isClean()
    assert session.experiment.learning_rate == 0.5


def test_what_is_in_no_file_as_it_is_counts_as_changed(session):
    session.open(lesson(), text=TEXT, is_kept=False)
    assert not session.undo_stack.isClean()
    assert not session.undo_stack.canUndo()


def test_of_other_rounds_the_loss_alone_is_known_and_that_is_said(session, qtbot):
    session.open(lesson(), text=TEXT)
    with qtbot.waitSignal(session.refused) as said:
        session.go_to_round(0)
    assert said.args == [
        "Of round 0 the file had the loss alone, not its parameters: train again to go there"
    ]
    assert session.round == 1
    session.train(1)
    assert [known.loss for known in session.rounds][:2] == [2.0, 1.5]
    assert session.round == 2
    session.go_to_round(1)
    assert session.round == 1


def test_where_there_is_no_room_everything_is_as_it_was(session, monkeypatch, qtbot):
    with_rate(session, 0.3)
    before = session.experiment, session.options, session.position, session.undo_stack.count()

    monkeypatch.setattr(open_run.Runs, "prepare", lambda *_: False)
    with qtbot.waitSignal(session.refused):
        assert not session.open(lesson(), text=TEXT)
    assert before == (session.experiment, session.options, session.position, session.undo_stack.count())


def test_a_place_that_there_is_not_is_the_nearest(session):
    image = (np.ones((2, 2, 1)),)
    session.open(Document(Experiment(image, (Activation(),)), position=Position(99, 99)), text=TEXT)
    assert session.position == session.timeline.last


def test_what_takes_long_is_computed_beside_everything_else(session, monkeypatch):
    monkeypatch.setattr("cnnviz.session.beforehand.takes_long", lambda _: True)
    opened, document = [], lesson()
    session.ask_open(document, TEXT, opened.append)
    assert opened == [True]
    assert session.experiment is document.experiment


def test_a_filter_that_there_is_not_is_the_last_one(session):
    document = replace(lesson(), options=RunOptions(7))
    assert session.open(document, text=TEXT)
    assert session.options.follow == 0
