"""What Explain paints follows the size of text that is chosen, at once and when it is opened later."""

import pytest
from explain_tools import catch_up, opened_tab, to_chapter
from painted_texts import written
from PyQt5.QtGui import QFont, QFontMetrics
from PyQt5.QtWidgets import QApplication, QToolButton

from cnnviz.canvas.palette import palette
from cnnviz.session.settings.settings import TEXT_SIZE, settings
from cnnviz.trace.steps import Cell
from cnnviz.ui.appearance import appearance

PAINTED = {
    "why": ("dX",),
    "formula": ("upstream", "dY"),
    "code": ("for", "window"),
    "ledger": ("total", "now"),
    "check": ("Loss",),
}


@pytest.fixture(autouse=True)
def _usual(window):
    yield
    settings().set(TEXT_SIZE, 100)


def sizes(tab):
    """Return how large each text of a tab is painted, by the text; of numbers some are made to fit their cells."""
    QApplication.processEvents()
    return {line.text: line.pixels for line in written(tab) if any(map(str.isalpha, line.text))}


def shown(window, name):
    to_chapter(window, "scatter", 11)
    tab = opened_tab(window, name)
    if name == "ledger":
        window.explain.panel.set_cell(Cell("dx_pad", (0, 2, 3, 0)))
    return tab


@pytest.mark.some(1)
@pytest.mark.parametrize("name", PAINTED)
def test_all_that_is_painted_follows(window, name):
    window.resize(1440, 1000)
    usual = sizes(shown(window, name))
    settings().set(TEXT_SIZE, 130)
    QApplication.processEvents()
    now = sizes(window.explain.panel.tab(name))
    both = usual.keys() & now.keys()
    assert any(text.startswith(PAINTED[name]) for text in both), both
    for text in both:
        assert now[text] == pytest.approx(1.3 * usual[text], abs=1), text
    settings().set(TEXT_SIZE, 100)
    again = sizes(window.explain.panel.tab(name))
    assert len(again.keys() & usual.keys()) >= 0.9 * len(usual)
    assert all(again[text] == usual[text] for text in again.keys() & usual.keys())


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [80, 150])
def test_what_is_opened_later_is_as_large_and_the_window_stays(window, percent):
    settings().set(TEXT_SIZE, percent)
    window.resize(1280, 800)
    tab = shown(window, "ledger")
    QApplication.processEvents()
    place = next(line for line in written(tab) if line.text.startswith("["))
    assert place.pixels == pytest.approx(12 * percent / 100, abs=1)
    assert (window.width(), window.height()) == (1280, 800)
    assert window.stage.width() >= 320


@pytest.mark.some(1)
@pytest.mark.parametrize("percent", [100, 140, 150, 200])
def test_the_words_of_all_tabs_have_room(window, percent):
    window.explain.open(True)
    settings().set(TEXT_SIZE, percent)
    QApplication.processEvents()
    buttons = [b for b in window.findChildren(QToolButton) if b.objectName().startswith("explain_tab_")]
    assert len(buttons) == 5
    for button in buttons:
        button.click()
        QApplication.processEvents()
        for one in buttons:
            bold = QFont(one.font())
            bold.setWeight(QFont.Weight.DemiBold)
            assert QFontMetrics(bold).horizontalAdvance(one.text()) + 10 <= one.width(), one.text()
    assert len({button.font().pixelSize() for button in buttons}) == 1
    if percent > 100:
        assert buttons[0].font().pixelSize() > 13
    settings().set(TEXT_SIZE, 100)


def test_another_theme_leaves_the_words_of_the_tabs_as_large_as_they_were(window):
    window.resize(1280, 800)
    opened_tab(window, "why")
    words = [window.findChild(QToolButton, f"explain_tab_{name}") for name in PAINTED]
    before = [word.font().pixelSize() for word in words]
    for theme in ("dark", "light"):
        appearance().set_palette(palette(theme))
        catch_up()
        assert [word.font().pixelSize() for word in words] == before
