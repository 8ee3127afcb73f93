"""Playing by an injected clock: a minute in a millisecond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from injected_clock import Clock

from cnnviz.session.player import FASTEST, SLOWEST, Player


class Deck:
    """A player whose moves are counted, with `left` of them to go."""

    def __init__(self, left=10**9):
        self.clock = Clock()
        self.moves = []
        self.left = left
        self.player = Player(self.advance, self.clock)

    def advance(self, due):
        self.moves.append(due)
        self.left -= due
        return self.left > 0

    def pass_time(self, seconds, every=0.016):
        """Let time pass, with a tick each `every` seconds and one at the end."""
        end = self.clock.now + seconds
        while self.clock.now + every < end:
            self.clock.now += every
            self.player.tick()
        self.clock.now = end
        self.player.tick()


@pytest.fixture
def deck(qapp):
    deck = Deck()
    yield deck
    deck.player.pause()


@pytest.mark.parametrize("speed", [0.5, 1, 4, 7.3, 60])
def test_a_minute_makes_as_many_moves_as_its_speed_says(deck, speed):
    deck.player.set_speed(speed)
    deck.player.play()
    deck.pass_time(60)
    assert sum(deck.moves) == int(60 * speed + 1e-6)


def test_a_move_is_due_only_when_its_time_has_come(deck):
    deck.player.play()  # four moves a second
    deck.pass_time(0.249)
    assert deck.moves == []
    deck.pass_time(0.002)
    assert deck.moves == [1]


def test_a_late_tick_skips_and_never_queues(deck):
    deck.player.play()
    deck.pass_time(10, every=10)
    assert deck.moves == [40]
    deck.pass_time(0.2)
    assert deck.moves == [40]


@given(st.lists(st.floats(0.001, 3), min_size=1, max_size=40), st.floats(SLOWEST, FASTEST))
def test_uneven_ticks_lose_and_add_nothing(qapp, waits, speed):
    deck = Deck()
    deck.player.set_speed(speed)
    deck.player.play()
    for wait in waits:
        deck.pass_time(wait, every=wait)
    deck.player.pause()
    assert abs(sum(deck.moves) - sum(waits) * speed) < 1.001


def test_another_speed_counts_from_where_it_was_set(deck):
    deck.player.play()
    deck.pass_time(1)
    deck.player.set_speed(10)
    deck.pass_time(1)
    assert sum(deck.moves) == 14


def test_what_was_due_at_the_old_speed_is_made_before_the_new_one_counts(deck):
    deck.player.play()
    deck.clock.now += 1
    deck.player.set_speed(10)
    assert deck.moves == [4]


@pytest.mark.parametrize(("asked", "kept"), [(0, SLOWEST), (-3, SLOWEST), (1e9, FASTEST), (2.5, 2.5)])
def test_the_speed_is_kept_between_slowest_and_fastest(deck, asked, kept):
    deck.player.set_speed(asked)
    assert deck.player.speed == kept


def test_nothing_moves_while_it_is_paused(deck):
    deck.player.play()
    deck.pass_time(1)
    deck.player.pause()
    deck.pass_time(5)
    deck.player.play()
    deck.pass_time(0.2)
    assert sum(deck.moves) == 4


def test_it_pauses_at_the_end(qapp):
    deck = Deck(left=3)
    deck.player.play()
    deck.pass_time(2)
    assert deck.moves == [1, 1, 1]
    assert not deck.player.playing


def test_changes_are_told_once_and_only_changes(deck, qtbot):
    heard = []
    deck.player.playing_changed.connect(heard.append)
    deck.player.speed_changed.connect(heard.append)
    deck.player.play()
    deck.player.play()
    deck.player.set_speed(4)
    deck.player.set_speed(5)
    deck.player.pause()
    deck.player.pause()
    assert heard == [True, 5.0, False]


def test_the_real_timer_ticks(qtbot):
    moves = []
    player = Player(lambda due: moves.append(due) or len(moves) < 2)
    player.set_speed(60)
    with qtbot.waitSignal(player.playing_changed, check_params_cb=lambda playing: not playing):
        player.play()
    assert len(moves) == 2
