"""What is remembered, and that damage in it counts as never set."""

import pytest
from PyQt5.QtCore import QByteArray, QSettings

from cnnviz.session.settings import (
    FOLDER,
    GEOMETRY,
    LONGER_SIDE,
    REDUCED_MOTION,
    SPEED,
    THEME,
    Settings,
    settings,
)

ALL = (THEME, SPEED, GEOMETRY, LONGER_SIDE, REDUCED_MOTION, FOLDER)
KEPT = {
    THEME: "dark",
    SPEED: 12.5,
    GEOMETRY: QByteArray(b"\0\1\2"),
    LONGER_SIDE: 64,
    REDUCED_MOTION: True,
    FOLDER: "/home/me/a, b",
}


@pytest.fixture
def fresh(qapp):
    """Return settings as another start of the program reads them, from the file."""

    def read():
        QSettings().sync()
        return Settings()

    return read


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)
def test_what_was_never_set_is_the_default(fresh, setting):
    assert fresh().get(setting) == setting.default


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)
def test_what_was_set_is_there_at_the_next_start(fresh, setting):
    fresh().set(setting, KEPT[setting])
    assert fresh().get(setting) == KEPT[setting]


@pytest.mark.parametrize("text", ["many", "", "-3", "0", "100000", "nan", "inf"])
@pytest.mark.parametrize("setting", [SPEED, LONGER_SIDE], ids=lambda setting: setting.key)
def test_a_number_that_makes_no_sense_counts_as_never_set(fresh, setting, text):
    QSettings().setValue(setting.key, text)
    assert fresh().get(setting) == setting.default


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)
def test_what_is_of_another_kind_counts_as_never_set(fresh, setting):
    QSettings().setValue(setting.key, ["a", "b"])
    assert fresh().get(setting) == setting.default


def test_the_application_has_one_object_of_them_which_tells_of_what_is_another(qapp, qtbot):
    assert settings() is settings()
    with qtbot.waitSignal(settings().changed) as told:
        settings().set(SPEED, 7.5)
    assert told.args == [SPEED]
    with qtbot.assertNotEmitted(settings().changed):
        settings().set(SPEED, 7.5)
