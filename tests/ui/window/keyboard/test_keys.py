"""Stepping, playing and going about by the keyboard."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QApplication, QToolButton
from ui_tools import choose, field, press, to_convolution, type_text

from cnnviz.run.timeline import Grain, Position

KEY = Qt.Key

IDS = """
    edit.preferences view.text_larger view.text_smaller view.one_scale view.themes
    file.open file.quit edit.undo edit.redo play.toggle play.next play.previous play.first play.last
    play.next_chapter play.previous_chapter view.present view.zoom_in view.zoom_out view.theme help.about
"""


@pytest.mark.some(8)
@pytest.mark.parametrize("name", IDS.split())
def test_every_promised_action_is_found_by_its_id(window, name):
    action = window.findChild(QAction, name)
    assert action is not None
    assert action.text()


def test_no_two_actions_share_a_key(window):
    keys = [key.toString() for action in window.actions_by_id.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("key", "step", "there"),
    [
        (KEY.Key_Right, 27, 28),
        (KEY.Key_Left, 27, 26),
        (KEY.Key_Down, 27, 35),
        (KEY.Key_Up, 27, 19),
    ],
)
def test_arrows_step(window, key, step, there):
    chapter = to_convolution(window, step)
    press(key)
    assert window.session.position == Position(chapter, there)


def test_home_and_end_go_to_the_ends(window):
    press(KEY.Key_End)
    assert window.session.position == window.session.timeline.last
    press(KEY.Key_Home)
    assert window.session.position == window.session.timeline.first


def test_page_keys_go_by_chapters(window):
    chapter = to_convolution(window, 27)
    press(KEY.Key_PageUp)
    assert window.session.position == Position(chapter, 0)
    press(KEY.Key_PageUp)
    assert window.session.position == Position(chapter - 1, 0)
    press(KEY.Key_PageDown)
    assert window.session.position == Position(chapter, 0)


def test_space_plays_and_pauses(window):
    press(KEY.Key_Space)
    assert window.session.player.playing
    assert "Pause" in window.actions_by_id["play.toggle"].text().replace("&", "")
    press(KEY.Key_Space)
    assert not window.session.player.playing
    assert "Play" in window.actions_by_id["play.toggle"].text().replace("&", "")


def test_space_plays_at_the_first_start_without_a_click(window):
    assert QApplication.focusWidget() is window.stage
    press(KEY.Key_Space)
    assert window.session.player.playing


def test_playing_steps_on(window, clock):
    window.session.player.set_speed(60)
    before = window.session.timeline.index(window.session.position)
    press(KEY.Key_Space)
    clock.wait(3 / 60)
    window.session.player.tick()
    assert window.session.timeline.index(window.session.position) == before + 3
    press(KEY.Key_Space)


def test_space_on_a_focused_button_presses_it_instead(window):
    buttons = {
        button.defaultAction().objectName(): button for button in window.transport.findChildren(QToolButton)
    }
    to_convolution(window, 27)
    buttons["play.next"].setFocus()
    before = window.session.position
    press(KEY.Key_Space)
    assert not window.session.player.playing
    assert window.session.position == Position(before.chapter, before.step + 1)


@pytest.mark.some(5)
@pytest.mark.parametrize("name", ["kernel_size_rows", "padding_kind", "grain", "draw_value", "switch_layer"])
@pytest.mark.parametrize(("key", "there"), [(KEY.Key_Up, 19), (KEY.Key_Down, 35), (KEY.Key_Right, 28)])
def test_arrows_are_the_stage_s_wherever_the_keyboard_is(window, name, key, there):
    chapter, before = to_convolution(window, 27), window.session.experiment
    field(window, name).setFocus()
    press(key)
    assert window.session.position == Position(chapter, there)
    assert window.session.experiment is before


@pytest.mark.some(3)
@pytest.mark.parametrize("name", ["kernel_size_rows", "draw_value", "speed"])
@pytest.mark.parametrize("key", [KEY.Key_Up, KEY.Key_Left, KEY.Key_Home])
def test_arrows_stay_with_a_slider_and_with_a_number_that_is_typed(window, name, key):
    position = window.session.position
    field(window, name).setFocus()
    if name != "speed":
        type_text("2")
    press(key)
    assert window.session.position == position


@pytest.mark.parametrize("name", ["kernel_size_rows", "filters"])
def test_enter_and_escape_give_the_keyboard_back_to_the_stage(window, name):
    for key in (KEY.Key_Return, KEY.Key_Escape):
        field(window, name).setFocus()
        press(key)
        assert QApplication.focusWidget() is window.stage


@pytest.mark.some(2)
@pytest.mark.parametrize("name", ["draw_pad", "tool_brush", "image_clear", "padding_kind", "kernel_table"])
def test_escape_gives_the_keyboard_back_to_the_stage_from_anywhere(window, name):
    field(window, name).setFocus()
    press(KEY.Key_Escape)
    assert QApplication.focusWidget() is window.stage


def test_the_hint_says_what_space_does_where_the_keyboard_is(window):
    hint = field(window, "key_hint")
    assert hint.text().startswith("Space plays")
    field(window, "draw_pad").setFocus()
    assert hint.text().startswith("Space draws")
    field(window, "kernel_size_rows").setFocus()
    assert hint.text().startswith("Type a number · Space plays")
    type_text("5")
    assert hint.text().startswith("Enter, Tab or a click takes the number · Esc drops it")
    press(KEY.Key_Escape)
    assert hint.text().startswith("Space plays")


def test_brackets_set_the_speed(window):
    before = window.session.player.speed
    press("]")
    assert window.session.player.speed > before
    press("[")
    assert window.session.player.speed == pytest.approx(before)


@pytest.mark.some(2)
@pytest.mark.parametrize("grain", Grain)
def test_what_one_step_means_can_be_chosen(window, grain):
    choose(field(window, "grain"), grain.value)
    assert window.session.grain is grain
    assert window.stage.hasFocus()
    to_convolution(window, 27)
    expected = window.session.timeline.move(window.session.position, grain, 1)
    press(KEY.Key_Right)
    assert window.session.position == expected


def test_g_changes_what_one_step_means_and_comes_round(window):
    grains, start = list(Grain), window.session.grain
    for turn in range(1, len(grains) + 1):
        press(KEY.Key_G)
        assert window.session.grain is grains[(grains.index(start) + turn) % len(grains)]
        assert field(window, "grain").currentData() is window.session.grain


@pytest.mark.some(1)
@pytest.mark.parametrize("presenting", [False, True])
def test_digits_go_to_the_chapters(window, presenting):
    if presenting:
        press(KEY.Key_F5)
    chapters = window.session.timeline.chapters
    assert len(chapters) > 9
    for number in range(1, 10):
        press(str(number))
        assert window.session.position == Position(number - 1, 0)


def test_a_digit_beyond_the_last_chapter_goes_nowhere(opened):
    window = opened("list")
    last = len(window.session.timeline.chapters)
    assert last < 9
    before = window.session.position
    press(str(last + 1))
    assert window.session.position == before
    press(str(last))
    assert window.session.position == Position(last - 1, 0)


def test_the_menu_of_chapters_names_them_all_and_marks_the_one_in_hand(window):
    menu = window.actions_by_id["play.chapters"].menu()
    to_convolution(window)
    menu.aboutToShow.emit()
    seen = [action for action in menu.actions() if action.isVisible()]
    names = [chapter.name for chapter in window.session.timeline.chapters]
    assert [action.text() for action in seen] == [f"{k}  {name}" for k, name in enumerate(names, 1)]
    assert [action.isChecked() for action in seen].index(True) == window.session.position.chapter
    seen[-1].trigger()
    assert window.session.position == Position(len(names) - 1, 0)


def test_every_control_can_be_reached_by_tab(window):
    window.setup.open("layers")
    seen = set()
    for _ in range(200):
        press(KEY.Key_Tab)
        seen.add(QApplication.focusWidget().objectName())
    card = "kernel_size_rows kernel_size_columns stride_rows padding_kind padding_rows padding_mode dilation_rows"
    assert {*card.split(), "filters", "scrubber", "speed", "grain", "stage"} <= seen


def test_every_control_says_what_it_is_to_a_screen_reader(window):
    from PyQt5.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox

    for kind in (QAbstractButton, QAbstractSpinBox, QComboBox, QAbstractSlider):
        for control in window.findChildren(kind):
            if control.isVisibleTo(window) and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert control.accessibleName() or getattr(control, "text", str)(), control
