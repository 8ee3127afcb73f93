"""Where one is when a run has been computed anew: at the same place, as far as it is still there."""

from dataclasses import replace

import numpy as np

from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline


def same_place(run: Timeline, frame: Frame) -> Position:
    """Return where in `run` the frame of another run is: the same loop indices of the same chapter.

    Indices that are gone become the last ones. Where the chapter goes another way to the same array, it is a step that
    writes the cell in hand. Where the chapter is gone, it is the beginning of the next that is still there, or else
    the end of the last.
    """
    before, chapters, position = frame.chapter, frame.timeline.chapters, frame.position
    for old in chapters[position.chapter :]:
        found = _chapter_like(run, old)
        if found is not None:
            if old is not before:
                return Position(found, 0)
            step = _same_step(frame, run.chapters[found])
            return run.nearest(replace(position, chapter=found, step=step))
    for old in reversed(chapters[: position.chapter]):
        found = _chapter_like(run, old)
        if found is not None:
            return Position(found, len(run.chapters[found].trace) - 1)
    return run.nearest(position)


def _chapter_like(run: Timeline, chapter: Chapter) -> int | None:
    """Return which chapter has the key of `chapter`, or does for the same layer what it did, or None."""
    for same in (
        lambda other: other.key == chapter.key and other.layer == chapter.layer,
        lambda other: (other.phase, other.layer, other.name) == (chapter.phase, chapter.layer, chapter.name),
        lambda other: other.key == chapter.key,
    ):
        found = next((index for index, other in enumerate(run.chapters) if same(other)), None)
        if found is not None:
            return found
    return None


def _same_step(frame: Frame, after: Chapter) -> int:
    """Return the step of `after` with the loop indices of the frame's, as far as they go, or that writes its cell."""
    step, before = frame.position.step, frame.chapter
    if before.kind != after.kind:
        return _step_of_cell(frame, after)
    shape, other = before.trace.shape, after.trace.shape
    if len(shape) != len(other):
        return step
    kept = [min(int(at), size - 1) for at, size in zip(np.unravel_index(step, shape), other, strict=True)]
    return int(np.ravel_multi_index(kept, other))


def _step_of_cell(frame: Frame, after: Chapter) -> int:
    """Return the step of another way that writes the first cell written in the frame's, of several the nearest one."""
    step, cell = frame.position.step, frame.step.updates[0].target
    if cell.array not in after.trace.outputs:
        return step
    return min(map(int, after.trace.steps_of(cell)), key=lambda other: abs(other - step), default=step)
