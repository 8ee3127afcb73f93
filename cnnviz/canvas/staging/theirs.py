"""Somebody else's array as a grid: in the colours of the run's own, with the digits that its numbers need."""

import numpy as np

from cnnviz.canvas.grids.cells import CellLook
from cnnviz.explain.number_format import NumberFormat, format_of, wide
from cnnviz.run.frames.frame import Frame


def beside(look: CellLook, form: NumberFormat, frame: Frame) -> tuple[CellLook, NumberFormat]:
    """Return how somebody's numbers look beside an array that looks so, and how they are written."""
    theirs = frame.theirs
    assert theirs is not None
    whole = np.where(np.isfinite(theirs.whole), theirs.whole, 0.0)
    own = format_of(whole, frame.decimals)
    widest = tuple({*look.wide, *wide(whole)})
    return look._replace(wide=widest), own if own.decimals > form.decimals else form
