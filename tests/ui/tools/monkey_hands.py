"""What somebody can do with mouse and keyboard in a window, left to chance, with a diary of it."""

from random import Random

from events import CTRL, LEFT, NONE
from PyQt5 import sip
from PyQt5.QtCore import QPoint, Qt, QTimer
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QMenu,
)
from ui_tools import step

KEY = Qt.Key
NUMBERS = ("0", "1", "-2", "0.5", "3", "12", "1e-3", "-0.25", "7.125", "nonsense", "", "-inf", "nan")


class Hands:
    """Work controls, type, press and point with real events; the same for the same seed."""

    def __init__(self, window, seed):
        self.window = window
        self.random = Random(seed)
        self.diary = []

    def work(self, control):
        """Work a control by mouse or keyboard."""
        if isinstance(control, QComboBox):
            self.work_list(control)
        elif isinstance(control, QAbstractSpinBox):
            control.setFocus()
            if self.random.random() < 0.6:
                self.step(control, self.random.random() < 0.5)
            else:
                control.selectAll()
                self.type(focused=True)
        elif isinstance(control, QAbstractItemView):
            self.work_table(control)
        elif isinstance(control, QAbstractButton) and getattr(control, "menu", lambda: None)() is None:
            QTest.mouseClick(control, LEFT, NONE, QPoint(8, control.height() // 2))

    def step(self, number, up):
        """Click an arrow of a number; those in a dialog of Qt's own do not tell where theirs are."""
        if sip.ispycreated(number):
            step(number, up)
        else:
            self.press(KEY.Key_Up if up else KEY.Key_Down)

    def work_list(self, box):
        """Choose another entry of a list that is not greyed, as it is chosen when the list is open."""
        rows = [row for row in range(box.count()) if box.model().item(row).isEnabled()]
        if rows:
            box.setFocus()
            box.setCurrentIndex(self.random.choice(rows))
            box.activated[int].emit(box.currentIndex())
            box.activated[str].emit(box.currentText())

    def work_table(self, table):
        """Turn a number of a table, or type one."""
        QTest.mouseClick(table.viewport(), LEFT, NONE, self.anywhere(table.viewport()))
        table.setFocus()
        if self.random.random() < 0.5:
            self.press(self.random.choice((KEY.Key_Up, KEY.Key_Down)), self.random.choice((CTRL, NONE)))
        else:
            self.type(focused=True)

    def type(self, *, focused=False):
        """Type a number where one can be typed: into the editor that a click has opened, or what has the focus."""
        widget = QApplication.focusWidget()
        if widget is None or not (focused or widget.objectName() == "cell_editor"):
            return
        for character in self.random.choice(NUMBERS):
            self.press(character)
        self.press(self.random.choice((KEY.Key_Return, KEY.Key_Return, KEY.Key_Escape)))

    def press(self, key, modifiers=NONE):
        """Press a key where the keyboard is, or on the stage."""
        widget = QApplication.focusWidget() or self.window.stage
        handle = widget.window().windowHandle()
        if handle is None:
            return
        self.note("press", key, int(modifiers))
        QTimer.singleShot(0, _leave_menu)
        QTest.keyPress(handle, key, modifiers)
        if not sip.isdeleted(handle):
            QTest.keyRelease(handle, key, modifiers)

    def cell(self):
        """Return the middle of some cell of the stage."""
        stage = self.window.stage
        scene = stage.scene()
        grid = self.random.choice(list(scene.grids.values()))
        at = grid.cell_rect(self.random.randrange(grid.rows), self.random.randrange(grid.columns)).center()
        return stage.mapFromScene(grid.pos() + at)

    def anywhere(self, widget):
        """Return a place on a widget, or just beside it."""
        return QPoint(
            self.random.randint(-4, widget.width() + 4), self.random.randint(-4, widget.height() + 4)
        )

    def note(self, *words):
        """Write into the diary."""
        self.diary.append(" ".join(map(str, words)))


def _leave_menu():
    """Close the menu that a key has opened on a button: it keeps all keys until then."""
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        popup.close()
