"""Brush, fill and what changes a whole image."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.drawing import filled, inverted, line, painted, scattered, shifted

places = st.tuples(st.integers(-5, 20), st.integers(-5, 20))


@given(places, places)
def test_a_line_has_both_ends_and_no_gap(start, end):
    cells = line(start, end)
    assert tuple(cells[0]) == start
    assert tuple(cells[-1]) == end
    assert (np.abs(np.diff(cells, axis=0)).max(axis=1, initial=0) <= 1).all()


@given(places, places, st.integers(1, 9))
def test_a_stroke_beyond_the_edge_paints_what_lies_inside(start, end, size):
    image = np.zeros((6, 7, 2))
    result = painted(image, line(start, end), 0.5, size)
    assert set(np.unique(result)) <= {0.0, 0.5}
    assert not image.any()
    for row, column in line(start, end):
        if size == 1 and 0 <= row < 6 and 0 <= column < 7:
            assert (result[row, column] == 0.5).all()


@pytest.mark.parametrize(("size", "cells"), [(1, 1), (2, 4), (3, 9 - 4), (5, 21)])
def test_the_brush_is_round(size, cells):
    result = painted(np.zeros((11, 11, 1)), np.array([[5, 5]]), 1.0, size)
    assert result.sum() in (cells, size * size)


def test_a_colour_is_painted_channel_by_channel():
    result = painted(np.zeros((2, 2, 3)), np.array([[0, 1]]), (0.1, 0.2, 0.3))
    assert result[0, 1].tolist() == [0.1, 0.2, 0.3]
    assert not result[1].any()


def test_fill_stops_at_other_values_and_does_not_go_round_corners():
    image = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], float)[:, :, None]
    result = filled(image, (0, 0), 5.0)
    assert result[:, :, 0].tolist() == [[5, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert filled(image, (2, 2), 5.0)[:, :, 0].tolist() == [[0, 1, 5], [1, 5, 5], [5, 5, 5]]


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_a_shift_moves_every_cell_and_brings_in_zeros(rows, columns):
    image = np.arange(1.0, 21).reshape(4, 5, 1)
    result = shifted(image, rows, columns)
    for row in range(4):
        for column in range(5):
            source = row - rows, column - columns
            inside = 0 <= source[0] < 4 and 0 <= source[1] < 5
            assert result[row, column, 0] == (image[(*source, 0)] if inside else 0)


def test_invert_twice_is_the_image_and_noise_follows_its_seed():
    image = scattered((3, 4, 3), seed=7)
    assert np.allclose(inverted(inverted(image)), image)
    assert np.array_equal(image, scattered((3, 4, 3), seed=7))
    assert not np.array_equal(image, scattered((3, 4, 3), seed=8))
    assert image.min() >= 0
    assert image.max() <= 1
