"""The channels of a kernel in its table, one by one or all at once; copied and pasted."""

import numpy as np
import pytest
from events import CTRL
from kernel_tools import go_to_cell, kernel, show, table, undo_texts
from layer_tools import said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import choices, choose, field, press

from cnnviz.experiment.convolution import convolution
from cnnviz.experiment.document import Experiment
from cnnviz.experiment.windows import Window

KEY, ROLES = Qt.Key, Qt.ItemDataRole


def test_all_channels_are_edited_at_once_while_they_are_alike(window):
    show(window, channels=3)
    box = field(window, "kernel_channel")
    assert choices(box) == (["all", "red", "green", "blue"], {})
    go_to_cell(window, 0, 1)
    press(KEY.Key_Up, CTRL)
    assert kernel(window)[0, 1].tolist() == [0.1, 0.1, 0.1]
    assert undo_texts(window) == ["set W[0, 1] to 0.1"]


def test_a_channel_is_edited_alone_and_then_all_cannot_be(window):
    show(window, channels=3, filters=2)
    box = field(window, "kernel_channel")
    choose(box, "green")
    go_to_cell(window, 0, 1)
    press(KEY.Key_Up, CTRL)
    assert kernel(window)[0, 1].tolist() == [0, 0.1, 0]
    assert undo_texts(window) == ["set W[0, 1, 1] of filter 0 to 0.1"]
    assert choices(box) == (["red", "green", "blue"], {"all": "the channels of this kernel differ"})
    choose(box, "red")
    assert table(window).model().index(0, 1).data(ROLES.DisplayRole) == "0"


def test_all_comes_back_where_it_is_possible_again(window):
    show(window, channels=2)
    before = window.session.experiment
    layer = before.layers[0]
    differing = layer.with_kernel(0, np.random.default_rng(0).random((3, 3, 2)))
    window.session.edit(before.with_layer(0, differing), "differ")
    box = field(window, "kernel_channel")
    assert box.currentText() == "0"
    window.session.undo_stack.undo()
    assert box.currentText() == "all"


def test_there_is_no_choice_of_channels_where_there_is_one(window):
    assert not field(window, "kernel_channel").isVisible()
    show(window, channels=3)
    assert field(window, "kernel_channel").isVisible()


def test_a_kernel_is_copied_as_a_table_and_pasted_bit_for_bit(window):
    numbers = np.random.default_rng(0).normal(size=(3, 3, 1))
    layer = window.session.experiment.layers[0].with_kernel(0, numbers)
    window.session.edit(window.session.experiment.with_layer(0, layer), "random")
    go_to_cell(window, 0, 0)
    press(KEY.Key_C, CTRL)
    rows = QApplication.clipboard().text().splitlines()
    assert [len(row.split("\t")) for row in rows] == [3, 3, 3]
    window.session.undo_stack.undo()
    press(KEY.Key_V, CTRL)
    assert kernel(window).tobytes() == numbers.tobytes()
    assert undo_texts(window) == ["paste into filter 0"]


TABLE = "What was copied is no table of numbers: "


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", TABLE + "there are no numbers in it."),
        ("hello", TABLE),
        ("1\t2\n3", TABLE),
        ("1\t2\n3\t4", "The copied table is 2×2, the kernel 3×3."),
        ("1 2 3\n4 5 6\n7 8 9\n\n" * 2, "What was copied has 2 channels, the kernel 1."),
    ],
)
def test_what_cannot_be_pasted_is_refused_with_a_sentence(window, text, reason):
    QApplication.clipboard().setText(text)
    go_to_cell(window, 0, 0)
    press(KEY.Key_V, CTRL)
    assert said(window, "layer_0").startswith(reason)
    assert undo_texts(window) == []


def test_a_single_number_is_pasted_into_its_cell(window):
    QApplication.clipboard().setText("2,5")
    go_to_cell(window, 0, 1)
    press(KEY.Key_V, CTRL)
    assert kernel(window)[0, 1, 0] == 2.5
    assert undo_texts(window) == ["set W[0, 1] to 2.5"]


def test_a_plane_goes_into_the_channels_that_are_shown_and_several_into_all(window):
    show(window, channels=2)
    QApplication.clipboard().setText("1 2 3\n4 5 6\n7 8 9")
    go_to_cell(window, 0, 0)
    press(KEY.Key_V, CTRL)
    numbers = np.arange(1.0, 10).reshape(3, 3)
    np.testing.assert_array_equal(kernel(window), np.dstack([numbers, numbers]))
    choose(field(window, "kernel_channel"), "1")
    QApplication.clipboard().setText("0 0 0\n0 1 0\n0 0 0")
    table(window).setFocus()
    press(KEY.Key_V, CTRL)
    one = np.zeros((3, 3))
    one[1, 1] = 1
    np.testing.assert_array_equal(kernel(window), np.dstack([numbers, one]))
    QApplication.clipboard().setText("9 8 7\n6 5 4\n3 2 1\n\n1 2 3\n4 5 6\n7 8 9")
    press(KEY.Key_V, CTRL)
    np.testing.assert_array_equal(kernel(window), np.dstack([10 - numbers, numbers]))


def show_groups(window, channels, filters, groups):
    image = np.random.default_rng(3).random((6, 6, channels))
    layers = (convolution(Window(), channels, filters, groups),)
    window.session.edit(Experiment((image,), layers, "random"), "open")
    window.session.undo_stack.clear()
    QApplication.processEvents()


def test_the_channels_that_the_followed_filter_reads_are_named(window):
    show_groups(window, 4, 4, 2)
    box = field(window, "kernel_channel")
    assert choices(box) == (["all", "0", "1"], {})
    choose(box, "1")
    window.session.follow(2)
    assert choices(box) == (["all", "2", "3"], {})
    assert box.currentText() == "3"
    go_to_cell(window, 0, 1)
    press(KEY.Key_Up, CTRL)
    assert kernel(window, 2)[0, 1].tolist() == [1, 1.1]
    assert undo_texts(window) == ["set W[0, 1, 1] of filter 2 to 1.1"]


def test_of_each_channel_by_itself_the_one_is_named(window):
    show_groups(window, 3, 3, 3)
    box = field(window, "kernel_channel")
    for filter_, colour in enumerate(("red", "green", "blue")):
        window.session.follow(filter_)
        assert box.isVisible()
        assert choices(box) == ([colour], {})
    go_to_cell(window, 0, 1)
    press(KEY.Key_Up, CTRL)
    assert undo_texts(window)[0].startswith("set W[0, 1] of filter 2 to ")
