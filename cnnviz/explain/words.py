"""A position and its cells in words: for the status line, the heading and screen readers."""

from collections.abc import Mapping

from cnnviz.explain.formula import cell_text, formula
from cnnviz.explain.numbers import shown
from cnnviz.run.chapter import Chapter, ChapterKind
from cnnviz.run.frame import Frame
from cnnviz.trace.steps import Cell

_SUBTITLES: Mapping[ChapterKind, str] = {
    ChapterKind.PAD: "a border goes around the input, so that windows can reach over its edge",
    ChapterKind.CONVOLVE: "every window times W, summed, plus b, is one cell of Y",
    ChapterKind.ACTIVATE: "each number by itself goes through the function",
    ChapterKind.MAX_POOL: "the largest of each window; the mask counts who will get the gradient",
    ChapterKind.AVERAGE_POOL: "the mean of each window",
    ChapterKind.GLOBAL_POOL: "the mean of each channel, over the whole image",
    ChapterKind.FLATTEN: "everything in one list, row by row",
    ChapterKind.LINEAR: "every unit sums over all inputs, each with its weight",
    ChapterKind.LOSS: "one number that says how large the output is",
    ChapterKind.MSE: "the mean of the squared differences from the target",
    ChapterKind.CROSS_ENTROPY: "from logits to probabilities to −log of the right one",
    ChapterKind.UPSTREAM: "how the loss changes with each output: here the way back begins",
    ChapterKind.MSE_BACK: "the slope of the square: the difference, times 2/N",
    ChapterKind.CROSS_ENTROPY_BACK: "the probabilities, minus 1 for the right class",
    ChapterKind.LINEAR_WEIGHT: "every weight gets its input times its unit's gradient",
    ChapterKind.LINEAR_INPUT: "every input collects from all units, each with its weight",
    ChapterKind.FLATTEN_BACK: "the list goes back to the shape it had",
    ChapterKind.MAX_POOL_BACK: "the winner takes the gradient; where windows overlap, they add up",
    ChapterKind.AVERAGE_POOL_BACK: "every cell of the window gets its share",
    ChapterKind.GLOBAL_POOL_BACK: "every cell of a channel gets the same share of its gradient",
    ChapterKind.ACTIVATE_BACK: "the gradient from above times the slope of the function there",
    ChapterKind.ACCUMULATE: "every window adds X · dY to dW, and dY to db",
    ChapterKind.CORRELATE: "each weight collects X · dY over all windows at once",
    ChapterKind.BIAS_GRADIENT: "a bias collects the gradient of every output that it went into",
    ChapterKind.SCATTER: "every filter's windows add W · dY into dX",
    ChapterKind.GATHER: "each cell of dX collects from every window that covered it",
    ChapterKind.SPREAD: "zeros go between the cells of dY, where the stride skipped, and around it",
    ChapterKind.TURN: "each kernel turns by 180°",
    ChapterKind.FULL: "the turned kernel slides over the spread dY, like a forward pass",
    ChapterKind.CROP: "the border comes off again; what was copied into it goes back to its source",
    ChapterKind.UPDATE_WEIGHT: "a small step against the slope",
    ChapterKind.UPDATE_BIAS: "a small step against the slope",
}


_WITHIN_GROUPS = {
    ChapterKind.CONVOLVE,
    ChapterKind.ACCUMULATE,
    ChapterKind.CORRELATE,
    ChapterKind.SCATTER,
    ChapterKind.GATHER,
    ChapterKind.FULL,
}


def headline(chapter: Chapter) -> tuple[str, str]:
    """Return a chapter's title and what happens in it; in how many groups, where each keeps to its own numbers."""
    subtitle = _SUBTITLES[chapter.kind]
    groups = max(info.groups for info in chapter.info.values())
    if groups > 1 and chapter.kind in _WITHIN_GROUPS:
        subtitle = f"in {groups} groups: {subtitle}"
    return chapter.title, subtitle


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


def sentence(reason: str) -> str:
    """Return a reason, as limits and errors give it, as a sentence of its own; none where there is none."""
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""


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
    value = float(array[cell.index])
    exact = repr(value).removesuffix(".0").replace("inf", "∞").replace("-", "−")
    return (f"{name} = {exact}" if len(exact) < 24 else f"{name} = {shown(value, 6)}") + click
