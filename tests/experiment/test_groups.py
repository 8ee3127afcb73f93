"""Groups of a convolution: what each filter reads, and that it goes on reading it whatever else is changed."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.engine import conv2d
from cnnviz.experiment import groups as groups_module
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.groups import channels_of, filters_of, most_groups, order_for, why_not_groups
from cnnviz.experiment.kernels.operations import initialised
from cnnviz.experiment.kernels.presets import preset
from cnnviz.experiment.windows import Window

counts = st.integers(1, 4)


@st.composite
def layers(draw):
    """Draw a convolution of hand-made kernels, in groups."""
    groups, depth, each = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    random = np.random.default_rng(draw(st.integers(0, 99)))
    filters = groups * each
    weight, bias = random.normal(size=(2, 3, depth, filters)), random.normal(size=filters)
    return Convolution(Window((2, 3)), weight, bias, ("",) * filters, groups)


def whole(layer):
    """Return the weight of the same convolution in one group: 0 for what a filter does not read."""
    weight = np.zeros((*layer.weight.shape[:2], layer.channels, layer.filters))
    for filter_ in range(layer.filters):
        weight[:, :, layer.channels_of(filter_), filter_] = layer.kernel(filter_)
    return weight


def output(layer, image):
    return conv2d(image, layer.weight, layer.bias, groups=layer.groups)


def test_the_worked_example_is_true():
    assert doctest.testmod(groups_module).failed == 0
    assert doctest.testmod(groups_module).attempted


@given(layers())
def test_each_filter_reads_the_channels_that_the_engine_gives_it(layer):
    image = np.random.default_rng(0).normal(size=(1, 4, 5, layer.channels))
    np.testing.assert_allclose(output(layer, image), conv2d(image, whole(layer), layer.bias), atol=1e-12)


@given(layers())
def test_who_reads_a_channel_and_what_a_filter_reads_are_one_relation(layer):
    shape = layer.weight.shape
    for channel in range(layer.channels):
        readers = [f for f in range(layer.filters) if channel in channels_of(f, shape, layer.groups)]
        assert list(filters_of(channel, shape, layer.groups)) == readers


@pytest.mark.parametrize(
    ("groups", "channels", "filters", "reason"),
    [
        (2, 5, 4, "5 channels cannot be shared out evenly among 2 groups"),
        (2, 4, 3, "3 filters cannot be shared out evenly among 2 groups"),
        (2, 1, 4, "1 channel cannot be shared out evenly among 2 groups"),
        (0, 4, 4, "there is at least one group"),
        (2, 4, 6, None),
    ],
)
def test_what_cannot_be_shared_out_is_named_with_its_number(groups, channels, filters, reason):
    assert why_not_groups(groups, channels, filters) == reason


def test_a_layer_whose_filters_cannot_be_shared_out_cannot_be_made():
    layer = convolution(Window(), 4, 4, groups=2)
    with pytest.raises(ValueError, match="3 filters cannot be shared out evenly among 2 groups"):
        replace(layer, weight=layer.weight[..., :3])
    for change in (lambda: layer.rearranged([0, 1, 2]), lambda: layer.with_filters(3)):
        with pytest.raises(ValueError, match="3 filters cannot be shared out evenly among 2 groups"):
            change()
    with pytest.raises(ValueError, match="4 channels cannot be shared out evenly among 3 groups"):
        layer.with_groups(3)


@given(layers(), st.integers(1, 9))
def test_another_input_leaves_as_many_groups_as_can_share_it(layer, channels):
    fitted = layer.fitted((4, 5, channels))
    assert fitted.channels == channels
    assert fitted.groups == most_groups(layer.groups, channels, layer.filters)
    possible = [n for n in range(1, layer.groups + 1) if channels % n == layer.filters % n == 0]
    assert fitted.groups == max(possible)
    if channels == layer.channels:
        assert fitted is layer


@given(layers(), st.integers(1, 9))
def test_in_other_groups_the_weights_of_what_is_still_read_stay_and_others_get_their_mean(layer, groups):
    if layer.why_not_groups(groups) is not None:
        with pytest.raises(ValueError, match="cannot be shared out"):
            layer.with_groups(groups)
        return
    other = layer.with_groups(groups)
    assert (other.groups, other.channels, other.filters) == (groups, layer.channels, layer.filters)
    for filter_ in range(layer.filters):
        kernel, known = layer.kernel(filter_), list(layer.channels_of(filter_))
        for k, channel in enumerate(other.channels_of(filter_)):
            mean = kernel.mean(axis=2)
            plane = kernel[..., known.index(channel)] if channel in known else mean
            np.testing.assert_allclose(other.kernel(filter_)[..., k], plane, atol=1e-15)
    assert layer.with_groups(layer.groups).weight.tobytes() == layer.weight.tobytes()


def test_presets_are_made_anew_in_other_groups():
    layer = convolution(Window(), 4, ("Sobel x", "Gaussian blur"))
    for groups in (2, 1):
        layer = layer.with_groups(groups)
        assert layer.names == ("Sobel x", "Gaussian blur")
        np.testing.assert_array_equal(layer.kernel(1), preset("Gaussian blur", (3, 3), 4 // groups))


def test_a_name_of_one_s_own_goes_with_what_is_no_longer_read():
    striped = np.dstack([np.ones((3, 3)), np.zeros((3, 3))])
    layer = convolution(Window(), 2, 2).with_kernel(0, striped, "striped")
    layer = layer.with_kernel(1, np.ones((3, 3, 2)), "flat")
    assert layer.with_groups(2).names == ("", "flat")


@given(layers(), st.integers(1, 4))
def test_more_or_fewer_filters_in_each_group_leave_what_the_others_make(layer, each):
    image = np.random.default_rng(1).normal(size=(1, 4, 5, layer.channels))
    changed = layer.with_filters(each * layer.groups)
    before, after = output(layer, image), output(changed, image)
    order = order_for(changed.filters, layer.filters, layer.groups)
    assert len(order) == changed.filters
    for place, filter_ in enumerate(order):
        if filter_ is None:
            assert changed.names[place]
            assert changed.bias[place] == 0
        else:
            np.testing.assert_allclose(after[..., place], before[..., filter_], atol=1e-12)
    gone = set(range(layer.filters)) - set(order)
    assert len(gone) == max(layer.filters - changed.filters, 0)


@given(layers(), st.data())
def test_channels_may_change_their_order_within_their_groups(layer, data):
    image = np.random.default_rng(2).normal(size=(1, 4, 5, layer.channels))
    parts = [range(group * layer.depth, (group + 1) * layer.depth) for group in range(layer.groups)]
    order = [channel for part in parts for channel in data.draw(st.permutations(part))]
    changed = layer.with_channel_order(order)
    np.testing.assert_allclose(output(changed, image[..., order]), output(layer, image), atol=1e-12)


def test_a_channel_that_comes_into_another_group_or_a_number_that_cannot_be_shared_out_is_refused():
    layer = convolution(Window(), 4, 4, groups=2)
    with pytest.raises(
        ValueError, match="channel 2 would come into group 0, whose filters have no weights for it"
    ):
        layer.with_channel_order([0, 2, 1, 3])
    with pytest.raises(ValueError, match="5 channels cannot be shared out evenly among 2 groups"):
        layer.with_channel_order([0, 1, 1, 2, 3])


def test_new_channels_of_a_group_get_the_mean_of_its_own():
    layer = convolution(Window((1, 1)), 4, 2, groups=2)
    layer = replace(layer, weight=np.array([[[[1.0, 10.0], [3.0, 30.0]]]]), names=("", ""))
    changed = layer.with_channel_order([0, None, 1, 2, 3, None])
    assert changed.weight[0, 0].T.tolist() == [[1, 2, 3], [10, 30, 20]]


def test_kernels_drawn_at_random_count_the_channels_of_their_group():
    """He: what one output sums over; Glorot: also what one input goes into, the filters of its group."""
    layer = convolution(Window((5, 5)), 8, 400, groups=4)
    filters = range(layer.filters)
    he, glorot = (initialised(layer, method, 0, filters).weight for method in ("he", "glorot"))
    assert he.std() == pytest.approx(np.sqrt(2 / (25 * 2)), rel=0.02)
    assert np.abs(glorot).max() == pytest.approx(np.sqrt(6 / (25 * 2 + 25 * 100)), rel=0.01)
