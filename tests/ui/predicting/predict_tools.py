"""What someone sees who predicts, and the ways to a question."""

from painted_texts import texts
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QWidget

from cnnviz.canvas.grids.grid import GridItem
from cnnviz.run.timeline import Position


def to(window, key, step):
    index = [chapter.key for chapter in window.session.timeline.chapters].index(key)
    window.session.seek(Position(index, step))
    QApplication.processEvents()


def card(window):
    return window.findChild(QWidget, "question_card")


def hint(window):
    (line,) = texts(window.findChild(QWidget, "key_hint"))
    return line


def grids(window):
    """Return how many rows and columns the grids have that are to be seen."""
    items = [one for one in window.stage.scene().items() if isinstance(one, GridItem) and one.isVisible()]
    return {(grid.rows, grid.columns) for grid in items}


def click(window, cell):
    at = QPoint(window.stage.cell_centre(cell))
    QTest.mouseClick(window.stage.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.processEvents()


def focus():
    return QApplication.focusWidget()
