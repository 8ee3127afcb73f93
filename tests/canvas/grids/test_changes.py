"""The cells that are painted again are those that look otherwise, as few blocks as do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnviz.canvas.grids.changes import changed_blocks

SHAPE = (5, 7)
VALUES = arrays(float, SHAPE, elements=st.sampled_from([0.0, 1.0, -2.0, np.nan, np.inf]))
STATES = arrays(np.int8, SHAPE, elements=st.integers(0, 2))
SHOWN = st.tuples(VALUES, STATES, STATES)


def covered(blocks):
    cells = np.zeros(SHAPE, int)
    for block in blocks:
        cells[block.top() : block.bottom() + 1, block.left() : block.right() + 1] += 1
    return cells


def differing(before, after):
    return [
        (row, column)
        for row, column in np.ndindex(SHAPE)
        if any(
            repr(one[row, column]) != repr(other[row, column])
            for one, other in zip(before, after, strict=True)
        )
    ]


@given(SHOWN, SHOWN, st.sets(st.integers(0, 34), max_size=20))
def test_each_cell_that_looks_otherwise_is_painted_once_and_of_a_few_no_other(before, after, chosen):
    mask = np.isin(np.arange(35).reshape(SHAPE), list(chosen))
    after = tuple(np.where(mask, new, old) for old, new in zip(before, after, strict=True))
    cells, blocks = differing(before, after), changed_blocks(before, after)
    painted = covered(blocks)
    assert all(painted[cell] == 1 for cell in cells)
    assert painted.max(initial=0) <= 1
    if not cells:
        assert not blocks
        return
    rows, columns = zip(*cells, strict=True)
    around = (np.ptp(rows) + 1) * (np.ptp(columns) + 1)
    whole = len(cells) > 12 or around <= 3 * len(cells)
    assert painted.sum() == (around if whole else len(cells))
    assert len(blocks) == (1 if whole else len(cells))
