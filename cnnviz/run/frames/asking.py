"""What someone who predicts is asked at a step; a frame that asks shows nothing that would answer it."""

from enum import Enum

from cnnviz.frozen import frozen_dataclass
from cnnviz.trace.steps import Cell


class AskKind(Enum):
    """What is asked for."""

    VALUE = "value"
    WINNER = "winner"
    SIZE = "size"
    CHANGES = "changes"
    MISTAKE = "mistake"


class Scope(Enum):
    """Which of the numbers that a step writes are asked for."""

    ONE = "one"
    OVERLAP = "overlap"
    WHOLE = "whole"


@frozen_dataclass(slots=True)
class Asking:
    """One question.

    Parameters
    ----------
    kind : what is asked for
    array : what the step writes to
    cell : the cell that is asked about, None where that is an array, or where in it
    mistake : of a result that is shown the name of the mistake that made it
    """

    kind: AskKind
    array: str
    cell: Cell | None = None
    mistake: str = ""

    @property
    def cell_is_clicked(self) -> bool:
        """Whether a click on a cell is an answer."""
        return self.kind in (AskKind.WINNER, AskKind.CHANGES)

    @property
    def of_size(self) -> bool:
        """Whether it is asked how large what is written will be."""
        return self.kind is AskKind.SIZE

    @property
    def waits(self) -> bool:
        """Whether not even the place may be seen, so that all stands as it was before the step."""
        return self.kind in (AskKind.SIZE, AskKind.CHANGES)
