"""What can be clicked lies on top where it stands: tests that click a part by its name do not see what covers it."""

import pytest
from explain_tools import opened_tab
from layer_tools import click, named
from PyQt5.QtCore import QPoint, QRect
from PyQt5.QtWidgets import QAbstractButton, QApplication, QWidget
from ui_tools import until

SIZES = ((1024, 700), (1280, 800), (1440, 900))


def covered(window):
    """Return the buttons whose middle, as far as it is seen, belongs to something else."""
    found = []
    for button in window.findChildren(QAbstractButton):
        seen = (
            button.visibleRegion().boundingRect()
            if button.isVisible() and button.window() is window
            else QRect()
        )
        if seen.isEmpty():
            continue
        met: QWidget | None = window.childAt(button.mapTo(window, QPoint(seen.center())))
        if met is not button and (met is None or not button.isAncestorOf(met)):
            found.append((button.objectName() or button.text(), met))
    return found


@pytest.mark.some(4)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("section", ["image", "layers", "loss", "training"])
def test_no_button_is_covered(window, section, size):
    window.resize(*size)
    window.setup.open(section)
    QApplication.processEvents()
    assert covered(window) == []


@pytest.mark.parametrize("tab", ["why", "formula", "ledger", "code", "check"])
def test_none_is_beside_an_explanation(window, tab):
    window.resize(1440, 900)
    opened_tab(window, tab)
    QApplication.processEvents()
    assert covered(window) == []


def test_none_is_after_a_training(window):
    window.resize(*SIZES[0])
    window.setup.open("training")
    click(named(window, "set_target"))
    click(named(window, "train_10"))
    until(lambda: len(window.session.rounds) == 11)
    QApplication.processEvents()
    assert named(window, "see_way").isVisible()
    assert covered(window) == []
