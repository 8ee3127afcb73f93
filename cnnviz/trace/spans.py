"""When each cell of an array is written for the first time, and when for the last."""

from collections.abc import Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.trace.loops import Loops
from cnnviz.trace.tables import Statement

Count: TypeAlias = NDArray[np.int32]
_NEVER = 1 << 28  # four of them still fit


def span(statements: Sequence[Statement], shape: tuple[int, ...], loops: Loops) -> tuple[Count, Count]:
    """Return the first and the last step in which these statements write each cell of their target, of `shape`.

    Where none does, both are the number of steps, which is later than all of them.
    """
    first = reduce(np.minimum, (_extremes(one, shape, loops, np.minimum, _NEVER) for one in statements))
    np.minimum(first, len(loops), out=first)
    if not any(statement.accumulate for statement in statements):
        return first, first
    last = reduce(np.maximum, (_extremes(one, shape, loops, np.maximum, -_NEVER) for one in statements))
    last[last < 0] = len(loops)
    return first, last


def _extremes(
    statement: Statement, shape: tuple[int, ...], loops: Loops, extreme: np.ufunc, start: int
) -> Count:
    """Return per target cell the least or largest step number: a sum over the tables."""
    letters, parts = statement.target.letters, []
    for table in statement.tables:
        own = [size if letter in table.columns else 1 for size, letter in zip(shape, letters, strict=True)]
        part = np.full(own, start, np.int32)
        nowhere = np.zeros(len(table), np.intp)
        index = tuple(table.columns.get(letter, nowhere) for letter in letters)
        extreme.at(part, index, loops.numbers(table).astype(np.int32))
        parts.append(part)
    total: Count = reduce(np.add, parts)
    return total
