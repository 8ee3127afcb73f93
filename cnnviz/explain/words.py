"""A position and its cells in words: for the status line, the heading and screen readers."""

from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import exactly
from cnnviz.explain.subtitles import subtitle
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.training.dead import why_dead
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell


def headline(chapter: Chapter) -> tuple[str, str]:
    """Return a chapter's title, and what happens in it by the settings in force."""
    return chapter.title, why_dead(chapter) or subtitle(chapter)


def place(frame: Frame, *, titled: bool = True) -> str:
    """Return where one is: chapter, unless it is named elsewhere, step, and what is computed there."""
    trace, position = frame.chapter.trace, frame.position
    at = formula(frame)
    words = f"step {position.step + 1} of {len(trace)} · {at.target.text} = {at.result}"
    words = f"{frame.chapter.title} · {words}" if titled else words
    if position.term is not None:
        words += f" · term {position.term} of {frame.step.operations}"
    return words


def sentence(reason: str) -> str:
    """Return a reason, as limits and errors give it, as a sentence of its own; none where there is none."""
    ended = reason.endswith((".", "!", "?"))
    return f"{reason[:1].upper()}{reason[1:]}{'' if ended else '.'}" if reason else ""


def cell_words(frame: Frame, cell: Cell) -> str:
    """Return what a cell is, to its last digit, and whether a click on it leads anywhere."""
    chapter = frame.chapter
    name = cell_text(cell, chapter)
    array = frame.arrays.get(cell.array, chapter.arrays[cell.array])
    leads = cell.array in chapter.trace.outputs and len(chapter.trace.steps_of(cell)) > 0
    click = " · click to go to its step" if leads else ""
    progress = frame.progress.get(cell.array)
    if progress is not None and progress[cell.index] == 0:
        return f"{name} is not computed yet{click}"
    return f"{name} = {exactly(float(array[cell.index]))}{click}"
