"""How one chapter goes over into the next, and which array of it that is: the one with the same numbers."""

import numpy as np

from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame


class HandedOn(NamedTuple):
    """An array, by the names that the chapter that has made it and the one that reads it have for it."""

    made: str
    read: str


def is_entered(before: Frame, now: Frame) -> bool:
    """Return whether a frame has gone on into a chapter from the very end of the one before."""
    end = before.position.step == len(before.chapter.trace) - 1 and before.position.term is None
    follows = now.position.chapter == before.position.chapter + 1 and now.timeline is before.timeline
    return end and follows


def handed_on(before: Chapter, after: Chapter) -> HandedOn | None:
    """Return what a chapter reads of what another has made, None where that is nothing but parameters, or nothing."""
    for made in before.trace.outputs:
        for read in after.trace.inputs:
            one, other = before.arrays[made], after.arrays[read]
            parameter = after.info[read].role is ArrayRole.PARAMETER
            if not parameter and one.shape == other.shape and np.array_equal(one, other, equal_nan=True):
                return HandedOn(made, read)
    return None
