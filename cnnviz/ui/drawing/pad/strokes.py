"""Strokes on the pad: begun at the selected cell, led from cell to cell without gaps, ended or taken back."""

import numpy as np

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import Place
from cnnviz.experiment.drawing.strokes import Stroke, Tool
from cnnviz.qt import QRect, QWidget, pyqtSignal
from cnnviz.session.undo import next_part
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.pad.view import PadView


class StrokePad(PadView):
    """Draws on an image with the brush, whatever leads it.

    Signals
    -------
    drawn : (the image, what was done in words, the number of the stroke or -1)
    begun : a stroke begins, or a value is picked
    """

    drawn = pyqtSignal(object, str, int)
    begun = pyqtSignal()

    def __init__(self, brush: Brush, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(brush, palette, parent)
        self._stroke: Stroke | None = None
        self._last: Place = (0, 0)
        self._dab: Stroke | None = None  # the last stroke, if it is no more than a click

    @property
    def drawing(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._stroke is not None

    def select(self, cell: Place) -> None:
        """Go to a cell; a stroke that is being drawn is led there."""
        if cell != self.selected:
            for place in (self.selected, cell):
                self.update(self._picture.area(QRect(place[1], place[0], 1, 1)))
            self.selected = cell
            if self._stroke is not None:
                self._dab = None
                self._lead_on()

    def begin(self, tool: Tool) -> None:
        """Begin a stroke at the selected cell, or pick its value."""
        self._dab = None
        self.begun.emit()
        if tool is Tool.PICKER:
            self.pick()
            return
        ink = 0.0 if tool is Tool.ERASER else self.brush.ink(self.image.shape[2])
        self._stroke = Stroke(tool, ink, self.brush.size, self.image, self.selected, next_part())
        self._dab, self._last = self._stroke, self.selected
        self.show_pointed()
        self._lead_on()

    def pick(self) -> None:
        """Draw with the value of the selected cell from now on."""
        self._dab = None
        self.brush.pick(self.image[self.selected].tolist())

    def end(self) -> None:
        """End the stroke."""
        self._stroke = None
        self.show_pointed()

    def cancel(self) -> None:
        """Take the stroke back."""
        stroke = self._stroke
        self.end()
        self._take_back(stroke)

    def take_back_dab(self) -> None:
        """Take the last stroke back, if it was no more than a click."""
        self._take_back(self._dab)

    def forget(self) -> None:
        """Let go of what was begun on an image of another size."""
        self._stroke = self._dab = None

    def ask(self, image: Array, text: str, part: int) -> None:
        """Ask for another image, if it is another."""
        if not np.array_equal(image, self.image, equal_nan=True):
            self.drawn.emit(image, text, part)

    def _take_back(self, stroke: Stroke | None) -> None:
        if stroke is not None:
            self.ask(stroke.before, self.tr(stroke.tool.verb), stroke.part)

    def _lead_on(self) -> None:
        assert self._stroke is not None
        image = self._stroke.drawn(self.image, self._last, self.selected)
        self._last = self.selected
        self.ask(image, self.tr(self._stroke.tool.verb), self._stroke.part)
