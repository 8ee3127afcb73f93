"""The sentence of a lens is broken between words, and never within the place of a cell, which has a space in it."""

import pytest
from PyQt5.QtGui import QFontMetrics

from cnnviz.canvas.lens.texts import NoteText
from cnnviz.canvas.lens.ways.nodes import Note
from cnnviz.canvas.lens.ways.sizes import Put, note_line
from cnnviz.canvas.palette import palette

SAID = "It gets that weight times dY[3, 4]."


@pytest.fixture
def lines(qapp):
    """Return what makes lines of a sentence in a place as wide as a text, with so many lines at most."""

    def made(said, most, wide_as):
        put = Put(Note(), 0, 0, 1000, most * note_line())
        metrics = QFontMetrics(NoteText(put, palette("light")).items[1].font())
        text = NoteText(put._replace(width=metrics.horizontalAdvance(wide_as)), palette("light"))
        text.say(said)
        return [item.text() for item in text.items[1:] if item.text()]

    return made


def test_no_line_ends_within_the_place_of_a_cell(lines):
    assert lines(SAID, 2, "It gets that weight times dY[3,") == ["It gets that weight times", "dY[3, 4]."]


def test_where_only_that_leaves_room_for_all_of_it_it_may(lines):
    assert lines("dY[3, 4] dX[5, 6]", 2, "dY[3, 4] dX[5,") == ["dY[3, 4]", "dX[5, 6]"]
    assert lines("aa dY[3, 4] bb", 2, "aa dY[3,") == ["aa dY[3,", "4] bb"]


def test_none_is_cut_off(lines):
    assert lines(SAID, 1, "It gets that weight times") == []
