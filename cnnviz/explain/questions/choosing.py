"""Which questions a step is good for: read off the step, whatever chapter it belongs to."""

from collections.abc import Iterator, Sequence

import numpy as np

from cnnviz.explain.mistakes.at_step import Mistaken, mistaken
from cnnviz.explain.questions.judged import near
from cnnviz.explain.sums.terms import is_copy
from cnnviz.explain.withheld import is_withheld
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.chapter import Phase
from cnnviz.run.frames.asking import Asking, AskKind, Scope
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Update

_CHANGES_EVERY, _WINNER_EVERY, _MISTAKE_EVERY = 7, 2, 6  # steps; what does not sit is asked every time

_NOTHING_EVERY = 7  # steps: the number that stands there already is asked for now and then


def askings(
    frame: Frame, scope: Scope = Scope.ONE, often: frozenset[AskKind] = frozenset()
) -> tuple[Asking, ...]:
    """Return what is asked in the step in hand of an open frame, one after the other."""
    if is_withheld(frame):  # a teacher has hidden a number of it
        return ()
    updates, step = frame.step.updates, frame.position.step
    array = updates[0].target.array
    found = [Asking(AskKind.SIZE, array)] if scope is not Scope.OVERLAP and _makes_a_size(frame) else []
    if all(map(is_copy, updates)):
        return tuple(found)
    nothing = _adds_nothing(frame)
    if scope is not Scope.OVERLAP and _places(frame) and not nothing and _due(AskKind.CHANGES, step, often):
        found.append(Asking(AskKind.CHANGES, array))
    if scope is Scope.ONE and step % _NOTHING_EVERY != 1 and nothing:
        return tuple(found)
    cells = _cells(frame, scope)
    if scope is not Scope.OVERLAP and winners(frame) and _due(AskKind.WINNER, step, often):
        return (*found, Asking(AskKind.WINNER, array, updates[0].target if len(updates) == 1 else None))
    if scope is not Scope.WHOLE and cells and _due(AskKind.MISTAKE, step, often):
        wrong = _wrong(frame, cells[0])
        if wrong is not None:
            return (*found, Asking(AskKind.MISTAKE, array, cells[0], wrong.key))
    return (*found, *(Asking(AskKind.VALUE, cell.array, cell) for cell in cells))


def winners(frame: Frame) -> frozenset[Cell]:
    """Return the cells that win in the step in hand, among several that are compared."""
    compared = frame.standings
    won = frozenset(frame.chapter.trace.highlights(frame.position.step))
    return won if len(compared) > 1 else frozenset()


def _due(kind: AskKind, step: int, often: frozenset[AskKind]) -> bool:
    """Return whether a kind of question comes in a step by turns, or because its answers do not sit."""
    every, at = {
        AskKind.CHANGES: (_CHANGES_EVERY, 1),
        AskKind.WINNER: (_WINNER_EVERY, 0),
        AskKind.MISTAKE: (_MISTAKE_EVERY, 5),
    }[kind]
    return step % every == at or (kind in often and step % 2 == at % 2)


def _makes_a_size(frame: Frame) -> bool:
    """Return whether this is where an array begins that is not as large as what it is made of."""
    chapter = frame.chapter
    if frame.position.step or chapter.phase is not Phase.FORWARD:
        return False
    target = frame.step.updates[0].target.array
    shape, info = chapter.arrays[target].shape, chapter.info
    read = [name for name in chapter.trace.inputs if info[name].role is ArrayRole.INPUT]
    return info[target].sampled and bool(read) and all(chapter.arrays[name].shape != shape for name in read)


def _places(frame: Frame) -> bool:
    """Return whether the step adds to a part of a plane, so that one can ask where."""
    updates = frame.step.updates
    info, array = frame.chapter.info[updates[0].target.array], frame.chapter.arrays[updates[0].target.array]
    several = len(updates) > 1 and all(one.accumulate for one in updates)
    return several and info.is_plane and info.sampled and len(updates) < array[0, ..., 0].size


def _adds_nothing(frame: Frame) -> bool:
    """Return whether every cell is left as it is, for what is added is 0."""
    return not any(
        _value(term, frame) or not one.accumulate for one in frame.step.updates for term in one.terms
    )


def _cells(frame: Frame, scope: Scope) -> Sequence[Cell]:
    """Return the cells whose numbers are asked for: one where much happens, those that held something, or all."""
    updates = frame.step.updates
    flags = frame.chapter.trace.progress(frame.position.step)
    held = [one for one in updates if one.accumulate and flags[one.target.array][one.target.index]]
    if scope is Scope.WHOLE:
        return list(dict.fromkeys(one.target for one in updates))
    if scope is Scope.OVERLAP:
        return _one_of(held, frame)
    told = [one for one in updates if any(_value(term, frame) for term in one.terms)]
    full = [one for one in held if frame.before[one.target.array][one.target.index]]
    return _one_of([one for one in told if one in full] or told or list(updates), frame)


def _one_of(updates: Sequence[Update], frame: Frame) -> Sequence[Cell]:
    """Return one of several targets, by turns."""
    return [updates[(3 * frame.position.step + 1) % len(updates)].target] if updates else []


def _value(term: Sequence[Cell | Const], frame: Frame) -> float:
    product = 1.0
    for factor in term:
        product *= (
            factor.value if isinstance(factor, Const) else float(frame.arrays[factor.array][factor.index])
        )
    return product


def _wrong(frame: Frame, cell: Cell) -> Mistaken | None:
    """Return a mistake whose result in a cell is seen to be wrong; by turns another one."""
    if any(update.combine is Combine.MAX for update in frame.step.updates):
        return None
    found = mistakes_seen(frame, cell)
    made = found[frame.position.step % len(found)] if found else None
    return made if made is not None and mistakes_beside(frame, cell, made) else None


def mistakes_seen(frame: Frame, cell: Cell) -> Sequence[Mistaken]:
    """Return the mistakes whose result in a cell is seen to be wrong, each once."""
    found = dict[str, Mistaken]()
    for one in _seen(frame, cell):
        found.setdefault(one.key, one)
    return tuple(found.values())


def mistakes_beside(frame: Frame, cell: Cell, made: Mistaken) -> Sequence[Mistaken]:
    """Return the mistakes that leave other numbers in a cell than one that was made, in whatever way one makes them."""
    seen = _seen(frame, cell)
    alike = {one.key for one in seen if near(frame, cell, one.values[cell], made.values[cell])}
    return [one for one in mistakes_seen(frame, cell) if one.key not in {*alike, made.key}]


def _seen(frame: Frame, cell: Cell) -> Iterator[Mistaken]:
    """Yield what every mistake leaves in a cell, in each way to make it, where that is seen to be wrong."""
    right = float(frame.arrays[cell.array][cell.index])
    for one in mistaken(frame):
        value = one.values.get(cell, np.nan)
        if np.isfinite(value) and not near(frame, cell, value, right):
            yield one
