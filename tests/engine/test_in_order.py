"""Forward sums are, to the bit, what a loop in Python gives that adds their terms in the order shown."""

from unittest.mock import patch

import numpy as np
import pytest
from engine_draws import convolutions, generators, poolings
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import avg_pool2d, conv2d, in_order, linear, pad2d
from cnnviz.engine.in_order import avg_pool2d_in_order, conv2d_in_order, linear_in_order

ODD = np.array([np.nan, np.inf, -np.inf, 1.7e308, -1.7e308, 5e-324, -0.0, 0.0, 1e-300, 0.1, 0.2, 0.3])
BLOCKS = st.sampled_from([1, 20, in_order.BLOCK])

odd = st.booleans()


def strewn(rng, x, wanted):
    """Put numbers among those of x with which sums go astray."""
    x = x.copy()
    if wanted:
        where = rng.random(x.shape) < 0.2
        x[where] = rng.choice(ODD, where.sum())
    return x


def total(terms):
    """Return what a running sum from 0 comes to; each term is some factors."""
    running = 0.0
    for first, *others in terms:
        value = float(first)
        for factor in others:
            value *= float(factor)
        running += value
    return running


def conv_by_hand(x, weight, bias, geometry, groups):
    depth, per_group = weight.shape[2], weight.shape[3] // groups
    y = np.zeros((len(x), *geometry.output, weight.shape[3]))
    for n, i, j, f in np.ndindex(y.shape):
        rows, columns = geometry.rows.taps[i], geometry.columns.taps[j]
        terms = [
            (x[n, r, c, f // per_group * depth + k], weight[u, v, k, f])
            for k in range(depth)
            for u, r in enumerate(rows)
            for v, c in enumerate(columns)
        ]
        if bias is not None:
            terms.append((bias[f] if bias.ndim == 1 else bias[i, j, f],))
        y[n, i, j, f] = total(terms)
    return y


def mean_by_hand(x, geometry, include):
    y = np.zeros((len(x), *geometry.output, x.shape[3]))
    for n, i, j, c in np.ndindex(y.shape):
        cells = [
            [t for t in axis.taps[at] if real(axis, t, include)]
            for axis, at in ((geometry.rows, i), (geometry.columns, j))
        ]
        share = 1 / (len(cells[0]) * len(cells[1]))
        y[n, i, j, c] = total((x[n, r, k, c], share) for r in cells[0] for k in cells[1])
    return y


def real(axis, cell, include):
    low, high = (0, axis.padded) if include else (axis.before, axis.before + axis.size)
    return low <= cell < high


@given(convolutions(), generators, odd, st.booleans(), BLOCKS)
def test_convolution_to_the_bit(case, rng, wanted, biased, block):
    mode, groups = case.settings["padding_mode"], case.settings["groups"]
    x = strewn(rng, pad2d(case.x, case.geometry.amounts, mode), wanted)
    weight, bias = strewn(rng, case.weight, wanted), strewn(rng, case.bias, wanted) if biased else None
    chosen = {name: case.settings[name] for name in ("stride", "dilation", "groups")}
    with patch.object(in_order, "BLOCK", block):
        y = conv2d_in_order(x, weight, bias, **chosen)
    np.testing.assert_array_equal(y, conv_by_hand(x, weight, bias, case.geometry, groups))
    if not wanted:
        np.testing.assert_allclose(y, conv2d(x, weight, bias, **chosen), atol=1e-12)


@given(poolings(dilated=False), generators, odd, st.booleans(), st.booleans())
def test_mean_to_the_bit(case, rng, wanted, include, stained):
    """What is read of the padding is what it holds, be it zeros or not."""
    x = strewn(rng, pad2d(case.x, case.geometry.amounts), wanted and stained)
    if not stained:
        x = pad2d(strewn(rng, case.x, wanted), case.geometry.amounts)
    y = avg_pool2d_in_order(x, **case.settings, count_include_pad=include)
    np.testing.assert_array_equal(y, mean_by_hand(x, case.geometry, include))
    if not wanted:
        expected = avg_pool2d(case.x, **case.settings, count_include_pad=include)
        np.testing.assert_allclose(y, expected, atol=1e-12)


@given(
    generators, odd, st.integers(1, 3), st.integers(1, 300), st.integers(1, 5), st.booleans(),
    st.sampled_from([1, in_order.FEW]), BLOCKS,
)  # fmt: skip
def test_linear_to_the_bit(rng, wanted, n, inputs, outputs, biased, few, block):
    x, weight = (strewn(rng, rng.normal(size=shape), wanted) for shape in ((n, inputs), (inputs, outputs)))
    bias = strewn(rng, rng.normal(size=outputs), wanted) if biased else None
    with patch.multiple(in_order, FEW=few, BLOCK=block):
        y = linear_in_order(x, weight, bias)
    last = [] if bias is None else [bias]
    expected = [
        [total([*zip(row, weight[:, o], strict=True), *((b[o],) for b in last)]) for o in range(outputs)]
        for row in x
    ]
    np.testing.assert_array_equal(y, np.array(expected))
    if not wanted:
        np.testing.assert_allclose(y, linear(x, weight, bias), atol=1e-12)


@pytest.mark.parametrize("padding", [0, 1])
def test_rows_that_are_constant_have_no_edge_across(padding):
    """Added by a matrix product, the terms of Sobel x leave 6e-17 here."""
    rows = np.repeat(np.arange(9, 1, -1) / 10, 8).reshape(1, 8, 8, 1)
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(3, 3, 1, 1)
    y = conv2d_in_order(pad2d(rows, padding), sobel, np.zeros(1))
    inside = y[:, padding : padding + 6, padding : padding + 6]
    assert inside.shape == (1, 6, 6, 1)
    assert (inside == 0).all()


def test_a_filter_for_each_channel_and_many_of_them():
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=(2, 9, 40, 6)), rng.normal(size=(3, 3, 1, 12))
    for block in (50, 500, 5_000):
        with patch.object(in_order, "BLOCK", block):
            y = conv2d_in_order(x, weight, groups=6)
        np.testing.assert_allclose(y, conv2d(x, weight, groups=6), atol=1e-12)


def test_single_precision_is_added_in_double():
    rng = np.random.default_rng(0)
    x, weight = rng.random((1, 5, 5, 2), np.float32), rng.random((3, 3, 2, 1), np.float32)
    doubled = x.astype(float), weight.astype(float)
    for function, given_, same in (
        (conv2d_in_order, (x, weight), doubled),
        (linear_in_order, (x.reshape(1, -1), weight.reshape(18, 1)[:1].repeat(50, 0)), None),
        (avg_pool2d_in_order, (x, 2), (doubled[0], 2)),
    ):
        y = function(*given_)
        assert y.dtype == np.float64
        if same:
            np.testing.assert_array_equal(y, function(*same))


def test_nothing_that_is_given_is_changed_or_handed_back():
    rng = np.random.default_rng(0)
    x, weight, bias = rng.random((1, 4, 4, 1)), np.ones((1, 1, 1, 1)), np.zeros(1)
    flat = x.reshape(1, -1), np.ones((16, 1)), bias
    kept = [a.copy() for a in (x, weight, bias, *flat)]
    results = conv2d_in_order(x, weight, bias), avg_pool2d_in_order(x, 1), linear_in_order(*flat)
    for before, after in zip(kept, (x, weight, bias, *flat), strict=True):
        np.testing.assert_array_equal(before, after)
    assert not any(np.shares_memory(y, a) for y in results for a in (x, weight, bias))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conv2d_in_order(np.ones((4, 4)), np.ones((1, 1, 1, 1))), "x_pad of shape"),
        (lambda: conv2d_in_order(np.ones((1, 2, 2, 1)), np.ones((3, 3, 1, 1))), "does not fit"),
        (lambda: conv2d_in_order(np.ones((1, 2, 2, 1)), np.ones((1, 1, 1, 2)), np.ones(3)), "bias of shape"),
        (lambda: linear_in_order(np.ones((1, 2)), np.ones((3, 1))), "reads 3 inputs"),
        (lambda: linear_in_order(np.ones((1, 2)), np.ones((2, 1)), np.ones(2)), "bias of shape"),
        (lambda: avg_pool2d_in_order(np.ones((1, 4, 4, 1)), 3, padding=2), "nothing but padding"),
        (lambda: avg_pool2d_in_order(np.ones((1, 9, 9, 1)), 2, padding=2), "must be less than"),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
