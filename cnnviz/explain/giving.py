"""What the cell under the pointer gives to the cells of a window, each by another weight, as they lie there.

An X[3, 3] = 1 under a 3 by 3 kernel goes into nine cells of Y, and what it adds to them is the kernel, turned::

    Y[2, 2] gets 1·W[2, 2]   ...   Y[2, 4] gets 1·W[2, 0]
    ...
    Y[4, 2] gets 1·W[0, 2]   ...   Y[4, 4] gets 1·W[0, 0]
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnnviz.frozen import NamedTuple
from cnnviz.numerals import MINUS
from cnnviz.run.array_info import ArrayRole
from cnnviz.run.frames.frame import Frame
from cnnviz.trace.steps import Cell, Combine, Term, Update, value_of

_LEAST, _MOST = 4, 49  # cells, of a side of 7 at most
_SIDE = 7


class Giving(NamedTuple):
    """What a cell gives, as the cells that get it lie, in rows and columns; nan where one gets nothing.

    Parameters
    ----------
    array : which they are of
    values : what each of them gets
    now : which of them the step in hand writes
    words : how the weights lie there, where that can be said
    """

    array: str
    values: NDArray[np.float64]
    now: NDArray[np.bool_]
    words: str


class _Part(NamedTuple):
    target: Cell
    value: float
    weight: Cell | None
    now: bool


def given(frame: Frame, cell: Cell) -> Giving | None:
    """Return what a cell gives to some cells of one plane, or None where it is no factor of such products."""
    steps = frame.chapter.trace.touching(cell)
    parts = _parts(frame, cell, steps) if len(steps) <= _MOST else []
    if not _LEAST <= len(parts) <= _MOST or len({part.target for part in parts}) < len(parts):
        return None
    places = np.array([_place(frame, part.target) for part in parts])
    places -= places.min(axis=0)
    shape = tuple((places.max(axis=0) + 1).tolist())
    if max(shape) > _SIDE:
        return None
    values, now = np.full(shape, np.nan), np.zeros(shape, bool)
    for (row, column), part in zip(places.tolist(), parts, strict=True):
        values[row, column], now[row, column] = part.value, part.now
    return Giving(parts[0].target.array, values, now, _turned(frame, parts))


def _parts(frame: Frame, cell: Cell, steps: Sequence[int]) -> Sequence[_Part]:
    """Return the products that a cell is in; none where they go to several planes, or one is hidden."""
    trace, parts, planes = frame.chapter.trace, [], set()
    for n in steps:
        for update in trace[n].updates:
            factors, target = _factors(update, cell), update.target
            if factors is None:
                continue
            planes.add((target.array, _plane(frame, target)))
            if len(planes) > 1 or len(target.index) != 4 or trace.withholds(n, target):
                return []
            value = math.prod(value_of(factor, frame.chapter.arrays) for factor in factors)
            others = [factor for factor in factors if isinstance(factor, Cell) and factor != cell]
            weight = others[0] if len(others) == 1 else None
            parts.append(_Part(target, value, weight, n == frame.position.step))
    return parts


def _place(frame: Frame, cell: Cell) -> tuple[int, ...]:
    """Return the row and the column of a cell of an image, or of a kernel."""
    first = int(frame.chapter.info[cell.array].sampled)
    return cell.index[first : first + 2]


def _plane(frame: Frame, cell: Cell) -> tuple[int, ...]:
    """Return all other indices of a cell."""
    first = int(frame.chapter.info[cell.array].sampled)
    return cell.index[:first] + cell.index[first + 2 :]


def _factors(update: Update, cell: Cell) -> Term | None:
    """Return the product that a cell is in, where it is added as it is."""
    if update.combine is Combine.MAX or update.function is not None:
        return None
    return next((term for term in update.terms if cell in term and len(term) > 1), None)


def _turned(frame: Frame, parts: Sequence[_Part]) -> str:
    """Say that the weights stand turned, where row and column of a weight go down as those of its target go up."""
    sums: set[tuple[int, int]] = set()
    weight = None
    for part in parts:
        weight = part.weight
        if weight is None or frame.chapter.info[weight.array].role is not ArrayRole.PARAMETER:
            return ""
        (row, column), (above, left) = _place(frame, part.target), _place(frame, weight)
        sums.add((row + above, column + left))
    if len(sums) != 1 or weight is None:
        return ""
    (row, column), name = sums.pop(), frame.chapter.label(weight.array)
    target = frame.chapter.label(parts[0].target.array)
    return f"{target}[i, j] meets {name}[{row}{MINUS}i, {column}{MINUS}j]: {name} stands turned"
