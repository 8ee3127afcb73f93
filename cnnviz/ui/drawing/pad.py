"""The image as a pad to draw on: a fast drag leaves no gaps, and everything follows while one draws."""

import numpy as np
from PyQt5.QtCore import QEvent, QRect, Qt, pyqtSignal
from PyQt5.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PyQt5.QtWidgets import QWidget

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import Place
from cnnviz.experiment.drawing.strokes import Stroke, Tool
from cnnviz.session.undo import next_part
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.pad_keys import PadKeys
from cnnviz.ui.drawing.pad_numbers import PadNumbers
from cnnviz.ui.drawing.pad_view import PadView

_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class DrawPad(PadView):
    """Shows an image, and draws on it with the mouse or the keyboard.

    Signals
    -------
    drawn : (the image, what was done in words, the number of the stroke or -1)
    change_asked : the key of a change to the whole image, such as "left"
    said : one sentence that says why what was typed is not taken
    """

    drawn = pyqtSignal(object, str, int)
    change_asked = pyqtSignal(str)
    said = pyqtSignal(str)

    def __init__(self, brush: Brush, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(brush, palette, parent)
        self.setObjectName("draw_pad")
        self.setProperty("keeps_keys", True)
        self._stroke: Stroke | None = None
        self._last: Place = (0, 0)
        self._button = Qt.MouseButton.NoButton
        self._dab: Stroke | None = None  # the last stroke, if it is no more than a click
        self._keys = PadKeys(self)
        self.numbers = PadNumbers(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, fill, or pick a value."""
        cell = self._picture.grid.at(event.localPos())
        if self._image is None or cell is None or self._other_is_held(event):
            return
        self.end()  # what a release that never came here has left
        self._dab = None
        self.select(cell)
        if (
            event.button() == Qt.MouseButton.MiddleButton
            or event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.brush.pick(self.image[cell].tolist())
        elif event.button() in _BUTTONS:
            self._button = event.button()
            erases = event.button() == Qt.MouseButton.RightButton
            self.begin(Tool.ERASER if erases else self.brush.tool)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, without a gap however fast the pointer is, or show what it points at."""
        if self._image is None:
            return
        grid = self._picture.grid
        self.point_at(grid.at(event.localPos()))
        if self._stroke is not None and event.buttons() & self._button:
            self.select(grid.near(event.localPos()))

    def _other_is_held(self, event: QMouseEvent) -> bool:
        mine = self._button in (Qt.MouseButton.NoButton, event.button())
        return not mine and bool(event.buttons() & self._button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if event.button() == self._button:
            self.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take back the dab of the first click, and let the number of the cell be typed."""
        cell = self._picture.grid.at(event.localPos())
        if event.button() != Qt.MouseButton.LeftButton or cell is None or cell != self.selected:
            self.mousePressEvent(event)
            return
        if self._dab is not None:
            self.ask(self._dab.before, self.tr(self._dab.tool.verb), self._dab.part)
        self.numbers.edit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the cell under the pointer, with Ctrl; else leave the wheel to the panel."""
        cell = self._picture.grid.at(event.position())
        if self._image is None or cell is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        event.accept()
        self.numbers.turn(cell, event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's shortcuts."""
        asks = event.type() == QEvent.Type.ShortcutOverride and self._image is not None
        if asks and isinstance(event, QKeyEvent) and self._keys.means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here, or leave it to the window."""
        if self._image is None or not self._keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the selected cell."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the selected cell, and end what the keyboard has begun."""
        super().focusOutEvent(event)
        if self._button == Qt.MouseButton.NoButton:
            self.end()
        self.update()

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
        self.numbers.end_run()
        if tool is Tool.PICKER:
            self.brush.pick(self.image[self.selected].tolist())
            return
        ink = 0.0 if tool is Tool.ERASER else self.brush.ink(self.image.shape[2])
        self._stroke = Stroke(tool, ink, self.brush.size, self.image, self.selected, next_part())
        self._dab, self._last = self._stroke, self.selected
        self.show_pointed()
        self._lead_on()

    def end(self) -> None:
        """End the stroke."""
        self._stroke, self._button = None, Qt.MouseButton.NoButton
        self.show_pointed()

    def cancel(self) -> None:
        """Take the stroke back."""
        stroke = self._stroke
        self.end()
        if stroke is not None:
            self.ask(stroke.before, self.tr(stroke.tool.verb), stroke.part)

    def forget(self) -> None:
        """Let go of what was begun on an image of another size."""
        self._stroke = self._dab = None
        self.numbers.end_run()
        self.numbers.close()

    @property
    def drawing(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._stroke is not None

    def ask(self, image: Array, text: str, part: int) -> None:
        """Ask for another image, if it is another."""
        if not np.array_equal(image, self.image, equal_nan=True):
            self.drawn.emit(image, text, part)

    def _lead_on(self) -> None:
        assert self._stroke is not None
        image = self._stroke.drawn(self.image, self._last, self.selected)
        self._last = self.selected
        self.ask(image, self.tr(self._stroke.tool.verb), self._stroke.part)
