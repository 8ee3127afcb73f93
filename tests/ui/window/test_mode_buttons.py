"""Predict, Check my code and Present stand in the corner of the menu bar, as words, or as icons where room is short."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QToolButton, QWidget

from cnnviz.session.settings.settings import TEXT_SIZE, settings

WORDS = {"predict": "Predict", "check_code": "Check my code", "present": "Present"}


def buttons(window):
    return [window.findChild(QToolButton, f"mode_{name}") for name in WORDS]


@pytest.mark.parametrize(
    ("width", "percent", "words"), [(1440, 100, True), (1024, 100, True), (1024, 150, False)]
)
def test_they_say_what_they_are_and_nothing_overlaps(window, width, percent, words):
    settings().set(TEXT_SIZE, percent)
    window.resize(width, 800)
    QApplication.processEvents()
    bar, corner = window.menuBar(), window.findChild(QWidget, "modes")
    assert max(bar.actionGeometry(action).right() for action in bar.actions()) < corner.x()
    assert bar.rect().contains(corner.geometry())
    for button, name in zip(buttons(window), WORDS.values(), strict=True):
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        assert button.toolButtonStyle() == style
        assert corner.rect().contains(button.geometry())
        assert button.accessibleName() == button.text() == name
        assert words or not button.icon().isNull()
        assert not words or button.fontMetrics().horizontalAdvance(name) < button.width()
    settings().set(TEXT_SIZE, 100)


def test_they_are_the_actions_of_the_menu_and_tab_comes_to_them(window):
    predict, check, present = buttons(window)
    assert [one.defaultAction() for one in buttons(window)] == [
        window.actions_by_id[name] for name in ("learn.predict", "learn.check_code", "view.present")
    ]
    predict.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(predict, Qt.Key.Key_Tab)
    assert check.hasFocus()
    QTest.keyClick(check, Qt.Key.Key_Tab)
    assert present.hasFocus()
    QTest.keyClick(present, Qt.Key.Key_Escape)
    assert window.stage.hasFocus()
    predict.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(predict, Qt.Key.Key_Space)
    assert window.session.predicting
    assert predict.isChecked()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not predict.isChecked()


def test_other_words_get_the_room_that_they_need(window):
    corner = window.findChild(QWidget, "modes")
    window.actions_by_id["learn.check_code"].setIconText("Check my code once more")
    QApplication.processEvents()
    assert corner.width() == corner.sizeHint().width()
    assert window.menuBar().rect().contains(corner.geometry())
    for button in buttons(window):
        assert button.width() >= button.sizeHint().width()
