"""The field over a cell of the pad: one number, or one for each channel."""

from collections.abc import Sequence

from cnnviz.explain.numbers import written
from cnnviz.importing.sentences import quoted
from cnnviz.numerals import typed
from cnnviz.qt import QEvent, QKeyEvent, QRect, Qt, QWidget, pyqtSignal
from cnnviz.ui.fields.cell_editor import LEAST_SIZE, CellEditor


class PadEditor(CellEditor):
    """Shows the numbers of a cell to be typed over; Tab takes them too, and goes on to the next cell.

    Signals
    -------
    taken : the new numbers, one for each channel
    went_on : to the next cell (1) or the one before (-1)
    """

    taken = pyqtSignal(object)
    went_on = pyqtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pad_editor")
        self._channels = 1

    def edit_cell(self, cell: QRect, values: Sequence[float], text: str = "") -> None:
        """Open near a cell of the parent, on its numbers or on a text that has just been begun."""
        self._channels = len(values)
        self.open_over(cell, text or numbers_text(values), LEAST_SIZE.width() * self._channels)
        if text:
            self.end(False)  # one goes on typing behind it
        self.setToolTip(self._rule() if self._channels > 1 else "")
        self.setAccessibleDescription(self.toolTip())

    def event(self, event: QEvent) -> bool:
        """Take the numbers with Tab, before it moves the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if steps is not None:
                self._take()
                if self.isHidden():
                    self.went_on.emit(steps)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which a line leaves to its parent: there it would open this field again."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _take(self) -> None:
        values = [typed(part) for part in self.text().replace(";", " ").split()]
        numbers = [value for value in values if value is not None]
        if len(numbers) != len(values) or len(numbers) not in (1, self._channels):
            self.refused.emit(self._rule())
            return
        self.leave()
        self.taken.emit(tuple(numbers * self._channels if len(numbers) == 1 else numbers))

    def _rule(self) -> str:
        if self._channels == 1:
            return self.tr("{0} is not a number").format(quoted(self.text()))
        if self._channels == 3:
            return self.tr(
                "Type three numbers, red, green and blue, with spaces between them, or one for all"
            )
        return self.tr("Type {0} numbers with spaces between them, or one for all").format(self._channels)


def numbers_text(values: Sequence[float]) -> str:
    """Return numbers as they are typed, with spaces between."""
    return " ".join(map(written, values))
