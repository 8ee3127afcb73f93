"""What is drawn with: one tool, size and value for all the places where one can draw."""

from collections.abc import Sequence

from cnnviz.experiment.drawing.painting import LARGEST_BRUSH, Value
from cnnviz.experiment.drawing.strokes import Tool
from cnnviz.qt import QObject, pyqtSignal


class Brush(QObject):
    """The tool in hand, how large it is, and the grey value and the colour that it draws.

    Signals
    -------
    changed : any of them is another
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tool = Tool.BRUSH
        self.size = 1
        self.value = 1.0
        self.colour: tuple[float, ...] = (1.0, 1.0, 1.0)
        self._drawing_tool = Tool.BRUSH

    def take(self, tool: Tool) -> None:
        """Take another tool."""
        if tool is not Tool.PICKER:
            self._drawing_tool = tool if tool is not Tool.ERASER else Tool.BRUSH
        self._set("tool", tool)

    def set_size(self, size: int) -> None:
        """Set how many cells the brush is wide, as far as there are such brushes."""
        self._set("size", min(max(size, 1), LARGEST_BRUSH))

    def set_value(self, value: float) -> None:
        """Set what is drawn on an image that is not in colour."""
        self._set("value", value)

    def set_colour(self, colour: Sequence[float]) -> None:
        """Set what is drawn on an image in colour."""
        self._set("colour", tuple(colour))

    def ink(self, channels: int) -> Value:
        """Return what is drawn on an image of so many channels."""
        return self.colour if channels == 3 else self.value

    def pick(self, values: Sequence[float]) -> None:
        """Draw with the values of a cell from now on, and with the tool that was in hand before the picker."""
        if len(values) == 3:
            self.set_colour(values)
        else:
            self.set_value(values[0])
        if self.tool in (Tool.PICKER, Tool.ERASER):
            self.take(self._drawing_tool)

    def _set(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit()
