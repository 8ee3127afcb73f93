"""The question about a maximum that several cells share: what becomes of its gradient by each rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Literal

import numpy as np

from cnnviz.engine import max_mask
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position, Timeline
from cnnviz.trace.steps import Array, Cell

RULES: dict[Literal["first", "all", "split"], str] = {
    "first": "the first takes it",
    "all": "each takes all of it",
    "split": "they share it",
}
"""What becomes of a gradient where several cells share the maximum, by the engine's name for it."""
_LARGEST = 6  # rows and columns of a window of which a sheet has room for four
_MOST, _LOOKED_AT = 40, 3000  # ties of which the best is taken, and steps in which they are looked for


class Tie(NamedTuple):
    """A window with several maxima: what becomes of the gradient by each rule."""

    label: str
    made: str
    window: Array
    gradient_label: str
    gradient: float
    result_label: str
    by_rule: tuple[tuple[str, Array], ...]


def tie(run: Timeline, blank: str) -> Tie | None:
    """Return the question about a maximum that several cells share, where the run has one on its way back.

    One in which some cells lose teaches more, and so does one that is not 0. None shows an array called `blank`.
    """
    found = sorted(
        (one for one in islice(_ties(run), _MOST) if blank not in (one.label, one.made, one.gradient_label)),
        key=lambda one: (not one.gradient, _tied(one) == one.window.size, not one.window.max()),
    )
    return found[0] if found else None


def _tied(one: Tie) -> int:
    return int((one.window == one.window.max()).sum())


def _ties(run: Timeline) -> Iterator[Tie]:
    for chapter, step in islice(_steps_back(run), _LOOKED_AT):
        trace = run.chapters[chapter].trace
        if not trace.tied(step):
            continue
        frame = Frame(run, Position(chapter, step))
        compared, made = frame.standings, frame.step.updates[0].target.array
        info, arrays = frame.chapter.info, frame.chapter.arrays
        reads = (
            cell
            for cell in frame.step.reads
            if cell not in compared and cell.array != made and info[cell.array].role is ArrayRole.GRADIENT
        )
        given = next(reads, None)
        window = _window(compared, arrays)
        if given is None or window is None or max(window.shape) > _LARGEST:
            continue
        gradient = float(arrays[given.array][given.index])
        by_rule = tuple((words, gradient * max_mask(window, ties=rule)) for rule, words in RULES.items())
        name = next(iter(compared)).array
        label = frame.chapter.label
        yield Tie(
            label(name), label(given.array)[1:], window, label(given.array), gradient, label(made), by_rule
        )


def _steps_back(run: Timeline) -> Iterator[tuple[int, int]]:
    for number, chapter in enumerate(run.chapters):
        if chapter.phase is Phase.BACKWARD:
            yield from ((number, step) for step in range(len(chapter.trace)))


def _window(compared: Collection[Cell], arrays: Mapping[str, Array]) -> Array | None:
    """Return the numbers of the cells that are compared, as the rectangle that they are; None where they are none."""
    cells = list(compared)
    places = np.array([cell.index for cell in cells])
    low, high = places.min(axis=0), places.max(axis=0)
    sizes = [int(size) for size in high - low + 1]
    across = [axis for axis, size in enumerate(sizes) if size > 1]
    if len(across) > 2 or np.prod(sizes) != len(cells):
        return None
    block = arrays[cells[0].array][tuple(slice(a, b + 1) for a, b in zip(low, high, strict=True))]
    rows, columns = (sizes[1], sizes[2]) if len(sizes) == 4 else (1, block.size)
    return np.asarray(block).reshape(rows, columns)
