"""Groups in the card of a convolution: chosen with mouse and keys, limits that say why, filters that stay in theirs."""

import numpy as np
import pytest
from kernel_tools import do, greyed, undo_texts
from layer_tools import add_layer, click, named, said
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication
from ui_tools import choices, choose, field, layer, press, step, type_over, type_text

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.layers import Activation
from cnnviz.experiment.windows import Window

KEY = Qt.Key


def show(window, channels, filters, groups=1, behind=()):
    """Open an experiment, as nothing that can be undone."""
    image = np.random.default_rng(3).random((6, 6, channels))
    first = convolution(Window(), channels, filters, groups)
    window.session.edit(Experiment((image,), (first, Activation(), *behind), "random"), "open")
    window.session.undo_stack.clear()
    QApplication.processEvents()  # cards that are new are shown in their own good time


def box(window, index=0):
    return named(window, "groups", index)


def test_there_is_a_choice_where_several_channels_are_read(window):
    assert not box(window).isVisible()
    show(window, channels=3, filters=3)
    assert box(window).isVisible()
    assert box(window).accessibleName() == "Groups of channels and filters"
    add_layer(window, "Convolution")
    assert box(window, 2).isVisible()


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("channels", "filters", "free", "greyed"),
    [
        (3, 3, ["1", "3 · depthwise"], {"2": "3 channels cannot be shared out evenly among 2 groups"}),
        (
            4,
            6,
            ["1", "2"],
            {
                "3": "4 channels cannot be shared out evenly among 3 groups",
                "4 · depthwise": "6 filters cannot be shared out evenly among 4 groups",
            },
        ),
        (2, 1, ["1"], {"2 · depthwise": "1 filter cannot be shared out evenly among 2 groups"}),
    ],
)
def test_every_number_is_offered_and_the_impossible_ones_say_why(window, channels, filters, free, greyed):
    show(window, channels, filters)
    assert choices(box(window)) == (free, greyed)


def test_each_channel_by_itself_is_chosen_by_the_keyboard_and_undone(window):
    show(window, channels=3, filters=3)
    before = window.session.experiment
    choose(box(window), "3 · depthwise")
    assert (layer(window).groups, layer(window).weight.shape) == (3, (3, 3, 1, 3))
    assert undo_texts(window) == ["set groups to 3"]
    window.session.undo_stack.undo()
    assert window.session.experiment is before
    assert box(window).currentText() == "1"


def test_the_list_opens_by_a_click_and_steps_over_what_is_greyed(window):
    show(window, channels=4, filters=4)
    groups = box(window)
    window.setup.panel("layers").ensureWidgetVisible(groups)
    click(groups)
    assert groups.view().isVisible()
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Return):  # past 3
        QTest.keyClick(groups.view(), key)
    assert layer(window).groups == 4
    assert undo_texts(window) == ["set groups to 4"]


def test_the_number_of_filters_steps_over_what_cannot_be_shared_out(window):
    show(window, channels=3, filters=3, groups=3)
    filters = field(window, "filters")
    step(filters)
    assert layer(window).names == ("Sobel x", layer(window).names[1], "Sobel y", *layer(window).names[3:])
    assert (layer(window).filters, filters.value()) == (6, 6)
    step(filters, up=False)
    assert layer(window).filters == 3
    step(filters, up=False)
    assert layer(window).filters == 3
    assert said(window, "layer_0") == "Fewer than 3 filters cannot be shared out evenly among 3 groups."


def test_a_number_of_filters_that_cannot_be_shared_out_is_not_taken_and_says_why(window):
    show(window, channels=4, filters=4, groups=2)
    filters = field(window, "filters")
    filters.setFocus()
    filters.selectAll()
    type_text("5")
    press(KEY.Key_Return)
    assert (layer(window).filters, filters.value()) == (4, 4)
    assert said(window, "layer_0") == "5 filters cannot be shared out evenly among 2 groups."


def test_the_followed_filter_is_followed_on_where_new_ones_come_before_it(window):
    show(window, channels=4, filters=4, groups=2)
    window.session.follow(2)
    name = layer(window).names[2]
    step(field(window, "filters"))
    assert window.session.followed == 3
    assert layer(window).names[3] == name
    assert field(window, "follow").currentText() == f"3 · {name}"


def test_what_groups_forbid_is_greyed_in_the_menu_of_the_filters(window):
    show(window, channels=4, filters=4, groups=2)
    for name, count in (("add", 5), ("duplicate", 5), ("delete", 3)):
        assert (
            greyed(window, f"filter_{name}") == f"{count} filters cannot be shared out evenly among 2 groups"
        )
    window.session.follow(1)
    assert greyed(window, "filter_down") is None
    names = layer(window).names
    do(window, "filter_down")
    assert layer(window).names == (names[0], names[2], names[1], names[3])
    assert window.session.followed == 2


def test_what_groups_behind_forbid_is_said(window):
    show(window, 1, 4, behind=[convolution(Window(), 4, 4, 2)])
    behind = "the convolution after it would not fit any more: "
    reason = f"{behind}5 channels cannot be shared out evenly among 2 groups"
    assert greyed(window, "filter_add") == reason
    window.session.follow(1)
    assert greyed(window, "filter_up") is None
    mixed = "channel 2 would come into group 0, whose filters have no weights for it"
    assert greyed(window, "filter_down") == behind + mixed
    filters = field(window, "filters")
    step(filters)
    assert [one.filters for one in (layer(window), window.session.experiment.layers[2])] == [6, 4]
    assert window.session.experiment.layers[2].groups == 2
    type_over(filters, "7")
    press(KEY.Key_Return)
    assert said(window, "layer_0") == f"T{behind[1:]}7 channels cannot be shared out evenly among 2 groups."


def test_a_layer_whose_channels_are_read_in_groups_stays_and_says_why(window):
    show(window, 3, 4, behind=[convolution(Window(), 4, 4, 2)])
    before = window.session.experiment
    click(named(window, "remove_layer", 0))
    assert window.session.experiment is before
    reason = "The convolution would not fit: 3 channels cannot be shared out evenly among 2 groups."
    assert said(window, "layer_0") == reason


def test_a_preset_is_made_for_the_channels_of_the_group(window):
    show(window, channels=4, filters=4, groups=2)
    window.session.follow(3)
    choose(field(window, "kernel_preset"), "Gaussian blur")
    assert layer(window).names[3] == "Gaussian blur"
    assert layer(window).kernel(3).shape == (3, 3, 2)
