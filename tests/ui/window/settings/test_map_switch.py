"""The map can be put away, for a larger stage: in all windows, in the next one, and back after a presentation."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import press

from cnnviz.session.settings.settings import MAP, settings


def test_m_puts_the_map_away_and_the_stage_has_its_room(window):
    before = window.stage.height()
    room = window.map.height()
    press(Qt.Key.Key_M)
    QApplication.processEvents()
    assert not window.map.isVisible()
    assert window.stage.height() == before + room
    assert not window.actions_by_id["view.map"].isChecked()
    assert not settings().get(MAP)
    press(Qt.Key.Key_M)
    QApplication.processEvents()
    assert window.map.isVisible()
    assert window.stage.height() == before


def test_it_is_put_away_in_all_windows(two):
    two[0].actions_by_id["view.map"].trigger()
    assert [window.map.isVisible() for window in two] == [False, False]
    two[1].actions_by_id["view.map"].trigger()
    assert [window.map.isVisible() for window in two] == [True, True]


def test_a_presentation_has_none_and_gives_back_what_there_was(window):
    for shown in (True, False):
        settings().set(MAP, shown)
        window.actions_by_id["view.present"].trigger()
        assert not window.map.isVisible()
        window.actions_by_id["view.present"].trigger()
        assert window.map.isVisible() is shown


def test_what_the_run_has_got_to_meanwhile_is_seen_when_it_is_back(window):
    settings().set(MAP, False)
    window.session.seek(window.session.timeline.last)
    settings().set(MAP, True)
    shown = window.map.grab().toImage()
    window.map.repaint()
    assert shown == window.map.grab().toImage()
