"""What is open, where one is in it, and going back on edits."""

import numpy as np
import pytest

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window
from cnnviz.run.timeline import Grain, Position
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell


def experiment(filters=1, size=6, **window):
    image = np.random.default_rng(1).random((size, size, 1))
    return Experiment((image,), (convolution(Window(**window), 1, filters),), "noise")


@pytest.fixture
def session(qapp):
    return Session(experiment(filters=3))


@pytest.fixture
def heard(session):
    signals = []
    session.experiment_changed.connect(lambda: signals.append("experiment"))
    session.frame_changed.connect(lambda frame: signals.append(frame.position))
    session.grain_changed.connect(signals.append)
    return signals


def chapter(session, key):
    return next(k for k, chapter in enumerate(session.timeline.chapters) if chapter.key == key)


def with_window(session, **settings):
    layer = session.experiment.layers[0]
    return session.experiment.with_layer(0, layer.with_window(layer.window.changed(**settings)))


def test_it_opens_on_an_example_with_something_to_see(qapp):
    session = Session()
    assert session.frame.position == session.position
    assert 0 < session.timeline.index(session.position) < len(session.timeline) - 1


def test_an_experiment_that_is_handed_in_opens_at_its_first_step(session):
    assert session.position == session.timeline.first


def test_seeking_is_told_once(session, heard):
    session.seek(Position(0, 5))
    session.seek(Position(0, 5))
    assert heard == [Position(0, 5)]
    assert session.frame.position == Position(0, 5)


def test_seeking_what_there_is_not_goes_to_the_nearest(session):
    session.seek(Position(99, 99))
    assert session.position == session.timeline.last


@pytest.mark.parametrize("grain", Grain)
def test_moving_goes_by_the_grain_in_force(session, grain):
    session.set_grain(grain)
    session.seek(Position(chapter(session, "convolve"), 8))
    expected = session.timeline.move(session.position, grain, 1)
    session.move(1)
    assert session.position == expected


def test_the_grain_is_told_once(session, heard):
    session.set_grain(Grain.ROW)
    session.set_grain(Grain.ROW)
    assert heard == [Grain.ROW]


def test_moving_by_rows_keeps_the_column_and_stops_at_the_chapter_s_ends(session):
    convolve = chapter(session, "convolve")
    session.seek(Position(convolve, 8))
    session.move_rows(1)
    assert session.position == Position(convolve, 14)
    session.move_rows(-1)
    session.move_rows(-1)
    session.move_rows(-1)
    assert session.position == Position(convolve, 2)


def test_moving_by_chapters_goes_to_beginnings(session):
    convolve = chapter(session, "convolve")
    session.seek(Position(convolve, 8))
    session.move_chapters(-1)
    assert session.position == Position(convolve, 0)
    session.move_chapters(-1)
    assert session.position == Position(convolve - 1, 0)
    session.move_chapters(-1)
    assert session.position == Position(0, 0)
    session.move_chapters(1)
    assert session.position == Position(1, 0)


def test_a_written_cell_is_gone_to_and_another_is_not(session, heard):
    session.seek(Position(chapter(session, "convolve"), 0))
    heard.clear()
    assert session.seek_cell(Cell("y", (0, 2, 3, 0)))
    assert session.position == Position(chapter(session, "convolve"), 15)
    assert not session.seek_cell(Cell("weight", (0, 0, 0, 0)))
    assert len(heard) == 1


def test_an_edit_an_undo_and_a_redo_keep_the_position(session, heard):
    at = Position(chapter(session, "convolve"), 20)
    session.seek(at)
    heard.clear()
    before, after = session.experiment, with_window(session, dilation=(2, 2))
    session.edit(after, "dilation 2")
    assert (session.experiment, session.position) == (after, at)
    session.undo_stack.undo()
    assert (session.experiment, session.position) == (before, at)
    session.undo_stack.redo()
    assert (session.experiment, session.position) == (after, at)
    assert heard == ["experiment", at] * 3


def test_the_undo_stack_says_what_was_done(session):
    session.edit(with_window(session, stride=(2, 2)), "stride 2 × 2")
    assert session.undo_stack.undoText() == "stride 2 × 2"


def test_one_stays_in_the_chapter_when_one_before_it_goes(session):
    session.seek(Position(chapter(session, "convolve"), 7))
    session.edit(with_window(session, padding="valid"), "no padding")
    assert session.frame.chapter.key == "convolve"
    assert session.frame.step.updates[0].target == Cell("y", (0, 1, 1, 0))
    session.undo_stack.undo()
    assert session.frame.chapter.key == "convolve"


def test_the_place_in_an_array_stays_where_its_width_changes(session):
    session.seek(Position(chapter(session, "convolve"), 2 * 6 + 3))
    session.edit(session.experiment.with_image(np.ones((9, 11, 1)), "larger"), "larger")
    assert session.frame.step.updates[0].target == Cell("y", (0, 2, 3, 0))
    session.undo_stack.undo()
    assert session.position == Position(chapter(session, "convolve"), 2 * 6 + 3)


@pytest.mark.parametrize(("key", "arrives", "step"), [("pad", "convolve", 0), ("crop", "update_weight", 0)])
def test_where_a_chapter_goes_the_next_that_stays_is_nearest(session, key, arrives, step):
    session.seek(Position(chapter(session, key), 3))
    session.edit(with_window(session, padding="valid"), "no padding")
    assert session.frame.chapter.key == arrives
    assert session.position.step == step


def test_a_position_that_an_edit_leaves_no_room_for_becomes_the_nearest(session):
    session.seek(Position(chapter(session, "convolve"), 35))
    session.edit(with_window(session, stride=(3, 3)), "stride 3")
    assert session.position == Position(chapter(session, "convolve"), 3)


def test_edits_share_what_they_do_not_change(session):
    before = session.experiment
    session.edit(with_window(session, stride=(2, 1)), "stride")
    assert session.experiment.image is before.image
    assert session.experiment.layers[0].weight is before.layers[0].weight


def test_another_filter_is_followed_from_where_one_is(session, heard):
    at = Position(chapter(session, "convolve"), 9)
    session.seek(at)
    heard.clear()
    session.follow(2)
    assert (session.followed, session.position) == (2, at)
    assert session.frame.step.updates[0].target == Cell("y", (0, 1, 3, 2))
    assert heard == ["experiment", at]
    session.follow(2)
    assert len(heard) == 2


def test_following_does_not_go_beyond_the_filters_there_are(session):
    session.follow(2)
    layer = session.experiment.layers[0].with_filters(2)
    session.edit(session.experiment.with_layer(0, layer), "2 filters")
    assert session.followed == 1
    session.follow(17)
    assert session.followed == 1
    session.follow(-1)
    assert session.followed == 0


def test_a_run_computes_the_same_numbers_each_time(session):
    session.seek(Position(chapter(session, "convolve"), 20))
    first = session.frame.arrays["y"].copy()
    session.move(-7)
    session.move(7)
    np.testing.assert_array_equal(session.frame.arrays["y"], first)


def test_playing_goes_to_the_end_and_from_there_back_to_the_start(qapp):
    now = [0.0]
    session = Session(experiment(), clock=lambda: now[0])
    session.toggle()
    assert session.player.playing
    now[0] += 3600
    session.player.tick()
    assert session.position == session.timeline.last
    assert not session.player.playing
    session.toggle()
    assert session.position == session.timeline.first
    now[0] += 0.5
    session.player.tick()
    assert session.position == session.timeline.at(2)
    session.toggle()
    assert not session.player.playing


def test_a_minute_of_playing_is_exact(qapp):
    now = [0.0]
    session = Session(experiment(size=20, padding="valid"), clock=lambda: now[0])
    session.toggle()
    for _ in range(3750):
        now[0] += 0.016
        session.player.tick()
    assert session.timeline.index(session.position) == 240
    session.toggle()


def test_chapters_of_one_step_are_played_through(qapp):
    now = [0.0]
    session = Session(experiment(size=1, kernel_size=(1, 1), padding="valid"), clock=lambda: now[0])
    session.toggle()
    seen = [session.position]
    while session.player.playing:
        now[0] += 0.25
        session.player.tick()
        seen.append(session.position)
    assert len(set(seen)) == len(session.timeline)
