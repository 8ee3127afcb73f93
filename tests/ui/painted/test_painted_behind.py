"""A step paints no more than what it changes: nothing that lies behind it, where that is covered."""

from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtWidgets import QAction, QApplication


class Painted(QObject):
    """Notes which parts are painted."""

    def __init__(self, *parts):
        super().__init__()
        self.parts = set()
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, part, event):
        if event.type() == QEvent.Type.Paint:
            self.parts.add(part)
        return False


def test_a_step_paints_the_formula_and_not_what_it_covers(opened):
    window = opened("grey")
    formula = window.formula.viewport()
    for _ in ("light", "dark"):
        window.findChild(QAction, "view.theme").trigger()
        QApplication.processEvents()
        painted = Painted(window.work, window.formula, formula)
        window.session.move(1)
        QApplication.processEvents()
        assert painted.parts == {formula}
