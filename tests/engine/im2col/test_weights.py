"""Weight and bias in one matrix, by the shapes that they are known by."""

import numpy as np

from cnnviz.engine.im2col.weights import WeightMatrix

SHAPE, GROUPS = (3, 2, 4, 6), 2


def test_a_column_per_filter_channel_by_channel_and_the_bias_below():
    weight, bias = np.random.default_rng(0).normal(size=SHAPE), np.arange(6.0)
    room = WeightMatrix(SHAPE, GROUPS, np.dtype(np.float64))
    room.taps[...] = weight
    room.bias[...] = bias
    assert room.matrices.shape == (GROUPS, 3 * 2 * 4 + 1, 3)
    for group, matrix in enumerate(room.matrices):
        mine = slice(3 * group, 3 * group + 3)
        np.testing.assert_array_equal(matrix[:-1], weight.transpose(2, 0, 1, 3).reshape(24, 6)[:, mine])
        np.testing.assert_array_equal(matrix[-1], bias[mine])


def test_another_of_its_kind_has_room_of_its_own():
    room = WeightMatrix(SHAPE, GROUPS, np.dtype(np.float32))
    other = room.alike()
    assert (other.taps.shape, other.taps.dtype) == (SHAPE, np.float32)
    assert not np.shares_memory(room.matrices, other.matrices)
