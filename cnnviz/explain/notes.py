"""What a formula leaves unsaid: how many cells and terms there are, which tie, what constants are, what is rounding."""

import numpy as np

from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import format_of
from cnnviz.explain.printed import ABOUT, EQUAL, alike, fraction
from cnnviz.explain.rounding import only_rounding
from cnnviz.explain.terms import constant_format, constant_text, is_copy, is_fraction
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Term, Update, value_of


def note(frame: Frame, update: Update, done: int) -> str:
    """Return what is to be said beside a formula, of which the first `done` terms are done."""
    others = len(frame.step.updates) - 1
    notes = [only_rounding(frame, update, done)]
    if is_copy(update):
        notes += ["copied"] if isinstance(update.terms[0][0], Cell) else []
    if others:
        notes.append(f"and {others} cell{'s' if others > 1 else ''} more")
    if update.combine is Combine.MAX:
        notes.append(_ties(frame, update))
    elif len(update.terms) > 1 and not others:
        notes.append(_terms(frame, update))
    notes += sorted({_constant(factor, update, frame) for factor in _factors(update)})
    if update.accumulate:
        times = len(frame.chapter.trace.steps_of(update.target))
        notes.append(f"written by {times} step{'s' if times > 1 else ''}")
    return " · ".join(part for part in notes if part)


def _ties(frame: Frame, update: Update) -> str:
    """Return how many cells have the maximum, and who of them gets the gradient."""
    values = [value_of(term[0], frame.arrays) for term in update.terms]
    tied = values.count(max(values))
    return f"{tied} cells tie: {frame.chapter.remark.format(tied)}" if tied > 1 else ""


def _terms(frame: Frame, update: Update) -> str:
    """Return how many terms there are; of a weighted sum how many products, and whether there is a bias."""
    bias = _bias(update.terms[-1], frame)
    if bias is None or len(update.terms[0]) == 1:
        return f"{len(update.terms)} terms"
    count = len(update.terms) - 1
    name = "a bias" if frame.arrays[bias.array][bias.index] else f"{cell_text(bias, frame.chapter)} = 0"
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
    return [factor for factor in found if factor.value != -1 and factor.label != "1/1"]


def _constant(factor: Const, update: Update, frame: Frame) -> str:
    """Return what a constant is, by its name and as a number: η = 0.1, 1/9 ≈ 0.11."""
    label, size = factor.label, abs(factor.value)
    if is_fraction(label):  # as it is, not as its neighbours are
        text = format_of(np.array([size]), frame.decimals).text(size)
    else:
        text = constant_text(factor, constant_format(update, frame))
    if not label.startswith(MINUS) and factor.value < 0:
        text = MINUS + text
    exact = fraction(label) if is_fraction(label) else fraction(repr(factor.value).replace("-", MINUS))
    sign = EQUAL if alike(exact, fraction(text)) or label.startswith(MINUS) else ABOUT
    return f"{label.removeprefix(MINUS)} {sign} {text}"
