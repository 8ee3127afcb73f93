"""Which chapter made a cell, of whatever array: where "what made this?" leads."""

import math

from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell, value_of


class Origin(NamedTuple):
    """The chapter that writes a cell, by its number, and what the cell is there."""

    chapter: int
    cell: Cell


def origin(frame: Frame, cell: Cell) -> Origin | None:
    """Return where a cell that the chapter of a frame shows is made; None where it was set up, or is not followed."""
    made = made_in(frame, cell)
    followed = made is not None and len(frame.timeline.chapters[made.chapter].trace.steps_of(made.cell)) > 0
    return made if followed else None


def made_in(frame: Frame, cell: Cell) -> Origin | None:
    """Return in which chapter a cell is made, followed or not; None where it was set up."""
    number, chapters = frame.position.chapter, frame.timeline.chapters
    if cell.array in chapters[number].trace.outputs:
        return Origin(number, cell)
    for before in range(number - 1, -1, -1):
        for name in chapters[before].trace.outputs:
            if _same(chapters[number], cell.array, chapters[before], name):
                return Origin(before, Cell(name, cell.index))
    return None


def position_of(frame: Frame, made: Origin) -> Position:
    """Return the step that wrote a cell: the last that did so far, in the chapter in hand, else the last of all."""
    steps = frame.timeline.chapters[made.chapter].trace.steps_of(made.cell)
    if made.chapter != frame.position.chapter:
        return Position(made.chapter, int(steps[-1]))
    done = [step for step in steps if step <= frame.position.step]
    return Position(made.chapter, int(done[-1] if done else steps[0]))


def counting_most(frame: Frame) -> Cell | None:
    """Return, of the cells that a step reads and another chapter has made, the one whose term counts most."""
    best: tuple[float, Cell] | None = None
    for term in (term for update in frame.step.updates for term in update.terms):
        size = abs(math.prod(value_of(factor, frame.arrays) for factor in term))
        for cell in (factor for factor in term if isinstance(factor, Cell)):
            made = origin(frame, cell) if best is None or size > best[0] else None
            if made is not None and made.chapter != frame.position.chapter:
                best = size, cell
    return None if best is None else best[1]


def why_none(frame: Frame, cell: Cell) -> str:
    """Return in a sentence why no step of the run makes a cell."""
    chapter = frame.chapter
    info = chapter.info[cell.array]
    written = cell.array in chapter.trace.outputs or any(
        _same(chapter, cell.array, other, name)
        for other in frame.timeline.chapters[: frame.position.chapter]
        for name in other.trace.outputs
    )
    if written:
        return (
            f"This cell of {info.label} belongs to what is not followed: choose its filter to see its terms."
        )
    if info.role in (ArrayRole.ASIDE, ArrayRole.MASK):
        return f"{info.label} is shown beside the others; no step of this chapter writes it."
    if info.edit is None:
        return f"No step of the run writes {info.label}: it was there at the beginning."
    return f"{info.label} was set up, not computed: no step of the run writes it."


def _same(chapter: Chapter, array: str, other: Chapter, name: str) -> bool:
    """Return whether two chapters show one array of the run: it has one name, and one shape."""
    here, there = chapter.info[array], other.info[name]
    shapes = chapter.arrays[array].shape, other.trace.outputs[name].shape
    return here.label == there.label and shapes[0] == shapes[1]
