"""Where one is when a run has been computed anew: at the same place, as far as it is still there."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline


def same_place(run: Timeline, frame: Frame) -> Position:
    """Return where in `run` the frame of another run is: the same loop indices of the same chapter.

    Indices that are gone become the last ones. Where the chapter goes another way to the same array, or prepares one
    that is gone, it is a step that has to do with the cells in hand. Where the chapter is gone, it is the beginning of
    the next that is still there, or else the end of the last.
    """
    before, chapters, position = frame.chapter, frame.timeline.chapters, frame.position
    here = _chapter_like(run, before)
    here = _other_way(run, before) if here is None else here
    if here is not None:
        return run.nearest(replace(position, chapter=here, step=_same_step(frame, run.chapters[here])))
    for old in chapters[position.chapter + 1 :]:
        found = _chapter_like(run, old)
        if found is not None:
            return Position(found, 0)
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


def _other_way(run: Timeline, chapter: Chapter) -> int | None:
    """Return which chapter leads another way to what `chapter` prepares or goes with, or None."""
    ways = (
        index
        for index, other in enumerate(run.chapters)
        if (other.way, other.layer) == (chapter.way, chapter.layer)
    )
    return None if chapter.way is None else next(ways, None)


def _same_step(frame: Frame, after: Chapter) -> int:
    """Return the step of `after` with the loop indices of the frame's, as far as they go, or that has its cells."""
    step, before = frame.position.step, frame.chapter
    if before.kind != after.kind:
        return _step_of_cells(frame, after)
    shape, other = before.trace.shape, after.trace.shape
    if len(shape) != len(other):
        return step
    kept = [min(int(at), size - 1) for at, size in zip(np.unravel_index(step, shape), other, strict=True)]
    return int(np.ravel_multi_index(kept, other))


def _step_of_cells(frame: Frame, after: Chapter) -> int:
    """Return the step of another way that has to do with the frame's cells, of several the one that is as far on.

    It writes the first cell that the frame's step writes: of the patch that is written in scattering its corner. Where
    all steps of the other way write some of its cells, as for dW, that singles out none; where none does, as for what
    is only prepared, it reads what the frame's step reads.
    """
    step, before, trace = frame.position.step, frame.chapter.trace, after.trace
    as_far = step * len(trace) // len(before)
    written = [update.target for update in frame.step.updates if update.target.array in trace.outputs]
    every = _union(trace.steps_of(cell) for cell in written)
    if not every:
        every = _union(trace.touching(cell) for cell in frame.step.reads if cell.array in trace.inputs)
    elif len(every) < len(trace):
        every = _union([trace.steps_of(written[0])])
    return min(sorted(every), key=lambda other: abs(other - as_far), default=as_far)


def _union(of_cells: Iterable[Sequence[int]]) -> set[int]:
    return {int(step) for steps in of_cells for step in steps}
