"""The talk with someone who predicts: what is hidden, what an answer does, and how it goes on."""

import numpy as np
import pytest
from run_catalogue import experiments

from cnnviz.explain.questions.choosing import winners
from cnnviz.explain.sums.formula import formula
from cnnviz.hidden import hidden_among, is_hidden
from cnnviz.run.frames.asking import AskKind, Scope
from cnnviz.run.timeline import Grain, Position
from cnnviz.session.predicting.talk import Turn
from cnnviz.session.session import Session


@pytest.fixture
def session(qapp):
    session = Session()
    session.predict(True)
    return session


def to(session, key, step):
    index = [chapter.key for chapter in session.timeline.chapters].index(key)
    session.seek(Position(index, step))


def right(session):
    """Return the right answer to a question for a value."""
    cell = session.talk.question.asking.cell
    return repr(float(session.open_frame(session.position).arrays[cell.array][cell.index]))


def test_it_begins_where_one_is_and_ends_there(session):
    position = session.position
    assert session.predicting
    assert session.talk.turn is Turn.ASKED
    session.predict(False)
    assert session.talk is None
    assert session.position == position
    assert not hidden_among(next(iter(session.frame.arrays.values()))).any()


def test_what_is_written_is_hidden_until_it_is_answered(session):
    to(session, "scatter", 28)
    frame = session.frame
    assert len(frame.asked) == 9
    assert formula(frame).result == "?"
    session.answer(right(session))
    assert session.talk.turn is Turn.RIGHT
    assert session.frame.asked == ()
    cell = session.talk.question.asking.cell
    assert formula(session.frame).target.cells == (cell,)
    assert formula(session.frame).result == "−1"


def test_all_that_comes_later_is_hidden_and_what_was_is_not(session):
    to(session, "convolve", 10)
    here = session.position.chapter
    later = {
        chapter.label(name)
        for chapter in session.timeline.chapters[here + 1 :]
        for name in chapter.trace.outputs
    }
    for index, chapter in enumerate(session.timeline.chapters):
        for array in chapter.trace.outputs.values():
            if index < here:
                assert not hidden_among(array).any()
            elif index > here:
                assert hidden_among(array).all()
                assert all(
                    hidden_among(array).all()
                    for name, array in chapter.trace.inputs.items()
                    if chapter.label(name) in later
                )
    made = [one for one in session.timeline.arrays if one.chapter is not None and one.chapter > here]
    assert len(made) > 5
    assert all(hidden_among(one.array).all() for one in made)
    assert is_hidden(session.timeline.loss)
    assert not hidden_among(session.frame.before["y"]).any()


def test_a_wrong_answer_can_be_given_again_or_shown(session):
    to(session, "scatter", 28)
    session.answer("−2")
    assert session.talk.turn is Turn.WRONG
    assert session.frame.asked
    session.try_again()
    assert session.talk.turn is Turn.ASKED
    session.answer("−2")
    session.show_answer()
    assert session.talk.turn is Turn.REPLAY
    cell = session.talk.question.asking.cell
    assert session.frame.arrays[cell.array][cell.index] == -2
    assert formula(session.frame).target.cells == (cell,)
    session.show_answer()
    assert session.talk.turn is Turn.SHOWN
    assert session.frame.arrays[cell.array][cell.index] == -1


def test_an_answer_that_is_none_changes_nothing(session):
    to(session, "scatter", 28)
    session.answer("hm")
    assert session.talk.turn is Turn.ASKED
    assert session.talk.verdict.right is None
    session.answer(right(session))
    assert session.talk.turn is Turn.RIGHT


def test_going_on_leads_to_the_next_question_and_back_to_no_answered_one(session):
    to(session, "scatter", 28)
    before = session.position
    session.answer(right(session))
    session.next_question()
    assert session.position == Position(before.chapter, 29)
    session.seek(before)
    assert session.talk.turn is Turn.NOTHING
    assert session.frame.asked == ()


def test_space_goes_on_without_an_answer_and_that_is_no_answer(session):
    to(session, "scatter", 28)
    before = session.position
    session.toggle()
    assert session.position == Position(before.chapter, 29)
    assert not session.player.playing
    session.seek(before)
    assert session.talk.turn is Turn.ASKED


def test_the_whole_window_is_asked_cell_by_cell(session):
    session.set_scope(Scope.WHOLE)
    to(session, "scatter", 28)
    for left in range(9, 0, -1):
        assert len(session.frame.asked) == left
        cell = session.talk.question.asking.cell
        assert is_hidden(float(session.frame.arrays[cell.array][cell.index]))
        session.answer(right(session))
        assert session.talk.turn is Turn.RIGHT
        assert len(session.frame.asked) == left - 1
        session.next_question()
    assert session.position.step == 29


def test_only_where_windows_overlap(session):
    session.set_scope(Scope.OVERLAP)
    to(session, "scatter", 0)
    assert session.talk.turn is Turn.NOTHING
    to(session, "scatter", 28)
    cell = session.talk.question.asking.cell
    assert session.frame.chapter.trace.progress(28)[cell.array][cell.index] == 1
    to(session, "convolve", 5)
    assert session.talk.turn is Turn.NOTHING


@pytest.mark.parametrize(
    ("key", "step", "kind"), [("convolve", 0, AskKind.SIZE), ("scatter", 36, AskKind.CHANGES)]
)
def test_not_even_the_place_is_shown_where_that_is_asked(session, key, step, kind):
    to(session, key, step)
    frame = session.frame
    assert session.talk.question.asking.kind is kind
    assert frame.waits
    name = frame.step.updates[0].target.array
    np.testing.assert_array_equal(frame.arrays[name], frame.before[name])
    assert "?" in formula(frame).target.text
    session.show_answer()
    assert not session.frame.waits


def test_at_the_end_of_a_chapter_it_says_what_sits_and_asks_more_of_the_rest(session):
    to(session, "max_pool", 13)
    session.answer(right(session))
    session.next_question()
    assert session.talk.question.asking.kind is AskKind.WINNER
    won = winners(session.open_frame(session.position))
    session.answer(frozenset(session.frame.step.reads - won))
    assert session.talk.turn is Turn.ASKED
    session.answer(frozenset([min(session.frame.step.reads - won, key=lambda cell: cell.index)]))
    session.try_again()
    session.answer(won)
    assert session.talk.turn is Turn.RIGHT
    session.next_question()
    session.answer(right(session))
    session.next_question()
    assert session.talk.turn is Turn.ENDED
    words = (
        "Numbers (2 of 2) sit; who wins a window (0 of 1) does not yet: more of that is asked from now on."
    )
    assert session.talk.words == words
    session.next_question()
    assert session.frame.chapter.key == "loss"


@pytest.mark.parametrize("name", ["list", pytest.param("classifier", marks=pytest.mark.long)])
def test_it_goes_through_the_whole_run_to_the_end(qapp, name):
    session = Session(experiments()[name])
    session.predict(True)
    asked = 0
    while session.position != session.timeline.last or session.talk.turn is not Turn.ENDED:
        if session.talk.turn is Turn.ASKED:
            session.show_answer()
            asked += 1
        before = session.position, session.talk
        session.next_question()
        assert (session.position, session.talk) != before
    assert asked > 5
    assert session.talk.words == "That was the whole run."


def test_who_predicts_goes_by_windows(session):
    session.set_grain(Grain.TERM)
    to(session, "convolve", 10)
    session.move(1)
    assert session.position == Position(1, 11)


def test_an_edit_forgets_the_answers(session):
    to(session, "scatter", 28)
    session.answer(right(session))
    weight = session.experiment.layers[0].weight * 2
    layer = session.experiment.layers[0].with_parameters(weight=weight)
    session.edit(session.experiment.with_layer(0, layer), "twice")
    assert session.talk.turn is Turn.ASKED
    assert session.frame.asked


def test_what_is_asked_is_no_part_of_the_document_nor_of_undo(session):
    to(session, "scatter", 28)
    session.answer("−2")
    assert not session.undo_stack.canUndo()
    assert session.document.hidden == ()
