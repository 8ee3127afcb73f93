"""Every control of a window that takes the keyboard, or that the mouse works, and what a choice with it is."""

from layer_tools import LEFT, NONE
from PyQt5.QtCore import QPoint, Qt, QTimer
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QScrollBar,
    QWidget,
)
from ui_tools import give_keyboard, step

KEY = Qt.Key


def controls(window):
    """Return everything seen in a window that takes the keyboard, by mouse or by Tab, or that the mouse works."""
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QAbstractItemView)
    return [
        it
        for it in window.findChildren(QWidget)
        if it.isVisible()
        and it.isEnabled()
        and it.window() is window
        and (it.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(it, kinds))
        and it is not window.centralWidget()
        and not isinstance(it, (QScrollBar, QMenu))
        and not (isinstance(it, QLineEdit) and isinstance(it.parent(), QAbstractSpinBox))
    ]


def described(control):
    parent = control.parentWidget()
    return f"{type(control).__name__} {control.objectName()} in {parent.objectName()}"


def close_popups():
    while QApplication.activePopupWidget() is not None:
        QApplication.activePopupWidget().close()


def close_what_opened(window):
    close_popups()
    for opened in window.findChildren(QDialog):
        if opened.isVisible():
            opened.close()
    for name in ("learn.predict", "learn.check_code", "view.present"):
        if window.actions_by_id[name].isChecked():
            window.actions_by_id[name].trigger()
    give_keyboard(window)


def work_by_mouse(window, control):
    """Make a choice with a control by the mouse, each kind in its way."""
    part = window.setup.part
    scroller = window.setup.panel(part) if part else None
    if scroller is not None and scroller.isAncestorOf(control):
        scroller.ensureWidgetVisible(control)
    if isinstance(control, QComboBox):
        QTest.mouseClick(control, LEFT, NONE)
        view = control.view()
        rows = [row for row in range(control.count()) if control.model().item(row).isEnabled()]
        view.scrollTo(view.model().index(rows[-1], 0))
        place = view.visualRect(view.model().index(rows[-1], 0)).center()
        QTest.mouseMove(view.viewport(), place)
        QApplication.processEvents()
        QTest.mouseClick(view.viewport(), LEFT, NONE, place)
        if view.isVisible():  # the click that opened it is too near by the clock: Qt waits a while
            view.setCurrentIndex(view.model().index(rows[-1], 0))
            QTest.keyClick(view, KEY.Key_Return)
    elif isinstance(control, QAbstractSpinBox):
        step(control)
    elif getattr(control, "menu", lambda: None)() is not None:
        QTimer.singleShot(0, close_popups)  # as soon as it is there: nothing is chosen
        QTest.mouseClick(control, LEFT, NONE)
        QApplication.processEvents()
    else:
        at = QPoint(8, control.height() // 2)
        QTest.mouseClick(getattr(control, "viewport", lambda: control)(), LEFT, NONE, at)
    QApplication.processEvents()
