"""Which number is checked: that of the step in hand, until a person picks another."""

import pytest
from explain_tools import opened_tab, part, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QComboBox, QLabel, QMenu, QToolButton
from ui_tools import press

from cnnviz.trace.steps import Cell

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("pad", "X"),
        ("convolve", "W"),
        ("accumulate", "W"),
        ("scatter", "X"),
        ("crop", "X"),
        ("update_bias", "b"),
    ],
)
def test_it_begins_with_a_number_of_the_step_in_hand(window, key, label):
    to_chapter(window, key)
    assert opened_tab(window, "check").spot.given.label == label


def test_opened_again_elsewhere_it_begins_anew_and_in_the_chapter_keeps_what_was_chosen(window, tab):
    panel = window.explain.panel
    cells = part(window, "check_cells")
    QTest.mouseClick(cells, LEFT, NONE, cells.rect_of(1, 2).center())
    panel.choose("why")
    window.session.move(3)
    panel.choose("check")
    assert tab.spot.name == "W[1, 2]"
    to_chapter(window, "update_weight", 4)
    assert tab.spot.name == "W[1, 2]"  # what is being looked at stays while it is looked at
    window.explain.open(False)
    window.explain.open(True)
    assert tab.spot.name == "W[1, 1]"
    to_chapter(window, "update_weight", 5)
    panel.choose("why")
    panel.choose("check")
    assert tab.spot.name == "W[1, 2]"
    assert "dW[1, 2]: " in part(window, "check_numbers").accessibleName()


def test_a_click_on_a_number_of_the_stage_that_was_set_up_has_it_checked(window, tab):
    def click_cell(cell):
        QTest.mouseClick(window.stage.viewport(), LEFT, NONE, window.stage.cell_centre(cell))
        press(Qt.Key.Key_Escape)

    click_cell(Cell("weight", (0, 2, 0, 0)))
    assert tab.spot.name == "W[0, 2]"
    click_cell(Cell("x_pad", (0, 3, 4, 0)))
    assert tab.spot.name == "X[2, 3]"
    click_cell(Cell("bias", (0,)))
    assert tab.spot.given.label == "b"
    assert window.explain.panel.name == "check"
    click_cell(Cell("y", (0, 1, 1, 0)))  # that goes to its step
    assert tab.spot.given.label == "b"
    window.explain.panel.choose("why")
    click_cell(Cell("weight", (0, 2, 0, 0)))
    assert window.explain.panel.name == "why"
    window.explain.panel.choose("check")
    assert tab.spot.given.label == "b"


def test_a_click_and_the_arrows_pick_another_number(window, tab):
    cells = part(window, "check_cells")
    QTest.mouseClick(cells, LEFT, NONE, cells.rect_of(1, 2).center())
    assert tab.spot.name == "W[1, 2]"
    cells.setFocus()
    assert "pick a number" in window.findChild(QLabel, "key_hint").text()
    before = window.session.position
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Left)
    assert tab.spot.name == "W[0, 1]"
    press(Qt.Key.Key_Up)  # there is nothing above
    assert tab.spot.name == "W[0, 1]"
    assert window.session.position == before


def test_another_array_is_chosen_and_another_plane(opened):
    window = opened("colour")
    tab = opened_tab(window, "check")
    arrays, planes = part(window, "check_array"), part(window, "check_plane")
    assert [arrays.itemText(row) for row in range(arrays.count())] == ["X", "W", "b"]
    assert isinstance(planes, QComboBox)
    arrays.activated.emit(1)
    planes.setCurrentIndex(5)
    planes.activated.emit(5)
    assert tab.spot.plane == "filter 1 · channel 2"
    arrays.activated.emit(0)
    assert tab.spot.given.label == "X"
    arrays.activated.emit(2)
    assert not planes.isVisible()


def test_a_cell_of_the_stage_is_nudged_or_says_why_not(window, tab):
    panel = window.explain.panel
    panel.set_cell(Cell("x_pad", (0, 3, 4, 0)))
    assert (tab.spot.name, panel.name) == ("X[2, 3]", "check")
    panel.set_cell(Cell("x_pad", (0, 0, 0, 0)))
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert any("is padding" in text for text in said)
    panel.set_cell(Cell("y", (0, 1, 1, 0)))
    said = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Y[1, 1] is computed") for text in said)
    QTest.mouseClick(window.findChild(QToolButton, "check_made"), LEFT)
    assert panel.name == "ledger"


def test_the_menu_of_a_number_that_was_set_up_leads_here(window):
    def entry(cell):
        at = window.stage.cell_centre(cell)
        QTest.mouseClick(window.stage.viewport(), Qt.MouseButton.RightButton, NONE, at)
        menu = window.findChildren(QMenu, "cell_menu")[-1]
        menu.hide()
        return next((action for action in menu.actions() if action.objectName() == "cell_nudge"), None)

    to_chapter(window, "convolve", 27)
    assert entry(Cell("y", (0, 0, 0, 0))) is None
    entry(Cell("x_pad", (0, 4, 4, 0))).trigger()
    assert window.explain.panel.name == "check"
    assert window.explain.panel.tab("check").spot.name == "X[3, 3]"
