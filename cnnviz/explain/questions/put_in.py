"""A sum with its numbers put in, and without what it comes to: what a teacher says after a second wrong answer."""

import re
from collections.abc import Sequence

from cnnviz.explain.naming import cell_text
from cnnviz.explain.questions.judged import printed
from cnnviz.explain.sums.pieces import Piece, Role, line_of
from cnnviz.explain.sums.terms import is_copy, pieces
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Update

_LONGEST = 100  # letters of a line
_MOST_NAMES = 4
_NUMBER = re.compile(r"−?\d[\d.e−]*")


def put_in(frame: Frame, update: Update) -> str:
    """Return what a cell is made of as a sum to be worked out; nothing where that would be what is asked."""
    if update.combine is Combine.MAX:
        return _compared(frame, update)
    if is_copy(update) or not update.terms:
        return ""
    made = tuple(pieces(update, frame, len(update.terms)))
    cell = update.target
    right = printed(frame, cell, float(frame.arrays[cell.array][cell.index]))
    if any(right in _NUMBER.findall(piece.text) for piece in made):
        return ""
    line = line_of(made)
    if len(line) <= _LONGEST:
        return f"Work out {line}."
    few, left = _shortened(made)
    return (
        f"Work out {line_of(few)} and so on: {left} more {'is' if left == 1 else 'are'} added alike."
        if left
        else ""
    )


def _shortened(made: Sequence[Piece]) -> tuple[Sequence[Piece], int]:
    """Return as many pieces as a line has room for, and how many terms there are behind them."""
    few: list[Piece] = []
    for piece in made:
        if few and len(line_of([*few, piece])) > _LONGEST - len(" and so on"):
            break
        few.append(piece)
    while few and few[-1].role is not Role.TERM:
        few.pop()
    terms = sum(piece.role is Role.TERM for piece in made)
    return few, terms - sum(piece.role is Role.TERM for piece in few) if few else 0


def _compared(frame: Frame, update: Update) -> str:
    cells = [factor for term in update.terms for factor in term if isinstance(factor, Cell)]
    names = [cell_text(cell, frame.chapter) for cell in cells]
    if len(names) > _MOST_NAMES:
        return f"Go through all {len(names)} from {names[0]} to {names[-1]}, and keep the largest so far."
    return f"Compare {', '.join(names)}." if len(names) > 1 else ""
