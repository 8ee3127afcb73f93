"""What made this? Followed back through the chapters, and returned from; terms asked for by Alt and Enter."""

import numpy as np
import pytest
from explain_tools import to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QLabel, QMenu, QWidget
from ui_tools import press

from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def click(window, cell, modifiers=NONE, button=LEFT):
    QTest.mouseClick(window.stage.viewport(), button, modifiers, window.stage.cell_centre(cell))


def where(window):
    position = window.session.position
    return window.session.timeline.chapters[position.chapter].key, position.step


def said(window):
    return window.findChild(QLabel, "place").text()


def test_ctrl_and_a_click_lead_to_the_step_that_wrote_the_cell(window):
    to_chapter(window, "activate", 20)
    click(window, Cell("z", (0, 3, 4, 0)), CTRL)
    assert where(window) == ("convolve", 28)
    click(window, Cell("x_pad", (0, 2, 3, 0)), CTRL)
    assert where(window) == ("pad", 23)


def test_alt_and_left_return_step_by_step(window):
    to_chapter(window, "activate", 20)
    click(window, Cell("z", (0, 3, 4, 0)), CTRL)
    click(window, Cell("x_pad", (0, 2, 3, 0)), CTRL)
    press(Qt.Key.Key_Left, ALT)
    assert where(window) == ("convolve", 28)
    press(Qt.Key.Key_Left, ALT)
    assert where(window) == ("activate", 20)
    press(Qt.Key.Key_Left, ALT)
    assert where(window) == ("activate", 20)


def test_backspace_follows_the_cell_under_the_pointer(window):
    to_chapter(window, "activate", 20)
    window.stage.hover(Cell("z", (0, 1, 2, 0)))
    press(Qt.Key.Key_Backspace)
    assert where(window) == ("convolve", 10)


def test_backspace_alone_follows_what_counts_most(window):
    to_chapter(window, "max_pool", 5)
    window.stage.hover(None)
    press(Qt.Key.Key_Backspace)
    assert where(window) == ("activate", 27)  # the 3 that won
    press(Qt.Key.Key_Backspace)
    assert where(window) == ("convolve", 27)


def test_backspace_still_erases_where_numbers_are(window):
    window.setup.open("layers")
    table = window.setup.findChild(QWidget, "kernel_table")
    before = window.session.position
    table.setFocus()
    press(Qt.Key.Key_Backspace)
    assert window.session.position == before


def test_the_menu_of_a_cell_does_the_same(window):
    to_chapter(window, "activate", 20)
    click(window, Cell("z", (0, 3, 4, 0)), button=RIGHT)
    menu = window.findChild(QMenu, "cell_menu")
    made = menu.actions()[0]
    assert made.text().startswith("What made this?")
    made.trigger()
    menu.close()
    assert where(window) == ("convolve", 28)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("weight", (0, 0, 0, 0)), "W was set up, not computed"),
        (Cell("bias", (0,)), "b was set up, not computed"),
    ],
)
def test_what_was_set_up_leads_nowhere_and_says_so(window, cell, words):
    to_chapter(window, "convolve", 20)
    click(window, cell, CTRL)
    assert where(window) == ("convolve", 20)
    assert said(window).startswith(words)


def test_a_growing_cell_leads_to_the_last_step_so_far(window):
    to_chapter(window, "scatter", 30)
    click(window, Cell("dx_pad", (0, 2, 3, 0)), CTRL)
    assert where(window) == ("scatter", 19)


def test_alt_and_a_click_show_the_terms_of_the_cell(window):
    to_chapter(window, "activate", 20)
    click(window, Cell("z", (0, 3, 4, 0)), ALT)
    assert window.explain.is_open
    assert window.explain.panel.name == "ledger"
    texts = [label.text() for label in window.explain.panel.findChildren(QLabel)]
    assert "Y[3, 4]" in texts
    assert where(window) == ("activate", 20)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_shows_the_terms_of_the_cell_under_the_pointer(window, key):
    to_chapter(window, "scatter", 20)
    window.stage.hover(Cell("dx_pad", (0, 1, 1, 0)))
    press(key)
    texts = [label.text() for label in window.explain.panel.findChildren(QLabel)]
    assert "dX padded[1, 1]" in texts


def test_a_cell_that_was_pointed_at_in_a_larger_image_is_forgotten(window):
    session = window.session
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace):
        session.edit(session.experiment.with_image(np.ones((8, 8, 1)), "large"), "large")
        to_chapter(window, "convolve", 20)
        window.stage.hover(Cell("x_pad", (0, 9, 9, 0)))
        session.edit(session.experiment.with_image(np.ones((5, 5, 1)), "small"), "small")
        to_chapter(window, "convolve", 20)
        press(key)
        if key == Qt.Key.Key_Return:
            texts = [label.text() for label in window.explain.panel.findChildren(QLabel)]
            assert "Y[4, 0]" in texts  # what the step writes, as where nothing is pointed at
    assert where(window)[0] == "pad"


def test_a_plain_click_is_what_it_was(window):
    to_chapter(window, "convolve", 20)
    click(window, Cell("y", (0, 1, 1, 0)))
    assert where(window) == ("convolve", 9)
    assert not window.explain.is_open


def test_a_line_of_the_ledger_can_be_returned_from(window):
    to_chapter(window, "scatter", 30)
    before = window.session.position
    window.explain.open(True)
    window.explain.panel.asked.emit(Position(before.chapter, 3))
    assert where(window) == ("scatter", 3)
    window.stage.setFocus()
    press(Qt.Key.Key_Left, ALT)
    assert window.session.position == before


def test_another_run_has_no_way_back(window):
    to_chapter(window, "activate", 20)
    click(window, Cell("z", (0, 3, 4, 0)), CTRL)
    window.session.set_options(input_gradient="gather")
    at = window.session.position
    press(Qt.Key.Key_Left, ALT)
    assert window.session.position == at
