"""The card of a convolution: padding, sizes, filters and presets, by the keyboard."""

import numpy as np
import pytest
from layer_tools import reason, set_window
from PyQt5.QtCore import Qt
from ui_tools import choices, choose, field, layer, step, to_convolution

from cnnviz.experiment.kernels.presets import preset, shipped

KEY = Qt.Key


@pytest.mark.some(2)
@pytest.mark.parametrize("kind", ["valid", "same", "full"])
def test_a_kind_of_padding_is_chosen_by_the_keyboard(window, kind):
    choose(field(window, "padding_kind"), kind)
    assert layer(window).window.padding == kind


def test_padding_in_numbers_keeps_what_is_there(window):
    choose(field(window, "padding_kind"), "full")
    choose(field(window, "padding_kind"), "numbers")
    assert layer(window).window.padding == (2, 2)
    assert window.session.experiment.geometry(0).amounts == ((2, 2), (2, 2))


@pytest.mark.some(2)
@pytest.mark.parametrize("mode", ["zeros", "reflect", "replicate", "circular"])
def test_a_padding_mode_is_chosen_by_the_keyboard(window, mode):
    choose(field(window, "padding_mode"), mode)
    assert layer(window).window.padding_mode == mode


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("image", "settings", "greyed"),
    [
        ((8, 8), {}, set()),
        ((1, 8), {}, {"reflect"}),
        ((1, 1), {"kernel_size": (5, 5)}, {"reflect", "circular"}),
        ((2, 2), {"kernel_size": (5, 5)}, {"reflect"}),
        ((1, 1), {"kernel_size": (1, 1)}, set()),
    ],
)
def test_impossible_padding_modes_are_greyed_with_a_reason(window, image, settings, greyed):
    set_window(window, image, **settings)
    free, why = choices(field(window, "padding_mode"))
    assert set(why) == greyed
    assert all(why.values())
    for mode in free:
        choose(field(window, "padding_mode"), mode)
        assert layer(window).window.padding_mode == mode


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("image", "settings", "greyed"),
    [
        ((8, 8), {}, set()),
        ((2, 8), {}, {"valid"}),
        ((3, 3), {"padding_mode": "reflect"}, set()),
        ((2, 2), {"padding_mode": "reflect"}, {"valid", "full"}),
    ],
)
def test_impossible_kinds_of_padding_are_greyed_with_a_reason(window, image, settings, greyed):
    set_window(window, image, **settings)
    _, why = choices(field(window, "padding_kind"))
    assert set(why) == greyed
    assert all(why.values())


def test_the_size_formula_and_what_is_left_over_stand_under_the_numbers(window):
    set_window(window, (8, 7), padding="valid", stride=(3, 2))
    text = field(window, "size_formula").text()
    assert (
        text.count("=\N{NO-BREAK SPACE}") == text.count("=") == 2
    )  # a line breaks before the sign, if it must
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "rows: ⌊(8 − 3) / 3⌋ + 1 = 2" in text
    assert "columns: (7 − 3) / 2 + 1 = 3" in text
    assert "2 rows never read" in text


def test_filters_are_added_and_followed(window):
    chapter = to_convolution(window, 10)
    filters = field(window, "filters")
    assert not field(window, "follow").isVisible()
    step(filters, times=3)
    assert layer(window).filters == 4
    follow = field(window, "follow")
    assert follow.isVisible()
    assert [follow.itemText(k) for k in range(4)] == [f"{k} · {layer(window).names[k]}" for k in range(4)]
    choose(follow, follow.itemText(1))
    assert window.session.followed == 1
    assert window.session.frame.step.updates[0].target.index[3] == 1
    assert window.session.position.chapter == chapter
    step(filters, up=False, times=9)
    assert layer(window).filters == 1
    assert window.session.followed == 0
    assert "at least one" in reason(window)


def test_no_more_filters_than_are_offered(window):
    filters = field(window, "filters")
    step(filters, times=20)
    assert layer(window).filters == filters.maximum() == 16
    assert reason(window)


@pytest.mark.some(3)
@pytest.mark.parametrize("name", shipped())
def test_a_kernel_is_chosen(window, name):
    choose(field(window, "kernel_preset"), name)
    np.testing.assert_array_equal(layer(window).weight[..., 0], preset(name, (3, 3), 1))
    assert field(window, "kernel_preset").currentText() == name


def test_the_kernel_of_the_followed_filter_is_set_and_no_other(window):
    set_window(window, filters=3)
    before = layer(window).weight
    window.session.follow(2)
    choose(field(window, "kernel_preset"), "Identity")
    np.testing.assert_array_equal(layer(window).weight[..., :2], before[..., :2])
    assert layer(window).names[2] == "Identity"
