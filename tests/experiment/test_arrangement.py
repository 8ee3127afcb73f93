"""Layers are taken out, moved and switched off without touching each other's settings, or it is said why not."""

from dataclasses import replace

import numpy as np
import pytest
from experiment_draws import few
from hypothesis import assume, given
from hypothesis import strategies as st
from run_draws import experiments

from cnnviz.experiment.arrangement import exchanged, moved, rearranged, refiltered, switched, without
from cnnviz.experiment.convolution import Convolution, convolution
from cnnviz.experiment.document import Experiment, same
from cnnviz.experiment.layers import Activation, Flatten, Linear, MaxPooling, SwitchedOff, linear_layer
from cnnviz.experiment.limits import LARGEST, impossible, number_limit, surroundings_of, with_setting
from cnnviz.experiment.windows import PoolingWindow, Window
from cnnviz.run.compute import run_of
from cnnviz.run.numbers.training import trained


def example(*layers, size=8, channels=1):
    image = np.random.default_rng(0).random((size, size, channels))
    return Experiment((image,), layers)


def possible(change, *arguments):
    try:
        return change(*arguments)
    except ValueError as error:
        text = str(error)
        assert text
        assert "\n" not in text
        assert not text.endswith(".")
        return None


def windows(experiment):
    return [layer.window for layer in experiment.layers if hasattr(layer, "window")]


@given(experiments(), st.data())
def test_a_layer_that_is_off_is_as_if_it_were_not_there(experiment, data):
    index = data.draw(st.integers(0, len(experiment.layers) - 1))
    off, out = possible(switched, experiment, index), possible(without, experiment, index)
    assert (off is None) == (out is None)
    assume(off is not None)
    products = [run_of(each).arrays for each in (off, out)]
    for a, b in zip(*products, strict=True):
        assert a.label == b.label
        np.testing.assert_array_equal(a.array, b.array)
    learned = [trained(each, 1)[0].experiment.layers for each in (off, out)]
    assert same(tuple(layer for layer in learned[0] if not isinstance(layer, SwitchedOff)), learned[1])


@given(experiments(), st.data())
def test_off_and_on_again_is_what_it_was(experiment, data):
    index = data.draw(st.integers(0, len(experiment.layers) - 1))
    off = possible(switched, experiment, index)
    assume(off is not None)
    assert off.layers[index].title == experiment.layers[index].title
    back = switched(off, index)
    assert same(back.layers[: index + 1], experiment.layers[: index + 1])
    assert windows(back) == windows(experiment)


@given(experiments(), st.data())
def test_moving_changes_the_order_and_no_window(experiment, data):
    index, to = (data.draw(st.integers(0, len(experiment.layers) - 1)) for _ in range(2))
    after = possible(moved, experiment, index, to)
    assume(after is not None)
    order = [layer.title for layer in experiment.layers]
    order.insert(to, order.pop(index))
    assert [layer.title for layer in after.layers] == order
    assert sorted(map(repr, windows(after))) == sorted(map(repr, windows(experiment)))
    run_of(after)


@given(experiments(), st.sampled_from(sorted(LARGEST)), st.integers(0, 1), st.data())
def test_what_a_control_offers_leaves_the_layers_behind_alone(experiment, name, axis, data):
    index = data.draw(st.integers(0, len(experiment.layers) - 1))
    layer = experiment.layers[index]
    assume(hasattr(layer, "window") and (name != "padding" or isinstance(layer, Convolution)))
    place = surroundings_of(experiment, index)
    rows, columns = experiment.geometry(index).amounts
    amounts = max(rows), max(columns)
    limit = number_limit(layer.window, place, name, axis, amounts)
    for value in {limit.low, limit.high}:
        window = with_setting(layer.window, name, axis, value, amounts)
        after = exchanged(experiment, index, layer.with_window(window))
        others = [w for k, w in enumerate(after.layers) if k != index and hasattr(w, "window")]
        before = [w for k, w in enumerate(experiment.layers) if k != index and hasattr(w, "window")]
        assert [w.window for w in others] == [w.window for w in before]


def test_a_kernel_stops_where_the_pooling_behind_would_not_fit_and_says_so():
    experiment = example(
        convolution(Window((3, 3), padding="valid"), 1), Activation(), MaxPooling(PoolingWindow((3, 3)))
    )
    limit = number_limit(
        experiment.layers[0].window, surroundings_of(experiment, 0), "kernel_size", 0, (0, 0)
    )
    assert limit.high == 6
    assert limit.why_high == (
        "the max pooling after it would not fit any more: "
        "its kernel of 3 rows is larger than its input, which would have 2 and no padding"
    )


def test_behind_flatten_there_are_no_windows_to_think_of():
    experiment = example(convolution(Window((3, 3), padding="valid"), 1), Flatten(), linear_layer(36, 2))
    assert surroundings_of(experiment, 0).behind == ()
    limit = number_limit(
        experiment.layers[0].window, surroundings_of(experiment, 0), "kernel_size", 0, (0, 0)
    )
    assert limit.high == 8


def test_what_is_impossible_in_front_is_said_before_what_is_behind():
    place = surroundings_of(example(MaxPooling(), MaxPooling(), size=4), 0)
    assert impossible(PoolingWindow((2, 2), (4, 4)), place).startswith("the max pooling after it")
    assert impossible(PoolingWindow((5, 5)), place).startswith(
        "a kernel of 5 rows does not fit: the image has 4"
    )


def test_a_run_keeps_at_least_one_layer_that_is_on():
    one = example(Activation())
    for change in (switched, without):
        with pytest.raises(ValueError, match="at least one layer that is switched on"):
            change(one, 0)
    two = switched(example(Activation(), Activation("tanh")), 0)
    with pytest.raises(ValueError, match="at least one layer"):
        without(two, 1)


def test_a_layer_that_would_not_fit_where_it_is_moved_is_named():
    wide = convolution(Window((5, 5), padding="valid"), 1)
    experiment = example(wide, MaxPooling(), size=8)
    with pytest.raises(ValueError, match="the convolution would not fit: its kernel of 5 rows is larger"):
        moved(experiment, 0, 1)
    lists = example(Flatten(), linear_layer(64, 3))
    with pytest.raises(ValueError, match="put Flatten before it"):
        moved(lists, 1, 0)
    with pytest.raises(ValueError, match="put Flatten before it"):
        switched(lists, 0)


def test_what_does_not_fit_over_the_image_says_so_and_what_is_behind_something_says_its_input():
    tall, off = convolution(Window((9, 1), padding="valid"), 1), SwitchedOff(Activation())
    image, behind = "the image, which has", "its input, which would have"
    for layers, what in (((tall,), image), ((off, tall), image), ((Activation(), tall), behind)):
        with pytest.raises(ValueError, match=f"its kernel of 9 rows is larger than {what} 8 and no padding"):
            rearranged(example(Activation()), layers)


@given(experiments(), st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5)))
def test_whatever_image_comes_the_layers_are_fitted_to_it(experiment, shape):
    image = np.ones(shape)
    np.testing.assert_array_equal(experiment.with_image(image, "other").image, image)


@given(experiments())
def test_an_image_of_the_same_size_leaves_kernels_and_weights_the_very_same(experiment):
    first = experiment.with_image(experiment.image, "fitted")
    then = first.with_image(1 - first.image, "other")
    for before, after in zip(first.layers, then.layers, strict=True):
        assert after is before or not isinstance(before, Convolution | Linear)


def test_switched_on_over_another_image_a_layer_is_fitted():
    off = switched(example(convolution(Window((5, 5), padding="valid"), 1), Activation()), 0)
    small = off.with_image(np.ones((3, 3, 3)), "small")
    on = switched(small, 0)
    assert on.layers[0].channels == 3
    assert on.shapes[-1][:2] == (3, 3)


def test_a_layer_that_is_off_keeps_its_numbers_while_others_change():
    layer = convolution(Window(), 1, 2)
    layer = replace(layer, bias=layer.bias + 7)
    experiment = rearranged(example(Activation()), (layer, Activation()))
    off = switched(experiment, 0)
    after = trained(off.with_image(np.zeros((8, 8, 1)), "other"), 1)[0].experiment
    assert switched(after, 0).layers[0].bias.tolist() == [7, 7]


def two_in_a_row(reader, filters=3):
    """Return a convolution with hand-made weights, what lies between, and a layer that reads its channels."""
    random = np.random.default_rng(5)
    first = convolution(Window(), 1, filters)
    weight, bias = random.normal(size=first.weight.shape), random.normal(size=filters)
    first = replace(first, weight=weight, bias=bias, names=("",) * filters)
    between = (Activation("tanh"), SwitchedOff(MaxPooling()), MaxPooling())
    if reader == "convolution":
        second = convolution(Window((2, 2)), filters, 2)
        second = replace(second, weight=random.normal(size=second.weight.shape), names=("", ""))
        return example(first, *between, second)
    return example(first, *between, Flatten(), Activation("identity"), linear_layer(16 * filters, 4))


def output(experiment):
    return [product.array for product in run_of(experiment).arrays if not product.gradient][-1]


def scaled(experiment, channel, factor):
    """Return the experiment with what the last layer makes of a channel multiplied by a factor."""
    *others, last = experiment.layers
    weight = last.weight.copy()
    if isinstance(last, Convolution):
        weight[:, :, channel] *= factor
    else:
        weight.reshape(-1, 3, last.units)[:, channel] *= factor
    return replace(experiment, layers=(*others, replace(last, weight=weight)))


@pytest.mark.parametrize("reader", ["convolution", "linear"])
@given(order=st.permutations(range(3)))
@few
def test_filters_in_another_order_make_the_same_output(reader, order):
    experiment = two_in_a_row(reader)
    after = refiltered(experiment, 0, order)
    np.testing.assert_allclose(output(after), output(experiment), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("reader", ["convolution", "linear"])
@pytest.mark.parametrize(("order", "factor"), [((0, 2), 0), ((0, 1, 1, 2), 2)])
def test_a_filter_goes_or_is_doubled_with_its_own_weights_in_the_next_layer(reader, order, factor):
    experiment = two_in_a_row(reader)
    after = refiltered(experiment, 0, order)
    expected = output(scaled(experiment, 1, factor))
    np.testing.assert_allclose(output(after), expected, rtol=1e-12, atol=1e-12)


def test_one_filter_more_leaves_the_weights_of_the_others_in_the_next_layer():
    experiment = two_in_a_row("convolution")
    after = exchanged(experiment, 0, experiment.layers[0].with_filters(4))
    np.testing.assert_array_equal(after.layers[-1].weight[:, :, :3], experiment.layers[-1].weight)


def test_units_that_stay_keep_their_weights():
    layer = linear_layer(5, 3)
    layer = replace(layer, bias=layer.bias + 1)
    more, fewer = layer.with_units(4), layer.with_units(2)
    np.testing.assert_array_equal(more.weight[:, :3], layer.weight)
    np.testing.assert_array_equal(fewer.weight, layer.weight[:, :2])
    assert (more.bias.tolist(), fewer.bias.tolist()) == ([1, 1, 1, 0], [1, 1])
