"""The tools to draw with, and what each makes of an image between the press of a button and its release."""

from enum import Enum

from cnnviz.experiment.arrays import Array
from cnnviz.experiment.drawing.painting import Place, Value, filled, line, painted, rectangle
from cnnviz.frozen import NamedTuple


class Tool(Enum):
    """What the pointer does on an image; the value is the tool's name."""

    BRUSH = "brush"
    ERASER = "eraser"
    LINE = "line"
    RECTANGLE = "rectangle"
    FILL = "fill"
    PICKER = "picker"

    @property
    def spans(self) -> bool:
        """Whether what is drawn lies between where one began and where one is, and follows the pointer."""
        return self in (Tool.LINE, Tool.RECTANGLE)

    @property
    def verb(self) -> str:
        """What drawing with it is called."""
        return {Tool.BRUSH: "draw", Tool.ERASER: "erase", Tool.FILL: "fill"}.get(self, f"draw {self.value}")


class Stroke(NamedTuple):
    """What is drawn at one go.

    Parameters
    ----------
    tool : any but the picker, which draws nothing
    value : what the cells are set to; the eraser's is 0
    size : cells that the brush is wide
    before : the image as it was
    start : (row, column) where it began
    part : the number that all its edits share
    """

    tool: Tool
    value: Value
    size: int
    before: Array
    start: Place
    part: int

    def drawn(self, image: Array, last: Place, cell: Place) -> Array:
        """Return `image`, in which the stroke has got to `last`, with the stroke led on to `cell`."""
        match self.tool:
            case Tool.FILL:
                return filled(self.before, self.start, self.value)
            case Tool.LINE:
                return painted(self.before, line(self.start, cell), self.value, self.size)
            case Tool.RECTANGLE:
                return painted(self.before, rectangle(self.start, cell), self.value, self.size)
        return painted(image, line(last, cell), self.value, self.size)
