"""The image as a pad to draw on: mouse, keys and wheel lead the brush and change single numbers."""

from cnnviz.canvas.palette import Palette
from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.qt import QEvent, QFocusEvent, QKeyEvent, QMouseEvent, Qt, QWheelEvent, QWidget, pyqtSignal
from cnnviz.ui.drawing.brush import Brush
from cnnviz.ui.drawing.pad.keys import PadKeys
from cnnviz.ui.drawing.pad.numbers import PadNumbers
from cnnviz.ui.drawing.pad.strokes import StrokePad

_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class DrawPad(StrokePad):
    """Shows an image, and draws on it with the mouse or the keyboard.

    Signals
    -------
    change_asked : the key of a change to the whole image, such as "left"
    said : one sentence that says why what was typed is not taken
    settled : what was typed is taken or dropped
    """

    change_asked = pyqtSignal(str)
    said = pyqtSignal(str)
    settled = pyqtSignal()

    def __init__(self, brush: Brush, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(brush, palette, parent)
        self.setObjectName("draw_pad")
        hint = self.tr("Space draws · ← → ↑ ↓ move · digits type a number · Esc back to the stage")
        self.setProperty("key_hint", hint)
        self._button = Qt.MouseButton.NoButton
        self._numbers = PadNumbers(self)
        self._numbers.refused.connect(self.said)
        self._numbers.settled.connect(self.settled)
        self._keys = PadKeys(self, self._numbers, self.change_asked.emit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, fill, or pick a value."""
        cell = self._picture.grid.at(event.localPos())
        if self._image is None or cell is None or self._other_is_held(event):
            return
        self.end()  # what a release that never came here has left
        self.select(cell)
        with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.button() == Qt.MouseButton.MiddleButton or with_alt:
            self.pick()
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
        if self.drawing and event.buttons() & self._button:
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
        self.take_back_dab()
        self._numbers.edit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the cell under the pointer, with Ctrl; else leave the wheel to the panel."""
        cell = self._picture.grid.at(event.position())
        if self._image is None or cell is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        event.accept()
        self._numbers.turn(cell, event)

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

    def end(self) -> None:
        """End the stroke, and let go of the button that led it."""
        self._button = Qt.MouseButton.NoButton
        super().end()

    def forget(self) -> None:
        """Let go of what was begun on an image of another size."""
        super().forget()
        self._numbers.forget()
