"""The field over a cell of the pad: one number, or one for each channel."""

from collections.abc import Sequence

from cnnviz.explain.numbers import written
from cnnviz.explain.reading import real
from cnnviz.qt import QRect, QWidget, pyqtSignal
from cnnviz.ui.fields.cell_editor import LEAST_SIZE, CellEditor


class PadEditor(CellEditor):
    """Shows the numbers of a cell to be typed over; Tab takes them too, and goes on to the next cell.

    Signals
    -------
    typed : the new numbers, one for each channel
    followed : by the next cell (1) or the one before (-1)
    """

    followed = pyqtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pad_editor")
        self._channels = 1

    def edit_cell(self, cell: QRect, values: Sequence[float], text: str = "") -> None:
        """Open near a cell of the parent, on its numbers, or on a text that has just been begun instead."""
        self._channels = len(values)
        self.open_over(cell, numbers_text(values), LEAST_SIZE.width() * self._channels)
        if text:
            self.setText(text)
            self.end(False)  # one goes on typing behind it
        self.setToolTip(self._rule() if self._channels > 1 else "")
        self.setAccessibleDescription(self.toolTip())

    def read(self) -> tuple[float, ...]:
        """Return the numbers that were typed; a ValueError says why they are not taken."""
        if self._channels == 1:
            return (real(self.text()),)
        numbers = tuple(real(part) for part in self.text().replace(";", " ").split())
        if len(numbers) not in (1, self._channels):
            raise ValueError(self._rule())
        return numbers * self._channels if len(numbers) == 1 else numbers

    def went_on(self, steps: int) -> None:
        """Go on to the next cell with Tab."""
        if steps:
            self.followed.emit(steps)

    def _rule(self) -> str:
        if self._channels == 3:
            return self.tr(
                "type three numbers, red, green and blue, with spaces between them, or one for all"
            )
        return self.tr("type {0} numbers with spaces between them, or one for all").format(self._channels)


def numbers_text(values: Sequence[float]) -> str:
    """Return numbers as they are typed, with spaces between."""
    return " ".join(map(written, values))
