"""What is remembered, and that damage in it counts as never set."""

import pytest
from PyQt5.QtCore import QSettings
from ui_tools import until

from cnnviz.session.files.places import settings_file
from cnnviz.session.settings.setting import WindowPlace
from cnnviz.session.settings.settings import (
    ASK,
    DECIMALS,
    DIALECT,
    EXPLAIN,
    FOLDER,
    GEOMETRY,
    GRAIN,
    LENS,
    LONGER_SIDE,
    MAP,
    ONE_SCALE,
    PANEL,
    PRESENTER_KEYS,
    RECENT,
    REDUCED_MOTION,
    SETTINGS,
    SPEED,
    TAB,
    TEXT_SIZE,
    THEME,
    Settings,
    settings,
)

ALL = SETTINGS
KEPT = {
    THEME: "dark",
    SPEED: 12.5,
    GEOMETRY: WindowPlace(-1920, 40, 1280, 800, maximised=True),
    LONGER_SIDE: 64,
    REDUCED_MOTION: True,
    TEXT_SIZE: 130,
    DECIMALS: 4,
    ONE_SCALE: True,
    GRAIN: "row",
    PRESENTER_KEYS: "chapters",
    ASK: "whole",
    PANEL: "loss",
    RECENT: '["/tmp/a b.cnnviz"]',
    EXPLAIN: True,
    LENS: False,
    MAP: False,
    TAB: "ledger",
    DIALECT: "torch",
    FOLDER: '/home/me/a, b=c\n[ü] "d" \\ @Variant(\udce9\0)',
}
each = pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "cnnviz.conf"


@pytest.fixture
def holding(qapp, file):
    """Return settings as a start of the program reads them, from a file that holds a text for one of them."""

    def read(setting, text):
        group, name = setting.key.split("/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"[{group}]\n{name}={text}\n", "utf-8")
        return Settings(file)

    return read


@each
def test_what_was_never_set_is_the_default(qapp, file, setting):
    assert Settings(file).get(setting) == setting.default


@each
def test_what_was_set_is_there_at_the_next_start(qapp, file, setting):
    before = Settings(file)
    before.set(setting, KEPT[setting])
    before.save()
    after = Settings(file).get(setting)
    assert (after, type(after)) == (KEPT[setting], type(KEPT[setting]))


@pytest.mark.some(45)
@each
@pytest.mark.parametrize("text", ["", "a, b", "@Invalid()", "@ByteArray(x)", '"half', '["a"]', '"a" "b"'])
def test_what_makes_no_sense_counts_as_never_set(holding, setting, text):
    assert holding(setting, text).get(setting) == setting.default


@pytest.mark.parametrize("text", ["many", "-3", "0", "100000", "nan", "inf", "1e999", "9" * 9999])
@pytest.mark.parametrize("setting", [SPEED, LONGER_SIDE], ids=lambda setting: setting.key)
def test_a_number_that_makes_no_sense_counts_as_never_set(holding, setting, text):
    assert holding(setting, text).get(setting) == setting.default


@pytest.mark.parametrize("setting", [one for one in ALL if one.choices], ids=lambda one: one.key)
def test_what_is_none_of_the_choices_counts_as_never_set(holding, setting):
    for value, _ in setting.choices:
        assert holding(setting, setting.written(value)).get(setting) == value
    assert holding(setting, "1").get(setting) == setting.default
    assert setting.default in dict(setting.choices)


def test_what_is_chosen_says_what_it_is_in_a_sentence():
    chosen = [setting for setting in ALL if setting.label]
    assert len({setting.label for setting in chosen}) == len(chosen) > 8
    assert all(
        setting.group and setting.meaning[0].isupper() and setting.meaning.endswith(".") for setting in chosen
    )


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 normal",
        "1 2 3 4 5 normal",
        "1 2 3 4",
        "1 2 3 4 minimised",
        "1 2 0 4 normal",
        "1 2 3 10001 normal",
        "1 100001 3 4 normal",
        "1 2 3 4.5 normal",
    ],
)
def test_a_window_on_no_screen_counts_as_never_set(holding, text):
    assert holding(GEOMETRY, "1 2 3 4 normal").get(GEOMETRY) == (1, 2, 3, 4, False)
    assert holding(GEOMETRY, text).get(GEOMETRY) is None


@pytest.mark.parametrize("setting", [THEME, SPEED, LONGER_SIDE, REDUCED_MOTION], ids=lambda one: one.key)
def test_what_qt_kept_in_the_same_place_is_still_known(qapp, file, setting):
    before = QSettings(str(file), QSettings.Format.IniFormat)
    before.setValue(setting.key, KEPT[setting])
    before.setValue("window/geometry", b"\0\1\2")
    before.sync()
    assert Settings(file).get(setting) == KEPT[setting]
    assert Settings(file).get(GEOMETRY) is None


def test_what_is_set_is_written_before_long_and_once(qapp, file):
    kept = Settings(file)
    for speed in range(1, 30):
        kept.set(SPEED, float(speed))
    assert not file.exists()
    until(file.exists)
    assert Settings(file).get(SPEED) == 29


def test_what_is_forgotten_is_not_written(qapp, file):
    kept = Settings(file)
    kept.set(SPEED, 7.5)
    kept.renew()
    kept.save()
    assert kept.get(SPEED) == SPEED.default
    assert not file.exists()


def test_the_application_has_one_object_of_them_which_tells_of_what_is_another(qapp, qtbot):
    assert settings() is settings()
    with qtbot.waitSignal(settings().changed) as told:
        settings().set(SPEED, 7.5)
    assert told.args == [SPEED]
    with qtbot.assertNotEmitted(settings().changed):
        settings().set(SPEED, 7.5)


def test_an_application_that_ends_saves_its_settings(qapp):
    settings().set(SPEED, 7.5)
    qapp.aboutToQuit.emit()
    assert Settings(settings_file()).get(SPEED) == 7.5
