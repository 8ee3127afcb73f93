"""A number beside text has the colour that its cell has on the stage, whichever its channel or its filter."""

import numpy as np
import pytest

from cnnviz.canvas.grids.cells import FINISHED, CellLook
from cnnviz.canvas.palette import palette
from cnnviz.canvas.staging.scale import scale_in
from cnnviz.gallery.classifier import classifier
from cnnviz.run.compute import run_of
from cnnviz.run.frames.frame import Frame
from cnnviz.run.options import RunOptions
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell
from cnnviz.ui.explain.chips import chip

ONE = np.full((1, 1), FINISHED, np.int8), (slice(None), slice(None))
NOWHERE = np.zeros((1, 1), bool)


def ground(frame, cell, colours):
    """Return the colour of a cell on the stage."""
    scale = scale_in(frame, cell.array)
    look = CellLook(colours, scale.kind, scale.low, scale.high, NOWHERE)
    value = frame.chapter.arrays[cell.array][cell.index]
    return tuple(look.colours(np.array([[value]]), *ONE)[0, 0].tolist())


@pytest.mark.parametrize("key", ["convolve", "activate", "accumulate", "scatter", "crop", "update_weight"])
def test_its_ground_is_that_of_its_cell_on_the_stage(qapp, key):
    run, colours = run_of(classifier(), RunOptions(0)), palette("light")
    number = next(n for n, chapter in enumerate(run.chapters) if chapter.key == key)
    trace, seen = run.chapters[number].trace, set()
    for step in range(0, len(trace), max(len(trace) // 9, 1)):
        frame = Frame(run, Position(number, step))
        update = frame.step.updates[0]
        for cell in {update.target, *(f for term in update.terms for f in term if isinstance(f, Cell))}:
            value = float(frame.chapter.arrays[cell.array][cell.index])
            made, _ = chip(frame.chapter, cell.array, value, colours)
            assert made.getRgb()[:3] == ground(frame, cell, colours), cell
            seen.add(made.name())
    assert len(seen) > 3
