"""What must hold for every convolution, whatever its settings."""

from unittest.mock import patch

import numpy as np
from engine_draws import convolutions, few, generators
from hypothesis import given
from hypothesis import strategies as st
from plain_convolution import conv2d_backward_by_loops, conv2d_by_loops

from cnnviz.engine import conv2d, conv2d_backward, numeric_gradient, pad2d, pad2d_backward
from cnnviz.engine.geometry import window_geometry
from cnnviz.engine.im2col import fold, unfold
from cnnviz.engine.im2col.plan import Plan


def inner(a, b):
    return np.sum(a * b)


@given(convolutions())
def test_is_what_plain_loops_compute(case):
    chosen = case.geometry, case.settings["groups"], case.settings["padding_mode"]
    y = conv2d(case.x, case.weight, case.bias, **case.settings)
    np.testing.assert_allclose(y, conv2d_by_loops(case.x, case.weight, case.bias, *chosen), atol=1e-12)
    gradients = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    expected = conv2d_backward_by_loops(case.dy, case.x, case.weight, *chosen)
    for mine, plain in zip(gradients, expected, strict=True):
        np.testing.assert_allclose(mine, plain, atol=1e-12)


@given(convolutions())
def test_forward_and_backward_are_adjoint(case):
    y = conv2d(case.x, case.weight, **case.settings)
    dx, dweight, _ = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    expected = inner(y, case.dy)
    tolerance = 1e-9 * max(np.linalg.norm(y) * np.linalg.norm(case.dy), 1)
    assert abs(inner(case.x, dx) - expected) < tolerance
    assert abs(inner(case.weight, dweight) - expected) < tolerance


@given(convolutions(), generators)
def test_linear_in_image_and_weight(case, rng):
    other, change = rng.normal(size=case.x.shape), rng.normal(size=case.weight.shape)

    def y(x, weight):
        return conv2d(x, weight, **case.settings)

    both = y(2 * case.x - 3 * other, case.weight)
    np.testing.assert_allclose(both, 2 * y(case.x, case.weight) - 3 * y(other, case.weight), atol=1e-10)
    both = y(case.x, case.weight + change)
    np.testing.assert_allclose(both, y(case.x, case.weight) + y(case.x, change), atol=1e-10)


@given(convolutions())
def test_bias_is_added_and_collects_what_passes(case):
    y = conv2d(case.x, case.weight, case.bias, **case.settings)
    np.testing.assert_allclose(y, conv2d(case.x, case.weight, **case.settings) + case.bias, atol=1e-12)
    shape = case.bias.shape
    *_, dbias = conv2d_backward(case.dy, case.x, case.weight, bias_shape=shape, **case.settings)
    np.testing.assert_allclose(dbias, case.dy.sum(0 if case.bias.ndim == 3 else (0, 1, 2)), atol=1e-12)


@given(convolutions())
def test_padding_first_changes_nothing(case):
    mode = case.settings["padding_mode"]
    amounts = case.geometry.amounts
    bare = case.settings | {"padding": 0, "padding_mode": "zeros"}
    x_pad = pad2d(case.x, amounts, mode)
    y = conv2d(case.x, case.weight, **case.settings)
    np.testing.assert_allclose(y, conv2d(x_pad, case.weight, **bare), atol=1e-12)
    gradients = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    dx_pad, dweight, _ = conv2d_backward(case.dy, x_pad, case.weight, **bare)
    np.testing.assert_allclose(gradients[0], pad2d_backward(dx_pad, amounts, mode), atol=1e-12)
    np.testing.assert_allclose(gradients[1], dweight, atol=1e-12)


@few
@given(generators)
def test_a_shifted_image_gives_a_shifted_output(rng):
    x, weight = rng.normal(size=(2, 9, 8, 2)), rng.normal(size=(3, 2, 2, 4))
    shifted = np.roll(x, (1, 2), (1, 2))
    y, moved = conv2d(x, weight), conv2d(shifted, weight)
    np.testing.assert_allclose(moved[:, 1:, 2:], y[:, :-1, :-2], atol=1e-12)
    around = conv2d(x, weight, padding="same", padding_mode="circular")
    moved = conv2d(shifted, weight, padding="same", padding_mode="circular")
    np.testing.assert_allclose(moved, np.roll(around, (1, 2), (1, 2)), atol=1e-12)


@given(convolutions(modes=["zeros"]))
def test_scatter_gather_and_turned_kernel_agree(case):
    groups, amounts = case.settings["groups"], case.geometry.amounts
    dx, _, _ = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    parts = zip(np.split(case.dy, groups, 3), np.split(case.weight, groups, 3), strict=True)
    parts = [(dy, weight) for dy, weight in parts]
    for way in (scatter, gather, turned):
        dx_pad = np.concatenate([way(dy, weight, case.geometry) for dy, weight in parts], 3)
        np.testing.assert_allclose(pad2d_backward(dx_pad, amounts), dx, atol=1e-10)


@given(convolutions(modes=["zeros"]), generators)
def test_an_infinite_weight_reaches_only_the_cells_that_it_meets(case, rng):
    case.weight[tuple(rng.integers(case.weight.shape))] = np.inf
    dx, _, _ = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    parts = zip(
        np.split(case.dy, case.settings["groups"], 3),
        np.split(case.weight, case.settings["groups"], 3),
        strict=True,
    )
    with np.errstate(invalid="ignore"):
        whole = np.concatenate([scatter(dy, weight, case.geometry) for dy, weight in parts], 3)
    np.testing.assert_allclose(dx, pad2d_backward(whole, case.geometry.amounts), atol=1e-10)


def scatter(dy, weight, geometry):
    """Each window gives back what it took."""
    dx_pad = np.zeros((len(dy), *geometry.padded, weight.shape[2]))
    for i, rows in enumerate(geometry.rows.taps):
        for j, columns in enumerate(geometry.columns.taps):
            dx_pad[:, rows[:, None], columns] += np.einsum("nc,uvkc->nuvk", dy[:, i, j], weight)
    return dx_pad


def gather(dy, weight, geometry):
    """Each cell collects from the windows that covered it."""
    dx_pad = np.zeros((len(dy), *geometry.padded, weight.shape[2]))
    for a in range(geometry.rows.padded):
        for b in range(geometry.columns.padded):
            for i, u in zip(*np.nonzero(geometry.rows.taps == a), strict=True):
                for j, v in zip(*np.nonzero(geometry.columns.taps == b), strict=True):
                    dx_pad[:, a, b] += dy[:, i, j] @ weight[u, v].T
    return dx_pad


def turned(dy, weight, geometry):
    """The full convolution of the spread gradient with the kernel turned by 180 degrees."""
    rows, columns = geometry.rows, geometry.columns
    spread = np.zeros(
        (len(dy), rows.padded - rows.extent + 1, columns.padded - columns.extent + 1, dy.shape[3])
    )
    spread[:, : rows.taps[-1, 0] + 1 : rows.stride, : columns.taps[-1, 0] + 1 : columns.stride] = dy
    kernel = weight[::-1, ::-1].swapaxes(2, 3)
    return conv2d(spread, kernel, padding="full", dilation=(rows.dilation, columns.dilation))


@given(convolutions(modes=["zeros"]))
def test_weight_gradient_correlates_the_image_with_the_spread_gradient(case):
    if case.settings["groups"] > 1:
        return
    rows, columns = case.geometry.rows, case.geometry.columns
    x_pad = pad2d(case.x, case.geometry.amounts)
    reach = rows.taps[-1, -1] + 1, columns.taps[-1, -1] + 1
    x_pad = x_pad[:, : reach[0], : reach[1]]
    dweight = conv2d(
        x_pad.transpose(3, 1, 2, 0),
        case.dy.transpose(1, 2, 0, 3),
        dilation=(rows.stride, columns.stride),
        stride=(rows.dilation, columns.dilation),
    )
    _, expected, _ = conv2d_backward(case.dy, case.x, case.weight, **case.settings)
    np.testing.assert_allclose(dweight.transpose(1, 2, 0, 3), expected, atol=1e-10)


@few
@given(convolutions())
def test_numeric_gradients(case):
    def loss(x=case.x, weight=case.weight, bias=case.bias):
        return inner(conv2d(x, weight, bias, **case.settings), case.dy)

    dx, dweight, dbias = conv2d_backward(
        case.dy, case.x, case.weight, bias_shape=case.bias.shape, **case.settings
    )
    # the loss is linear in each, so a wide step is exact and loses no digits
    np.testing.assert_allclose(numeric_gradient(lambda a: loss(x=a), case.x, 0.5), dx, atol=1e-9)
    np.testing.assert_allclose(
        numeric_gradient(lambda a: loss(weight=a), case.weight, 0.5), dweight, atol=1e-9
    )
    np.testing.assert_allclose(numeric_gradient(lambda a: loss(bias=a), case.bias, 0.5), dbias, atol=1e-9)


@given(convolutions())
def test_output_size_follows_the_formula(case):
    rows = case.geometry.rows
    y = conv2d(case.x, case.weight, **case.settings)
    assert y.shape == case.dy.shape
    assert y.shape[1] == (rows.padded - rows.dilation * (rows.kernel - 1) - 1) // rows.stride + 1


def test_same_keeps_the_size_and_full_reaches_every_overlap():
    x = np.ones((1, 5, 6, 1))
    assert conv2d(x, np.ones((4, 3, 1, 1)), padding="same").shape == (1, 5, 6, 1)
    assert conv2d(x, np.ones((4, 3, 1, 1)), padding="full").shape == (1, 8, 8, 1)
    assert conv2d(x, np.ones((2, 2, 1, 1)), padding="same", stride=2).shape == (1, 3, 3, 1)
    assert window_geometry((5, 6), (4, 3), padding="same").amounts == ((1, 2), (1, 1))


@given(
    convolutions(),
    st.sampled_from([1, 30, 300, 3000]),
    st.sampled_from([8, 500, 5000]),
    st.sampled_from([1, 5, 20]),
)
def test_cutting_the_work_into_pieces_changes_nothing(case, product, piece, result):
    groups, mode = case.settings["groups"], case.settings["padding_mode"]
    whole = Plan(case.x.shape, case.weight.shape, case.x.dtype, case.geometry, groups, mode)
    forward = patch.multiple(unfold, PRODUCT=product, TILE=piece, RESULT=result)
    with forward, patch.multiple(fold, PIECE=piece):
        cut = Plan(case.x.shape, case.weight.shape, case.x.dtype, case.geometry, groups, mode)
    for _ in range(2):  # the second time in used buffers
        y, other = cut.forward(case.x, case.weight), whole.forward(case.x, case.weight)
        np.testing.assert_allclose(y, other, atol=1e-12)
        gradients = cut.backward(case.dy, case.x, case.weight), whole.backward(case.dy, case.x, case.weight)
        for mine, plain in zip(*gradients, strict=True):
            np.testing.assert_allclose(mine, plain, atol=1e-12)


def test_large_enough_for_many_tiles():
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=(3, 150, 131, 4)), rng.normal(size=(3, 5, 2, 40))
    chosen = {"stride": (2, 1), "padding": (1, 2), "groups": 2}
    y = conv2d(x, weight, **chosen)
    dy = rng.normal(size=y.shape)
    dx, dweight, _ = conv2d_backward(dy, x, weight, **chosen)
    x_pad = pad2d(x, (1, 2))
    for i, j in ((0, 0), (40, 17), (74, 130)):
        window = x_pad[1, 2 * i : 2 * i + 3, j : j + 5, 2:]
        np.testing.assert_allclose(y[1, i, j, 20:], np.einsum("uvk,uvkc->c", window, weight[..., 20:]))
    np.testing.assert_allclose(np.sum(dx * x), np.sum(dy * y))
    np.testing.assert_allclose(np.sum(dweight * weight), np.sum(dy * y))
