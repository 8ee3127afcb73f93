"""Which chapter made a cell, of whatever array: where "what made this?" leads."""

from typing import NamedTuple

from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frame import Frame
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell


class Origin(NamedTuple):
    """The chapter that writes a cell, by its number, and what the cell is there."""

    chapter: int
    cell: Cell


def origin(frame: Frame, cell: Cell) -> Origin | None:
    """Return where a cell that the chapter of a frame shows is made; None where it was set up, or is not followed."""
    number, chapters = frame.position.chapter, frame.timeline.chapters
    if cell.array in chapters[number].trace.outputs:
        return _within(chapters[number], number, cell)
    for before in range(number - 1, -1, -1):
        for name in chapters[before].trace.outputs:
            if _same(chapters[number], cell.array, chapters[before], name):
                return _within(chapters[before], before, Cell(name, cell.index))
    return None


def position_of(frame: Frame, made: Origin) -> Position:
    """Return the step after which a cell is done: the last that writes it."""
    steps = frame.timeline.chapters[made.chapter].trace.steps_of(made.cell)
    return Position(made.chapter, int(steps[-1]))


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


def _within(chapter: Chapter, number: int, cell: Cell) -> Origin | None:
    return Origin(number, cell) if len(chapter.trace.steps_of(cell)) else None


def _same(chapter: Chapter, array: str, other: Chapter, name: str) -> bool:
    """Return whether two chapters show one array of the run: it has one name, and one shape."""
    here, there = chapter.info[array], other.info[name]
    shapes = chapter.arrays[array].shape, other.trace.outputs[name].shape
    return here.label == there.label and shapes[0] == shapes[1]
