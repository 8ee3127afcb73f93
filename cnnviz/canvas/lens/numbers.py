"""What the cells of a lens show of its numbers in a step: as far as they are worked out, and how they stand."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.canvas.grids.cells import ASKED, FINISHED, PARTIAL, UNTOUCHED
from cnnviz.canvas.lens.slots import Part, Slot, numbered
from cnnviz.canvas.lens.standing import Start
from cnnviz.canvas.lens.words import is_asked
from cnnviz.canvas.staging.compared import SHOWN
from cnnviz.explain.lenses.tiles import Block, Tile, Working
from cnnviz.frozen import NamedTuple
from cnnviz.run.frames.frame import Frame

_GIVEN = frozenset({Part.FACTOR, Part.SINGLE, Part.BEFORE, Part.OLD, Part.SO_FAR, Part.TERM})
_PENDING = frozenset({Part.PRODUCTS, Part.AFTER, Part.RUNNING})


class Numbers(NamedTuple):
    """The numbers of a place: each with its row, its column, how far it is and how it stands."""

    each: tuple[tuple[int, int, float, int, int], ...]

    def spread(
        self, shape: tuple[int, int]
    ) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.int8], NDArray[np.bool_]]:
        """Return values, progress and standing of a grid of a shape, and which of its cells have a number."""
        values, progress = np.zeros(shape), np.full(shape, FINISHED, np.int8)
        standing, there = np.zeros(shape, np.int8), np.zeros(shape, bool)
        if self.each:
            rows, columns, numbers, far, stand = zip(*self.each, strict=True)
            at = np.array(rows), np.array(columns)
            values[at], progress[at], standing[at], there[at] = numbers, far, stand, True
        return values, progress, standing, there


def numbers_of(
    frame: Frame, workings: Sequence[Working], slot: Slot, block: Block | None, start: Start
) -> Numbers:
    """Return what stands in the place of a slot, whose numbers begin at a row and a column."""
    if block is None:
        return Numbers(())
    plain = frame.asking is None
    return Numbers(
        tuple(
            [
                (
                    row,
                    column,
                    *(
                        (tile.value, FINISHED)
                        if tile.done or slot.part in _GIVEN
                        else _pending(frame, workings, slot, tile)
                    ),
                    SHOWN[tile.standing] if plain or not is_asked(frame, slot, tile) else ASKED,
                )
                for row, column, tile in numbered(block, start)
            ]
        )
    )


def _pending(frame: Frame, workings: Sequence[Working], slot: Slot, tile: Tile) -> tuple[float, int]:
    """Return a number that is not worked out yet, or as far as it is: term by term some are still to come."""
    if slot.part in _PENDING or slot.part is not Part.RESULT or tile.cells[0] not in frame.done.writes:
        return tile.value, UNTOUCHED  # also a channel's sum, until it is whole
    return float(frame.arrays[workings[slot.working].target][tile.cells[0].index]), PARTIAL
