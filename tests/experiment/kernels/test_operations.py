"""What is done to whole kernels, to the order of filters, and to the bias."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.kernels.operations import (
    initialised,
    negated,
    normalised,
    transposed,
    turned,
    with_operation,
)
from cnnviz.experiment.kernels.presets import shipped
from cnnviz.experiment.windows import Window

OPERATIONS = {one.__name__: one for one in (normalised, negated, transposed, turned)}


@st.composite
def layers(draw, most=5, names=None):
    """Draw convolutions of hand-made kernels."""
    rows, columns, channels = (draw(st.integers(1, most)) for _ in range(3))
    filters = draw(st.integers(1, 4))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    weight = np.round(random.normal(size=(rows, columns, channels, filters)), 2) + 0.0
    return Convolution(Window((rows, columns)), weight, random.normal(size=filters), ("",) * filters)


def done(layer, operation, filters=(0,)):
    return with_operation(layer, operation, filters)


def assert_equal(one, other):
    np.testing.assert_array_equal(one.weight, other.weight)
    np.testing.assert_array_equal(one.bias, other.bias)
    assert one.window == other.window


@pytest.mark.parametrize("name", ["negated", "transposed", "turned"])
@given(layer=layers(), data=st.data())
def test_twice_is_where_one_was(name, layer, data):
    filters = data.draw(st.sets(st.integers(0, layer.filters - 1), min_size=1))
    operation = OPERATIONS[name]
    once = done(layer, operation, filters)
    assert_equal(done(once, operation, filters), layer)
    assert not np.signbit(once.weight[once.weight == 0]).any()


@given(layers(), st.sampled_from([negated, turned, normalised]), st.data())
def test_only_the_filters_that_are_meant_change(layer, operation, data):
    filters = data.draw(st.sets(st.integers(0, layer.filters - 1), min_size=1))
    result = done(layer, operation, filters)
    for other in set(range(layer.filters)) - filters:
        np.testing.assert_array_equal(result.kernel(other), layer.kernel(other))
    for one in filters:
        np.testing.assert_array_equal(result.kernel(one), operation(layer.kernel(one)))


@given(layers())
def test_normalised_sums_to_1_or_where_that_cannot_be_its_sizes_do(layer):
    assume(layer.kernel(0).any())
    kernel = done(layer, normalised).kernel(0)
    if abs(layer.kernel(0).sum()) > 1e-9:
        assert kernel.sum() == pytest.approx(1)
    else:
        assert np.abs(kernel).sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["Sobel x", "Laplacian", "Edge 45°"])
def test_a_kernel_that_sums_to_0_is_divided_by_its_sizes(name):
    kernel = done(convolution(Window(), 2, (name,)), normalised).kernel(0)
    assert np.abs(kernel).sum() == pytest.approx(1)
    assert kernel.sum() == pytest.approx(0)


def test_zeros_stay_zeros_and_what_is_too_small_or_large_to_divide_stays():
    for number in (0.0, 5e-324, 1.5e308, np.inf, np.nan):
        kernel = np.full((2, 2, 1), number)
        np.testing.assert_array_equal(
            normalised(kernel), kernel if number != 5e-324 else np.full((2, 2, 1), 0.25)
        )


def test_a_transposed_kernel_that_is_not_square_turns_the_whole_layer():
    layer = convolution(Window((1, 3)), 1, ("Sobel x", "Box blur"))
    result = done(layer, transposed, [1])
    assert result.window.kernel_size == (3, 1)
    np.testing.assert_array_equal(result.weight, layer.weight.swapaxes(0, 1))


def test_a_transposed_square_kernel_is_the_only_one():
    layer = convolution(Window(), 1, ("Sobel x", "Sobel x"))
    result = done(layer, transposed, [1])
    assert result.names == ("Sobel x", "Sobel y")
    assert result.window is not None
    np.testing.assert_array_equal(result.kernel(0), layer.kernel(0))


@pytest.mark.parametrize(
    ("name", "operation", "now"),
    [
        ("Sobel x", transposed, "Sobel y"),
        ("Sobel x", negated, ""),
        ("Sobel x", normalised, ""),
        ("Gaussian blur", normalised, "Gaussian blur"),
        ("Gaussian blur", turned, "Gaussian blur"),
        ("Identity", negated, ""),
    ],
)
def test_what_comes_out_as_a_preset_is_called_so(name, operation, now):
    assert done(convolution(Window(), 1, (name,)), operation).names == (now,)


def test_a_name_of_one_s_own_stays_where_nothing_changes():
    layer = convolution(Window(), 1, ("Identity",)).with_kernel(0, np.ones((3, 3, 1)), "flat")
    assert done(layer, turned).names == ("flat",)
    assert done(layer, negated).names == ("",)


@given(layers(), st.sampled_from(["he", "glorot", "normal", "uniform"]), st.integers(0, 10**6), st.data())
def test_the_same_seed_draws_the_same_numbers_for_one_filter_as_for_all(layer, method, seed, data):
    filter_ = data.draw(st.integers(0, layer.filters - 1))
    everything = initialised(layer, method, seed, range(layer.filters))
    again = initialised(layer, method, seed, range(layer.filters))
    one = initialised(layer, method, seed, [filter_])
    np.testing.assert_array_equal(everything.weight, again.weight)
    np.testing.assert_array_equal(one.kernel(filter_), everything.kernel(filter_))
    for other in set(range(layer.filters)) - {filter_}:
        np.testing.assert_array_equal(one.kernel(other), layer.kernel(other))
    np.testing.assert_array_equal(everything.bias, layer.bias)
    assert one.names[filter_] == ""


@given(layers(), st.data())
def test_filters_are_doubled_moved_and_taken_out_with_their_bias_and_name(layer, data):
    order = data.draw(st.lists(st.integers(0, layer.filters - 1), min_size=1, max_size=6))
    result = layer.rearranged(order)
    assert result.filters == len(order)
    for place, filter_ in enumerate(order):
        np.testing.assert_array_equal(result.kernel(place), layer.kernel(filter_))
        assert result.bias[place] == layer.bias[filter_]
    assert not result.weight.flags.writeable


def test_a_bias_for_each_position_begins_as_the_shared_one_and_ends_as_the_mean():
    layer = convolution(Window(), 1, 2).with_bias(0, 0.1).with_bias(1, -2)
    each = layer.with_bias_per_position((4, 5, 1))
    assert each.bias.shape == (4, 5, 2)
    assert (each.bias == [0.1, -2]).all()
    assert each.with_bias_per_filter().bias.tolist() == [0.1, -2]  # and not what 20 · 0.1 / 20 rounds to
    bias = each.bias.copy()
    bias[0, 0, 0] = 20.1
    moved = Convolution(each.window, each.weight, bias, each.names)
    assert moved.with_bias_per_filter().bias.tolist() == pytest.approx([1.1, -2])
    assert layer.with_bias_per_filter() is layer


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2), st.integers(0, 2))
def test_a_bias_for_each_position_keeps_its_middle_in_another_output(rows, columns, more_rows, more_columns):
    layer = convolution(Window((1, 1)), 1, 2).with_bias_per_position((rows, columns, 1))
    bias = np.random.default_rng(0).normal(size=layer.bias.shape)
    layer = Convolution(layer.window, layer.weight, bias, layer.names)
    larger = layer.fitted((rows + 2 * more_rows, columns + 2 * more_columns, 1))
    np.testing.assert_array_equal(larger.fitted((rows, columns, 1)).bias, bias)
    if more_rows:
        np.testing.assert_array_equal(larger.bias[0, 0], bias.mean(axis=(0, 1)))


def test_another_size_keeps_the_name_of_a_kernel_of_one_s_own_as_long_as_nothing_is_lost():
    layer = convolution(Window(), 2, ("Identity",)).with_kernel(0, np.ones((3, 3, 2)), "flat")
    larger = layer.with_window(layer.window.changed(kernel_size=(5, 4)))
    assert larger.names == ("flat",)
    assert larger.with_window(layer.window).names == ("flat",)
    assert larger.with_window(layer.window.changed(kernel_size=(2, 3))).names == ("",)
    assert layer.with_channels(1).names == ("flat",)
    striped = layer.with_kernel(0, np.dstack([np.ones((3, 3)), np.zeros((3, 3))]), "striped")
    assert striped.with_channels(1).names == ("",)


@given(layers(most=4), st.integers(1, 9), st.integers(1, 9))
def test_every_kernel_gets_the_layer_s_size(layer, rows, columns):
    mixed = layer.with_preset(0, "Sobel x")
    result = mixed.with_window(Window((rows, columns)))
    assert result.weight.shape == (rows, columns, layer.channels, layer.filters)
    np.testing.assert_array_equal(
        result.kernel(0), shipped()["Sobel x"].kernel((rows, columns), layer.channels)
    )
