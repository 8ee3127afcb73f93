"""Hiding numbers by hand: undone, kept in the document, and shown one after the other."""

from dataclasses import replace

import pytest

from cnnviz.run.timeline import Position
from cnnviz.session import hiding
from cnnviz.session.session import Session
from cnnviz.storage.reading import document_of
from cnnviz.storage.writing import text_of
from cnnviz.trace.steps import Cell

CELL = Cell("y", (0, 3, 3, 0))


@pytest.fixture
def session(qapp):
    session = Session()
    session.seek(Position(1, 40))
    return session


def test_hiding_and_showing_are_undone(session):
    hiding.hide(session, [CELL])
    assert session.hidden == {Cell("Y", CELL.index)}
    assert session.undo_stack.undoText() == "hide Y[3, 3]"
    assert session.position == Position(1, 40)
    hiding.reveal(session, CELL)
    assert not session.hidden
    session.undo()
    assert session.hidden
    session.undo()
    assert not session.hidden
    assert session.timeline is session.frame.timeline


def test_a_copy_is_shown_by_showing_what_it_is_copied_from(session):
    index = [chapter.key for chapter in session.timeline.chapters].index("crop")
    session.seek(Position(index - 1, 63))
    hiding.hide(session, [Cell("dx_pad", (0, 3, 4, 0))])
    session.seek(Position(index, 40))
    copy = Cell("dx", (0, 2, 3, 0))
    assert hiding.is_hidden_by_hand(session, copy)
    assert not hiding.is_hidden_by_hand(session, Cell("dx", (0, 2, 2, 0)))
    hiding.reveal(session, copy)
    assert not session.hidden
    hiding.hide(session, [copy])
    session.seek(Position(index - 1, 63))
    assert hiding.reveal_next(session)
    assert not session.hidden


def test_nothing_is_computed_anew_nor_forgotten(session):
    rounds, experiment = session.rounds, session.experiment
    hiding.hide(session, [CELL])
    assert session.rounds is rounds
    assert session.experiment is experiment


def test_an_edit_keeps_what_is_hidden(session):
    hiding.hide(session, [CELL])
    session.edit(replace(session.experiment, learning_rate=0.3), "rate")
    assert session.hidden
    session.undo()
    session.undo()
    assert not session.hidden


def test_an_array_is_hidden_whole_and_all_shown_at_once(session):
    hiding.hide_array(session, "weight")
    assert len(session.hidden) == 9
    assert session.undo_stack.undoText() == "hide W"
    hiding.reveal_all(session)
    assert not session.hidden


def test_they_are_shown_one_after_the_other_the_step_in_hand_first(session):
    now = session.frame.step.updates[0].target
    later = Cell("y", (0, 7, 7, 0))
    hiding.hide(session, [later, Cell("y", (0, 0, 1, 0)), now, Cell("y", (0, 0, 0, 0))])
    shown = []
    while (waiting := hiding.next_hidden(session.frame)) is not None:
        shown.append(waiting.index[1:3])
        assert hiding.reveal_next(session)
    assert shown == [now.index[1:3], (0, 0), (0, 1)]
    assert not hiding.reveal_next(session)
    assert session.hidden == {Cell("Y", later.index)}


def test_the_document_keeps_them(session):
    hiding.hide(session, [CELL, Cell("y", (0, 0, 0, 0))])
    back = document_of(text_of(session.document).encode())
    other = Session()
    assert other.open(back, text="open")
    assert other.hidden == session.hidden
    assert "?" in hiding_text(other)


def hiding_text(session):
    from cnnviz.explain.words import cell_words

    return cell_words(session.frame, CELL)
