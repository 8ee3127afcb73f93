"""Somebody else's array as a grid: in the colours of the run's own, with the digits that its numbers need."""

import numpy as np

from cnnviz.canvas.staging.looks import Look
from cnnviz.explain.number_format import format_of, wide
from cnnviz.run.frame import Frame


def theirs_look(look: Look, frame: Frame) -> Look:
    """Return how somebody's numbers look beside an array that looks so."""
    colours, form, unread = look
    theirs = frame.theirs
    assert theirs is not None
    whole = np.where(np.isfinite(theirs.whole), theirs.whole, 0.0)
    own = format_of(whole, frame.decimals)
    widest = tuple({*colours.wide, *wide(whole)})
    return colours._replace(wide=widest), own if own.decimals > form.decimals else form, unread
