"""The document is frozen; every edit makes a new one that fits together and shares what did not change."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from experiment_draws import experiments, pairs
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment, same
from cnnviz.experiment.kernels.presets import preset, shipped
from cnnviz.experiment.windows import Window
from cnnviz.run.compute import run_of
from cnnviz.run.options import RunOptions

HAND = np.arange(18.0).reshape(3, 3, 2, 1) - 4


def by_hand(image=(6, 6, 2)):
    layer = replace(convolution(Window(), 2, ("Sobel x",)), weight=HAND, names=("",))
    return Experiment((np.zeros(image),), (layer,), "made")


def fits_together(experiment):
    shape = experiment.image.shape
    assert experiment.shapes[0] == shape
    for index, layer in enumerate(experiment.layers):
        assert layer.channels == shape[2]
        assert layer.weight.shape == (*layer.window.kernel_size, shape[2], layer.filters)
        assert layer.bias.shape == (layer.filters,)
        assert len(layer.names) == layer.filters
        shape = (*experiment.geometry(index).output, layer.filters)
        assert experiment.shapes[index + 1] == shape


@given(experiments(), pairs(1, 9), st.integers(1, 3))
def test_any_other_image_can_be_put_in(experiment, size, channels):
    image = np.random.default_rng(0).random((*size, channels))
    changed = experiment.with_image(image, "other")
    fits_together(changed)
    np.testing.assert_array_equal(changed.image, image)
    assert changed.image_name == "other"
    assert not changed.image.flags.writeable
    image[:] = 7
    assert not (changed.image == 7).any()


@given(experiments())
def test_an_image_of_the_same_shape_changes_nothing_else(experiment):
    changed = experiment.with_image(experiment.image * 2, "twice")
    assert changed.layers[0].window == experiment.layers[0].window
    assert changed.layers[0].weight is experiment.layers[0].weight


@given(experiments(), st.integers(1, 16))
def test_any_number_of_filters_can_be_had(experiment, count):
    before = experiment.layers[0]
    layer = before.with_filters(count)
    fits_together(experiment.with_layer(0, layer))
    kept = min(count, before.filters)
    np.testing.assert_array_equal(layer.weight[..., :kept], before.weight[..., :kept])
    np.testing.assert_array_equal(layer.bias[:kept], before.bias[:kept])
    assert layer.names[:kept] == before.names[:kept]
    assert not layer.bias[kept:].any()
    if count <= len(shipped()):
        assert len(set(layer.names)) == count


@given(experiments(), pairs(1, 5))
def test_another_kernel_size_makes_presets_anew(experiment, size):
    layer = experiment.layers[0].with_window(experiment.layers[0].window.changed(kernel_size=size))
    for number, name in enumerate(layer.names):
        np.testing.assert_array_equal(layer.weight[..., number], preset(name, size, layer.channels))
    assert not layer.weight.flags.writeable


@given(experiments(), st.data())
def test_a_preset_is_set_for_one_filter_and_no_other(experiment, data):
    before = experiment.layers[0]
    filter_ = data.draw(st.integers(0, before.filters - 1))
    name = data.draw(st.sampled_from(sorted(shipped())))
    layer = before.with_preset(filter_, name)
    others = [k for k in range(before.filters) if k != filter_]
    np.testing.assert_array_equal(layer.weight[..., others], before.weight[..., others])
    np.testing.assert_array_equal(
        layer.weight[..., filter_], preset(name, before.window.kernel_size, before.channels)
    )
    assert layer.names[filter_] == name


def test_a_hand_made_kernel_keeps_its_middle_in_another_size():
    experiment = by_hand()
    layer = experiment.layers[0].with_window(experiment.layers[0].window.changed(kernel_size=(5, 1)))
    np.testing.assert_array_equal(layer.weight[1:4, 0], HAND[:, 1])
    assert not layer.weight[[0, 4]].any()


def test_a_hand_made_kernel_keeps_its_channels_and_gets_their_mean_in_a_new_one():
    mean = HAND.mean(axis=2, keepdims=True)
    more = by_hand().with_image(np.zeros((6, 6, 3)), "three")
    np.testing.assert_allclose(more.layers[0].weight, np.concatenate([HAND, mean], axis=2))
    fewer = by_hand().with_image(np.zeros((6, 6, 1)), "one")
    np.testing.assert_allclose(fewer.layers[0].weight, mean)


def test_what_does_not_change_is_shared():
    experiment = by_hand()
    layer = experiment.layers[0]
    wider = experiment.with_layer(0, layer.with_window(layer.window.changed(stride=(2, 2))))
    assert wider.image is experiment.image
    assert wider.layers[0].weight is layer.weight
    assert wider.layers[0].bias is layer.bias


def test_nothing_of_a_document_can_be_changed():
    experiment = by_hand().with_image(np.zeros((4, 4, 2)), "zeros")
    with pytest.raises(FrozenInstanceError):
        experiment.image_name = "other"
    with pytest.raises(ValueError, match="read-only"):
        experiment.image[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        experiment.layers[0].with_filters(3).weight[0] = 1


def test_an_experiment_that_cannot_run_cannot_be_made():
    layer = convolution(Window((5, 5), padding="valid"), 1)
    with pytest.raises(ValueError, match="does not fit"):
        Experiment((np.zeros((4, 4, 1)),), (layer,))


@pytest.mark.parametrize(
    ("window", "fitted"),
    [
        (Window((3, 3), padding="valid"), Window((3, 3), padding="same")),
        (Window((3, 3), padding="same", padding_mode="reflect"), Window((3, 3), padding="same")),
        (Window((1, 1), padding="valid"), Window((1, 1), padding="valid")),
        (Window((3, 3), padding=(1, 1)), Window((3, 3), padding=(1, 1))),
    ],
)
def test_windows_change_as_little_as_it_takes_to_lie_on_a_single_cell(window, fitted):
    experiment = Experiment((np.zeros((6, 6, 1)),), (convolution(window, 1),)).with_image(
        np.zeros((1, 1, 1)), "dot"
    )
    assert experiment.layers[0].window == fitted


@given(experiments())
def test_an_experiment_is_the_same_as_its_copy_and_not_as_one_with_another_number(experiment):
    layer = experiment.layers[0]
    copy = replace(
        experiment, images=(experiment.image.copy(),), layers=(replace(layer, weight=layer.weight.copy()),)
    )
    assert same(experiment, copy)
    weight = layer.weight.copy()
    weight[0, 0, 0, 0] += 1
    assert not same(experiment, replace(experiment, layers=(replace(layer, weight=weight),)))
    assert not same(experiment, replace(experiment, image_name="other"))
    assert not same(experiment, replace(experiment, layers=()))


def test_nan_is_the_same_as_nan():
    image = np.full((3, 3, 1), np.nan)
    layers = (convolution(Window(), 1),)
    assert same(Experiment((image,), layers), Experiment((image.copy(),), layers))


def test_the_run_of_an_edit_does_not_touch_that_of_the_document_before():
    experiment = by_hand()
    first = run_of(experiment, RunOptions(0)).arrays[-1].array.copy()
    run_of(experiment.with_image(np.ones((6, 6, 2)), "ones"), RunOptions(0))
    np.testing.assert_array_equal(run_of(experiment, RunOptions(0)).arrays[-1].array, first)
