"""Which cells of a grid are to be painted again."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnnviz.hidden import hidden_among
from cnnviz.qt import QRect

Shown: TypeAlias = tuple[NDArray[Any], NDArray[np.int8], NDArray[np.int8]]
"""What a grid shows of each cell: its number, how far it is, and how it stands."""
_SINGLY = 12  # so many changed cells are painted one by one, more as one block,
_CLOSE = 3  # and so are those that fill it but for this many times their number


def changed_blocks(before: Shown, after: Shown) -> Sequence[QRect]:
    """Return the blocks of cells that look otherwise: each of a few that lie apart, else the block that they lie in."""
    changed = before[0] != after[0]
    if np.count_nonzero(changed):
        nowhere = np.isnan(before[0]) & np.isnan(after[0])
        if np.count_nonzero(nowhere):
            changed &= ~nowhere | (hidden_among(before[0]) != hidden_among(after[0]))
    for was, is_ in zip(before[1:], after[1:], strict=True):
        changed |= was != is_
    return _blocks(changed)


def _blocks(changed: NDArray[np.bool_]) -> Sequence[QRect]:
    count = np.count_nonzero(changed)
    if count in (0, changed.size):
        return (QRect(0, 0, changed.shape[1], changed.shape[0]),) if count else ()
    rows, columns = changed.nonzero()
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns.min()), int(columns.max()) + 1
    block = changed[top:bottom, left:right]
    if count > _SINGLY or block.size <= _CLOSE * count:
        return (QRect(left, top, right - left, bottom - top),)
    return [QRect(left + column, top + row, 1, 1) for row, column in np.argwhere(block).tolist()]
