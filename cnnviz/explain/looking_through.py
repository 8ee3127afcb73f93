"""All that a view wants to know of a run's numbers, found out where nobody waits for it."""

from cnnviz.explain.number_format import decimals_of
from cnnviz.explain.numbers import wide
from cnnviz.explain.training.dead import is_dead
from cnnviz.progress import report
from cnnviz.run.looked_through import extent
from cnnviz.run.timeline import Timeline


def look_through(run: Timeline) -> None:
    """Make every array of a run's chapters, and find out how far its numbers go; it can be watched, and stopped."""
    for number, chapter in enumerate(run.chapters):
        for array in chapter.arrays.values():
            for find in (extent, wide, decimals_of):
                find(array)
        if chapter.function:
            is_dead(chapter.arrays["z"], chapter.function)
        chapter.trace.progress(0)  # finds out which steps write a cell
        report((number + 1) / len(run.chapters))
