"""While a mistake is replayed nothing tells what would have been right, as long as one may try again."""

import pytest
from painted_texts import texts
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QPushButton, QWidget
from ui_tools import press, type_text

from cnnviz.hidden import is_hidden
from cnnviz.run.timeline import Position
from cnnviz.session.predicting.talk import Turn

KEY = Qt.Key


@pytest.fixture
def replayed(window):
    """Return a window with Explain open in which a mistake is replayed: −2 for 1 + (−2)·1."""
    window.explain.open(True)
    index = [chapter.key for chapter in window.session.timeline.chapters].index("scatter")
    window.session.seek(Position(index, 28))
    press(KEY.Key_P)
    type_text("-2")
    press(KEY.Key_Return)
    push(window, "answer_show")
    assert window.session.talk.turn is Turn.REPLAY
    return window


def push(window, name):
    window.findChild(QPushButton, name).click()
    QApplication.processEvents()


def right_sums(window):
    return [text for text in texts(window) if "= −1" in text]


def test_the_stage_shows_what_was_done_and_what_is_right_stays_hidden(replayed):
    frame = replayed.session.frame
    cell = frame.asking.cell
    assert frame.arrays[cell.array][cell.index] == -2
    after = frame.chapter.trace.state(frame.position.step + 1)
    assert is_hidden(float(after[cell.array][cell.index]))


def test_explain_is_closed_until_the_right_way_is_shown(replayed):
    page = replayed.findChild(QWidget, "explain_closed")
    for tab in ("formula", "code", "ledger", "check", "why"):
        replayed.explain.panel.choose(tab)
        QApplication.processEvents()
        assert page.isVisible(), tab
        assert not right_sums(replayed), tab
    push(replayed, "answer_show")
    assert right_sums(replayed)
    assert not page.isVisible()


def test_it_is_tried_again_with_nothing_known(replayed):
    push(replayed, "answer_again")
    assert not right_sums(replayed)
    type_text("-1")
    press(KEY.Key_Return)
    assert replayed.session.talk.turn is Turn.RIGHT
