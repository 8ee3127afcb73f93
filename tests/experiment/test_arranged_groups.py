"""A layer that reads its channels in groups stays in them, or it is said in one sentence what would not fit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_draws import experiments

from cnnviz.experiment.arrangement import exchanged, filters_order, moved, refiltered, switched, without
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation, Flatten, SwitchedOff, linear_layer
from cnnviz.experiment.limits import MOST_FILTERS, filters_limit
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of

SHARED = "cannot be shared out evenly among 2 groups"


def in_a_row(*layers, channels=1):
    """Return an experiment of hand-made convolutions."""
    random = np.random.default_rng(5)
    drawn = [
        replace(layer, weight=random.normal(size=layer.weight.shape), names=("",) * layer.filters)
        if isinstance(layer, Convolution)
        else layer
        for layer in layers
    ]
    return Experiment((random.random((6, 6, channels)),), tuple(drawn))


def grouped(filters=4, behind=2):
    """Return a plain convolution, and behind an activation one that reads its channels in groups."""
    return in_a_row(
        convolution(Window(), 1, filters), Activation("tanh"), convolution(Window(), filters, behind, 2)
    )


def output(experiment):
    return [made.array for made in run_of(experiment).arrays if not made.gradient][-1]


def groups(layers):
    return [getattr(layer, "groups", 1) for layer in layers]


def possible(change, *arguments):
    """Return what a change makes, or None where it is refused."""
    try:
        return change(*arguments)
    except ValueError:
        return None


@given(experiments(), st.data())
def test_no_edit_of_a_layer_changes_the_groups_of_another(experiment, data):
    index, to = (data.draw(st.integers(0, len(experiment.layers) - 1)) for _ in range(2))
    before = groups(experiment.layers)
    out = possible(without, experiment, index)
    if out is not None:
        assert groups(out.layers) == before[:index] + before[index + 1 :]
    off = possible(switched, experiment, index)
    if off is not None:
        assert groups(off.layers) == [*before[:index], 1, *before[index + 1 :]]
        assert groups(switched(off, index).layers) == before
    there = possible(moved, experiment, index, to)
    if there is not None:
        order = list(before)
        order.insert(to, order.pop(index))
        assert groups(there.layers) == order


@given(experiments(convolved=True), st.data())
def test_filters_in_another_order_change_no_groups(experiment, data):
    places = [k for k, layer in enumerate(experiment.layers) if isinstance(layer, Convolution)]
    index = data.draw(st.sampled_from(places))
    layer = experiment.layers[index]
    order = data.draw(st.lists(st.none() | st.integers(0, layer.filters - 1), min_size=1, max_size=4))
    after = possible(refiltered, experiment, index, order)
    if after is not None:
        assert groups(after.layers) == groups(experiment.layers)
        assert after.layers[index].filters == len(order)


@given(st.sampled_from([1, 2]), st.sampled_from([1, 2, 4]), st.data())
def test_filters_that_stay_in_their_groups_make_the_same_in_another_order(here, behind, data):
    reader = convolution(Window(), 4, 4, behind)
    experiment = in_a_row(convolution(Window(), 2, 4, here), Activation("tanh"), reader, channels=2)
    each = 4 // max(here, behind)
    order = []
    for first in range(0, 4, each):
        order += data.draw(st.permutations(range(first, first + each)))
    np.testing.assert_allclose(output(refiltered(experiment, 0, order)), output(experiment), 1e-9, 1e-9)


@pytest.mark.parametrize("order", [[0, 1, 2], [0, 0, 1, 2, 3], [0, 1, 2, 3, None]])
def test_filters_that_cannot_be_shared_out_behind_are_refused(order):
    with pytest.raises(
        ValueError,
        match=f"^the convolution after it would not fit any more: {len(order)} channels {SHARED}$",
    ):
        refiltered(grouped(), 0, order)


def test_a_filter_moves_within_its_group_behind_and_not_into_another():
    experiment = grouped()
    np.testing.assert_allclose(output(refiltered(experiment, 0, [1, 0, 3, 2])), output(experiment), 1e-12)
    with pytest.raises(
        ValueError, match="after it would not fit any more: channel 2 would come into group 0"
    ):
        refiltered(experiment, 0, [0, 2, 1, 3])


def test_filters_come_and_go_in_both_groups_behind():
    experiment = grouped()
    fewer, more = refiltered(experiment, 0, [0, 2]), refiltered(experiment, 0, [0, 1, None, 2, 3, None])
    assert groups(fewer.layers) == groups(more.layers) == [1, 1, 2]
    before, last = experiment.layers[2].weight, more.layers[2].weight
    np.testing.assert_array_equal(fewer.layers[2].weight, before[:, :, :1])
    np.testing.assert_array_equal(last[:, :, :2], before)
    np.testing.assert_allclose(last[:, :, 2], before.mean(axis=2))


def test_a_layer_in_front_cannot_go_where_its_channels_are_read_in_groups():
    experiment = in_a_row(convolution(Window(), 3, 4), convolution(Window(), 4, 2, 2), channels=3)
    for change in (without, switched):
        with pytest.raises(ValueError, match=f"^the convolution would not fit: 3 channels {SHARED}$"):
            change(experiment, 0)
    with pytest.raises(ValueError, match=f"3 channels {SHARED}"):
        moved(experiment, 1, 0)
    with pytest.raises(ValueError, match=f"3 channels {SHARED}"):
        exchanged(experiment, 0, experiment.layers[0].with_filters(3))


def test_an_image_of_other_channels_leaves_as_many_groups_as_can_share_them():
    experiment = in_a_row(convolution(Window(), 4, 4, 4), channels=4)
    for channels, expected in ((2, 2), (3, 1), (8, 4)):
        other = experiment.with_image(np.zeros((6, 6, channels)), "other")
        assert other.layers[0].groups == expected


def test_a_layer_that_was_off_is_fitted_when_it_is_switched_on():
    layer = convolution(Window(), 4, 4, 4)
    off = Experiment((np.zeros((6, 6, 3)),), (SwitchedOff(layer), Activation()))
    assert switched(off, 0).layers[0].groups == 1


@pytest.mark.parametrize(
    ("experiment", "low", "high", "step", "why_low"),
    [
        (in_a_row(convolution(Window(), 1, 3)), 1, 16, 1, "there is at least one filter"),
        (
            in_a_row(convolution(Window(), 3, 6, 3), channels=3),
            3,
            15,
            3,
            "fewer than 3 filters cannot be shared out evenly among 3 groups",
        ),
        (grouped(), 2, 16, 2, f"fewer than 2 filters {SHARED}"),
        (
            in_a_row(convolution(Window(), 3, 6, 3), convolution(Window(), 6, 2, 2), channels=3),
            6,
            12,
            6,
            "fewer than 6 filters cannot be shared out evenly among 2 and 3 groups",
        ),
    ],
)
def test_the_number_of_filters_goes_in_steps_that_all_groups_can_share(experiment, low, high, step, why_low):
    limit = filters_limit(experiment, 0)
    assert (limit.low, limit.high, limit.step, limit.why_low) == (low, high, step, why_low)
    assert limit.why_high == f"more than {MOST_FILTERS} are not offered"
    for number in range(1, MOST_FILTERS + 1):
        after = possible(lambda n=number: refiltered(experiment, 0, filters_order(experiment, 0, n)))
        assert (after is not None) == (number in range(low, high + 1, step))


def test_more_filters_leave_the_weights_of_a_linear_layer_behind():
    experiment = in_a_row(convolution(Window(), 1, 2), Flatten(), linear_layer(72, 3))
    after = refiltered(experiment, 0, [0, None, 1])
    before, last = experiment.layers[2].weight.reshape(36, 2, 3), after.layers[2].weight.reshape(36, 3, 3)
    np.testing.assert_array_equal(last[:, [0, 2]], before)
    assert last[:, 1].any()
