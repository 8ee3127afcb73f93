"""Mistakes that libraries and courses have made, each with a case that tells it from the truth."""

import numpy as np

from cnnviz import engine


def ones(*shape):
    return np.ones(shape)


def ramp(*shape):
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


def test_overlapping_maxima_accumulate():
    x = np.zeros((1, 5, 5, 1))
    x[0, 2, 2] = 1  # the maximum of all nine windows
    dx = engine.max_pool2d_backward(ones(1, 3, 3, 1), x, 3, stride=1)
    assert dx[0, 2, 2, 0] == 9
    assert dx.sum() == 9


def test_padded_maximum_is_found_in_the_image_not_in_the_padded_plane():
    x = ramp(1, 3, 3, 1)
    dx = engine.max_pool2d_backward(ones(1, 2, 2, 1), x, 2, stride=2, padding=1)
    assert dx[0, ..., 0].tolist() == [[1, 0, 1], [0, 0, 0], [1, 0, 1]]


def test_negative_image_keeps_its_maximum_beside_the_padding():
    y = engine.max_pool2d(-ramp(1, 3, 3, 1), 3, stride=2, padding=1)
    assert y[0, ..., 0].tolist() == [[-1, -2], [-4, -5]]


def test_stride_smaller_than_the_window():
    x = ramp(1, 4, 4, 1)
    dx = engine.max_pool2d_backward(ones(1, 2, 2, 1), x, (3, 3), stride=1)
    assert dx[0, ..., 0].tolist() == [[0] * 4, [0] * 4, [0, 0, 1, 1], [0, 0, 1, 1]]
    dx = engine.avg_pool2d_backward(ones(1, 2, 2, 1), x.shape, 3, stride=1)
    counts = np.outer([1, 2, 2, 1], [1, 2, 2, 1])
    np.testing.assert_allclose(dx[0, ..., 0], counts / 9)


def test_clipped_average_is_divided_by_its_own_count():
    x = ones(1, 3, 3, 1)
    y = engine.avg_pool2d(x, 2, stride=2, ceil_mode=True)
    np.testing.assert_allclose(y, 1)  # the overhang does not count
    assert engine.avg_pool2d(x, 3, stride=2, padding=1)[0, 0, 0, 0] == 4 / 9
    assert engine.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)[0, 0, 0, 0] == 1
    dx = engine.avg_pool2d_backward(y, x.shape, 2, stride=2, ceil_mode=True)
    np.testing.assert_allclose(dx[0, ..., 0], [[0.25, 0.25, 0.5], [0.25, 0.25, 0.5], [0.5, 0.5, 1]])


def test_convolution_backward_knows_its_stride():
    x, weight = ramp(1, 5, 5, 1), ramp(2, 2, 1, 1)
    dx, dweight, _ = engine.conv2d_backward(ones(1, 2, 2, 1), x, weight, stride=3)
    expected = np.zeros((5, 5))
    for i in (0, 3):
        for j in (0, 3):
            expected[i : i + 2, j : j + 2] = weight[..., 0, 0]
    np.testing.assert_array_equal(dx[0, ..., 0], expected)
    np.testing.assert_array_equal(dweight[..., 0, 0], [[1 + 4 + 16 + 19, 2 + 5 + 17 + 20], [60, 64]])


def test_weight_gradient_is_not_turned():
    x, dy = np.zeros((1, 3, 3, 1)), ones(1, 1, 1, 1)
    x[0, 0, 1] = 5
    _, dweight, _ = engine.conv2d_backward(dy, x, ones(3, 3, 1, 1))
    np.testing.assert_array_equal(dweight[..., 0, 0], x[0, ..., 0])


def test_crop_at_no_padding_is_the_whole_gradient():
    x = ramp(1, 4, 4, 1)
    dx, _, _ = engine.conv2d_backward(ones(1, 3, 3, 1), x, ones(2, 2, 1, 1), padding=0)
    assert dx.shape == x.shape
    assert engine.pad2d_backward(x, 0).shape == x.shape
    assert engine.pad2d_backward(x, ((0, 1), (1, 0))).shape == (1, 3, 3, 1)


def test_rectangular_image_and_kernel():
    x = ramp(1, 3, 6, 1)
    y = engine.conv2d(x, ones(1, 4, 1, 1))
    np.testing.assert_array_equal(y[0, ..., 0], [[10, 14, 18], [34, 38, 42], [58, 62, 66]])


def test_cells_that_no_window_reaches_get_no_gradient():
    dx, _, _ = engine.conv2d_backward(ones(1, 2, 2, 1), ramp(1, 6, 6, 1), ones(2, 2, 1, 1), stride=3)
    assert dx[0, 2].sum() == dx[0, 5].sum() == dx[0, :, 2].sum() == dx[0, :, 5].sum() == 0
    assert dx.sum() == 16
