"""What is to be said of a step in one sentence, beneath its working: who wins, what weighs most, or why it is so."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import PLAIN_FROM, NumberFormat, format_in, format_of
from cnnviz.frozen import NamedTuple
from cnnviz.hidden import is_hidden
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Step, Term

_TAKES = {
    "first": "the first takes it",
    "all": "each takes it whole",
    "split": "they share it, 1/{} each",
}
_COUNTS = dict(enumerate(("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"), 2))
_DIGITS = range(3, 7)  # decimals of a probability, as many as it takes to check its logarithm by hand
_ZEROS = 2  # more of them behind the point of one that is small, and has no exponent yet


class Remark(NamedTuple):
    """What is to be said of a step, above it what comes before all else, and whether it tells who of several wins."""

    said: str = ""
    first: str = ""
    winner: bool = False


@lru_cache(maxsize=2)
def remark(frame: Frame) -> Remark:
    """Return a sentence about the step in hand, nothing where its numbers say it all.

    Nor of an answer: it would be about what is right.
    """
    written = (float(frame.arrays[u.target.array][u.target.index]) for u in frame.step.updates)
    if frame.position.term is not None or frame.answers or any(map(is_hidden, written)):
        return Remark()
    text, find = next(((found, find) for find in _REMARKS if (found := find(frame))), ("", None))
    first, _, said = text.rpartition("\n")
    return Remark(said, first, find is _tie)


def may_say(frame: Frame) -> Sequence[str]:
    """Return sentences as long as any that `remark` may say in the steps of a frame's chapter."""
    from cnnviz.explain.prose.why import reasons

    found = [*reasons(frame)]
    if frame.chapter.turned is not None:
        weight, read = (
            Cell(name, tuple(size - 1 for size in frame.chapter.arrays[name].shape))
            for name in frame.chapter.turned
        )
        found.append(_stands_turned(frame, weight, read, 0))
    squared = _squared(frame.chapter.trace[0])
    if squared is not None:
        found.append(_longest_of_squares(frame, squared.array))
    if frame.standings:
        (holder, *_) = sorted(frame.standings, key=lambda cell: cell.index)
        values = frame.chapter.arrays[holder.array]
        form = format_in(frame.chapter, holder.array, frame.decimals)
        ends = (form.text(float(end)) for end in (values.min(), values.max()) if math.isfinite(end))
        found += [_tied(frame, len(frame.standings), text) for text in ends]
    return found


def _tie(frame: Frame) -> str:
    """Return how many cells hold the maximum, where there is more than one, and who of them gets the gradient."""
    trace, number = frame.chapter.trace, frame.position.step
    holders = [*trace.highlights(number), *trace.tied(number)]
    if len(holders) < 2:
        return ""
    holder = holders[0]
    value = frame.arrays.get(holder.array, frame.chapter.arrays[holder.array])[holder.index]
    if not np.isfinite(value):
        return ""
    text = format_in(frame.chapter, holder.array, frame.decimals).text(float(value))
    return _tied(frame, len(holders), text)


def _tied(frame: Frame, count: int, value: str) -> str:
    """Return who gets the gradient where so many cells hold a maximum; nothing where no rule says it."""
    rule = next((_TAKES[rule] for rule in frame.chapter.rules if rule in _TAKES), "")
    return (
        f"{_COUNTS.get(count, count)} cells hold the maximum {value}: {rule.format(count)}." if rule else ""
    )


def _heaviest(frame: Frame) -> str:
    """Return which of the squares that are added up is the largest so far."""
    squared = _squared(frame.step)
    if squared is None:
        return ""
    values = frame.arrays[squared.array]
    squares = np.where(frame.progress[squared.array] > 0, values**2, 0.0)
    total, largest = float(squares.sum()), float(squares.max())
    if not np.isfinite(total) or not total:
        return ""
    index = tuple(int(at) for at in np.unravel_index(int(squares.argmax()), squares.shape))
    form = _of_squares(frame, squared.array, total, largest)
    return _weighs(frame, Cell(squared.array, index), form.text(largest), form.text(total))


def _weighs(frame: Frame, cell: Cell, largest: str, total: str) -> str:
    name = cell_text(cell, frame.chapter)
    return f"The farthest miss weighs most: {name} alone gives {largest} of {total} so far."


def _longest_of_squares(frame: Frame, array: str) -> str:
    """Return a sentence about the largest square that is about as long as any in a frame's chapter."""
    values = frame.chapter.arrays[array]
    squares = np.square(values[np.isfinite(values) & (values != 0)])
    if not squares.size:
        return ""
    form = _of_squares(frame, array, float(squares.max()))
    text = max((form.text(float(size)) for size in (squares.min(), squares.max())), key=len)
    return _weighs(frame, Cell(array, tuple(size - 1 for size in values.shape)), text, text)


def _of_squares(frame: Frame, array: str, *sizes: float) -> NumberFormat:
    """Return how squares are written: beside what they all come to small ones need no exponent."""
    whole = np.square(frame.chapter.arrays[array]).sum()
    return format_of(np.array([whole, *sizes]), frame.decimals)


def _squared(step: Step) -> Cell | None:
    """Return the cell that a step multiplies by itself and adds to a sum, if there is one."""
    for update in step.updates:
        for term in update.terms:
            cells = [factor for factor in term if isinstance(factor, Cell)]
            if update.accumulate and len(cells) == 2 and cells[0] == cells[1]:
                return cells[0]
    return None


def _certain(frame: Frame) -> str:
    """Return the loss as −log of what the true class has, first of all, and why it is not worked out so."""
    if not frame.chapter.shares_of_classes:
        return ""
    (*_, update) = frame.step.updates
    if update.target != frame.chapter.trace[len(frame.chapter.trace) - 1].updates[-1].target:
        return ""
    label = frame.chapter.true_class
    assert label is not None
    loss = float(frame.arrays[update.target.array][update.target.index])
    shares = frame.arrays[frame.chapter.shares_of_classes][frame.chapter.sample]
    share, guess = float(shares[label]), math.log(len(shares))
    if not math.isfinite(loss) or not math.isfinite(share):
        return ""
    name = f"{frame.chapter.label(frame.chapter.shares_of_classes)}[{label}]"
    safe = "The largest logit was taken off first, so that nothing overflows."
    if not share:
        return f"{name} is so small that it is written 0: {MINUS}log of it comes from the logits. {safe}"
    first = f"{MINUS}log {name} = {MINUS}log {_checked(share, loss)} = {_plain(loss)}"
    count = len(shares)
    guessed = f"; a guess among {count} would be {MINUS}log 1/{count} = {_plain(guess)}" if count > 1 else ""
    return f"{first}\nCertain would be 0{guessed}. {safe}"


def _checked(share: float, loss: float) -> str:
    """Return a probability with as few digits as it takes to have the logarithm that is printed."""
    most = _DIGITS.stop + (_ZEROS if share >= PLAIN_FROM else 0)
    plain = (f"{share:.{digits}f}" for digits in range(_DIGITS.start, most))
    written = (*plain, *(f"{share:.{digits}e}" for digits in _DIGITS))
    text = next((text for text in written if _has_log(float(text), loss)), written[-1])
    number, _, power = text.partition("e")
    return (f"{number}e{int(power)}" if power else _plain(float(text), len(text) - 2)).replace("-", MINUS)


def _has_log(printed: float, loss: float) -> bool:
    return printed > 0 and _plain(-math.log(printed)) == _plain(loss)


def _plain(value: float, digits: int = 3) -> str:
    text = f"{value + 0.0:.{digits}f}"
    return str(int(value)) if value in (0, 1) else text.replace("-", MINUS)


def _turned(frame: Frame) -> str:
    """Return what the first weight meets, where they are met turned: as those go on, what is read goes back."""
    if frame.chapter.turned is None:
        return ""
    (update,) = frame.step.updates
    pairs = sorted((_in_order(frame.chapter.turned, term) for term in update.terms), key=_of_weight)
    plane = [pair for pair in pairs if pair[0].index[2:] == pairs[0][0].index[2:]]
    return _stands_turned(frame, *plane[0], len(plane)) if len(plane) > 1 else ""


def _stands_turned(frame: Frame, weight: Cell, read: Cell, count: int) -> str:
    """Return which weight meets what first, and how many of them have to do with the cell that is made."""
    chapter = frame.chapter
    rows, columns, *_ = chapter.arrays[weight.array].shape
    met = f"{cell_text(weight, chapter)} meets {cell_text(read, chapter)}"
    said = f"{chapter.label(weight.array)} stands turned: {met}."
    if count == rows * columns:
        return said
    return f"{said} Only {count} of its {rows * columns} weights ever lay on this cell."


def _in_order(names: tuple[str, str], term: Term) -> tuple[Cell, Cell]:
    """Return the cells of two arrays that are the factors of a product."""
    factors = {factor.array: factor for factor in term if isinstance(factor, Cell)}
    return factors[names[0]], factors[names[1]]


def _of_weight(pair: tuple[Cell, Cell]) -> tuple[int, ...]:
    return pair[0].index


def _reason(frame: Frame) -> str:
    if frame.waits:  # it would tell what is asked
        return ""
    from cnnviz.explain.prose.why import reason  # a start does not wait for prose

    return reason(frame)


_REMARKS: Sequence[Callable[[Frame], str]] = (_certain, _tie, _heaviest, _turned, _reason)
