"""Which steps a figure shows: one, those of a chapter, or those of the whole run."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar

from cnnviz.export.subject import ExportOptions, Subject
from cnnviz.progress import report
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Position

ALL = "all"
"""The chapter that stands for every one of them."""
MOST_FRAMES = 3000

Made = TypeVar("Made")


def positions(subject: Subject, options: ExportOptions, *, many: bool = False) -> list[Position]:
    """Return the steps that are wanted: a window each, or a row of a border that is copied, up to the last one.

    Where nothing is said it is the step of the document, or where `many` are usual all of its chapter.

    Raises
    ------
    ValueError
        With one sentence, where there is no such step, or there are too many.
    """
    run = subject.run
    if options.chapter == ALL:
        found = [at for chapter in range(len(run.chapters)) for at in _steps(subject, chapter)]
    elif options.chapter is None and options.steps is None and not many:
        return [subject.frame(options).position]
    else:
        chapter, (first, last) = subject.chosen(options)
        found = list(_steps(subject, chapter, first, last))
    if len(found) > MOST_FRAMES:
        raise ValueError(f"these are {len(found)} steps: there may be {MOST_FRAMES}; choose some by --steps")
    return found


def _steps(subject: Subject, chapter: int, first: int = 1, last: int | None = None) -> Iterator[Position]:
    told = subject.run.chapters[chapter]
    last = len(told.trace) if last is None else last
    for step in range(first - 1, last):
        if (step + 1) % told.natural == 0 or step == last - 1:
            yield Position(chapter, step)


def frame_at(subject: Subject, options: ExportOptions, position: Position) -> Frame:
    """Return a step as it is shown."""
    decimals = subject.document.decimals if options.decimals is None else options.decimals
    return Frame(subject.run, position, decimals)


def finished(pieces: Generator[float, None, Made]) -> Made:
    """Do piece after piece, and return what comes of them; it is reported how much is done."""
    while True:
        try:
            report(next(pieces))
        except StopIteration as end:
            made: Made = end.value
            return made
