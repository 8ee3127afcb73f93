"""The preferences: a row for each setting of the table, in force at once, its default one click away."""

import pytest
from painted_texts import texts
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAction, QCheckBox, QComboBox, QLabel, QPushButton, QWidget
from ui_tools import choose, dialog, press, type_over

from cnnviz.application import application
from cnnviz.canvas.motion.pace import STILL
from cnnviz.canvas.palette import palette
from cnnviz.resource import THEMES
from cnnviz.run.timeline import Grain
from cnnviz.session.settings.settings import (
    DECIMALS,
    GRAIN,
    LONGER_SIDE,
    ONE_SCALE,
    REDUCED_MOTION,
    SETTINGS,
    SPEED,
    TEXT_SIZE,
    THEME,
    Settings,
    settings,
)
from cnnviz.ui.appearance import appearance

CHOSEN = [setting for setting in SETTINGS if setting.label]
each = pytest.mark.parametrize("setting", CHOSEN, ids=lambda setting: setting.key)


@pytest.fixture
def preferences(window):
    press(",", Qt.KeyboardModifier.ControlModifier)
    return dialog(window, "preferences")


def named(setting, what):
    return f"{what}_{setting.key.replace('/', '_')}"


def field_of(preferences, setting):
    return preferences.findChild(QWidget, named(setting, "set"))


def default_of(preferences, setting):
    return preferences.findChild(QPushButton, named(setting, "default"))


def another(setting):
    if setting.choices:
        return next(value for value, _ in setting.choices if value != setting.default)
    return not setting.default if setting.type is bool else setting.type(setting.least + 30)


def set_by_hand(field, setting, value):
    """Set a value by the keys, as its kind of field takes it."""
    if isinstance(field, QComboBox):
        choose(field, dict(setting.choices)[value])
    elif isinstance(field, QCheckBox):
        field.setFocus()
        press(Qt.Key.Key_Space)
    else:
        type_over(field, f"{value:g}")
        press(Qt.Key.Key_Tab)


@pytest.mark.some(4)
@each
def test_each_row_is_in_force_at_once_and_its_default_is_a_click_away(preferences, setting):
    field, default, value = field_of(preferences, setting), default_of(preferences, setting), another(setting)
    settings().set(setting, setting.default)
    assert not default.isEnabled()
    set_by_hand(field, setting, value)
    assert settings().get(setting) == value
    assert default.isEnabled()
    QTest.mouseClick(default, Qt.MouseButton.LeftButton)
    assert settings().get(setting) == setting.default
    assert not default.isEnabled()


@pytest.mark.some(4)
@each
def test_each_row_shows_what_is_chosen_elsewhere(preferences, setting):
    field, value = field_of(preferences, setting), another(setting)
    settings().set(setting, value)
    if isinstance(field, QComboBox):
        shown = field.currentData()
    else:
        shown = field.isChecked() if isinstance(field, QCheckBox) else field.value()
    assert shown == value
    assert default_of(preferences, setting).isEnabled()


@pytest.mark.some(4)
@each
def test_each_row_says_what_it_is_to_eyes_and_screen_readers(preferences, setting):
    seen = [label.text() for label in preferences.findChildren(QLabel)]
    assert {setting.label, setting.meaning} <= set(seen)
    assert field_of(preferences, setting).accessibleName() == setting.label
    assert field_of(preferences, setting).accessibleDescription() == setting.meaning
    assert setting.label in default_of(preferences, setting).accessibleName()
    assert setting.group.upper() in seen


def test_nothing_but_what_a_person_chooses_has_a_row(preferences):
    fields = [
        widget for widget in preferences.findChildren(QWidget) if widget.objectName().startswith("set_")
    ]
    assert len(fields) == len(CHOSEN)


def test_what_is_chosen_is_kept(preferences, tmp_path):
    set_by_hand(field_of(preferences, LONGER_SIDE), LONGER_SIDE, 40)
    settings().save()
    from cnnviz.session.files.places import settings_file

    assert Settings(settings_file()).get(LONGER_SIDE) == 40


def test_a_number_that_cannot_be_is_refused_with_the_reason(preferences):
    field = field_of(preferences, TEXT_SIZE)
    type_over(field, "300")
    press(Qt.Key.Key_Tab)
    assert settings().get(TEXT_SIZE) == 100
    assert "200" in preferences.findChild(QLabel, "preferences_reason").text()
    type_over(field, "110")
    press(Qt.Key.Key_Tab)
    assert preferences.findChild(QLabel, "preferences_reason").text() == ""


def test_the_window_uses_it(window, preferences):
    for setting, value in ((SPEED, 20.0), (GRAIN, "row"), (DECIMALS, 5), (ONE_SCALE, True)):
        set_by_hand(field_of(preferences, setting), setting, value)
    assert window.session.player.speed == 20
    assert window.session.grain is Grain.ROW
    assert window.session.frame.decimals == 5
    assert window.session.frame.one_scale
    set_by_hand(field_of(preferences, REDUCED_MOTION), REDUCED_MOTION, True)
    assert window.stage.motion == STILL
    set_by_hand(field_of(preferences, THEME), THEME, "high_contrast")
    assert appearance().palette is palette("high_contrast")


@pytest.mark.some(2)
@pytest.mark.parametrize("percent", [80, 100, 150, 200])
@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_cut_off(window, theme, percent):
    settings().set(THEME, theme)
    settings().set(TEXT_SIZE, percent)
    window.findChild(QAction, "edit.preferences").trigger()
    opened = dialog(window, "preferences")
    assert opened.width() <= max(window.width(), 640)
    for label in opened.findChildren(QLabel):
        if label.text() and label.isVisible():
            need = QFontMetrics(label.font()).boundingRect(
                0,
                0,
                label.width(),
                9999,
                int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0,
                label.text(),
            )
            assert need.height() <= label.height() + 1, label.text()
            assert need.width() <= label.width() + 1, label.text()
            right = label.mapTo(opened, label.rect().topRight()).x()
            assert right <= opened.width()
    for button in opened.findChildren(QPushButton):
        assert button.mapTo(opened, button.rect().topRight()).x() <= opened.width()
        assert button.sizeHint().width() <= button.width()


def test_the_keyboard_goes_through_it_and_out_again(window, preferences):
    seen = set()
    for _ in range(3 * len(CHOSEN)):
        seen.add(application().focusWidget().objectName())
        press(Qt.Key.Key_Tab)
    assert {named(setting, "set") for setting in CHOSEN} <= seen
    press(Qt.Key.Key_Escape)
    assert not [one for one in window.findChildren(QWidget, "preferences") if one.isVisible()]


def test_its_words_are_painted(preferences):
    assert {"Theme", "Text size", "Decimals", "One scale for all"} <= set(texts(preferences))
