"""A picture averaged to the cells that are wanted: each the mean of its area."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.importing.averaging import averaged
from cnnviz.importing.reduction import LUMA, reduce, reduced_shape
from cnnviz.importing.source import Source


def source_of(pixels: np.ndarray) -> Source:
    rows, columns = pixels.shape[:2]
    return Source("made.png", columns, rows, pixels)


@pytest.mark.parametrize(
    ("shape", "longer_side", "expected"),
    [
        ((6, 9), 3, (2, 3)),
        ((9, 6), 3, (3, 2)),
        ((6, 9), 28, (6, 9)),
        ((1, 100), 28, (1, 28)),
        ((100, 1), 1, (1, 1)),
        ((3, 4), 2, (2, 2)),
        ((1000, 1001), 28, (28, 28)),
    ],
)
def test_the_aspect_is_kept_and_nothing_is_enlarged(shape, longer_side, expected):
    source = source_of(np.zeros((*shape, 1)))
    assert reduced_shape(source, longer_side) == expected
    assert reduce(source, longer_side, colour=False).shape == (*expected, 1)


def test_a_side_of_nothing_is_refused():
    with pytest.raises(ValueError, match="longer side 0"):
        reduce(source_of(np.zeros((2, 2, 1))), 0, colour=False)


def test_each_cell_is_the_mean_of_its_area():
    pixels = np.arange(24.0).reshape(4, 6, 1) / 24
    cells = reduce(source_of(pixels), 3, colour=False)
    np.testing.assert_allclose(cells[0, 0], pixels[:2, :2].mean())
    np.testing.assert_allclose(cells[1, 2], pixels[2:, 4:].mean())
    assert not cells.flags.writeable


def test_a_pixel_between_two_cells_counts_for_each_in_part():
    cells = averaged(lambda i, j: np.array([[0.0], [1.0], [0.0]])[i:j, :, None], 3, (2, 1))
    np.testing.assert_allclose(cells[..., 0], [[1 / 3], [1 / 3]])


def test_grey_is_luma_and_colour_of_grey_is_grey():
    pure = source_of(np.eye(3)[None])
    np.testing.assert_allclose(reduce(pure, 3, colour=False)[0, :, 0], [0.299, 0.587, 0.114])
    grey = source_of(np.full((2, 2, 1), 0.3))
    np.testing.assert_array_equal(reduce(grey, 2, colour=True), np.full((2, 2, 3), 0.3))


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_white_stays_white(rows, columns, longer_side, colour):
    assert (reduce(source_of(np.ones((rows, columns, 3))), longer_side, colour) == 1).all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 50), st.booleans(), st.integers(0, 2**32 - 1))
def test_averaging_keeps_the_mean_and_the_bounds(rows, columns, longer_side, colour, seed):
    pixels = np.random.default_rng(seed).random((rows, columns, 3))
    cells = reduce(source_of(pixels), longer_side, colour)
    assert cells.dtype == np.float64
    assert cells.shape == (*reduced_shape(source_of(pixels), longer_side), 3 if colour else 1)
    assert 0 <= cells.min() <= cells.max() <= 1
    expected = pixels.mean((0, 1)) if colour else [(pixels @ LUMA).mean()]
    np.testing.assert_allclose(cells.mean((0, 1)), expected)
