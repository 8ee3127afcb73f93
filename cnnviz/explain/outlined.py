"""What is outlined while a cell is pointed at, and what the outlines mean: all from the statements of the pass.

An X[4, 4] under a 3 by 3 kernel is in nine windows, which are 25 cells of X together, and goes into nine cells of Y. A
weight meets one cell of X in each window: an image of the size of Y, moved by the place of the weight.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.explain.ledgers.places import WINDOW
from cnnviz.explain.naming import cell_text
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Const, Index, Update

_FINISHED = 2


class Outlined(NamedTuple):
    """Cells of an array that are outlined together, shape (cells, ndim), and what they are to the cell pointed at.

    Where it is one cell alone, or all that there is, there are no words: a note says what goes there.
    """

    array: str
    cells: Index
    words: str = ""


def outlined(frame: Frame, cell: Cell, seen: Callable[[str, Index], Index]) -> Sequence[Outlined]:
    """Return what is outlined for a cell over the whole pass, of which only what is `seen` of an array counts."""
    trace, related = frame.chapter.trace, frame.chapter.trace.related(cell)
    own = np.concatenate([related.get(cell.array, np.zeros((0, len(cell.index)), np.intp)), [cell.index]])
    steps = np.asarray(trace.touching(cell), np.intp)
    parts = [Outlined(cell.array, own)]
    windows = seen(cell.array, _together(frame, cell))
    if 1 < len(windows) < len(seen(cell.array, _all(frame, cell.array))):
        parts = [Outlined(cell.array, windows, _windows(frame, cell, steps))]
    for array, cells in related.items():
        if array != cell.array:
            some = seen(array, cells)
            words = _words(frame, cell, array, some, steps) if len(some) > 1 else ""
            parts.append(Outlined(array, some, words))
    return parts


def met_now(frame: Frame, cell: Cell) -> set[Cell]:
    """Return the cells that a cell has to do with in the step in hand, with itself."""
    met = {cell}
    for update in frame.step.updates:
        terms = update.terms
        if cell != update.target and cell not in update.aside:
            terms = tuple(term for term in terms if cell in term)
            if not terms:
                continue
        met |= {update.target, *(factor for term in terms for factor in term if isinstance(factor, Cell))}
        met.update(update.aside)
    return met


def _together(frame: Frame, cell: Cell) -> Index:
    """Return what is read of its own array in the steps that read a cell; of parameters every step reads all."""
    role, trace = frame.chapter.info[cell.array].role, frame.chapter.trace
    if cell.array in trace.inputs and role is not ArrayRole.PARAMETER:
        return trace.companions(cell)
    return np.zeros((0, len(cell.index)), np.intp)


def _all(frame: Frame, array: str) -> Index:
    return np.argwhere(np.ones(frame.chapter.arrays[array].shape, bool))


def _windows(frame: Frame, cell: Cell, steps: Index) -> str:
    name = cell_text(cell, frame.chapter)
    if frame.chapter.kind.visit != WINDOW:
        return f"what is read together with {name}"
    count, done = _counted(frame, steps)
    return f"the window of {name}" if count == 1 else f"the windows of {name}: {done} of {count} done"


def _counted(frame: Frame, steps: Index) -> tuple[int, int]:
    """Return how many places steps are at, however many filters are gone through there, and how many are done."""
    filters = int(np.prod(frame.chapter.trace.shape[2:])) if len(frame.chapter.trace.shape) > 2 else 1
    done = steps[steps <= frame.position.step]
    return len(set((steps // filters).tolist())), len(set((done // filters).tolist()))


def _words(frame: Frame, cell: Cell, array: str, cells: Index, steps: Index) -> str:
    """Return what cells of another array are to a cell."""
    trace, name = frame.chapter.trace, cell_text(cell, frame.chapter)
    updates = trace[int(steps[0])].updates
    if cell.array not in trace.inputs:
        own = next((update for update in updates if update.target == cell), None)
        return "" if own is None else _makes(frame, name, array, own, steps)
    if array in trace.outputs:
        return _takes(frame, array, cells, _joined(updates, cell), steps)
    joined = _joined(updates, cell)
    factors = [factor for term in (joined.terms if joined else ()) if cell in term for factor in term]
    if not any(isinstance(factor, Cell) and factor.array == array for factor in factors):
        return f"what goes with {name}"
    count, done = _counted(frame, steps)
    if len(cells) != count:
        return f"what meets {name}"
    each = WINDOW if frame.chapter.kind.visit == WINDOW else "step"
    return f"what meets {name}, one in each {each}: {done} of {count} so far"


def _joined(updates: Sequence[Update], cell: Cell) -> Update | None:
    """Return an update in which a cell is a factor, if there is one."""
    return next((update for update in updates if any(cell in term for term in update.terms)), None)


def _makes(frame: Frame, name: str, array: str, update: Update, steps: Index) -> str:
    """Return what cells are to one that is written."""
    read = {factor.array for term in update.terms for factor in term if isinstance(factor, Cell)}
    if array not in read:
        return f"what goes with {name}"
    if update.combine is Combine.MAX:
        return f"{name} is the largest of them"
    if not update.accumulate:
        return f"what {name} is made of"
    done = int((steps <= frame.position.step).sum())
    return (
        f"what adds to {name}: {done} of {len(steps)} steps done"
        if len(steps) > 1
        else f"what adds to {name}"
    )


def _takes(frame: Frame, array: str, cells: Index, update: Update | None, steps: Index) -> str:
    """Return what cells that are written do with one that is read."""
    if update is None:
        return ""
    if update.accumulate:
        masks = any(isinstance(factor, Const) and factor.of for term in update.terms for factor in term)
        words = "get their part of it by the mask" if masks else "get a share of it"
        count, done = _counted(frame, steps)
        return words if count == 1 else f"{words}: {done} of {count} steps done"
    words = "have it in their window" if update.combine is Combine.MAX else "take it in"
    return f"{words}: {_how_far(frame.progress, array, cells)}"


def _how_far(progress: Mapping[str, NDArray[np.int8]], array: str, cells: Index) -> str:
    written = int((progress[array][tuple(cells.T)] == _FINISHED).sum())
    waiting = len(cells) - written
    parts = [f"{written} written"] * bool(written) + [f"{waiting} to come"] * bool(waiting)
    return ", ".join(parts)
