"""Settings in the menus and under keys: themes, one scale, text, what a presenter's keys do."""

from itertools import permutations

import pytest
from painted_texts import texts
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction
from ui_tools import press, to_convolution

from cnnviz.canvas.palette import palette
from cnnviz.run.timeline import Grain, Position
from cnnviz.session.settings.settings import GRAIN, ONE_SCALE, PRESENTER_KEYS, THEME, settings
from cnnviz.ui import open_window
from cnnviz.ui.appearance import appearance

KEY = Qt.Key
THEME_ENTRIES = {
    "as_the_system_has_it": "",
    "light": "light",
    "dark": "dark",
    "high_contrast": "high_contrast",
}


def checked(window):
    return [name for name in THEME_ENTRIES if window.findChild(QAction, f"view.themes.{name}").isChecked()]


def test_every_theme_is_in_the_menu_and_one_is_chosen(window):
    for name, value in THEME_ENTRIES.items():
        window.findChild(QAction, f"view.themes.{name}").trigger()
        assert settings().get(THEME) == value
        assert checked(window) == [name]
        if value:
            assert appearance().palette is palette(value)


@pytest.mark.parametrize(("before", "now"), list(permutations(["light", "dark", "high_contrast"], 2)))
def test_the_key_goes_back_to_the_theme_that_was_chosen_before_and_from_there_back_again(window, before, now):
    for name in (before, now):
        settings().set(THEME, name)
    for after in (before, now, before):
        word = window.actions_by_id["view.theme"].text().replace("&", "")
        press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
        assert settings().get(THEME) == after
        assert checked(window) == [after]
        assert word == f"{dict(THEME.choices)[after]} theme"


def test_what_the_key_goes_to_is_said_also_where_a_choice_changes_nothing_else(window):
    for name in ("high_contrast", "light", ""):
        settings().set(THEME, name)
    assert appearance().palette is palette("light")
    assert window.actions_by_id["view.theme"].text().replace("&", "") == "Dark theme"
    press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert settings().get(THEME) == "dark"


def test_the_system_s_theme_is_taken_where_none_is_chosen(window, qapp):
    settings().set(THEME, "high_contrast")
    before = qapp.property("system_theme")
    for name in ("dark", "light"):
        qapp.setProperty("system_theme", name)
        settings().set(THEME, "")
        assert appearance().palette is palette(name)
        settings().set(THEME, "high_contrast")
    qapp.setProperty("system_theme", before)


def test_one_scale_colours_all_arrays_alike_and_is_remembered(window, qtbot):
    to_convolution(window, 27)
    window.stage.set_lens(False)  # the kernel is a grid then, with a scale of its own
    own = {
        key: grid.look.high for key, grid in window.stage.scene().grids.items() if grid.look.kind == "signed"
    }
    assert len(set(own.values())) > 1
    window.actions_by_id["view.one_scale"].trigger()
    grids = [grid for grid in window.stage.scene().grids.values() if grid.look.kind == "signed"]
    assert {grid.look.high for grid in grids} == {window.session.timeline.largest}
    assert "all" in texts(window.work.bar)
    assert settings().get(ONE_SCALE)
    second = open_window()
    qtbot.addWidget(second)
    assert second.session.frame.one_scale
    assert second.actions_by_id["view.one_scale"].isChecked()
    second.actions_by_id["view.one_scale"].trigger()
    assert not window.session.frame.one_scale
    back = {
        key: grid.look.high for key, grid in window.stage.scene().grids.items() if grid.look.kind == "signed"
    }
    assert back == own


def test_where_one_is_stays_when_the_scale_is_another(window):
    to_convolution(window, 12)
    before = window.session.position
    window.actions_by_id["view.one_scale"].trigger()
    assert window.session.position == before
    assert not window.session.undo_stack.count()


@pytest.mark.some(1)
@pytest.mark.parametrize(("keys", "there"), [("steps", (0, 28)), ("chapters", (1, 0))])
def test_a_presenter_s_keys_go_by_what_is_set_while_one_presents(window, keys, there):
    settings().set(PRESENTER_KEYS, keys)
    chapter = to_convolution(window, 27)
    press(KEY.Key_F5)
    press(KEY.Key_PageDown)
    assert window.session.position == Position(chapter + there[0], there[1])
    press(KEY.Key_F5)
    to_convolution(window, 27)
    press(KEY.Key_PageDown)
    assert window.session.position == Position(chapter + 1, 0)


@pytest.mark.parametrize("keys", ["steps", "chapters"])
def test_a_presenter_goes_back_the_same_way(window, keys):
    settings().set(PRESENTER_KEYS, keys)
    chapter = to_convolution(window, 27)
    press(KEY.Key_F5)
    press(KEY.Key_PageUp)
    assert window.session.position == Position(chapter, 26 if keys == "steps" else 0)


def test_the_tips_name_the_keys_that_go_there_while_one_presents_and_else(window):
    def tips():
        names = "play.next", "play.next_chapter", "play.previous", "play.previous_chapter"
        return [window.actions_by_id[name].toolTip() for name in names]

    else_ = ["Next step (Right)", "Next chapter (PgDown)", "Back (Left)", "Previous chapter (PgUp)"]
    by_steps = ["Next step (Right, PgDown)", "Next chapter", "Back (Left, PgUp)", "Previous chapter"]
    assert tips() == else_
    press(KEY.Key_F5)
    assert tips() == by_steps
    settings().set(PRESENTER_KEYS, "chapters")
    assert tips() == else_
    settings().set(PRESENTER_KEYS, "steps")
    assert tips() == by_steps
    press(KEY.Key_F5)
    assert tips() == else_


def test_what_one_step_means_is_remembered(window, qtbot):
    window.session.set_grain(Grain.ROW)
    assert settings().get(GRAIN) == "row"
    second = open_window()
    qtbot.addWidget(second)
    assert second.session.grain is Grain.ROW
    second.session.set_grain(Grain.STEP)
    assert window.session.grain is Grain.ROW  # each window has its own
