"""Hiding numbers by hand, so that a class can be asked for them, and showing them one after the other."""

from collections.abc import Iterable, Sequence

import numpy as np

from cnnviz.explain.naming import cell_text
from cnnviz.qt import QCoreApplication
from cnnviz.run.frames.frame import Frame
from cnnviz.run.veil import hidden_cell
from cnnviz.session.session import Session
from cnnviz.trace.steps import Cell


def is_hidden_by_hand(session: Session, cell: Cell) -> bool:
    """Return whether a cell of the chapter in hand is hidden, or what it is a copy of."""
    return bool(session.hidden_with(hidden_cell(session.frame.chapter, cell)))


def hide(session: Session, cells: Iterable[Cell]) -> None:
    """Hide cells of the chapter in hand."""
    chapter, cells = session.frame.chapter, list(cells)
    if cells:
        named = cell_text(cells[0], chapter) if len(cells) == 1 else chapter.label(cells[0].array)
        more = [hidden_cell(chapter, cell) for cell in cells]
        session.set_hidden(session.hidden.union(more), _translated("hide {0}").format(named))


def hide_array(session: Session, array: str) -> None:
    """Hide all cells of an array of the chapter in hand."""
    shape = session.frame.chapter.arrays[array].shape
    hide(session, [Cell(array, tuple(map(int, index))) for index in np.ndindex(*shape)])


def reveal(session: Session, cell: Cell) -> None:
    """Show a cell of the chapter in hand again, and with it what holds the same number."""
    chapter = session.frame.chapter
    text = _translated("reveal {0}").format(cell_text(cell, chapter))
    session.set_hidden(session.hidden - session.hidden_with(hidden_cell(chapter, cell)), text)


def reveal_all(session: Session) -> None:
    """Show every number again."""
    session.set_hidden((), _translated("reveal all"))


def reveal_next(session: Session) -> bool:
    """Show the next of the numbers that are hidden in the chapter in hand; return whether there was one."""
    waiting = next_hidden(session.frame)
    if waiting is None:
        return False
    reveal(session, waiting)
    return True


def next_hidden(frame: Frame) -> Cell | None:
    """Return the hidden cell that comes next: of the step in hand, else the first that the run has reached."""
    names = {frame.chapter.label(name): name for name in frame.chapter.info}
    here = [Cell(names[one.array], one.index) for one in frame.hidden if one.array in names]
    reached = [cell for cell in here if _is_reached(frame, cell)]
    step = frame.step.cells
    order: Sequence[str] = list(frame.chapter.info)
    return min(
        reached, key=lambda cell: (cell not in step, order.index(cell.array), cell.index), default=None
    )


def _is_reached(frame: Frame, cell: Cell) -> bool:
    array = frame.chapter.arrays[cell.array]
    if len(cell.index) != array.ndim or any(at >= n for at, n in zip(cell.index, array.shape, strict=True)):
        return False
    flags = frame.progress.get(cell.array)
    return flags is None or bool(flags[cell.index])


def _translated(text: str) -> str:
    return QCoreApplication.translate("hiding", text)
