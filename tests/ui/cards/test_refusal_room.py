"""What a card refuses moves nothing away beneath the pointer: neither when it goes, nor when another is said."""

import pytest
from layer_tools import click, named
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QCursor
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLabel, QWidget
from ui_tools import press, step, type_over, type_text, until

from cnnviz.ui.cards import card

FIELD, BENEATH = "kernel_size_rows", "stride_rows"


@pytest.fixture
def pointed(request, monkeypatch):
    """Return a window in whose panel of layers the pointer is; what a card says does not stay long."""
    monkeypatch.setattr(card, "REASON_STAYS", 1)
    window = request.getfixturevalue("window")
    window.setup.open("layers")
    point_at(window, named(window, FIELD))
    yield window
    QCursor.setPos(0, 0)


def point_at(window, part):
    """Move the pointer to the middle of a part."""
    QApplication.processEvents()
    QCursor.setPos(part.mapToGlobal(part.rect().center()))
    panel = named(window, FIELD).window().findChild(QWidget, "layer_0").parentWidget()
    if not panel.isAncestorOf(part):
        QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    QApplication.processEvents()


def tops(window, *names):
    QApplication.processEvents()
    return [named(window, name).mapTo(window, QPoint()).y() for name in names]


def said(window):
    return [one.text() for one in window.setup.findChildren(QLabel, "reason") if one.isVisible()]


def refuse(window, name):
    type_over(named(window, name), "x")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def test_it_stays_while_the_pointer_is_there_and_goes_when_that_has_left(pointed):
    before = tops(pointed, FIELD, BENEATH)
    refuse(pointed, FIELD)
    lower = tops(pointed, FIELD, BENEATH)
    assert lower[0] == before[0]
    assert lower[1] > before[1]
    assert len(said(pointed)) == 1
    QTest.qWait(30)  # which is longer than it would stay elsewhere
    assert len(said(pointed)) == 1
    point_at(pointed, pointed.stage)
    until(lambda: not said(pointed))
    until(lambda: tops(pointed, FIELD, BENEATH) == before)


def test_an_edit_takes_it_back_and_leaves_its_room(pointed):
    before = tops(pointed, BENEATH)
    refuse(pointed, FIELD)
    lower = tops(pointed, BENEATH)
    step(named(pointed, BENEATH))
    assert not said(pointed)
    assert tops(pointed, BENEATH) == lower != before
    point_at(pointed, pointed.stage)
    until(lambda: tops(pointed, BENEATH) == before)


def test_what_is_refused_further_down_is_not_pulled_up(pointed):
    refuse(pointed, FIELD)
    before = tops(pointed, BENEATH)
    refuse(pointed, BENEATH)
    assert tops(pointed, BENEATH) == before
    assert len(said(pointed)) == 1


def at_rest(window):
    """Return where stands what is beneath, once all has its place."""
    for _ in range(3):  # a form, the card around it, the panel
        QApplication.processEvents()
    return tops(window, BENEATH)


def refuse_in_kernel(window):
    """Have a number refused that is typed into a cell of the kernel, and return where stands what is beneath."""
    table = named(window, "kernel_table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    before = tops(window, BENEATH)
    type_text("7e")
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert said(window) == ["'7e' is not a number."]
    assert tops(window, BENEATH) != before
    return before


@pytest.mark.parametrize("elsewhere", [False, True])
def test_escape_takes_it_back_and_leaves_no_hole(pointed, elsewhere):
    before = refuse_in_kernel(pointed)
    if elsewhere:
        pointed.stage.setFocus()
        assert said(pointed)
    press(Qt.Key.Key_Escape)
    assert not said(pointed)
    assert at_rest(pointed) == before


def test_it_goes_with_the_card_that_is_folded_and_is_not_there_when_that_is_unfolded(pointed):
    before = refuse_in_kernel(pointed)
    for _ in range(2):
        click(named(pointed, "fold_layer", 0))
        assert not said(pointed)
    assert at_rest(pointed) == before


def test_it_goes_with_what_is_undone_by_keys_and_leaves_no_hole(pointed):
    before = tops(pointed, BENEATH)
    step(named(pointed, BENEATH))
    refuse_in_kernel(pointed)
    pointed.stage.setFocus()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not said(pointed)
    assert at_rest(pointed) == before


def test_it_goes_when_another_layer_is_chosen(pointed):
    refuse_in_kernel(pointed)
    pointed.stage.setFocus()
    session = pointed.session
    session.seek(session.timeline.first)
    assert said(pointed)
    session.go_to_chapter(next(at for at, one in enumerate(session.timeline.chapters) if one.layer == 1))
    assert not said(pointed)
