"""The theme in force belongs to the application."""

import json
import re

import pytest
from PyQt5.QtWidgets import QApplication

from cnnviz.canvas.palette import palette
from cnnviz.resource import THEMES, resource
from cnnviz.session.settings.settings import THEME, settings
from cnnviz.ui.appearance import appearance


@pytest.fixture
def heard(qapp, qtbot):
    """Return the palettes that are told of, from the light theme on."""
    appearance().set_palette(palette("light"))
    heard = []
    appearance().changed.connect(heard.append)
    yield heard
    appearance().changed.disconnect(heard.append)
    settings().set(THEME, "light")


def test_each_theme_can_be_chosen_and_nothing_else():
    assert [value for value, _ in THEME.choices] == ["", *THEMES]


def test_there_is_a_file_for_each_theme():
    files = {path.stem for path in resource("themes").glob("*.json")}
    assert files - {"paper"} == set(THEMES)  # that one is of sheets alone


def test_what_each_colour_is_for_is_written_down():
    written = re.findall(r"- `(\w+)`", resource("themes", "README.md").read_text("utf-8"))
    for theme in THEMES:
        groups = json.loads(resource("themes", f"{theme}.json").read_text("utf-8"))
        assert written == [use for group in ("roles", "cells", "maps") for use in groups[group]]


def test_the_application_has_one_and_keeps_it(qapp):
    assert appearance() is appearance()
    assert appearance().parent() is QApplication.instance()


def test_the_other_theme_is_told_and_remembered(heard):
    appearance().toggle()
    assert heard == [palette("dark")]
    assert settings().get(THEME) == "dark"
    assert appearance().palette is palette("dark")
    appearance().toggle()
    assert heard == [palette("dark"), palette("light")]
    assert settings().get(THEME) == "light"


def test_a_theme_that_is_in_force_is_not_told_again(heard):
    appearance().set_palette(palette("light"))
    appearance().renew()
    assert heard == []


def test_the_application_is_dressed_before_anyone_is_told(heard):
    sheets = [QApplication.instance().styleSheet()]
    appearance().changed.connect(lambda _: sheets.append(QApplication.instance().styleSheet()))
    appearance().toggle()
    appearance().changed.disconnect()
    appearance().changed.connect(heard.append)
    assert len(set(sheets)) == 2


def test_what_is_remembered_is_put_in_force(heard):
    settings().set(THEME, "dark")
    assert appearance().palette is palette("dark")
    settings().set(THEME, "purple")
    assert appearance().palette in (palette("light"), palette("dark"))
