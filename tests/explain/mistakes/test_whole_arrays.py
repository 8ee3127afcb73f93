"""What the bank computes for whole arrays, beside loops that make the mistake by hand."""

from itertools import product

import numpy as np
import pytest
from made_mistakes import first, steps_without_a_mistake

from cnnviz.engine import conv2d, max_pool2d, pad2d
from cnnviz.explain.mistakes.bank import BANK, MISTAKES
from cnnviz.explain.mistakes.operation import Operation, OperationKind
from cnnviz.explain.mistakes.over_passes import Mistakes, ways

REQUIRED = {
    "assigned_not_added",
    "stride_forgotten",
    "dilation_forgotten",
    "kernel_turned",
    "kernel_not_turned",
    "axes_swapped",
    "padding_off_by_one",
    "crop_at_zero_padding",
    "border_not_cropped",
    "bias_forgotten",
    "bias_gradient_averaged",
    "gradient_averaged",
    "channel_dropped",
    "filter_dropped",
    "wrong_divisor",
    "all_ties",
    "whole_plane_maximum",
    "spread_evenly",
    "mask_of_output",
    "slope_forgotten",
    "window_off_by_one",
    "loops_over_input",
    "sizes_written_in",
    "sign_of_update",
    "rate_forgotten",
    "called_not_indexed",
    "wrong_cache",
    "wrong_shape_call",
    "array_as_scalar",
}


def convolution(stride=2, padding=1, rate=0.5, seed=0):
    random = np.random.default_rng(seed)
    x, weight = random.normal(size=(2, 6, 6, 2)), random.normal(size=(3, 3, 2, 3))
    y = conv2d(x, weight, stride=stride, padding=padding)
    settings = {"stride": (stride, stride), "padding": (padding, padding), "rate": rate}
    dy, bias = random.normal(size=y.shape), random.normal(size=3)
    return Operation(OperationKind.CONVOLUTION, x, dy, weight, bias, **settings)


def pooling(kind, stride=2, integers=False):
    random = np.random.default_rng(1)
    x = random.integers(0, 3, (2, 5, 5, 2)).astype(float) if integers else random.normal(size=(2, 5, 5, 2))
    y = max_pool2d(x, 3, stride=stride)
    return Operation(kind, x, random.normal(size=y.shape), kernel_size=(3, 3), stride=(stride, stride))


OPERATIONS = {
    "convolution": convolution(),
    "plain convolution": convolution(stride=1, padding=0),
    "max pooling": pooling(OperationKind.MAX_POOLING),
    "average pooling": pooling(OperationKind.AVERAGE_POOLING, 1),
    "sigmoid": Operation(
        OperationKind.ACTIVATION, np.ones((1, 2, 2, 1)) / 3, np.ones((1, 2, 2, 1)), name="sigmoid"
    ),
    "padding": Operation(OperationKind.PADDING, np.ones((1, 2, 2, 1)), np.ones((1, 4, 6, 1)), padding=(1, 2)),
}


def windows(operation):
    """Yield for each window where it lies in the padded plane."""
    rows, columns = operation.dy.shape[1:3]
    for n, h, w in product(range(len(operation.x)), range(rows), range(columns)):
        (sh, sw), (kh, kw) = operation.stride, operation.window
        yield n, h, w, slice(h * sh, h * sh + kh), slice(w * sw, w * sw + kw)


def inner(operation, array):
    (top, left), (height, width) = operation.padding, operation.x.shape[1:3]
    return array[:, top : top + height, left : left + width]


def test_every_mistake_that_reports_name_is_in_the_bank():
    assert MISTAKES.keys() >= REQUIRED
    assert len(MISTAKES) == len(BANK)


@pytest.mark.parametrize("mistake", BANK, ids=lambda mistake: mistake.id)
def test_a_mistake_has_a_name_and_sentences(mistake):
    assert mistake.name[0].isupper()
    assert mistake.name[-1] != "."
    assert mistake.sentence.endswith(".")


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_steps_without_a_mistake_fold_to_what_the_engine_computes(operation):
    steps_without_a_mistake(operation)


@pytest.mark.parametrize("operation", [convolution(), convolution(1, 0)], ids=["stride 2", "plain"])
def test_assigned_windows(operation):
    plane, dweight = np.zeros(pad2d(operation.x, operation.padding).shape), np.zeros(operation.weight.shape)
    x = pad2d(operation.x, operation.padding)
    for n, h, w, rows, columns in windows(operation):
        for f in range(3):
            plane[n, rows, columns] = operation.weight[..., f] * operation.dy[n, h, w, f]
            dweight[..., f] = x[n, rows, columns] * operation.dy[n, h, w, f]
    assert np.array_equal(first(operation, "assigned_not_added", "dx"), inner(operation, plane))
    assert np.array_equal(first(operation, "assigned_not_added", "dweight"), dweight)


def test_forgotten_strides():
    operation = convolution()
    plane, x = np.zeros((2, 8, 8, 2)), pad2d(operation.x, 1)
    y, dweight = np.zeros(operation.dy.shape), np.zeros(operation.weight.shape)
    for n, h, w, f in np.ndindex(operation.dy.shape):
        seen = x[n, h : h + 3, w : w + 3]
        plane[n, h : h + 3, w : w + 3] += operation.weight[..., f] * operation.dy[n, h, w, f]
        dweight[..., f] += seen * operation.dy[n, h, w, f]
        y[n, h, w, f] = (seen * operation.weight[..., f]).sum() + operation.bias[f]
    for name, array in {"dx": inner(operation, plane), "dweight": dweight, "y": y}.items():
        np.testing.assert_allclose(first(operation, "stride_forgotten", name), array, atol=1e-12)


def test_turned_kernels():
    operation = convolution()
    turned = Mistakes(operation._replace(weight=operation.weight[::-1, ::-1])).right
    for name in ("y", "dx"):
        np.testing.assert_allclose(first(operation, "kernel_turned", name), turned[name], atol=1e-12)
    right = Mistakes(operation).right["dweight"]
    np.testing.assert_allclose(first(operation, "kernel_turned", "dweight"), right[::-1, ::-1], atol=1e-12)


@pytest.mark.parametrize(
    ("mistake", "name", "number", "expected"),
    [
        ("bias_forgotten", "y", 0, lambda o, right: right["y"] - o.bias),
        ("bias_gradient_averaged", "dbias", 0, lambda o, right: right["dbias"] / 9),
        ("bias_gradient_averaged", "dbias", 5, lambda o, right: o.dy[-1, -1, -1]),
        ("gradient_averaged", "dweight", 0, lambda o, right: right["dweight"] / 2),
        ("gradient_averaged", "dx", 2, lambda o, right: right["dx"] / 18),
        ("sign_of_update", "weight_new", 0, lambda o, right: o.weight + 0.5 * right["dweight"]),
        ("rate_forgotten", "bias_new", 0, lambda o, right: o.bias - right["dbias"]),
        ("channel_dropped", "y", 0, lambda o, right: Mistakes(only_first_channel(o)).right["y"]),
        ("filter_dropped", "y", 0, lambda o, right: right["y"] * [1, 0, 0]),
    ],
)
def test_what_is_left_out_or_divided(mistake, name, number, expected):
    operation = convolution()
    right = Mistakes(operation).right
    np.testing.assert_allclose(
        first(operation, mistake, name, number), expected(operation, right), atol=1e-12
    )


def only_first_channel(operation):
    weight = operation.weight.copy()
    weight[:, :, 1:] = 0
    return operation._replace(weight=weight)


def test_gradients_of_maxima_that_go_astray():
    operation = pooling(OperationKind.MAX_POOLING, integers=True)
    x, ties, astray, even = operation.x, *np.zeros((3, *operation.x.shape))
    for n, h, w, rows, columns in windows(operation):
        for c in range(2):
            window, gradient = x[n, rows, columns, c], operation.dy[n, h, w, c]
            ties[n, rows, columns, c] += (window == window.max()) * gradient
            astray[n, rows, columns, c] += (window == x[n, :, :, c].max()) * gradient
            even[n, rows, columns, c] += gradient / 9
    for mistake, array in {
        "all_ties": ties,
        "whole_plane_maximum": astray,
        "spread_evenly": even,
    }.items():
        np.testing.assert_allclose(first(operation, mistake, "dx", 0), array, atol=1e-12)


@pytest.mark.parametrize(
    "operation", [OPERATIONS["padding"], OPERATIONS["max pooling"]], ids=["padding", "maximum"]
)
def test_a_mistake_leaves_alone_what_it_is_made_of(operation):
    kept = [array.copy() for array in operation[1:3]]
    computed = Mistakes(operation)
    for way in ways():
        for name in computed.right:
            computed.arrays(way, name)
    assert all(np.array_equal(array, was) for array, was in zip(operation[1:3], kept, strict=True))
