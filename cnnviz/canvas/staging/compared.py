"""Which cells of a plane win, tie or lose in the step in hand."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import ASKED, FADED, PLAIN, TIED, WON
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing

SHOWN: Mapping[Standing | None, int] = {
    None: PLAIN,
    Standing.WINNER: WON,
    Standing.TIED: TIED,
    Standing.LOSER: FADED,
}
"""How a grid shows what a maximum makes of a cell."""


def standing_of(plane: Plane, frame: Frame, shape: tuple[int, int]) -> NDArray[np.int8] | None:
    """Return how the cells of a plane of `shape` stand, None where nothing in it is compared."""
    own = [
        (cell.index, SHOWN[standing])
        for cell, standing in frame.standings.items()
        if cell.array == plane.array
    ]
    asked = None if frame.asking is None or frame.waits else frame.asking.cell
    if asked is not None and asked.array == plane.array and frame.withholds(asked):
        own.append((asked.index, ASKED))
    if not own:
        return None
    shown = np.full(shape, PLAIN, np.int8)
    for index, standing in own:
        for row, column in plane.locate(np.array([index], np.intp)):
            shown[row, column] = standing
    return shown
