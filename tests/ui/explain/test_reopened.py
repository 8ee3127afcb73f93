"""Explain opens on the step in hand, whatever went by while it was folded away."""

import pytest
from explain_tools import opened_tab, to_chapter
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QWidget
from ui_tools import press

from cnnviz.explain import why
from cnnviz.gallery.examples import EXAMPLES


def by_key(window):
    press("e")


def by_set_up(window):
    """Open a panel at the left, for which Explain makes room."""
    window.resize(1280, 800)
    window.setup.open("layers")


def without_set_up(window):
    window.setup.open("")


def by_presenting(window):
    press(Qt.Key.Key_F5)


def another_step(window):
    window.session.move(3)


def another_example(window):
    window.session.open_example(EXAMPLES[3])


AWAY = [(by_key, by_key), (by_set_up, by_key), (by_set_up, without_set_up), (by_presenting, by_presenting)]


@pytest.mark.parametrize(("away", "back"), AWAY)
@pytest.mark.parametrize("meanwhile", [another_step, another_example])
@pytest.mark.parametrize("name", ["why", "formula", "ledger"])
@pytest.mark.some(2)
def test_it_comes_back_with_the_step_in_hand(window, name, away, back, meanwhile):
    to_chapter(window, "convolve", 28)
    tab = opened_tab(window, name)
    before = shown(tab)
    away(window)
    assert not window.explain.panel.isVisible()
    meanwhile(window)
    back(window)
    QApplication.processEvents()
    assert window.explain.panel.isVisible()
    now = shown(tab)
    assert now != before
    if name == "why":
        assert now == str(why(window.session.frame))
    window.explain.panel.set_frame(window.session.frame)
    assert shown(tab) == now


def shown(tab):
    """Return all texts that can be seen on a tab, or are read out."""
    if tab.objectName() == "explain_why":
        return tab.contents.accessibleName()
    texts = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    return texts, [child.accessibleName() for child in tab.findChildren(QWidget) if child.accessibleName()]
