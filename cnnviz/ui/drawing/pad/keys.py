"""What the keys do on the pad."""

from collections.abc import Callable

from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.numerals import MINUS
from cnnviz.qt import QKeyEvent, Qt
from cnnviz.ui.drawing.pad.numbers import PadNumbers
from cnnviz.ui.drawing.pad.strokes import StrokePad

TOOL_KEYS = {
    Tool.BRUSH: Qt.Key.Key_B,
    Tool.ERASER: Qt.Key.Key_E,
    Tool.LINE: Qt.Key.Key_L,
    Tool.RECTANGLE: Qt.Key.Key_R,
    Tool.FILL: Qt.Key.Key_F,
    Tool.PICKER: Qt.Key.Key_I,
}
_TOOLS = {key: tool for tool, key in TOOL_KEYS.items()}
_MOVES = {
    Qt.Key.Key_Left: (0, -1, "left"),
    Qt.Key.Key_Right: (0, 1, "right"),
    Qt.Key.Key_Up: (-1, 0, "up"),
    Qt.Key.Key_Down: (1, 0, "down"),
}
_FAR = {Qt.Key.Key_Home, Qt.Key.Key_End}
_NUDGES = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
_EDITS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_ERASES = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_SIZES = {"[": -1, "]": 1}
_BEGINS_A_NUMBER = {*"0123456789-.,", MINUS}
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class PadKeys:
    """Arrows move, Space draws, letters take tools, digits begin a number, Ctrl with arrows shifts the image.

    Parameters
    ----------
    shift : asks for the whole image to be shifted "left", "right", "up" or "down"
    """

    def __init__(self, pad: StrokePad, numbers: PadNumbers, shift: Callable[[str], None]) -> None:
        self._pad, self._numbers, self._shift = pad, numbers, shift

    def means(self, event: QKeyEvent) -> bool:
        """Return whether a key means something here, so that the window must not take it for a shortcut."""
        key = event.key()
        if event.modifiers() & _COMMANDS:
            return key in _MOVES
        named = {*_TOOLS, *_MOVES, *_FAR, *_NUDGES, *_EDITS, *_ERASES, Qt.Key.Key_Space}
        return (
            key in named
            or event.text() in _BEGINS_A_NUMBER | set(_SIZES)
            or (key == Qt.Key.Key_Escape and self._pad.drawing)
        )

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; return whether it means anything."""
        if not self.means(event):
            return False
        key = Qt.Key(event.key())
        if event.modifiers() & _COMMANDS:
            self._shift(_MOVES[key][2])
        elif key in _MOVES or key in _FAR:
            self._move(key)
        elif key == Qt.Key.Key_Space:
            self._draw(erases=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            self._do(key, event.text())
        return True

    def _move(self, key: Qt.Key) -> None:
        (row, column), (height, width) = self._pad.selected, self._pad.image.shape[:2]
        if key in _MOVES:
            down, right, _ = _MOVES[key]
            row, column = min(max(row + down, 0), height - 1), min(max(column + right, 0), width - 1)
        else:
            column = 0 if key == Qt.Key.Key_Home else width - 1
        self._pad.select((row, column))

    def _draw(self, *, erases: bool) -> None:
        """Set the brush down; a line or a rectangle begins with Space and ends with it."""
        tool = Tool.ERASER if erases else self._pad.brush.tool
        if self._pad.drawing:
            self._pad.end()
            return
        self._pad.begin(tool)
        if not tool.spans:
            self._pad.end()

    def _do(self, key: Qt.Key, text: str) -> None:
        pad = self._pad
        if key in _TOOLS:
            pad.brush.take(_TOOLS[key])
        elif key in _NUDGES:
            self._numbers.nudge(pad.selected, _NUDGES[key])
        elif key in _EDITS:
            self._numbers.edit()
        elif key in _ERASES:
            self._numbers.set(pad.selected, (0.0,))
        elif key == Qt.Key.Key_Escape:
            pad.cancel()
        elif text in _SIZES:
            pad.brush.set_size(pad.brush.size + _SIZES[text])
        else:
            self._numbers.edit(text.replace("-", MINUS))
