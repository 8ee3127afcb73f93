"""A chapter, a position and its cells in words: for the heading, the status line and screen readers."""

from collections.abc import Callable, Mapping

from cnnviz.experiment.loss import AIMS
from cnnviz.explain.naming import cell_text
from cnnviz.explain.numbers import exactly
from cnnviz.explain.sums.formula import formula
from cnnviz.explain.training.dead import why_dead
from cnnviz.run.chapter import Chapter, ChapterKind, Phase
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell


def headline(chapter: Chapter, trained: int | None = None) -> tuple[str, str]:
    """Return a chapter's title, and what happens in it by the settings in force; in an update after which round."""
    told = why_dead(chapter) or subtitle(chapter)
    updates = chapter.phase is Phase.UPDATE and trained is not None
    return chapter.title, f"round {trained}: {told}" if updates else told


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
    click = _click_words(chapter, cell)
    progress = frame.progress.get(cell.array)
    if progress is not None and progress[cell.index] == 0:
        return f"{name} is not computed yet{click}"
    return f"{name} = {exactly(float(array[cell.index]))}{click}"


def _click_words(chapter: Chapter, cell: Cell) -> str:
    """Return where a click on a cell leads: to its step, or to one of several after the other."""
    steps = len(chapter.trace.steps_of(cell)) if cell.array in chapter.trace.outputs else 0
    if not steps:
        return ""
    return f" · click to go to {'its step' if steps == 1 else f'the next of its {steps} steps'}"


_SUBTITLES: Mapping[ChapterKind, str] = {
    ChapterKind.PAD: "{border}",
    ChapterKind.CONVOLVE: "every window times {weight}, summed, plus {bias}, is one cell of {y}",
    ChapterKind.ACTIVATE: "each number by itself goes through the function",
    ChapterKind.MAX_POOL: "the largest of each window; the mask says who will get the gradient",
    ChapterKind.AVERAGE_POOL: "the mean of each window",
    ChapterKind.GLOBAL_POOL: "the mean of each channel, over the whole image",
    ChapterKind.FLATTEN: "everything in one list, row by row, of each cell all channels",
    ChapterKind.LINEAR: "every unit sums over all inputs, each with its weight, and adds its bias",
    ChapterKind.LOSS: "all outputs are added up: a way to look at gradients, with no target to learn",
    ChapterKind.MSE: "the mean of the squared differences from the target",
    ChapterKind.CROSS_ENTROPY: "from logits to probabilities to −log of the right one",
    ChapterKind.UPSTREAM: "how the loss changes with each output: here the way back begins",
    ChapterKind.MSE_BACK: "the slope of the square: the difference, times 2/{count}",
    ChapterKind.CROSS_ENTROPY_BACK: "the probabilities, minus 1 for the right class",
    ChapterKind.LINEAR_WEIGHT: "every weight gets its input times its unit's gradient",
    ChapterKind.LINEAR_INPUT: "every input collects from all units, each with its weight",
    ChapterKind.FLATTEN_BACK: "the list goes back to the shape it had",
    ChapterKind.MAX_POOL_BACK: "the winner takes the gradient, the first of those that tie",
    ChapterKind.AVERAGE_POOL_BACK: "every cell of the window gets the same share",
    ChapterKind.GLOBAL_POOL_BACK: "every cell of a channel gets the same share of its gradient",
    ChapterKind.ACTIVATE_BACK: "the upstream gradient times the slope of the function there",
    ChapterKind.ACCUMULATE: "each weight gets the cells that it lay on, times {dy}; {dbias} gets {dy}",
    ChapterKind.CORRELATE: "each weight collects {x_pad} · {dy} over all windows at once",
    ChapterKind.BIAS_GRADIENT: "a bias collects the gradient of every output that it went into",
    ChapterKind.SCATTER: "every window adds {dy} · {weight} to the cells that it read",
    ChapterKind.GATHER: "each cell collects from all outputs that it went into",
    ChapterKind.SPREAD: "zeros go around; none between, as the stride is 1",
    ChapterKind.TURN: "each kernel turns by 180°",
    ChapterKind.FULL: "the turned kernel slides over {dy_spread}",
    ChapterKind.CROP: "the border comes off again: what was copied into it goes back to its source",
    ChapterKind.UPDATE_WEIGHT: "every weight goes a step against its gradient",
    ChapterKind.UPDATE_BIAS: "every bias goes a step against its gradient",
}
_IN_FORCE: Mapping[tuple[ChapterKind, str], str] = {
    (ChapterKind.MAX_POOL_BACK, "all"): "all cells that tie take the whole gradient, each of them",
    (ChapterKind.MAX_POOL_BACK, "split"): "the winner takes the gradient; cells that tie share it",
    (
        ChapterKind.MAX_POOL,
        "overlap",
    ): "the largest of each window; the mask says who has won any window so far",
    (ChapterKind.AVERAGE_POOL, "counted"): "the mean of each window, padding counted in",
    (ChapterKind.AVERAGE_POOL, "left out"): "the mean of each window, of what is no padding",
    (ChapterKind.AVERAGE_POOL_BACK, "left out"): "every cell of the window but padding gets the same share",
    (
        ChapterKind.LOSS,
        "cell",
    ): "one output is taken as it is: a way to look at gradients, with no target to learn",
    (ChapterKind.UPSTREAM, "sum"): "each output adds itself to the loss: its gradient is 1",
    (
        ChapterKind.UPSTREAM,
        "cell",
    ): "only the chosen output changes the loss: its gradient is 1, the others' 0",
    (
        ChapterKind.UPSTREAM,
        "sigmoid_slope",
    ): "no loss, but a way to look at gradients: each gradient is the slope of the sigmoid of its output",
    (ChapterKind.UPSTREAM, "typed"): "no loss: the gradient is given, not worked out",
    (
        ChapterKind.SPREAD,
        "between",
    ): "zeros go around, and where the stride skipped",
    (ChapterKind.BIAS_GRADIENT, "per position"): "each output has a bias of its own, which gets its gradient",
    (ChapterKind.CROP, "zeros"): "the border comes off again, with what fell on it",
}
_FILLED = {
    "zeros": "zeros",
    "least": "−∞, which never wins",
    "reflect": "what lies inside, mirrored",
    "replicate": "the cells at the edge, repeated",
    "circular": "what lies at the other side",
}
_AIMLESS = "; without a target nothing is learned"
_OVERLAP = "; where windows overlap, they add up"


def subtitle(chapter: Chapter) -> str:
    """Return what happens in a chapter; in how many groups, where each keeps to its own numbers."""
    kind, rules = chapter.kind, chapter.rules
    told = next((_IN_FORCE[kind, rule] for rule in rules if (kind, rule) in _IN_FORCE), _SUBTITLES[kind])
    told = told.format_map(_Told(chapter))
    if "overlap" in rules and chapter.phase is Phase.BACKWARD:
        told += _OVERLAP
    if chapter.phase is Phase.UPDATE and not next(aim for name, aim in AIMS.items() if name in rules).learns:
        told += _AIMLESS
    return f"in {chapter.groups} groups: {told}" if chapter.groups > 1 else told


class _Told(dict[str, str]):
    """What stands in braces of a subtitle: labels of a chapter's arrays, and what is asked for of it."""

    def __init__(self, chapter: Chapter) -> None:
        super().__init__({name: info.label for name, info in chapter.info.items()})
        self._chapter = chapter

    def __missing__(self, name: str) -> str:
        return _ASKED[name](self._chapter)


def _border(chapter: Chapter) -> str:
    """Return how wide the border of what is made is at each side, and what it is filled with."""
    (top, bottom), (left, right) = chapter.info[next(iter(chapter.trace.outputs))].ring
    if top == bottom == left == right:
        wide = f"{top} cell{'s' if top > 1 else ''} on every side"
    else:
        wide = f"{_rows(top, 'row')} above, {bottom} below, {_rows(left, 'column')} left, {right} right"
    return f"{wide}: {_FILLED[chapter.rules[0]]}"


def _rows(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


_ASKED: Mapping[str, Callable[[Chapter], str]] = {
    "border": _border,
    "count": lambda chapter: str(next(iter(chapter.trace.outputs.values()))[chapter.sample].size),
}
