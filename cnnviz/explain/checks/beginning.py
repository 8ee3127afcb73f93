"""With which number a check begins, and which it goes on to: one that takes part in the step in hand.

In a step that adds to dW it is one of those weights, in one of dX a cell of X, on the way forward one of the weights
that are multiplied. Of several gradients it is the one that the sum beneath the stage is about; else, and of several
numbers that are read, the one whose gradient is the largest: there is most to be seen of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from cnnviz.explain.checks.probe import most_telling, most_telling_of
from cnnviz.explain.checks.spot import Given, Spot, givens, spots_in
from cnnviz.explain.sums.formula import formula
from cnnviz.run.array_info import Editable
from cnnviz.run.chapter import Chapter
from cnnviz.run.frames.frame import Frame
from cnnviz.run.timeline import Timeline
from cnnviz.trace.steps import Cell, Const, Update

_ORDER = Editable.PARAMETER, Editable.IMAGE, Editable.TARGET


def spot_in_hand(frame: Frame, before: Spot | None = None) -> Spot:
    """Return a number that takes part in the step in hand, or else in its chapter, or in a layer in front of it.

    Where a step before it in its chapter had one, `before`, that stays as long as no other takes part, as in a step
    that writes the gradient of padding.
    """
    run, chapter, updates = frame.timeline, frame.chapter, _in_hand(frame)
    made = _by_array(update.target for update in updates)
    read = _by_array(factor for update in updates for factor in chain.from_iterable(update.terms))
    told = _behind_told(frame)
    if told is not None:
        return told
    behind = [_behind_gradients(frame, array, cells) for array, cells in made.items()]
    found = [spots for spots in behind if spots is not None]
    if before is not None and found and not any(found):
        return before
    found += sorted(
        (spots_in(run, chapter.info[array], chapter.layer, cells) for array, cells in read.items()),
        key=lambda spots: _ORDER.index(spots[0].given.edit.of) if spots else len(_ORDER),
    )
    spots = next(filter(None, found), None)
    if spots:
        return most_telling_of(run, spots)
    return before if before is not None else most_telling(run, _shown(run, chapter))


def _behind_told(frame: Frame) -> Spot | None:
    """Return the number whose gradient is the cell that is written out beneath the stage, if it has one."""
    cells = formula(frame).target.cells
    return next(iter(_behind_gradients(frame, cells[0].array, cells[:1]) or ()), None) if cells else None


def _in_hand(frame: Frame) -> Sequence[Update]:
    """Return what a step does; by single multiplications it is the last that is done."""
    done = frame.done.updates if frame.position.term is not None else ()
    return [Update(done[-1].target, done[-1].terms[-1:])] if done else frame.step.updates


def _by_array(cells: Iterable[Cell | Const]) -> Mapping[str, Sequence[Cell]]:
    """Return cells by their arrays, in the order in which these come."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        if isinstance(cell, Cell):
            found.setdefault(cell.array, []).append(cell)
    return found


def _behind_gradients(frame: Frame, array: str, cells: Sequence[Cell]) -> Sequence[Spot] | None:
    """Return the numbers that were set up and whose gradients a step writes; None where it writes others."""
    run, made_here = frame.timeline, (frame.position.chapter, array)
    pairs = [(parameter.gradient, parameter.given) for parameter in run.parameters]
    forward = {one.column: one for one in run.arrays if not one.gradient}
    pairs += [(one, forward[one.column]) for one in run.arrays if one.gradient and one.column in forward]
    owner = next((given for made, given in pairs if (made.chapter, made.name) == made_here), None)
    if owner is None or owner.info.edit is None:
        return None
    return spots_in(run, owner.info, frame.chapter.layer, cells)


def _shown(timeline: Timeline, chapter: Chapter) -> Given:
    """Return what was set up of what a chapter shows, else of the nearest layer in front that learns, or the image."""
    every = givens(timeline)
    edits = [info.edit[:2] for info in chapter.info.values() if info.edit is not None]
    seen = [one for one in every if one.edit[:2] in edits and one.layer in (-1, chapter.layer)]
    if seen:
        return min(seen, key=lambda one: _ORDER.index(one.edit.of))
    learned = [one for one in every if one.edit.of is Editable.PARAMETER]
    nearest = max((one.layer for one in learned if one.layer <= chapter.layer), default=None)
    own = [one for one in learned if one.layer == nearest]
    return (own or learned or every)[0]
