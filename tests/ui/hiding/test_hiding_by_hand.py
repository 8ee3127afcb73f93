"""A teacher hides numbers with the menu of a cell and with keys, and shows them with Space."""

import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QMenu
from ui_tools import press, to_convolution

from cnnviz.session.hiding import hide
from cnnviz.trace.steps import Cell

CELL = Cell("y", (0, 2, 2, 0))


def menu_of(window, cell):
    """Click a cell with the right button; return its menu."""
    at = window.stage.cell_centre(cell)
    QTest.mouseClick(
        window.stage.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, QPoint(at)
    )
    (menu,) = [one for one in window.stage.findChildren(QMenu, "cell_menu") if one.isVisible()]
    return menu


def choose(window, cell, name):
    menu = menu_of(window, cell)
    (action,) = [one for one in menu.actions() if one.objectName() == name]
    action.trigger()
    menu.close()
    QApplication.processEvents()


def test_the_menu_of_a_cell_hides_and_shows_it(window):
    to_convolution(window, 30)
    choose(window, CELL, "cell_hide")
    assert window.session.hidden == {Cell("Y", CELL.index)}
    menu = menu_of(window, CELL)
    names = [one.objectName() for one in menu.actions()]
    menu.close()
    assert "cell_reveal" in names
    assert "cell_hide" not in names
    choose(window, CELL, "cell_reveal")
    assert not window.session.hidden
    choose(window, CELL, "cell_hide_array")
    assert len(window.session.hidden) == 64
    choose(window, CELL, "cell_reveal_all")
    assert not window.session.hidden


def test_a_hidden_number_is_not_typed_into(window):
    to_convolution(window)
    weight = Cell("weight", (1, 1, 0, 0))
    choose(window, weight, "cell_hide")
    window.stage.cell_clicked.emit(weight)
    from cnnviz.ui.fields.cell_editor import CellEditor

    assert not [one for one in window.findChildren(CellEditor) if one.isVisible()]
    before = window.session.experiment
    window.stage.wheel_turned.emit(weight, 1, False)
    assert window.session.experiment is before


@pytest.mark.parametrize(("key", "count"), [(Qt.Key.Key_H, 1), (Qt.Key.Key_R, 0)])
def test_keys_hide_what_is_written_and_show_it(window, key, count):
    to_convolution(window, 30)
    press(Qt.Key.Key_H)
    press(key)
    assert len(window.session.hidden) == count


def test_space_shows_the_next_while_one_presents_and_plays_when_all_is_shown(window):
    to_convolution(window, 30)
    hide(window.session, [CELL])
    press(Qt.Key.Key_Space)
    assert window.session.hidden
    assert window.session.player.playing
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_Space)
    assert not window.session.hidden
    assert not window.session.player.playing
    press(Qt.Key.Key_Space)
    assert window.session.player.playing
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_F5)
