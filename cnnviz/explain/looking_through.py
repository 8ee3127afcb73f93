"""All that a view wants to know of a run's numbers, found out where nobody waits for it."""

import numpy as np

from cnnviz.explain.dead import is_dead
from cnnviz.explain.extent import extent, wide
from cnnviz.explain.number_format import decimals_of
from cnnviz.progress import report
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Array


def look_through(run: Timeline) -> None:
    """Make every array of a run's chapters, and find out how far its numbers go; it can be watched, and stopped."""
    for number, chapter in enumerate(run.chapters):
        for name, array in chapter.arrays.items():
            _look(array, each=chapter.info[name].role is not ArrayRole.MASK)
        if chapter.function:
            is_dead(chapter.arrays["z"], chapter.function)
        chapter.trace.progress(0)  # finds out which steps write a cell
        report((number + 1) / len(run.chapters))


def _look(array: Array, *, each: bool) -> None:
    """Look through an array, and through `each` of its channels, which have colours of their own."""
    for find in (extent, wide, decimals_of):
        find(array)
    if each and array.ndim == 4:
        for channel in np.moveaxis(array, -1, 0):
            extent(channel)
