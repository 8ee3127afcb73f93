"""The rule in force where a maximum decides who gets a gradient, with its numbers, and what other rules would give."""

import math

from cnnviz.engine.pooling import TIES
from cnnviz.explain.naming import cell_text
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import exactly, shown
from cnnviz.run.frame import Frame
from cnnviz.trace.steps import Cell

_COUNTS = "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"


def remark(frame: Frame) -> str:
    """Return who gets the gradient of the window in hand and by which rule; nothing where no maximum decides."""
    rule = next((rule for rule in frame.chapter.rules if rule in TIES), None)
    if rule is None:
        return ""
    trace, number = frame.chapter.trace, frame.position.step
    won, tied = trace.highlights(number), trace.tied(number)
    if not won:
        return "The window sees nothing but padding: nobody wins."
    gradient = _gradient(frame, won[0])
    if len(won) + len(tied) == 1:
        return _alone(frame, won[0], gradient)
    holders = len(won) + len(tied)
    opening = f"{counted(holders)} cells {_hold(frame, won[0])}: "
    if gradient is None:
        return opening + _will(rule, holders, last=_is_nan(frame, won[0]))
    return opening + _does(rule, holders, gradient, frame, last=_is_nan(frame, won[0]))


def counted(count: int) -> str:
    """Return a count as a sentence begins with it."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def _gradient(frame: Frame, winner: Cell) -> Cell | None:
    """Return the cell whose gradient goes to a winner in the step in hand, None on the way forward."""
    for update in frame.step.updates:
        if winner in update.aside:
            return next((factor for factor in update.terms[0] if isinstance(factor, Cell)), None)
    return None


def _alone(frame: Frame, winner: Cell, gradient: Cell | None) -> str:
    name, value = cell_text(winner, frame.chapter), _text(frame, winner)
    largest = f"{name} is NaN, which wins" if _is_nan(frame, winner) else f"{name} = {value} is the largest"
    if gradient is None:
        return f"{largest}: the whole gradient will go there."
    others = len(frame.step.updates) - 1
    rest = f"; the other {others} get 0" if others > 1 else "; the other one gets 0" if others else ""
    return f"{largest}: it takes the whole {_text(frame, gradient)}{rest}."


def _hold(frame: Frame, winner: Cell) -> str:
    return "are NaN" if _is_nan(frame, winner) else f"hold the maximum {_text(frame, winner)}"


def _will(rule: str, holders: int, *, last: bool) -> str:
    """Return what a rule will do on the way back, and what the others would."""
    one = _one(last)
    many = f"{counted(holders).lower()} whole gradients out of one"
    if rule == "first":
        return (
            f"{one} will take the whole gradient. Shared, each would get 1/{holders}; "
            f"if all took it, that would be {many}."
        )
    if rule == "all":
        return (
            f"each will take the whole gradient, {many}. {one.capitalize()} alone would take it by itself; "
            f"shared, each would get 1/{holders}."
        )
    return (
        f"they will share the gradient, 1/{holders} each. {one.capitalize()} alone would take it whole; "
        f"if all took it, that would be {many}."
    )


def _does(rule: str, holders: int, gradient: Cell, frame: Frame, *, last: bool) -> str:
    """Return what a rule does with a gradient, and what the others would do with it."""
    value = float(frame.arrays[gradient.array][gradient.index])
    whole, one = _text(frame, gradient), _one(last)
    part = _about(value / holders, frame)
    many = f"{counted(holders).lower()} whole gradients out of one, {shown(value * holders, frame.decimals)} in all"
    if rule == "first":
        return (
            f"{one} takes the whole {whole}. Shared, each would get {part}; if all took it, "
            f"that would be {many}."
        )
    if rule == "all":
        return (
            f"each takes the whole {whole}: {many}. {one.capitalize()} alone would take {whole}; "
            f"shared, each would get {part}."
        )
    return (
        f"they share {whole}, 1/{holders} each: {part}. {one.capitalize()} alone would take it whole; "
        f"if all took it, that would be {many}."
    )


def _one(last: bool) -> str:
    """Return who takes it where one alone does: of several NaN the last, as PyTorch has it."""
    return "the last" if last else "the first"


def _about(value: float, frame: Frame) -> str:
    """Return a share as it is, or about that."""
    text = shown(value, frame.decimals)
    return text if text == exactly(value) else f"about {text}"


def _is_nan(frame: Frame, cell: Cell) -> bool:
    return math.isnan(frame.arrays[cell.array][cell.index])


def _text(frame: Frame, cell: Cell) -> str:
    """Return the number of a cell as its array writes it."""
    value = float(frame.arrays[cell.array][cell.index])
    return format_in(frame.chapter, cell.array, frame.decimals).text(value)
