"""Playing passes what only copies briskly, and a jump by multiplications skips none of them."""

import numpy as np
import pytest
from injected_clock import Clock

from cnnviz.engine.arrays import frozen
from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Grain, Position
from cnnviz.session.session import Session


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def large(qapp, clock):
    layer = convolution(Window((3, 3), padding="same"), 1)
    session = Session(Experiment((frozen(np.ones((28, 28, 1))),), (layer,)), clock)
    yield session
    session.close()


def seconds_to_leave(session, clock, chapter=0):
    """Return how long playing takes until another chapter comes, at four steps a second."""
    session.player.play()
    began = clock.now
    while session.position.chapter == chapter and clock.now - began < 1000:
        clock.wait(0.25)
        session.player.tick()
    session.player.pause()
    return clock.now - began


@pytest.mark.parametrize("grain", [Grain.TERM, Grain.STEP, Grain.ROW])
def test_playing_leaves_the_border_within_ten_seconds(large, clock, grain):
    large.set_grain(grain)
    assert seconds_to_leave(large, clock) <= 10


def test_a_chapter_at_a_time_stays_a_chapter_at_a_time(large, clock):
    large.set_grain(Grain.CHAPTER)
    assert seconds_to_leave(large, clock) <= 0.5


def test_what_comes_late_is_made_up_for_across_the_chapters(large, clock):
    large.player.play()
    clock.wait(10)  # 40 moves: 30 rows, and ten windows
    large.player.tick()
    large.player.pause()
    assert large.position == Position(1, 9)


def test_next_goes_by_single_cells_where_one_goes_by_multiplications(large):
    large.set_grain(Grain.TERM)
    large.move(1)
    assert large.position == Position(0, 1)
    large.set_grain(Grain.STEP)
    large.move(1)
    assert large.position == Position(0, 29)


@pytest.fixture
def by_terms(large):
    large.set_grain(Grain.TERM)
    return large


def terms_from(session):
    """Return the terms that one sees of the step in hand, by Next from here."""
    at, seen = session.position, []
    while (session.position.chapter, session.position.step) == (at.chapter, at.step):
        seen.append(session.position.term or session.frame.step.operations)
        session.move(1)
    return seen


def test_a_jump_skips_no_term_of_the_first_cell(by_terms):
    jumps = [lambda: by_terms.go_to_chapter(1), lambda: by_terms.move_chapters(1)]
    for jump in jumps:
        by_terms.seek(by_terms.timeline.first)
        jump()
        seen = terms_from(by_terms)
        assert seen == list(range(1, len(seen) + 1))
        assert len(seen) > 9


@pytest.mark.parametrize("grain", [Grain.STEP, Grain.ROW])
def test_a_step_that_is_half_done_is_whole_once_one_goes_by_more(by_terms, grain):
    by_terms.go_to_chapter(1)
    by_terms.move(14)
    assert by_terms.position.term is not None
    whole = Position(1, by_terms.position.step)
    by_terms.set_grain(grain)
    assert by_terms.position == by_terms.frame.position == whole
    assert not by_terms.frame.by_terms


def test_back_by_a_chapter_goes_to_its_first_term_and_then_to_the_chapter_before(by_terms):
    by_terms.go_to_chapter(1)
    begin = by_terms.position
    by_terms.move(3)
    by_terms.move_chapters(-1)
    assert by_terms.position == begin == Position(1, 0, 1)
    by_terms.move_chapters(-1)
    assert by_terms.position.chapter == 0


def test_home_skips_no_term_where_the_run_begins_with_sums(qapp):
    layer = convolution(Window((3, 3), padding="valid"), 1)
    session = Session(Experiment((frozen(np.ones((4, 4, 1))),), (layer,)))
    session.set_grain(Grain.TERM)
    session.seek(session.timeline.last)
    session.go_to_start()
    assert session.position == Position(0, 0, 1)
    session.seek(session.timeline.last)
    session.toggle()
    assert session.position == Position(0, 0, 1)
    session.close()
