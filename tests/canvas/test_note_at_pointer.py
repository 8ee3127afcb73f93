"""A note at the pointer covers no cell that it is about, and stays inside the stage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QPoint, QRect, QSize
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QWidget
from seen_pixels import pixels_of

from cnnviz.canvas.note_at_pointer import NoteAtPointer, beside
from cnnviz.canvas.palette import palette
from cnnviz.explain.hovering import HoverNote, NoteLine
from cnnviz.resource import THEMES

NOTE = HoverNote(
    "dP[1, 1] = −1.5",
    "used in step 5 of 9",
    (
        NoteLine("gives its whole −1.5 to dA[3, 2]", True),
        NoteLine("the other 8 cells of the window get 0 " * 3),
    ),
)


@given(
    st.tuples(st.integers(320, 1600), st.integers(200, 900)),
    st.tuples(st.integers(0, 100), st.integers(0, 100)),
    st.integers(1, 96),
    st.tuples(st.integers(20, 300), st.integers(20, 80)),
)
def test_it_stands_inside_and_leaves_the_cell_free(room, at, cell, size):
    """Wherever there is room for it: below, above, or at a side."""
    stage = QRect(0, 0, *room)
    corner = QPoint((room[0] - cell) * at[0] // 100, (room[1] - cell) * at[1] // 100)
    pointed = QRect(corner, QSize(cell, cell))
    place = beside(pointed, QSize(*size), stage)
    assert stage.contains(place)
    assert place.size() == QSize(*size)
    above = pointed.top() >= size[1] + 12
    below = room[1] - pointed.bottom() > size[1] + 12
    if above or below:
        assert not place.intersects(pointed)


def test_it_covers_no_words_where_it_has_room_elsewhere():
    room, cell, size = QRect(0, 0, 800, 600), QRect(300, 300, 30, 30), QSize(250, 150)
    below = beside(cell, size, room)
    words = QRect(290, 440, 200, 20)
    assert below.intersects(words)
    other = beside(cell, size, room, [words])
    assert not other.intersects(words)
    assert not other.intersects(cell)


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_of_it_is_seen_whole(qtbot, theme):
    viewport = QWidget()
    qtbot.addWidget(viewport)
    viewport.resize(800, 400)
    note = NoteAtPointer(palette(theme), viewport)
    note.show_note(NOTE, QRect(100, 100, 30, 30))
    assert note.isVisibleTo(viewport)
    joined = " ".join(note.text.split())
    for text in (NOTE.title, NOTE.summary, *(line.text for line in NOTE.lines)):
        assert " ".join(text.split()) in joined
    metrics = QFontMetrics(note.font())
    assert all(metrics.horizontalAdvance(line) <= note.width() * 1.2 for line in note.text.split("\n"))
    picture = pixels_of(note.grab().toImage())
    panel = palette(theme).role("panel").getRgb()[:3]
    written = (picture != panel).any(2)
    assert not written[6:-6, 4:10].any()  # a margin on every side
    assert not written[6:-6, -10:-4].any()
    for use in ("text", "muted", "accent"):
        assert (picture == palette(theme).role(use).getRgb()[:3]).all(2).any()


def test_it_lets_the_mouse_through(qtbot):
    viewport = QWidget()
    qtbot.addWidget(viewport)
    viewport.resize(300, 300)
    viewport.show()
    note = NoteAtPointer(palette("light"), viewport)
    note.show_note(NOTE, QRect(10, 10, 20, 20))
    assert viewport.childAt(note.geometry().center()) is None


def test_it_covers_nothing_that_is_read_where_a_place_near_is_free():
    room, cell, size = QRect(0, 0, 1200, 430), QRect(900, 200, 31, 31), QSize(170, 145)
    lens, legend, heading = QRect(320, 30, 470, 370), QRect(840, 385, 330, 20), QRect(840, 40, 120, 20)
    read = [lens, legend, heading]
    low = QRect(900, 250, 31, 31)
    assert beside(low, size, room).intersects(legend)
    for pointed in (cell, low, QRect(840, 80, 31, 31), QRect(1130, 300, 31, 31)):
        place = beside(pointed, size, room, (), read)
        assert room.contains(place)
        assert not any(place.intersects(one) for one in (*read, pointed)), pointed


def test_what_is_said_of_outlines_counts_more_than_what_else_is_read():
    room, cell, size = QRect(0, 0, 300, 200), QRect(140, 90, 20, 20), QSize(200, 60)
    words, read = [QRect(100, 130, 150, 15)], [QRect(100, 10, 150, 15)]
    place = beside(cell, size, room, words, read)
    assert not place.intersects(words[0])
    assert not place.intersects(cell)


def test_the_stage_tells_where_the_lens_and_the_words_are(new_stage):
    from gallery_frames import frame_at

    stage = new_stage(1181, 427)
    stage.set_frame(frame_at("a"))
    scene = stage.scene()
    assert stage.mapFromScene(scene.lens.rect).boundingRect() in stage.read
    assert len(stage.read) == 1 + len(scene.words)
