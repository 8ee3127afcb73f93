"""The sentence of a lens is broken between words, and never within the place of a cell, which has a space in it."""

import pytest
from PyQt5.QtGui import QFontMetrics

from cnnviz.canvas.lens.lettering.note_text import NoteText
from cnnviz.canvas.lens.ways.nodes import Note
from cnnviz.canvas.lens.ways.sizes import Put, note_line
from cnnviz.canvas.palette import palette

SAID = "It gets that weight times dY[3, 4]."


WINNER = "Two cells hold the maximum 4: the first takes it."


@pytest.fixture
def note(qapp):
    """Return what makes the texts of a note in a place so wide, of which it says which are there."""

    def made(width, *said, **how):
        text = NoteText(Put(Note(), 0, 0, width, 3 * note_line()), palette("light"))
        text.say(*said, **how)
        return {item.text(): item.font() for item in text.items if item.text()}

    return made


@pytest.fixture
def lines(qapp):
    """Return what makes lines of a sentence in a place as wide as a text, with so many lines at most."""

    def made(said, most, wide_as):
        put = Put(Note(), 0, 0, 1000, most * note_line())
        metrics = QFontMetrics(NoteText(put, palette("light")).items[1].font())
        text = NoteText(put._replace(width=metrics.horizontalAdvance(wide_as)), palette("light"))
        text.say(said)
        return [item.text() for item in text.items if item.text()]

    return made


def test_no_line_ends_within_the_place_of_a_cell(lines):
    assert lines(SAID, 2, "It gets that weight times dY[3,") == ["It gets that weight times", "dY[3, 4]."]


def test_where_only_that_leaves_room_for_all_of_it_it_may(lines):
    assert lines("dY[3, 4] dX[5, 6]", 2, "dY[3, 4] dX[5,") == ["dY[3, 4]", "dX[5, 6]"]
    assert lines("aa dY[3, 4] bb", 2, "aa dY[3,") == ["aa dY[3,", "4] bb"]


def test_none_is_cut_off(lines):
    assert lines(SAID, 1, "It gets that weight times") == []


def test_who_wins_stands_out_behind_a_disc_where_there_is_room(note):
    told = note(600, WINNER, winner=True)
    assert set(told) == {WINNER, "●"}
    assert told[WINNER].bold()
    assert set(note(600, WINNER)) == {WINNER}
    assert not note(600, WINNER)[WINNER].bold()
    fits = next(w for w in range(60, 600) if note(w, WINNER))
    plain = note(fits, WINNER, winner=True)
    assert "●" not in plain
    assert not any(font.bold() for font in plain.values())


def test_what_is_said_first_is_as_large_as_it_has_room(note):
    first = "−log p[1] = −log 0.1915 = 1.653"
    sizes = [note(width, "Certain would be 0.", first)[first].pixelSize() for width in (150, 240, 260, 400)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (13, 16)
    assert QFontMetrics(note(260, "", first)[first]).horizontalAdvance(first) <= 260
