"""Brush, fill and what changes a whole image."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.drawing.painting import (
    filled,
    in_colour,
    in_grey,
    inverted,
    line,
    painted,
    rectangle,
    resized,
    scattered,
    shifted,
)

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


@given(places, places)
def test_a_rectangle_is_the_outline_between_two_corners(start, end):
    cells = {tuple(cell) for cell in rectangle(start, end).tolist()}
    top, bottom = sorted((start[0], end[0]))
    left, right = sorted((start[1], end[1]))
    box = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    inner = {(row, column) for row, column in box if top < row < bottom and left < column < right}
    assert cells == box - inner


def test_fill_follows_a_winding_way_and_leaves_the_walls():
    image = np.zeros((7, 7, 1))
    image[1, :6] = image[3, 1:] = image[5, :6] = 1
    result = filled(image, (0, 0), 0.5)
    assert (result[image == 0] == 0.5).all()
    assert (result[image == 1] == 1).all()


def test_fill_of_a_cell_that_is_no_number_is_that_cell():
    image = np.full((2, 2, 1), np.nan)
    assert np.isnan(filled(image, (0, 1), 1.0)).ravel().tolist() == [True, False, True, True]


def test_normal_noise_goes_below_zero_and_beyond_one_in_tenths():
    image = scattered((16, 16, 1), seed=3, normal=True)
    assert image.min() < -1
    assert image.max() > 1
    assert np.array_equal(np.round(image, 1), image)


sides = st.integers(1, 9)


@given(sides, sides, sides, sides)
def test_cropping_or_extending_from_the_top_left_keeps_every_place(height, width, rows, columns):
    image = np.arange(1.0, height * width + 1).reshape(height, width, 1)
    result = resized(image, rows, columns, middle=False)
    for row, column in np.ndindex(rows, columns):
        expected = image[row, column, 0] if row < height and column < width else 0
        assert result[row, column, 0] == expected


@given(sides, sides, sides, sides)
def test_cropping_undoes_extending_and_both_keep_the_middle(height, width, more, most):
    image = np.arange(1.0, height * width + 1).reshape(height, width, 1)
    larger = resized(image, height + more, width + most, middle=True)
    assert np.array_equal(larger[more // 2 :, most // 2 :][:height, :width], image)
    assert larger.sum() == image.sum()
    assert np.array_equal(resized(larger, height, width, middle=True), image)


def test_grey_becomes_colour_and_grey_again_to_the_last_bit():
    image = np.random.default_rng(0).normal(size=(5, 4, 1))
    colour = in_colour(image)
    assert colour.shape == (5, 4, 3)
    assert (colour == image).all()
    assert np.array_equal(in_grey(colour), image)


def test_a_colour_becomes_its_brightness_by_rec_601_and_other_channels_their_mean():
    assert in_grey(np.eye(3)[None])[0, :, 0].tolist() == [0.299, 0.587, 0.114]
    assert in_grey(np.array([[[1.0, 2.0]]])).tolist() == [[[1.5]]]
