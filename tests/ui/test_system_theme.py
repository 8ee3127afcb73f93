"""The desktop's theme: what its portal answers, and that nobody waits for it."""

import pytest

from cnnviz.canvas.palette import palette
from cnnviz.session.settings.settings import THEME, settings
from cnnviz.ui.appearance import appearance
from cnnviz.ui.system_theme import SystemTheme, plain, theme_of


class Variant:
    """What a value lies in on the bus."""

    def __init__(self, inner):
        self._inner = inner

    def variant(self):
        return self._inner


@pytest.mark.parametrize(
    ("scheme", "contrast", "name"),
    [
        (1, 0, "dark"),
        (2, 0, "light"),
        (1, 1, "high_contrast"),
        (0, 1, "high_contrast"),
        (0, 0, ""),
        (None, None, ""),
        (7, 7, ""),
        ("dark", None, ""),
    ],
)
def test_the_answers_stand_for_a_theme_or_for_none(scheme, contrast, name):
    assert theme_of(scheme, contrast) == name


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_what_lies_in_variants_is_found(depth):
    value = 1
    for _ in range(depth):
        value = Variant(value)
    assert plain(value) == 1


def test_where_there_is_no_bus_nobody_is_asked(qtbot, monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    asked = SystemTheme()
    with qtbot.assertNotEmitted(asked.told):
        asked.ask()


def test_what_the_desktop_tells_is_put_in_force_unless_a_theme_is_chosen(qapp, monkeypatch):
    told = []
    monkeypatch.setattr("cnnviz.ui.system_theme.SystemTheme.ask", lambda asked: told.append(asked))
    before = qapp.property("system_theme")
    settings().set(THEME, "light")
    appearance().ask_system()
    assert not told
    settings().set(THEME, "")
    assert len(told) == 1
    told[0].told.emit("dark")
    assert appearance().palette is palette("dark")
    settings().set(THEME, "light")
    told[0].told.emit("dark")
    assert appearance().palette is palette("light")
    qapp.setProperty("system_theme", before)
