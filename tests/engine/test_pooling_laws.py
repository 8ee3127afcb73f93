"""What must hold for every pooling, PyTorch's settings and beyond."""

import numpy as np
import pytest
from engine_draws import few, generators, poolings
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import (
    average_mask,
    avg_pool2d,
    avg_pool2d_backward,
    max_mask,
    max_pool2d,
    max_pool2d_backward,
    numeric_gradient,
)


def windows(case, fill):
    """Yield (position, the cells that lie in the image as index arrays) for each window, cell by cell."""
    rows, columns = case.geometry.rows, case.geometry.columns
    for i, r in enumerate(rows.taps - rows.before):
        for j, c in enumerate(columns.taps - columns.before):
            yield i, j, r[(r >= 0) & (r < rows.size)], c[(c >= 0) & (c < columns.size)]


@given(poolings())
def test_maximum_of_each_window(case):
    y = max_pool2d(case.x, **case.settings)
    for i, j, r, c in windows(case, -np.inf):
        expected = case.x[:, r[:, None], c].max((1, 2), initial=-np.inf)
        np.testing.assert_array_equal(y[:, i, j], expected)


@given(poolings(), st.sampled_from(["first", "all", "split"]))
def test_masks_window_by_window(case, ties):
    dx = np.zeros_like(case.x)
    for i, j, r, c in windows(case, -np.inf):
        if not (len(r) and len(c)):
            continue
        for n in range(len(case.x)):
            for k in range(case.x.shape[3]):
                mask = max_mask(case.x[n, r[:, None], c, k], ties)
                dx[n, r[:, None], c, k] += mask * case.dy[n, i, j, k]
    mine = max_pool2d_backward(case.dy, case.x, **case.settings, ties=ties)
    np.testing.assert_allclose(mine, dx, atol=1e-12)


@given(poolings(dilated=False), st.booleans())
def test_mean_of_each_window(case, include):
    y = avg_pool2d(case.x, **case.settings, count_include_pad=include)
    rows, columns = case.geometry.rows, case.geometry.columns
    for i, j, r, c in windows(case, 0):
        count = len(r) * len(c)
        if include:
            count = np.sum(rows.taps[i] < rows.padded) * np.sum(columns.taps[j] < columns.padded)
        np.testing.assert_allclose(y[:, i, j], case.x[:, r[:, None], c].sum((1, 2)) / count, atol=1e-12)


@given(poolings(dilated=False), st.booleans())
def test_average_and_its_backward_pass_are_adjoint(case, include):
    chosen = case.settings | {"count_include_pad": include}
    y = avg_pool2d(case.x, **chosen)
    dx = avg_pool2d_backward(case.dy, case.x.shape, **chosen)
    np.testing.assert_allclose(np.sum(dx * case.x), np.sum(y * case.dy), atol=1e-10)


@few
@given(poolings(), generators)
def test_numeric_gradient_of_the_maximum(case, rng):
    case.x[...] = rng.permutation(case.x.size).reshape(case.x.shape)  # no ties, so smooth

    def loss(x):
        return np.sum(np.nan_to_num(max_pool2d(x, **case.settings), neginf=0) * case.dy)

    for ties in ("first", "all", "split"):
        dx = max_pool2d_backward(case.dy, case.x, **case.settings, ties=ties)
        np.testing.assert_allclose(numeric_gradient(loss, case.x, 0.25), dx, atol=1e-10)


def test_a_nan_wins_wherever_it_lies():
    for place in range(9):
        x = np.arange(9.0)
        x[place] = np.nan
        assert np.isnan(max_pool2d(x.reshape(1, 3, 3, 1), 3)).all()
        for ties in ("first", "all", "split"):
            dx = max_pool2d_backward(np.ones((1, 1, 1, 1)), x.reshape(1, 3, 3, 1), 3, ties=ties)
            assert dx.ravel().tolist() == [float(i == place) for i in range(9)]


def test_tie_conventions():
    x = np.array([[5.0, 9, 9], [5, 0, 9], [1, 7, 6]])
    first, shared, split = (max_mask(x, ties) for ties in ("first", "all", "split"))
    assert first.dtype == shared.dtype == bool
    assert np.argwhere(first).tolist() == [[0, 1]]
    assert np.argwhere(shared).tolist() == [[0, 1], [0, 2], [1, 2]]
    np.testing.assert_allclose(split, shared / 3)


def test_padding_wider_than_half_a_window_and_asymmetric():
    x = np.arange(1.0, 5).reshape(1, 2, 2, 1)
    y = max_pool2d(-x, 3, stride=1, padding=((2, 0), (0, 2)))
    assert y[0, ..., 0].tolist() == [[-1, -2], [-1, -2]]
    assert avg_pool2d(x, 3, stride=1, padding=2)[0, 0, 0, 0] == pytest.approx(1 / 9)


def test_a_window_that_steps_over_the_image_has_no_maximum():
    x = np.array([3.0, 5]).reshape(1, 1, 2, 1)
    chosen = {"kernel_size": (2, 1), "dilation": (2, 1), "padding": (1, 0), "stride": 1}
    assert max_pool2d(x, **chosen).ravel().tolist() == [-np.inf, -np.inf]
    for ties in ("first", "all", "split"):
        assert not max_pool2d_backward(np.ones_like(x), x, **chosen, ties=ties).any()


@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
def test_windows_side_by_side_are_blocks(pool):
    x = np.random.default_rng(0).normal(size=(40, 30, 30, 7))
    blocks = x[:, :, :30].reshape(40, 15, 2, 15, 2, 7)
    expected = blocks.max((2, 4)) if pool is max_pool2d else blocks.mean((2, 4))
    np.testing.assert_allclose(pool(x, 2), expected, atol=1e-14)


def test_a_last_window_that_would_start_in_the_padding_is_dropped():
    x = np.ones((1, 4, 4, 1))
    assert max_pool2d(x, 2, stride=3, padding=1, ceil_mode=True).shape == (1, 2, 2, 1)
    assert max_pool2d(np.ones((1, 5, 5, 1)), 2, stride=2, ceil_mode=True).shape == (1, 3, 3, 1)


@few
@given(generators, st.tuples(st.integers(1, 4), st.integers(1, 4)))
def test_average_mask_sums_to_its_value(rng, shape):
    value = rng.normal()
    mask = average_mask(value, shape)
    assert mask.shape == shape
    np.testing.assert_allclose(mask.sum(), value)
    assert np.ptp(mask) == 0


def test_float32_stays():
    x = np.ones((2, 4, 4, 3), np.float32)
    y = max_pool2d(x, 2)
    results = [y, avg_pool2d(x, 2), avg_pool2d_backward(y, x.shape, 2)]
    results += [max_pool2d_backward(y, x, 2, ties=ties) for ties in ("first", "all", "split")]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}
