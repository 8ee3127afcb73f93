"""Two windows in one process: each has a session of its own, both have the application's theme and settings."""

import gc

import pytest
from events import CTRL, NONE, turn
from layer_tools import named
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QSlider
from ui_tools import dialog, press, to_convolution
from window_tools import is_dark, set_rate, state, work_in

from cnnviz.canvas.motion.pace import STILL
from cnnviz.session.settings.settings import REDUCED_MOTION, SPEED, THEME, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui import open_window

KEY = Qt.Key


def test_each_opening_gives_a_window_with_a_session_of_its_own(qtbot):
    windows = [open_window(), open_window()]
    for window in windows:
        qtbot.addWidget(window)
    first, second = windows
    assert first is not second
    assert first.session is not second.session
    assert all(window.isVisible() for window in windows)
    assert first.pos() != second.pos()  # else one would be hidden behind the other


def test_what_was_left_out_of_searches_for_garbage_stays_left_out(qtbot):
    gc.freeze()
    left_out = gc.get_freeze_count()
    qtbot.addWidget(open_window())
    assert gc.get_freeze_count() > left_out - 1000  # what has ended of its own accord is no longer counted


KEYS = {
    "next step": (KEY.Key_Right, NONE),
    "last step": (KEY.Key_End, NONE),
    "next chapter": (KEY.Key_PageDown, NONE),
    "play": (KEY.Key_Space, NONE),
    "faster": (KEY.Key_BracketRight, NONE),
    "undo": (KEY.Key_Z, CTRL),
    "presentation": (KEY.Key_F5, NONE),
    "draw": (KEY.Key_D, CTRL),
    "samples": (KEY.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier),
}


@pytest.mark.parametrize("what", KEYS)
@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.some(1)
def test_a_key_acts_on_the_window_that_has_the_keyboard_alone(two, what, at):
    here, there = two[at], two[1 - at]
    for window in two:
        set_rate(window, 0.5)
    work_in(here)
    before = state(here), state(there)
    press(*KEYS[what])
    assert state(here) != before[0]
    after = state(there)
    if what == "presentation":  # the size of text is the application's: there, too, cells make room for it
        after["cell"] = before[1]["cell"]
    assert after == before[1]


@pytest.mark.some(1)
@pytest.mark.parametrize("at", [0, 1])
def test_escape_ends_the_presentation_of_its_window_alone(two, at):
    for window in (two[1 - at], two[at]):
        work_in(window)
        press(KEY.Key_F5)
    press(KEY.Key_Escape)
    assert [window.isFullScreen() for window in two] == [at == 1, at == 0]


@pytest.mark.parametrize("at", [0, 1])
def test_controls_keep_their_keys_in_both_windows(two, at):
    work_in(two[at])
    before = state(two[at])
    speed = two[at].findChild(QSlider, "speed")
    speed.setFocus()
    value = speed.value()
    press(KEY.Key_Right)
    assert speed.value() > value
    assert state(two[at])["position"] == before["position"]


def test_the_hint_is_about_the_keyboard_of_its_own_window(two):
    hints = [named(window, "key_hint").text() for window in two]
    work_in(two[1])
    named(two[1], "draw_pad").setFocus()
    assert named(two[0], "key_hint").text() == hints[0]
    assert named(two[1], "key_hint").text() != hints[1]


def test_edits_of_one_are_not_undone_in_the_other(two):
    first, second = two
    start = first.session.experiment
    set_rate(first, 0.5)
    set_rate(second, 0.25)
    second.actions_by_id["edit.undo"].trigger()
    assert first.session.experiment.learning_rate == 0.5
    assert not second.actions_by_id["edit.undo"].isEnabled()
    first.actions_by_id["edit.undo"].trigger()
    assert first.session.experiment is start
    assert second.actions_by_id["edit.redo"].isEnabled()


def test_turns_of_the_wheel_stay_one_entry_while_one_turns_in_the_other_window_too(two):
    for window in two:
        to_convolution(window)
    for _ in range(3):
        for window in two:
            at = window.stage.cell_centre(Cell("weight", (1, 1, 0, 0)))
            turn(window.stage.viewport(), at, modifiers=CTRL)
    assert [window.session.undo_stack.count() for window in two] == [1, 1]


def test_what_is_at_random_does_not_depend_on_the_other_window(two):
    images = []
    for window in two:
        window.actions_by_id["image.random"].trigger()
        images.append(window.session.experiment.image)
    assert (images[0] == images[1]).all()


def test_the_theme_is_that_of_both_whichever_it_is_chosen_in(two):
    texts = []
    for window in two:
        window.actions_by_id["view.theme"].trigger()
        dark = settings().get(THEME) == "dark"
        assert [is_dark(one) for one in two] == [dark, dark]
        texts.append({one.actions_by_id["view.theme"].text() for one in two})
    assert [len(text) for text in texts] == [1, 1]
    assert texts[0] != texts[1]


def test_a_dialog_of_one_follows_the_theme_that_is_chosen_in_the_other(two):
    two[0].actions_by_id["file.samples"].trigger()
    gallery = dialog(two[0], "samples")
    signed = next(label for label in gallery.findChildren(QLabel) if "Sobel" in label.accessibleName())
    pictures = [signed.pixmap().toImage()]
    two[1].actions_by_id["view.theme"].trigger()
    pictures.append(signed.pixmap().toImage())
    assert pictures[0] != pictures[1]


def test_whether_frames_glide_is_chosen_for_both(two):
    two[0].actions_by_id["view.reduce_motion"].trigger()
    assert settings().get(REDUCED_MOTION)
    assert [window.stage.motion for window in two] == [STILL, STILL]
    assert two[1].actions_by_id["view.reduce_motion"].isChecked()
    two[1].actions_by_id["view.reduce_motion"].trigger()
    assert STILL not in [window.stage.motion for window in two]


def test_each_has_a_speed_of_its_own_and_the_next_window_has_the_last(two, qtbot):
    two[0].session.player.set_speed(2)
    two[1].session.player.set_speed(3)
    assert [window.session.player.speed for window in two] == [2, 3]
    assert settings().get(SPEED) == 3
    third = open_window()
    qtbot.addWidget(third)
    assert third.session.player.speed == 3


def test_copying_goes_by_the_keyboard_in_its_own_window(two):
    first, second = two
    to_convolution(first)
    work_in(second)
    named(second, "draw_pad").setFocus()
    first.actions_by_id["edit.copy"].trigger()
    assert "Y" in named(first, "place").text()
    second.actions_by_id["edit.copy"].trigger()
    assert "X" in named(second, "place").text()
