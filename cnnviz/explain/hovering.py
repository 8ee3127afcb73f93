"""What the cell under the pointer has to do with its chapter: what it is, what goes where, and by which numbers."""

import math
from collections.abc import Iterator, Sequence

from cnnviz.explain.giving import Giving, given
from cnnviz.explain.naming import cell_text, place_in_maps
from cnnviz.explain.number_format import format_in
from cnnviz.explain.numbers import exactly, in_parentheses, shown
from cnnviz.explain.sizes import why_nothing
from cnnviz.explain.sums.printed import sum_sign
from cnnviz.explain.sums.terms import constant_text
from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Factor, Update, value_of

MOST_LINES = 4
_BESIDE = 3  # lines beside a picture


class NoteLine(NamedTuple):
    """A line of a note, and whether it is about the step in hand."""

    text: str
    now: bool = False


class HoverNote(NamedTuple):
    """What stands at the pointer: what the cell is, to its last digit, how many it meets, and what goes where.

    Where it `gives` something to several cells of a plane they are a picture, and only some of them are lines as well.
    """

    title: str
    summary: str
    lines: tuple[NoteLine, ...]
    gives: Giving | None = None


def hover_note(frame: Frame, cell: Cell, *, exact: bool = True) -> HoverNote:
    """Return what is to be said at a cell, whose number is `exact` to its last digit or written as all others are."""
    steps, gives = frame.chapter.trace.touching(cell), given(frame, cell)
    chosen = _around(steps, frame.position.step)
    lines = [NoteLine(text, n == frame.position.step) for n in chosen for text in _lines(frame, cell, n)]
    more = len(steps) - len(chosen)
    if len(lines) > MOST_LINES:
        more += len({line.text for line in lines[MOST_LINES:]})
        lines = _with_what_is_now(lines)
    if gives is not None:
        late = any(line.now for line in lines) and not any(line.now for line in lines[:_BESIDE])
        lines = lines[-_BESIDE:] if late else lines[:_BESIDE]
    elif more:
        lines.append(NoteLine(f"and {more} more"))
    placed = place_in_maps(cell, frame.chapter)
    summary = f"{placed} · " * bool(placed) + _summary(frame, cell, steps)
    return HoverNote(_title(frame, cell, exact=exact), summary, tuple(lines), gives)


def term_note(frame: Frame, cells: tuple[Cell, ...]) -> HoverNote | None:
    """Return what is to be said at a number of the lens that is made of cells: the product, and where it goes.

    None where no term of the step in hand has just those.
    """
    for update in frame.step.updates:
        for number, term in enumerate(update.terms, 1):
            if tuple(factor for factor in term if isinstance(factor, Cell)) == cells:
                return _term_note(frame, update, number)
    return None


def _term_note(frame: Frame, update: Update, number: int) -> HoverNote:
    term, count = update.terms[number - 1], len(update.terms)
    target = cell_text(update.target, frame.chapter)
    names = [
        cell_text(factor, frame.chapter) if isinstance(factor, Cell) else factor.label for factor in term
    ]
    which = f"term {number} of {count} in {target}" if count > 1 else f"what is added to {target}"
    if not update.accumulate and count == 1:
        which = f"what makes {target}"
    hidden = frame.withholds(update.target)
    line = f"belongs to {target}, which is hidden" if hidden else _product(frame, term, None)
    return HoverNote(" · ".join(names), which, (NoteLine(line, now=True),))


def _around(steps: Sequence[int], now: int) -> Sequence[int]:
    """Return a few of many steps: the one in hand, if it is among them, and those nearest to it."""
    if len(steps) <= MOST_LINES:
        return list(steps)
    first = min(range(len(steps)), key=lambda at: abs(steps[at] - now))
    start = min(max(first - MOST_LINES // 2, 0), len(steps) - MOST_LINES)
    return list(steps[start : start + MOST_LINES])


def _with_what_is_now(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return as many lines as there is room for, what belongs to the step in hand before all else."""
    kept = sorted(range(len(lines)), key=lambda at: not lines[at].now)[:MOST_LINES]
    return [lines[at] for at in sorted(kept)]


def _title(frame: Frame, cell: Cell, *, exact: bool) -> str:
    name, progress = cell_text(cell, frame.chapter), frame.progress.get(cell.array)
    state = 2 if progress is None else int(progress[cell.index])
    if state == 0 and len(frame.chapter.trace.touching(cell)):
        return f"{name} is not reached yet"
    array = frame.arrays.get(cell.array, frame.chapter.arrays[cell.array])
    so_far = " so far" if state == 1 else ""
    value = float(array[cell.index])
    text = exactly(value) if exact else format_in(frame.chapter, cell.array, frame.decimals).text(value)
    return f"{name} = {text}{so_far}"


def _summary(frame: Frame, cell: Cell, steps: Sequence[int]) -> str:
    """Return how many steps have to do with a cell, and how many of them are done."""
    if not len(steps):
        return why_nothing(frame.chapter.info[cell.array], cell)
    done = sum(step <= frame.position.step for step in steps)
    if cell.array in frame.chapter.trace.outputs:
        if len(steps) == 1:
            return f"written in step {steps[0] + 1} of {len(frame.chapter.trace)}"
        return f"{len(steps)} steps add to it, {done} of them done"
    if len(steps) == 1:
        return f"used in step {steps[0] + 1} of {len(frame.chapter.trace)}"
    return f"used in {len(steps)} steps, {done} of them done"


def _lines(frame: Frame, cell: Cell, n: int) -> Iterator[str]:
    """Yield what step `n` does with a cell; what a mask stops is counted."""
    involved, stopped = [], 0
    for update in frame.chapter.trace[n].updates:
        factor = any(cell in term for term in update.terms)
        if factor and _is_stopped(update):
            stopped += 1
        elif factor or cell == update.target or cell in update.aside:
            involved.append(update)
    for update in involved:
        if frame.chapter.trace.withholds(n, update.target):
            if cell != update.target:
                yield f"belongs to {cell_text(update.target, frame.chapter)}, which is hidden"
        elif any(cell in term for term in update.terms):
            yield _given(frame, cell, update, n)
        elif cell == update.target:
            yield _taken(frame, update)
        else:
            yield _decided(frame, cell, update, n)
    if stopped and not frame.chapter.trace.withholds(n, cell):
        cells = "cell of the window gets" if stopped == 1 else "cells of the window get"
        yield f"the other {stopped} {cells} 0"


def _is_stopped(update: Update) -> bool:
    """Return whether a mask lets nothing pass to the target."""
    masks = [factor for term in update.terms for factor in term if isinstance(factor, Const) and factor.of]
    return bool(masks) and not any(mask.value for mask in masks)


def _given(frame: Frame, cell: Cell, update: Update, n: int) -> str:
    """Return what a cell gives to another one."""
    target = cell_text(update.target, frame.chapter)
    if update.combine is Combine.MAX:
        won = cell in frame.chapter.trace.highlights(n)
        tied = cell in frame.chapter.trace.tied(n)
        if won:
            return f"is the largest of its window: {target} takes it"
        return f"ties for {target}, but another one takes it" if tied else f"is not the largest for {target}"
    term = next(term for term in update.terms if cell in term)
    masks = [factor for factor in term if isinstance(factor, Const) and factor.of]
    if masks:
        part = "its whole" if masks[0].value == 1 else f"{masks[0].label} of its"
        whole = float(frame.chapter.arrays[cell.array][cell.index])
        given = shown(masks[0].value * whole, frame.decimals, abs(whole))
        tail = "" if masks[0].value == 1 else f": {given}"
        return f"gives {part} {_number(frame, cell)} to {target}{tail}"
    if len(term) == 1 and update.function is not None and len(update.terms) == 1:
        return f"becomes {target} through {update.function.replace('_', ' ')}"
    if len(term) == 1:
        return f"goes to {target} as it is"
    return f"gives {_product(frame, term, cell)} to {target}"


def _taken(frame: Frame, update: Update) -> str:
    """Return what a cell is made of."""
    adds = "gets" if update.accumulate else "is"
    if update.combine is Combine.MAX:
        return f"is the largest of {len(update.terms)} numbers"
    if not update.terms:
        return f"{adds} 0"
    if len(update.terms) == 1 and len(update.terms[0]) > 1:
        return f"{adds} {_product(frame, update.terms[0], None)}"
    if len(update.terms) == 1:
        only = update.terms[0][0]
        text = cell_text(only, frame.chapter) if isinstance(only, Cell) else only.label
        return f"{adds} {text}" if update.function is None else f"{adds} {update.function}({text})"
    return f"{adds} the sum of {len(update.terms)} terms"


def _decided(frame: Frame, cell: Cell, update: Update, n: int) -> str:
    """Return what a cell decides without going in itself."""
    target = cell_text(update.target, frame.chapter)
    if cell.array in frame.chapter.trace.asides:
        return f"keeps whether its cell wins {target}"
    constants = [factor for term in update.terms for factor in term if isinstance(factor, Const)]
    if not constants:
        return f"belongs to {target}"
    text = _factor(frame, constants[0], update)
    if not constants[0].of:
        factors = [one for one in (*update.terms[0], *update.aside) if isinstance(one, Cell) and one != cell]
        gradient = factors[0]
        return f"sets the slope {text}: {cell_text(gradient, frame.chapter)} times that is {target}"
    if constants[0].value:
        gradient = next(factor for factor in update.terms[0] if isinstance(factor, Cell))
        product = _product(frame, update.terms[0], None)
        of = cell_text(gradient, frame.chapter)
        return f"has won, its mask is {text}: {product} of {of} goes to {target}"
    tied = " though it ties" if cell in frame.chapter.trace.tied(n) else ""
    return f"has not won{tied}: its mask is 0, {target} gets 0"


def _product(frame: Frame, term: tuple[Factor, ...], cell: Cell | None) -> str:
    """Return a product with its result; beside the cell that is pointed at the other factors have their names."""
    values = [_value(frame, factor) for factor in term]
    result = shown(math.prod(values), frame.decimals, max(map(abs, values)))
    text = printed = "·".join(in_parentheses(_factor(frame, factor, None)) for factor in term)
    if cell is not None and len(term) <= 3:
        others = [factor for factor in term if factor != cell]
        named = [
            cell_text(one, frame.chapter) if isinstance(one, Cell) else one.label.removeprefix(MINUS)
            for one in others
        ]
        minus = MINUS if any(isinstance(one, Const) and one.label.startswith(MINUS) for one in others) else ""
        number = _number(frame, cell)
        text = f"{minus}{in_parentheses(number) if minus else number}·{'·'.join(named)}"
    return f"{text} {sum_sign([printed], result)} {result}"


def _value(frame: Frame, factor: Factor) -> float:
    """Return what a factor is once the chapter is done."""
    return value_of(factor, frame.chapter.arrays)


def _number(frame: Frame, cell: Cell) -> str:
    return format_in(frame.chapter, cell.array, frame.decimals).text(_value(frame, cell))


def _factor(frame: Frame, factor: Factor, update: Update | None) -> str:
    if isinstance(factor, Cell):
        return _number(frame, factor)
    array = next(iter(frame.chapter.trace.outputs)) if update is None else update.target.array
    text = constant_text(factor, format_in(frame.chapter, array, frame.decimals))
    return MINUS + text if factor.value < 0 else text
