"""Numbers of single cells of the pad: typed, or turned up and down by the wheel."""

from cnnviz.canvas.wheel import Notches
from cnnviz.experiment.drawing.painting import Place
from cnnviz.explain.numbers import stepped
from cnnviz.qt import QObject, QWheelEvent, pyqtSignal
from cnnviz.ui.drawing.pad.editor import PadEditor, numbers_text
from cnnviz.ui.drawing.pad.strokes import StrokePad
from cnnviz.ui.fields.held import EditSeries

_STEP = 0.1  # what one notch changes a cell by


class PadNumbers(QObject):
    """Lets the numbers of a pad's cells be changed one by one.

    Signals
    -------
    refused : one sentence that says why what was typed is not taken
    settled : what was typed is taken or dropped
    """

    refused = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, pad: StrokePad) -> None:
        super().__init__(pad)
        self._pad = pad
        self._notches = Notches()
        self._series = EditSeries()
        self._editor = PadEditor(pad)
        self._editor.typed.connect(lambda values: self.set(pad.selected, values))
        self._editor.followed.connect(self._go_on)
        self._editor.refused.connect(self.refused)
        self._editor.settled.connect(self.settled)
        self._editor.left.connect(pad.setFocus)
        pad.begun.connect(self._series.end)

    def forget(self) -> None:
        """Forget what is being typed, and let the next turn be a change of its own."""
        self._editor.drop()
        self._series.end()

    def edit(self, text: str = "") -> None:
        """Let the numbers of the selected cell be typed; a text is what has been typed already."""
        cell = self._pad.selected
        self._editor.edit_cell(self._pad.cell_rect(cell), self._pad.image[cell].tolist(), text)

    def set(self, cell: Place, values: tuple[float, ...]) -> None:
        """Ask for other numbers in a cell, one for each channel or one for all."""
        self._series.end()
        self._ask(cell, values, -1)

    def nudge(self, cell: Place, steps: int) -> None:
        """Ask for a little more or less in a cell; a series of such changes is one."""
        values = [stepped(value, steps, _STEP) for value in self._pad.image[cell].tolist()]
        self._ask(cell, tuple(values), self._series.part(cell))

    def turn(self, cell: Place, event: QWheelEvent) -> None:
        """Change a cell by as many steps as the wheel has turned by notches."""
        notches = self._notches.turned(event)
        if notches:
            self.nudge(cell, notches)

    def _go_on(self, steps: int) -> None:
        """Select the next cell, row by row, or the one before."""
        height, width = self._pad.image.shape[:2]
        row, column = self._pad.selected
        self._pad.select(divmod((row * width + column + steps) % (height * width), width))

    def _ask(self, cell: Place, values: tuple[float, ...], part: int) -> None:
        image = self._pad.image.copy()
        image[cell] = values
        shown = values[:1] if len(set(values)) == 1 else values
        self._pad.ask(image, self.tr("set X[{0}, {1}] to {2}").format(*cell, numbers_text(shown)), part)
