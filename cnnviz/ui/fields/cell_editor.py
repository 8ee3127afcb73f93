"""A field over a cell of the stage, in which its number is typed."""

from cnnviz.explain.numbers import written
from cnnviz.importing.sentences import quoted
from cnnviz.numerals import typed
from cnnviz.qt import QFocusEvent, QKeyEvent, QLineEdit, QPoint, QRect, QSize, Qt, QWidget, pyqtSignal

LEAST_SIZE = QSize(64, 26)


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
        self.open_over(cell, written(value))

    def open_over(self, cell: QRect, text: str, width: int = LEAST_SIZE.width()) -> None:
        """Open over a cell of the parent, at least `width` pixels wide, with a text to be typed over."""
        self.setText(text)
        least = QSize(width, LEAST_SIZE.height())
        self.setGeometry(over(cell, least, self.parentWidget().rect()))
        self.show()
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.hide()

    def leave(self) -> None:
        """Close, and let the keyboard go."""
        self.hide()
        self.left.emit()

    def _take(self) -> None:
        value = typed(self.text())
        if value is None:
            self.refused.emit(self.tr("{0} is not a number").format(quoted(self.text())))
            return
        self.leave()
        self.typed.emit(value)


def over(cell: QRect, least: QSize, room: QRect) -> QRect:
    """Return where a field of at least a size lies over a cell: in its middle, but within the room that there is."""
    size = cell.size().expandedTo(least).boundedTo(room.size())
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(cell.center())
    place.moveLeft(min(max(place.left(), room.left()), room.right() + 1 - size.width()))
    place.moveTop(min(max(place.top(), room.top()), room.bottom() + 1 - size.height()))
    return place
