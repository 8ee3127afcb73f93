"""How many windows cover a cell, and all others of its plane: why a corner gets less."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.engine.settings import Amounts
from cnnviz.explain.ledgers.ledger import Ledger
from cnnviz.explain.prose.files import prose_of
from cnnviz.frozen import NamedTuple
from cnnviz.run.array_info import Dim
from cnnviz.trace.steps import Combine


class Coverage(NamedTuple):
    """How many windows cover each cell of a plane.

    Parameters
    ----------
    counts : (rows, columns)
    row, column : of the cell that is asked about
    ring : how many cells at each side are padding
    """

    counts: NDArray[np.intp]
    row: int
    column: int
    ring: Amounts

    @property
    def own(self) -> int:
        """How many cover the cell that is asked about."""
        return int(self.counts[self.row, self.column])

    @property
    def corner(self) -> int:
        """How many cover the first corner."""
        return int(self.counts[0, 0])

    @property
    def most(self) -> int:
        """How many cover the cells that the most do."""
        return int(self.counts.max())

    @property
    def edge(self) -> int:
        """How many cover the cells at the edge that the most do."""
        return int(max(self.counts[[0, -1]].max(), self.counts[:, [0, -1]].max()))

    @property
    def legend(self) -> Sequence[tuple[int, int]]:
        """Every count with the number of cells that have it."""
        cells = np.bincount(self.counts.ravel())
        return tuple((value, int(cells[value])) for value in np.flatnonzero(cells).tolist())


def coverage(ledger: Ledger) -> Coverage | None:
    """Return how many windows cover the cells of a ledger's plane; None where there is none, or all are alike."""
    info, cell = ledger.chapter.info[ledger.cell.array], ledger.cell
    if not info.is_plane or not len(ledger) or not prose_of(ledger.chapter.kind).covers:
        return None
    plane = tuple(
        slice(None) if axis in (Dim.ROW, Dim.COLUMN) else at
        for axis, at in zip(info.axes, cell.index, strict=True)
    )
    counts = ledger.chapter.trace.counts(cell.array)[plane]
    counts = counts // max(len(ledger) // max(ledger.windows, 1), 1)
    row, column = (cell.index[info.axes.index(axis)] for axis in (Dim.ROW, Dim.COLUMN))
    found = Coverage(counts, row, column, info.ring)
    return None if found.most == int(counts.min()) else found


def sentences(ledger: Ledger, covered: Coverage | None) -> tuple[str, str]:
    """Return how many windows made the cell, and what else there is to be said about them."""
    return _how_many(ledger, covered), " ".join(filter(None, (_to_come(ledger), _why_less(ledger, covered))))


def _how_many(ledger: Ledger, covered: Coverage | None) -> str:
    if ledger.grows or covered is not None:
        visit = ledger.chapter.kind.visit if ledger.grows else "window"
        first = f"{_counted(ledger.windows, visit)} {'adds' if ledger.windows == 1 else 'add'} to it"
        if covered is not None and covered.corner != covered.own:
            fewer = _only(covered.corner) if covered.corner < covered.own else covered.corner
            first += f"; to the cell in the top left corner {fewer} {'does' if covered.corner == 1 else 'do'}"
        return f"{first}."
    if ledger.update.combine is Combine.MAX:
        return f"The largest of {_counted(len(ledger), 'number')}."
    return f"{_counted(len(ledger), 'term')}, all of one step."


def _to_come(ledger: Ledger) -> str:
    left = len(ledger) - ledger.done
    if not left or ledger.update.combine is Combine.MAX:
        return ""
    text = f"{left} of the {len(ledger)} terms {'is' if left == 1 else 'are'} still to come"
    if ledger.done and not np.any(ledger.products[ledger.done :]):
        total = ledger[ledger.done - 1].total.text
        return f"{text}; {'it is' if left == 1 else 'they are all'} 0, so the sum stays {total}."
    return f"{text}."


def _why_less(ledger: Ledger, covered: Coverage | None) -> str:
    if covered is None or covered.corner == covered.most:
        return ""
    at_edge = covered.edge < covered.most
    return (
        prose_of(ledger.chapter.kind).less if at_edge else "Some cells lie under fewer windows than others."
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _only(count: int) -> str:
    return f"only {count}" if count else "none"
