"""A position and its cells in words: for the status line, the heading and screen readers."""

from cnnviz.explain.formula import cell_text, formula
from cnnviz.explain.numbers import shown
from cnnviz.trace.frame import Frame
from cnnviz.trace.steps import Cell
from cnnviz.trace.timeline import Chapter

_SUBTITLES = {
    "pad": "a border goes around the image, so that windows can reach over its edge",
    "convolve": "every window times W, summed, plus b, is one cell of Y",
}


def headline(chapter: Chapter) -> tuple[str, str]:
    """Return a chapter's title and what happens in it."""
    return chapter.title, _SUBTITLES[chapter.key.split(".")[0]]


def place(frame: Frame) -> str:
    """Return where one is: chapter, step, row and column, and what is computed there."""
    trace, position = frame.chapter.trace, frame.position
    at = formula(frame)
    words = (
        f"{frame.chapter.title} · step {position.step + 1} of {len(trace)} · {at.target.text} = {at.result}"
    )
    if position.term is not None:
        words += f" · term {position.term} of {frame.step.operations}"
    return words


def cell_words(frame: Frame, cell: Cell) -> str:
    """Return what a cell is, to its last digit, and what it touches."""
    value = float(frame.arrays[cell.array][cell.index])
    name = cell_text(cell, frame.chapter.labels)
    progress = frame.progress.get(cell.array)
    if progress is not None and progress[cell.index] == 0:
        return f"{name} is not computed yet · click to go to its step"
    exact = f"{value!r}".replace("-", "−")
    text = f"{name} = {exact}" if len(exact) < 24 else f"{name} = {shown(value, 6)}"
    written = len(frame.chapter.trace.steps_of(cell)) if cell.array in frame.chapter.trace.outputs else 0
    return text + (" · click to go to its step" if written else "")
