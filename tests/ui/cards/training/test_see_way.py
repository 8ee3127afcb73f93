"""From what a training came to one click leads to what its rounds have made of the kernel."""

import pytest
from document_tools import save_as
from layer_tools import click, named
from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget
from ui_tools import until

from cnnviz.trace.steps import Cell


@pytest.fixture
def trained_window(window):
    window.resize(1024, 700)
    window.setup.open("training")
    click(named(window, "set_target"))
    assert not named(window, "see_way").isVisible()
    click(named(window, "train_10"))
    until(lambda: len(window.session.rounds) == 11)
    QApplication.processEvents()
    return window


def way(window):
    found = window.findChild(QWidget, "on_its_way")
    return found is not None and found.isVisible()


def test_a_click_leads_to_it_and_the_keyboard_goes_along(trained_window):
    assert not way(trained_window)
    click(named(trained_window, "see_way"))
    assert way(trained_window)
    assert trained_window.stage.hasFocus()
    trained_window.session.move(3)
    before = trained_window.session.position
    click(named(trained_window, "see_way"))
    assert trained_window.session.position == before  # it is there already


def test_a_real_pointer_meets_it(trained_window):
    link = named(trained_window, "see_way")
    middle = link.mapTo(trained_window, link.rect().center())
    assert trained_window.childAt(middle) is link, "the words do not lie over it"


def test_tab_comes_to_it_behind_the_buttons_and_space_goes_there(trained_window):
    named(trained_window, "train_100").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is named(trained_window, "see_way")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert way(trained_window)
    assert trained_window.stage.hasFocus()


def test_it_lies_in_the_last_line_and_over_no_word(trained_window):
    link, words = named(trained_window, "see_way"), named(trained_window, "outcome")
    for count in range(1, 30):
        words.parentWidget().tell("come" + " so far" * count, "", has_way=True)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
        place = link.geometry()
        assert place.bottom() == words.geometry().bottom()
        assert place.height() == words.fontMetrics().lineSpacing()
        seen = words.grab(place).toImage()
        assert len({seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}) == 1


def test_of_a_document_only_the_losses_are_known_and_there_is_none_until_it_is_trained_on(
    trained_window, tmp_path
):
    link = named(trained_window, "see_way")
    save_as(trained_window, tmp_path / "lesson.cnnviz")
    until((tmp_path / "lesson.cnnviz").exists)
    trained_window.open(str(tmp_path / "lesson.cnnviz"))
    until(lambda: len(trained_window.session.rounds) == 11 and not trained_window.session.rounds[0].is_known)
    QApplication.processEvents()
    assert named(trained_window, "outcome").text()
    assert not link.isVisible()
    click(named(trained_window, "train_10"))
    until(lambda: len(trained_window.session.rounds) == 21)
    QApplication.processEvents()
    assert link.isVisible()
    click(link)
    assert way(trained_window)


def test_where_numbers_are_hidden_there_is_none(trained_window):
    session = trained_window.session
    link = named(trained_window, "see_way")
    assert link.isVisible()
    session.set_hidden([Cell("Y", (0, 0, 0, 0))], "hide")
    QApplication.processEvents()
    assert not link.isVisible()
    session.undo()
    QApplication.processEvents()
    assert link.isVisible()
