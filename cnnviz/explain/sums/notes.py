"""What a formula leaves unsaid: how many cells and terms there are, which tie, what constants are, what is rounding."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import format_in, format_of
from cnnviz.explain.numbers import exactly
from cnnviz.explain.sums.printed import ABOUT, EQUAL, alike, fraction
from cnnviz.explain.sums.rounding import rounding_read
from cnnviz.explain.sums.terms import constant_format, constant_text, is_copy, is_fraction
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Term, Update

_SHORT = 6  # characters of a number that is written to its end
_SEEN = 2  # terms that nobody has to count
_RULES: Mapping[str, str] = {
    "first": "the first gets the gradient",
    "all": "all get it whole",
    "split": "they share it: 1/{} each",
}


def note(frame: Frame, update: Update, done: int, rounding: str) -> str:
    """Return what is to be said beside a formula, of which the first `done` terms are done, and of their rounding.

    Term by term nothing is said of other cells: one alone gets something.
    """
    whole = frame.position.term is None
    stopped = sum(_stopped(other) for other in frame.step.updates if whole and other is not update)
    others = _others(frame, update) if whole else ""
    notes = [rounding, _read(frame, update), _earlier(frame, update), _steps(frame, update)]
    if not update.terms:
        notes.append("there is nothing to add up")
    if is_copy(update):
        notes += ["copied"] if isinstance(update.terms[0][0], Cell) else []
    if others:
        notes.append(others)
    if stopped:
        notes.append(f"the other {f'{stopped} cells get' if stopped > 1 else 'cell gets'} 0")
    if update.combine is Combine.MAX:
        notes.append(_ties(frame))
    elif done < len(update.terms):
        notes.append(f"term {done} of {len(update.terms)}")
    elif len(update.terms) > 1 and not others:
        notes.append(_terms(frame, update))
    notes += sorted({_constant(factor, update, frame) for factor in _factors(update)})
    return " · ".join(part for part in notes if part)


def _read(frame: Frame, update: Update) -> str:
    """Return which cell that is read is nothing but rounding."""
    cell = rounding_read(frame, update)
    return "" if cell is None else f"{cell_text(cell, frame.chapter)} is 0 but for rounding"


def _others(frame: Frame, update: Update) -> str:
    """Return what else the step writes: this step adds to 8 more cells, and db."""
    made = [one.target.array for one in frame.step.updates if one is not update and not _stopped(one)]
    words = []
    for array, count in Counter(sorted(made, key=lambda name: name != update.target.array)).items():
        cells = f"cell{'s' if count > 1 else ''}"
        label = frame.chapter.label(array)
        if array == update.target.array:
            words.append(f"{count} more {cells}")
        else:
            words.append(label if count == frame.arrays[array].size else f"{count} {cells} of {label}")
    does = "adds to" if update.accumulate else "writes"
    return f"this step {does} {', and '.join(words)}" if words else ""


def _steps(frame: Frame, update: Update) -> str:
    """Return in how many steps the cell is added up, where it is more than one, and how many of them are done."""
    times = _times(frame.chapter, update.target) if update.accumulate else ()
    if len(times) < 2:
        return ""
    done = bisect_right(times, frame.position.step)
    return (
        f"added up in {len(times)} steps"
        if done == len(times)
        else f"so far, after {done} of {len(times)} steps"
    )


def _times(chapter: Chapter, cell: Cell) -> Sequence[int]:
    """Return which steps of a chapter write a cell; the same one is often asked of again."""
    known = _TIMES.setdefault(chapter, {})
    if cell not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[cell] = chapter.trace.steps_of(cell)
    return known[cell]


_TIMES: WeakKeyDictionary[Chapter, dict[Cell, Sequence[int]]] = WeakKeyDictionary()
_MOST_KNOWN = 1024


def _earlier(frame: Frame, update: Update) -> str:
    """Return what a cell was before the stroke in hand, where that has changed it."""
    array, index = update.target.array, update.target.index
    if frame.earlier is None or array not in frame.changed:
        return ""
    was = frame.earlier.chapters[frame.position.chapter].arrays[array][index]
    now = frame.chapter.arrays[array][index]
    text = format_in(frame.chapter, array, frame.decimals).text
    return "" if was == now else f"was {text(float(was))} before this edit"


def _stopped(update: Update) -> bool:
    """Return whether a mask lets nothing pass to a cell."""
    masks = [factor for term in update.terms for factor in term if isinstance(factor, Const) and factor.of]
    return bool(masks) and not any(factor.value for factor in masks)


def _ties(frame: Frame) -> str:
    """Return how many cells have the maximum, and who of them gets the gradient."""
    trace, number = frame.chapter.trace, frame.position.step
    holders = len(trace.highlights(number)) + len(trace.tied(number))
    rule = next((_RULES[rule] for rule in frame.chapter.rules if rule in _RULES), "")
    return f"{holders} cells tie: {rule.format(holders)}" if holders > 1 else ""


def _terms(frame: Frame, update: Update) -> str:
    """Return how much is added up, where it is more than two; of a weighted sum what the bias is, too."""
    bias = _bias(update.terms[-1], frame)
    if bias is None or len(update.terms[0]) == 1:
        count = len(update.terms)
        products = all(len(term) > 1 for term in update.terms)
        return f"{count} {'products' if products else 'numbers'} added up" if count > _SEEN else ""
    count = len(update.terms) - 1
    value = format_in(frame.chapter, bias.array, frame.decimals).text(
        float(frame.arrays[bias.array][bias.index])
    )
    name = f"{cell_text(bias, frame.chapter)} = {value}"
    return f"{count} product{'s' if count > 1 else ''} and {name}"


def _bias(term: Term, frame: Frame) -> Cell | None:
    """Return the parameter that a term is, where it is nothing else."""
    only = term[0]
    if len(term) > 1 or not isinstance(only, Cell):
        return None
    return only if frame.chapter.info[only.array].role is ArrayRole.PARAMETER else None


def _factors(update: Update) -> list[Const]:
    """Return the constants among the factors of products, but for a minus."""
    found = [factor for term in update.terms if len(term) > 1 for factor in term if isinstance(factor, Const)]
    return [factor for factor in found if factor.value != -1 and factor.label not in ("1/1", "0", "1")]


def _constant(factor: Const, update: Update, frame: Frame) -> str:
    """Return what a constant is, by its name and as a number: η = 0.1, 1/9 ≈ 0.11."""
    label, size = factor.label, abs(factor.value)
    if is_fraction(label):  # as it is, not as its neighbours are
        whole = exactly(size)  # 0.125, where that is short
        short = len(whole) <= _SHORT and alike(fraction(label), fraction(whole))
        text = whole if short else format_of(np.array([size]), frame.decimals).text(size)
    else:
        text = constant_text(factor, constant_format(update, frame))
    if not label.startswith(MINUS) and factor.value < 0:
        text = MINUS + text
    exact = fraction(label) if is_fraction(label) else fraction(repr(factor.value).replace("-", MINUS))
    sign = EQUAL if alike(exact, fraction(text)) or label.startswith(MINUS) else ABOUT
    return f"{label.removeprefix(MINUS)} {sign} {text}"
