"""A step is told in one sentence where one stays at it: to be seen beside its place, and to be heard."""

import pytest
from explain_tools import to_chapter
from layer_tools import named
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QListView
from ui_tools import field, give_keyboard, press, until

from cnnviz.explain.aloud import narration as told
from cnnviz.explain.aloud.narration import WITHHELD, narration, sentence
from cnnviz.explain.words import place
from cnnviz.gallery.examples import EXAMPLES
from cnnviz.run.timeline import Position
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.window.explaining import narrating


@pytest.fixture
def telling(window, monkeypatch):
    """Return the window, in which one stays at every step."""
    monkeypatch.setattr(narrating, "STAYS", 0)
    give_keyboard(window)
    return window


def line(window):
    return field(window, "sentence")


def spoken(window):
    """Return what was said last: the current entry of the list that stands for the stage."""
    found = window.stage.findChild(QListView, "spoken")
    return None if found is None else found.currentIndex().data()


def stay(window, key, step):
    """Go to a step, and stay until it is told."""
    to_chapter(window, key, step)
    frame = window.session.frame
    until(lambda: named(window, "sentence").text() == sentence(frame))
    return frame


def test_the_sentence_stands_beside_the_place_whole(telling):
    for key, step in (("convolve", 27), ("scatter", 11), ("max_pool_back", 4), ("update_weight", 8)):
        frame = stay(telling, key, step)
        shown, beside = line(telling), field(telling, "place")
        assert shown.isVisible()
        assert shown.width() >= shown.sizeHint().width()
        assert shown.x() >= beside.sizeHint().width()
        assert beside.text() == place(frame)


def test_it_is_said_by_an_entry_that_becomes_the_current_one(telling):
    first = stay(telling, "convolve", 27)
    words, entry = spoken(telling), telling.stage.findChild(QListView, "spoken").currentIndex().row()
    assert words == narration(first)
    assert words.startswith("Convolution, forward, step 28 of 64. Y[3, 3] = 3. ")
    telling.session.move(1)
    until(lambda: spoken(telling) != words)
    listed = telling.stage.findChild(QListView, "spoken")
    assert spoken(telling) == narration(telling.session.frame, anew=False)
    assert spoken(telling).startswith("Step 29 of 64. ")
    assert listed.currentIndex().row() != entry  # else nothing would be told of it
    assert listed.focusProxy() is telling.stage
    assert listed.isHidden()
    assert listed.hasFocus()
    assert telling.stage.accessibleDescription() == narration(telling.session.frame)
    assert telling.stage.accessibleName() == "Stage"


def test_who_types_elsewhere_is_not_interrupted(telling):
    stay(telling, "convolve", 27)
    words = spoken(telling)
    telling.setup.open("layers")
    telling.findChild(QListView, "spoken").clearFocus()
    field(telling, "setup_close").setFocus()
    frame = stay(telling, "convolve", 28)
    until(lambda: telling.stage.accessibleDescription() == narration(frame))
    assert line(telling).isVisible()
    assert spoken(telling) == words


def test_what_goes_by_is_not_composed(window, monkeypatch, clock):
    composed = []
    monkeypatch.setattr(told, "sentence", lambda frame: composed.append(frame) or "Told.")
    for _ in range(5):
        window.session.move(1)
        assert not named(window, "sentence").isVisible()
    monkeypatch.setattr(narrating, "STAYS", 0)
    window.session.player.set_speed(4)
    window.session.player.play()
    for _ in range(5):
        clock.wait(0.25)
        window.session.player.tick()
        until(lambda: True)
    assert not composed
    window.session.player.pause()
    until(lambda: composed)
    assert composed == [window.session.frame]


def test_played_slowly_each_step_is_told(telling, clock):
    telling.session.player.set_speed(0.5)
    telling.session.player.play()
    clock.wait(2.0)
    telling.session.player.tick()
    until(lambda: named(telling, "sentence").text() == sentence(telling.session.frame))
    telling.session.player.pause()


def test_no_sentence_stands_beside_another_step_nor_beside_something_else_that_is_said(telling, monkeypatch):
    stay(telling, "convolve", 27)
    telling.stage.cell_hovered.emit(Cell("x_pad", (0, 3, 3, 0)))
    assert field(telling, "place").text().startswith("X padded")
    assert not named(telling, "sentence").isVisible()
    telling.stage.cell_hovered.emit(None)
    assert line(telling).isVisible()
    monkeypatch.setattr(narrating, "STAYS", 600_000)
    telling.session.move(1)
    assert not named(telling, "sentence").isVisible()


def test_what_is_hidden_is_not_told(telling):
    stay(telling, "convolve", 27)
    telling.session.set_hidden([Cell("Y", (0, 3, 3, 0))], "hide")
    until(lambda: line(telling).text() == f"{WITHHELD} R reveals it.")
    assert spoken(telling).endswith(f"of 64. {WITHHELD} R reveals it.")
    assert "= 3" not in spoken(telling)
    press(Qt.Key.Key_R)
    until(lambda: line(telling).text().startswith("9 products"))


def test_who_predicts_is_not_told_how_to_be_told(telling):
    stay(telling, "convolve", 27)
    telling.actions_by_id["learn.predict"].trigger()
    until(lambda: line(telling).text() == WITHHELD)


@pytest.mark.some(1)
@pytest.mark.parametrize("key", ["letter", "classifier"])
def test_in_the_smallest_window_every_sentence_has_room(telling, key):
    if key != "letter":
        telling.session.open_example(next(example for example in EXAMPLES if example.key == key))
    telling.resize(1024, 700)
    telling.setup.open("")
    missed = []
    for number, chapter in enumerate(telling.session.timeline.chapters):
        for step in {0, len(chapter.trace) - 1}:
            telling.session.seek(Position(number, step))
            frame = telling.session.frame
            until(lambda frame=frame: named(telling, "sentence").text() == sentence(frame))
            if not named(telling, "sentence").isVisible():
                missed.append((chapter.key, step, place(frame), sentence(frame)))
    assert not missed


def test_large_text_leaves_out_the_chapter_that_the_stage_names_and_the_hint(telling):
    telling.resize(1024, 700)
    settings().set(TEXT_SIZE, 150)
    try:
        frame = stay(telling, "convolve", 27)
        assert field(telling, "place").text() == place(frame, titled=False)
        assert not named(telling, "key_hint").text()
        assert named(telling, "key_hint").toolTip().startswith("Space plays")
        assert line(telling).isVisible()
    finally:
        settings().set(TEXT_SIZE, 100)


def test_where_there_is_no_room_for_all_of_it_none_of_it_stands_there(telling):
    stay(telling, "convolve", 27)
    shown = line(telling)
    for words in (2, 4, 8, 16, 32, 64):
        shown.parentWidget().tell("sentence " * words)
        assert shown.isVisible() == (words < 16)
        assert not shown.isVisible() or shown.width() >= shown.sizeHint().width()
