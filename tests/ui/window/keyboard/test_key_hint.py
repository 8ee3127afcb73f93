"""The line of hints tells of what has the keys: an open menu, a list, the bar; of a dialog it says nothing."""

import pytest
from layer_tools import LEFT
from PyQt5.QtCore import QPoint, Qt, QTimer
from PyQt5.QtGui import QContextMenuEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QMenu, QToolButton
from ui_tools import dialog, field, give_keyboard, press, until

STAGE = "Space plays · ← → step"
MENU = "↑ ↓ go through the menu · Enter chooses · Esc closes it"


def hint(window):
    return field(window, "key_hint").text()


def while_a_menu_is_open(window, open_it):
    """Return the hint while what `open_it` opens is open, and close it by Escape."""
    seen = []

    def look():
        popup = QApplication.activePopupWidget()
        if popup is None:
            QTimer.singleShot(1, look)
            return
        seen.append(hint(window))
        QTest.keyClick(popup, Qt.Key.Key_Escape)

    QTimer.singleShot(1, look)
    open_it()
    until(lambda: seen and QApplication.activePopupWidget() is None)
    return seen[0]


def open_bar(window):
    bar = window.menuBar()
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(bar.actions()[1]).center())


def open_button(window):
    QTest.mouseClick(field(window, "bias_menu"), LEFT)


def open_context(window):
    line = field(window, "kernel_size_rows").lineEdit()
    at = QPoint(4, 4)
    QApplication.sendEvent(line, QContextMenuEvent(QContextMenuEvent.Mouse, at, line.mapToGlobal(at)))


@pytest.mark.some(3)
@pytest.mark.parametrize("open_it", [open_bar, open_button, open_context])
@pytest.mark.parametrize("name", ["stage", "kernel_size_rows", "grain"])
def test_while_a_menu_is_open_the_hint_is_of_the_menu_and_then_of_what_has_the_focus(window, open_it, name):
    field(window, name).setFocus()
    assert while_a_menu_is_open(window, lambda: open_it(window)) == MENU
    give_keyboard(window)
    focus, before = QApplication.focusWidget(), hint(window)
    field(window, "padding_kind").setFocus()
    focus.setFocus()
    assert hint(window) == before != MENU


def test_a_menu_that_is_closed_leaves_the_keys_to_the_bar_and_then_to_the_stage(window):
    assert while_a_menu_is_open(window, lambda: open_bar(window)) == MENU
    give_keyboard(window)
    if QApplication.focusWidget() is not window.menuBar():  # it has passed the keys on by now
        window.menuBar().setFocus()
    assert hint(window) == "← → go through the menus · Enter opens one · Esc back to the stage"
    press(Qt.Key.Key_Escape)
    if QApplication.focusWidget() is window.menuBar():
        press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.stage
    assert hint(window).startswith(STAGE)


def test_a_bar_of_which_no_menu_is_marked_gives_the_keys_back_as_well(window):
    """It has them so when the window is left for another one and come back to."""
    window.menuBar().setFocus()
    window.menuBar().setActiveAction(None)
    assert QApplication.focusWidget() is window.menuBar()
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.stage


@pytest.mark.parametrize(("action", "name"), [("image.new", "new_image"), ("image.draw", "draw_window")])
def test_of_a_dialog_s_keys_it_says_nothing_and_nothing_jumps(window, action, name):
    height = window.statusBar().height(), window.stage.height()
    window.actions_by_id[action].trigger()
    box = dialog(window, name)
    for control in (*box.findChildren(QToolButton), box.focusWidget()):
        control.setFocus()
        assert hint(window) == ""
    assert (window.statusBar().height(), window.stage.height()) == height
    box.close()
    give_keyboard(window)
    assert hint(window).startswith(STAGE)


def test_what_is_typed_in_a_dialog_is_not_told_of_in_the_window(window):
    window.actions_by_id["image.new"].trigger()
    box = dialog(window, "new_image")
    press("5")
    assert hint(window) == ""
    box.close()


def test_menus_do_not_speak_for_another_window(window, opened):
    other = opened("list")
    assert while_a_menu_is_open(other, lambda: open_bar(other)) == MENU
    assert not any(menu.isVisible() for menu in window.findChildren(QMenu))


def marked_menu(window):
    """Return the bar with the keyboard and a marked menu, as Alt and an arrow key leave it."""
    give_keyboard(window)
    bar = window.menuBar()
    press(Qt.Key.Key_Alt)
    assert QApplication.focusWidget() is bar
    press(Qt.Key.Key_Right)
    assert bar.activeAction() is bar.actions()[1]
    return bar


def test_the_arrows_go_through_the_bar_as_the_hint_says_and_do_not_step(window):
    before = window.session.position
    bar = marked_menu(window)
    press(Qt.Key.Key_Left)
    assert bar.activeAction() is bar.actions()[0]
    assert window.session.position == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_E])
def test_a_key_of_the_window_is_done_with_the_bar(window, key):
    marked_menu(window)
    press(key)
    QApplication.processEvents()
    assert QApplication.focusWidget() is window.stage
    assert hint(window).startswith(STAGE)
    before = window.session.position
    press(Qt.Key.Key_Left)
    assert window.session.position != before or key == Qt.Key.Key_Home
