"""Window arithmetic beside counting on the fingers."""

import numpy as np
import pytest
from engine_draws import few, fitting, paddings, pairs
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine.geometry import Axis, window_geometry

sizes = st.tuples(st.integers(1, 9), st.integers(1, 9))


@given(sizes, pairs, pairs, paddings, pairs, st.booleans())
def test_every_window_is_counted_and_reads_where_it_lies(shape, kernel, stride, padding, dilation, ceil_mode):
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "ceil_mode": ceil_mode}
    geometry = fitting(shape, kernel, **settings)
    for axis in (geometry.rows, geometry.columns):
        starts = [i for i in range(0, axis.padded, axis.stride) if i + axis.extent <= axis.padded]
        overhanging = starts[-1] + axis.stride
        cells_remain = starts[-1] + axis.extent < axis.padded
        if ceil_mode and cells_remain and overhanging < axis.before + axis.size:
            starts.append(overhanging)
        assert axis.output == len(starts)
        assert [axis.start(i) for i in range(axis.output)] == starts
        reads = [[s + u * axis.dilation for u in range(axis.kernel)] for s in starts]
        assert axis.taps.tolist() == reads
        reached = {cell for window in reads for cell in window if cell < axis.padded}
        assert set(np.flatnonzero(axis.covered)) == reached
        assert axis.left_over == max(axis.padded - starts[-1] - axis.extent, 0)


@few
@given(sizes, pairs, pairs)
def test_same_gives_a_window_for_every_stride(shape, kernel, stride):
    geometry = window_geometry(shape, kernel, stride=stride, padding="same")
    steps = (stride, stride) if isinstance(stride, int) else stride
    assert geometry.output == tuple(-(-n // s) for n, s in zip(shape, steps, strict=True))


def test_full_meets_the_image_with_every_cell_of_the_window():
    assert window_geometry((3, 4), (2, 3), padding="full", dilation=2).output == (5, 8)


def test_error_names_value_rule_and_shape():
    with pytest.raises(ValueError, match=r"kernel 5x5 does not fit the padded input 4x4 \(3x3 with padding"):
        window_geometry((3, 3), 5, padding=((0, 1), (1, 0)))
    with pytest.raises(ValueError, match="input 0x3 has no cells"):
        window_geometry((0, 3), 1, padding=1)


def test_an_axis_alone():
    axis = Axis(size=6, kernel=2, stride=3)
    assert (axis.output, axis.left_over, axis.extent, axis.padded) == (2, 1, 2, 6)
