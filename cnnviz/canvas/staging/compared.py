"""Which cells of a plane win, tie, lose or are wrong in the step in hand, and what another array has in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import ASKED, FADED, FINISHED, PLAIN, TIED, UNTOUCHED, WON, WRONG
from cnnviz.canvas.plans.stage_plan import Plane
from cnnviz.run.frames.frame import Frame
from cnnviz.run.frames.standing import Standing

if TYPE_CHECKING:
    from cnnviz.run.frames.theirs import Theirs

SHOWN: Mapping[Standing | None, int] = {
    None: PLAIN,
    Standing.WINNER: WON,
    Standing.TIED: TIED,
    Standing.LOSER: FADED,
    Standing.WRONG: WRONG,
}
"""How a grid shows what a maximum makes of a cell."""


def theirs_of(
    plane: Plane, theirs: Theirs
) -> tuple[NDArray[np.floating], NDArray[np.int8], NDArray[np.int8]]:
    """Return what somebody's array holds in a plane, where that is known, and where it is wrong, as a grid has it."""
    known, wrong = plane.of(theirs.known), plane.of(theirs.wrong)
    values = np.where(known, plane.of(theirs.values), 0.0)
    progress = np.where(known, FINISHED, UNTOUCHED).astype(np.int8)
    return values, progress, np.where(wrong, WRONG, PLAIN).astype(np.int8)


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
    if frame.mistaken is not None and frame.mistaken.array == plane.array:
        own.append((frame.mistaken.index, WRONG))
    if not own:
        return None
    shown = np.full(shape, PLAIN, np.int8)
    for index, standing in own:
        for row, column in plane.locate(np.array([index], np.intp)):
            shown[row, column] = standing
    return shown
