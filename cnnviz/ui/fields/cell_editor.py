"""A field over a cell, in which its number is typed."""

from typing import Any

from cnnviz.explain.numbers import written
from cnnviz.explain.reading import real
from cnnviz.explain.words import sentence
from cnnviz.qt import QEvent, QFocusEvent, QKeyEvent, QLineEdit, QPoint, QRect, QSize, Qt, QWidget, pyqtSignal

LEAST_SIZE = QSize(64, 26)
_TAKES = {Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


class CellEditor(QLineEdit):
    """Shows a number to be typed over; Enter, Tab or a click elsewhere takes it, Escape drops it.

    With what is no number in it, Enter and Tab leave it open, to be mended.

    Signals
    -------
    typed : the new number
    refused : one sentence that says why what was typed is not a number
    settled : what was typed is taken or dropped: what was refused before is no more
    left : the keyboard should go back to what it lies over
    """

    typed = pyqtSignal(object)
    refused = pyqtSignal(str)
    settled = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._open, self._before = False, ""
        self.setObjectName("cell_editor")
        self.setAccessibleName(self.tr("Number of the cell"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def edit(self, cell: QRect, value: float) -> None:
        """Open over a cell of the parent."""
        self.open_over(cell, written(value))

    def open_over(self, cell: QRect, text: str, width: int = LEAST_SIZE.width()) -> None:
        """Open over a cell of the parent, at least `width` pixels wide, with a text to be typed over."""
        self._before = text
        self.setText(text)
        least = QSize(width, LEAST_SIZE.height())
        self.setGeometry(over(cell, least, self.parentWidget().rect()))
        self._open = True
        self.show()
        self.selectAll()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Take the number with Tab, before it moves the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TAKES:
            event.accept()  # else a line leaves Enter to its parent, which would open this field again
            if self._take():
                self.went_on(_TAKES[Qt.Key(event.key())])
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the number when the keyboard goes elsewhere, but not for the field's own menu."""
        super().focusOutEvent(event)
        if self._open and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._open = False
            self.hide()
            self._hand_over()

    def leave(self) -> None:
        """Drop what was typed, close, and let the keyboard go."""
        self._open = False
        self.left.emit()
        self.hide()
        self.settled.emit()

    def drop(self) -> None:
        """Drop what was typed, and close: the cell is not there any more."""
        self._open = False
        self.hide()

    def read(self) -> Any:
        """Return what was typed; a ValueError says why it is not taken."""
        return real(self.text())

    def went_on(self, steps: int) -> None:
        """Do what comes behind Enter (0), Tab (1) or Shift+Tab (-1)."""

    def _take(self) -> bool:
        """Close and hand over what was typed; where that cannot be, stay open and return False."""
        try:
            if self._changed:
                self.read()
        except ValueError as error:
            self.refused.emit(sentence(str(error)))
            return False
        self.leave()
        self._hand_over()
        return True

    @property
    def _changed(self) -> bool:
        """Whether there is something to take: a number that was left as it was keeps the digits that are not shown."""
        return self.text() != self._before

    def _hand_over(self) -> None:
        try:
            value = self.read() if self._changed else None
        except ValueError as error:
            self.refused.emit(sentence(str(error)))
            return
        self.settled.emit()
        if value is not None:
            self.typed.emit(value)


def over(cell: QRect, least: QSize, room: QRect) -> QRect:
    """Return where a field of at least a size lies over a cell: in its middle, but within the room that there is."""
    size = cell.size().expandedTo(least).boundedTo(room.size())
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(cell.center())
    place.moveLeft(min(max(place.left(), room.left()), room.right() + 1 - size.width()))
    place.moveTop(min(max(place.top(), room.top()), room.bottom() + 1 - size.height()))
    return place
