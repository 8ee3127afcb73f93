"""The menu of examples opens each where it is about."""

import pytest
from layer_tools import LEFT, NONE, experiment, named, pick, titles
from PyQt5.QtTest import QTest
from ui_tools import until

from cnnviz.gallery.examples import EXAMPLES, GALLERY


@pytest.mark.some(2)
@pytest.mark.parametrize("example", EXAMPLES, ids=[example.key for example in EXAMPLES])
def test_the_menu_of_examples_opens_each_at_its_chapter(window, example):
    bar = window.menuBar()
    entry = next(action for action in bar.actions() if action.text().replace("&", "") == "Examples")
    QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(entry).center())
    menu = entry.menu()
    title = next((title for title, group in GALLERY.items() if example in group), None)
    if title:
        pick(menu, title)
        menu = next(action.menu() for action in menu.actions() if action.text() == title)
        until(menu.isVisible)
    pick(menu, example.title)
    assert window.session.frame.chapter.key == example.chapter
    assert window.session.position.step == example.step
    assert experiment(window).image_name == example.make().image_name
    assert titles(window)
    heading = named(window, "heading").text()
    chapter = window.session.frame.chapter
    assert (chapter.heading or chapter.title) in heading
    assert not window.grab().isNull()


def test_an_example_that_is_opened_while_another_plays_stands_still(window):
    window.session.toggle()
    assert window.session.player.playing
    window.session.open_example(EXAMPLES[-1])
    assert not window.session.player.playing
