"""Whether an explanation would tell what is hidden: then there is none until the number is known."""

import numpy as np

from cnnviz.hidden import hidden_among, is_hidden
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell


def is_withheld(frame: Frame, cell: Cell | None = None) -> bool:
    """Return whether the step in hand, or a cell that is asked about, has to do with a hidden number."""
    if frame.answers:
        return True
    if not frame.timeline.is_veiled:
        return False
    if cell is None:
        return bool(frame.asked) or any(is_hidden(_number(frame, one)) for one in frame.step.cells)
    trace, arrays = frame.chapter.trace, frame.chapter.arrays
    if is_hidden(float(arrays[cell.array][cell.index])):
        return True
    if cell.array not in trace.outputs:
        return False
    return bool(hidden_among(np.asarray(trace.terms_of(cell).products(arrays))).any())


def _number(frame: Frame, cell: Cell) -> float:
    return float(frame.arrays[cell.array][cell.index])
