"""Matrices that lie as the processor likes them."""

import numpy as np
import pytest

from cnnviz.engine.im2col.memory import LINE, aligned, even_parts, matrices, pitch


@pytest.mark.parametrize("dtype", [np.dtype(np.float64), np.dtype(np.float32)])
@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 3, 8), (3, 5, 1024), (2, 1, 77)])
def test_each_row_begins_a_line_and_lines_are_odd(dtype, shape):
    a = matrices(*shape, dtype)
    assert a.shape == shape
    assert a.dtype == dtype
    assert (a == 1).all()
    starts = {a[i, j].ctypes.data for i in range(shape[0]) for j in range(shape[1])}
    assert len(starts) == shape[0] * shape[1]
    assert all(start % LINE == 0 for start in starts)
    assert a.strides[1] // LINE % 2 == 1
    assert a.strides[2] == dtype.itemsize


def test_rows_are_not_longer_than_they_need_be():
    assert [pitch(n) for n in (1, 64, 65, 128, 129, 192)] == [64, 64, 192, 192, 192, 192]


def test_zeros_that_begin_a_line():
    a = aligned(72, np.dtype(np.float64))
    assert a.tolist() == [0.0] * 9
    assert a.ctypes.data % LINE == 0


def test_parts_are_alike():
    assert even_parts(10, 9) == [range(5), range(5, 10)]
    assert even_parts(10, 4) == [range(4), range(4, 8), range(8, 10)]
    assert even_parts(3, 100) == [range(3)]
    assert even_parts(2, 0) == [range(1), range(1, 2)]
