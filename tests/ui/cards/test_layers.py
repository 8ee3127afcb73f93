"""The cards of activation, pooling, flatten and linear layers, with mouse and keys."""

import pytest
from layer_tools import add_layer, experiment, named, said, show
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QCheckBox, QLabel
from ui_tools import choices, choose, press, step, type_over, type_text

from cnnviz.run.chapter import ChapterKind

KEY = Qt.Key


@pytest.mark.some(2)
@pytest.mark.parametrize("index", range(5))
def test_an_activation_is_chosen(window, index):
    box = named(window, "function", 1)
    text = box.itemText(index)
    choose(box, text)
    assert experiment(window).layers[1].name == box.itemData(index)
    chapter = next(c for c in window.session.timeline.chapters if c.kind is ChapterKind.ACTIVATE)
    assert chapter.title.startswith(text)


POOLING = ["kernel_size", "stride", "padding"]

PLACES = [f"{name}_{axis}" for name in POOLING for axis in ("rows", "columns")]


@pytest.mark.some(2)
@pytest.mark.parametrize("name", [*PLACES, "dilation_rows", "dilation_columns"])
def test_the_numbers_of_a_pooling_are_stepped_and_stop_with_a_reason(window, name):
    field = named(window, name, 2)
    kind, _, axis = name.rpartition("_")
    for up, end in ((True, "maximum"), (False, "minimum")):
        step(field, up, times=12)
        numbers = getattr(experiment(window).layers[2].window, kind)
        if kind == "padding" and isinstance(numbers, str):
            numbers = (0, 0)
        assert numbers[axis == "columns"] == field.value() == getattr(field, end)()
        assert said(window, "layer_2")


def test_pooling_has_no_dilation_where_means_are_taken(window):
    add_layer(window, "Average pooling")
    assert named(window, "layer_3").findChild(QLabel, "dilation_rows") is None
    assert not named(window, "ties", 3).isVisible()
    assert named(window, "count_include_pad", 3).isVisible()
    assert named(window, "ties", 2).isVisible()
    assert not named(window, "count_include_pad", 2).isVisible()


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_the_padding_of_a_pooling_is_chosen_by_name(window, padding):
    choose(named(window, "padding_kind", 2), padding)
    assert experiment(window).layers[2].window.padding == padding


def test_impossible_paddings_of_a_pooling_are_greyed_with_the_reason(window):
    free, greyed = choices(named(window, "padding_kind", 2))
    assert {*free, *greyed} == {"valid", "same", "full", "numbers"}
    assert all(greyed.values())


@pytest.mark.some(1)
@pytest.mark.parametrize("index", range(3))
def test_who_gets_the_gradient_of_tied_cells_is_chosen(window, index):
    box = named(window, "ties", 2)
    choose(box, box.itemText(index))
    assert experiment(window).layers[2].ties == box.itemData(index) == ("first", "all", "split")[index]


def box_of(window, name, index):
    box = named(window, name, index)
    assert isinstance(box, QCheckBox)
    return box


def test_a_window_may_hang_over_the_end(window):
    show(window, "classifier")
    box, before = box_of(window, "ceil_mode", 1), experiment(window).shapes[2]
    box.setFocus()
    press(KEY.Key_Space)
    assert experiment(window).layers[1].window.ceil_mode
    assert experiment(window).shapes[2] != before
    assert box.isChecked()
    press(KEY.Key_Space)
    assert experiment(window).shapes[2] == before


def test_padding_counts_in_a_mean_or_does_not(window):
    show(window, "colour")
    box = box_of(window, "count_include_pad", 2)
    for _ in range(2):
        before = experiment(window).layers[2].count_include_pad
        box.setFocus()
        press(KEY.Key_Space)
        assert experiment(window).layers[2].count_include_pad is not before
        assert box.isChecked() is not before


def test_the_units_of_a_linear_layer_are_typed_and_stop_with_a_reason(window):
    show(window, "classifier")
    field = named(window, "units", 3)
    field.setFocus()
    field.selectAll()
    type_text("7")
    press(KEY.Key_Return)
    assert experiment(window).shapes[-1] == (7,)
    ends = {
        ("31", KEY.Key_Up): (32, "More than 32 units are not offered."),
        ("2", KEY.Key_Down): (1, "There is at least one unit."),
    }
    for (text, beyond), (end, reason) in ends.items():
        type_over(field, text)
        for _ in range(2):
            press(beyond)
        assert experiment(window).shapes[-1] == (end,)
        assert said(window, "layer_3") == reason


def test_flatten_says_how_many_numbers_come_out(window):
    show(window, "classifier")
    assert named(window, "size_text", 2).text() == "3×3×3 = 27"


def test_every_field_says_what_it_is_and_goes_back_to_the_stage_with_escape(window):
    show(window, "classifier")
    for card in ("layer_0", "layer_1", "layer_3", "loss", "training"):
        for field in named(window, card).findChildren(type(named(window, "units", 3))):
            assert field.accessibleName()
            if field.isVisible():
                field.setFocus()
                press(KEY.Key_Escape)
                assert window.stage.hasFocus(), (card, field.objectName())
