"""A field over a cell of the stage, in which its number is typed."""

from PyQt5.QtCore import QRect, Qt, pyqtSignal
from PyQt5.QtGui import QFocusEvent, QKeyEvent
from PyQt5.QtWidgets import QLineEdit, QWidget

from cnnviz.explain.numbers import quoted, typed, written

_LEAST_WIDTH = 64
_LEAST_HEIGHT = 26


class CellEditor(QLineEdit):
    """Shows a number to be typed over; Enter takes it, Escape or a click elsewhere forgets it.

    Signals
    -------
    typed : the new number
    refused : one sentence that says why what was typed is not a number
    left : the keyboard should go back to the stage
    """

    typed = pyqtSignal(float)
    refused = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setAccessibleName(self.tr("Number of the cell"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._take)
        self.hide()

    def edit(self, cell: QRect, value: float) -> None:
        """Open over a cell of the parent."""
        self.setText(written(value))
        wide = QRect(0, 0, max(cell.width(), _LEAST_WIDTH), max(cell.height(), _LEAST_HEIGHT))
        wide.moveCenter(cell.center())
        self.setGeometry(wide)
        self.show()
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.hide()

    def _take(self) -> None:
        value = typed(self.text())
        if value is None:
            self.refused.emit(self.tr("{0} is not a number").format(quoted(self.text())))
            return
        self._close()
        self.typed.emit(value)

    def _close(self) -> None:
        self.hide()
        self.left.emit()
