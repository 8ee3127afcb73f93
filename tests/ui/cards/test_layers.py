"""Layers, loss and examples in the set-up, with mouse and keys."""

import numpy as np
import pytest
from layer_tools import LEFT, NONE, add_layer, click, named, pick, said, titles
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QCheckBox, QLabel, QSpinBox
from run_catalogue import experiments
from ui_tools import choices, choose, dialog, press, type_text, until

from cnnviz.experiment.loss import LOSSES
from cnnviz.gallery.examples import EXAMPLES, GALLERY
from cnnviz.run.chapter import ChapterKind, Phase

KEY = Qt.Key
START = ["Convolution", "Activation", "Max pooling"]


def experiment(window):
    return window.session.experiment


def show(window, name):
    window.session.edit(experiments()[name], name)


@pytest.mark.parametrize("text", ["Convolution", "Activation", "Max pooling", "Average pooling", "Flatten"])
def test_each_layer_is_added_behind_the_last(window, text):
    assert add_layer(window, text) == {}
    assert titles(window) == [*START, text]
    assert experiment(window).shapes[-1]
    window.session.undo_stack.undo()
    assert titles(window) == START


def test_a_linear_layer_brings_the_flatten_that_it_needs(window):
    add_layer(window, "Linear")
    assert titles(window) == [*START, "Flatten", "Linear"]
    assert experiment(window).shapes[-1] == (10,)
    window.session.undo_stack.undo()
    assert titles(window) == START


@pytest.mark.parametrize("text", ["Flatten", "Average pooling"])
def test_a_layer_that_is_added_is_seen_at_once(window, text):
    window.resize(1024, 700)
    add_layer(window, text)
    card = named(window, "layer_3")
    assert card.visibleRegion().boundingRect() == card.rect()


def test_behind_a_list_layers_with_windows_are_greyed_with_the_reason(window):
    add_layer(window, "Flatten")
    greyed = add_layer(window, "Convolution")
    assert set(greyed) == {
        "Convolution",
        "Max pooling",
        "Average pooling",
        "Global average pooling",
        "Flatten",
    }
    for text, reason in greyed.items():
        assert reason == f"{text} takes an image, but here is a list of 16 numbers"
    assert titles(window) == [*START, "Flatten"]
    assert add_layer(window, "Activation") == greyed
    assert titles(window) == [*START, "Flatten", "Activation"]


def test_the_menu_is_worked_by_the_keyboard(window):
    from PyQt5.QtCore import QTimer

    def down_and_enter():
        menu = QApplication.activePopupWidget()
        QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Down)
        QTest.keyClick(menu, KEY.Key_Return)

    named(window, "add_layer").setFocus()
    QTimer.singleShot(0, down_and_enter)
    press(KEY.Key_Space)
    assert titles(window) == [*START, "Activation"]


@pytest.mark.parametrize("index", range(3))
def test_each_layer_can_be_taken_out(window, index):
    click(named(window, "remove_layer", index))
    assert titles(window) == START[:index] + START[index + 1 :]
    window.session.undo_stack.undo()
    assert titles(window) == START


def test_the_last_layer_stays_and_says_why(window):
    for _ in range(2):
        click(named(window, "remove_layer", 0))
    assert titles(window) == ["Max pooling"]
    click(named(window, "remove_layer", 0))
    assert titles(window) == ["Max pooling"]
    assert said(window, "layer_0") == "A run needs at least one layer that is switched on."


def test_flatten_cannot_go_while_a_linear_layer_needs_it(window):
    add_layer(window, "Linear")
    click(named(window, "remove_layer", 3))
    assert titles(window) == [*START, "Flatten", "Linear"]
    assert said(window, "layer_3") == "A linear layer takes a list of numbers: put Flatten before it."


def test_a_second_convolution_is_fitted_to_what_the_first_gives(window):
    add_layer(window, "Convolution")
    filters = named(window, "filters", 0)
    filters.setFocus()
    press(KEY.Key_Up)
    press(KEY.Key_Up)
    assert [layer.title for layer in experiment(window).layers] == [*START, "Convolution"]
    assert experiment(window).layers[3].channels == 3


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


@pytest.mark.parametrize("name", [*PLACES, "dilation_rows", "dilation_columns"])
def test_the_numbers_of_a_pooling_are_stepped_and_stop_with_a_reason(window, name):
    field = named(window, name, 2)
    field.setFocus()
    kind, _, axis = name.rpartition("_")
    for key, end in ((KEY.Key_Up, "maximum"), (KEY.Key_Down, "minimum")):
        for _ in range(12):
            press(key)
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
    for text, beyond in (("31", KEY.Key_Up), ("2", KEY.Key_Down)):
        field.setFocus()
        field.selectAll()
        type_text(text)
        if beyond == KEY.Key_Down:
            assert said(window, "layer_3") == "More than 32 units are not offered."
        for _ in range(2):
            press(beyond)
    assert experiment(window).shapes[-1] == (1,)
    assert said(window, "layer_3") == "There is at least one unit."


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


LOSS_KINDS = {
    "sum": {"loss", "upstream"},
    "cell": {"loss", "upstream"},
    "mse": {"mse", "mse_back"},
    "sigmoid_slope": {"upstream"},
    "typed": {"upstream"},
}


@pytest.mark.parametrize("name", LOSS_KINDS)
def test_a_loss_is_chosen_and_the_run_has_its_chapters(window, name):
    choose(named(window, "loss_name"), LOSSES[name])
    assert experiment(window).loss.name == name
    kinds = {c.kind.value for c in window.session.timeline.chapters if c.phase is Phase.LOSS}
    assert kinds == LOSS_KINDS[name]
    value = named(window, "loss_value")
    assert value.isVisible() == (window.session.timeline.loss is not None)
    assert named(window, "loss_numbers").isVisible() == (name in ("mse", "typed"))
    assert named(window, "loss_cell_0").isVisible() == (name == "cell")


def test_cross_entropy_needs_a_list_and_says_so(window):
    _, greyed = choices(named(window, "loss_name"))
    reason = "softmax needs a list of numbers: put Flatten behind the last layer"
    assert greyed == {"softmax cross-entropy": reason}
    add_layer(window, "Linear")
    assert choices(named(window, "loss_name"))[1] == {}
    choose(named(window, "loss_name"), LOSSES["cross_entropy"])
    field = named(window, "loss_label")
    field.setFocus()
    for _ in range(12):
        press(KEY.Key_Up)
    assert experiment(window).loss.labels[0] == 9
    assert said(window, "loss") == "There are 10 classes."
    chapter = next(c for c in window.session.timeline.chapters if c.kind is ChapterKind.CROSS_ENTROPY)
    assert chapter.trace.outputs["loss"][0] == window.session.timeline.loss


def test_a_list_that_goes_takes_cross_entropy_with_it(window):
    show(window, "classifier")
    for index in (4, 3, 2):
        click(named(window, "remove_layer", index))
    assert titles(window) == ["Convolution", "Max pooling"]
    assert experiment(window).loss.name == "sum"


def test_the_output_that_is_looked_at_is_chosen_within_the_output(window):
    choose(named(window, "loss_name"), LOSSES["cell"])
    shape = experiment(window).shapes[-1]
    for axis in range(3):
        field = named(window, f"loss_cell_{axis}")
        assert field.isVisible()
        field.setFocus()
        for _ in range(10):
            press(KEY.Key_Up)
        assert experiment(window).loss.cell[axis] == shape[axis] - 1
        assert said(window, "loss") == f"The output has {shape[axis]} there."


def test_the_learning_rate_is_typed(window):
    field = named(window, "learning_rate")
    field.setFocus()
    field.selectAll()
    type_text("0.25")
    press(KEY.Key_Return)
    assert experiment(window).learning_rate == pytest.approx(0.25)
    update = next(c for c in window.session.timeline.chapters if c.kind is ChapterKind.UPDATE_BIAS)
    change = update.trace.inputs["bias"] - update.trace.outputs["bias_new"]
    np.testing.assert_allclose(change, 0.25 * update.trace.inputs["dbias"])


def open_numbers(window, loss):
    choose(named(window, "loss_name"), LOSSES[loss])
    click(named(window, "loss_numbers"))
    found = dialog(window, "numbers")
    assert found is not None
    return found, named(found, "numbers_table")


def type_into(table, row, column, text):
    """Type a number into a cell of the table, as someone does who clicked it."""
    table.setFocus()
    table.setCurrentCell(row, column)
    press(KEY.Key_F2)
    QApplication.focusWidget().selectAll()
    type_text(text)
    press(KEY.Key_Return)


@pytest.mark.parametrize(("loss", "name"), [("typed", "values"), ("mse", "targets")])
def test_numbers_are_typed_into_the_table(window, loss, name):
    found, table = open_numbers(window, loss)
    assert (table.rowCount(), table.columnCount()) == experiment(window).shapes[-1][:2]
    type_into(table, 1, 2, "-2.5")
    type_into(table, 0, 0, "-0,75")
    found.accept()
    (given,) = getattr(experiment(window).loss, name)
    assert given[1, 2, 0] == -2.5
    assert given[0, 0, 0] == -0.75
    assert not given.flags.writeable
    window.session.undo_stack.undo()
    assert getattr(experiment(window).fitted_loss, name)[0][1, 2, 0] != -2.5


def test_the_table_shows_numbers_as_they_are_written_everywhere(window):
    found, table = open_numbers(window, "typed")
    assert table.item(0, 0).text() == "1"
    type_into(table, 0, 0, "-0,750")
    assert table.item(0, 0).text() == "−0.75"
    assert not found.findChild(QSpinBox).isVisible()  # there is one channel only
    found.reject()


@pytest.mark.parametrize("word", ["five", "", "1e", "0x10", "nan", "inf", "1_0"])
def test_a_word_that_is_no_number_is_refused_in_one_sentence(window, word):
    found, table = open_numbers(window, "typed")
    type_into(table, 1, 1, word or " ")
    reasons = [label.text() for label in found.findChildren(QLabel) if label.property("kind") == "reason"]
    assert len(reasons) == 1
    assert reasons[0].endswith(" is not a number")
    assert table.item(1, 1).text() == "1"
    found.accept()
    assert experiment(window).loss.values[0][1, 1, 0] == 1


def test_a_number_may_be_pasted_with_a_true_minus(window):
    found, table = open_numbers(window, "typed")
    table.item(0, 0).setText(" −1.5 ")
    found.accept()
    assert experiment(window).loss.values[0][0, 0, 0] == -1.5


def test_numbers_that_are_cancelled_change_nothing(window):
    _, table = open_numbers(window, "typed")
    before = experiment(window)
    type_into(table, 1, 1, "9")
    press(KEY.Key_Escape)
    assert dialog(window, "numbers") is None
    assert experiment(window) is before


def test_another_channel_s_numbers_are_another_plane(window):
    show(window, "positions")
    found, table = open_numbers(window, "typed")
    type_into(table, 0, 1, "3")
    named(found, "numbers_channel").setFocus()
    press(KEY.Key_Up)
    assert table.item(0, 1).text() == "1"
    type_into(table, 0, 1, "4")
    found.accept()
    np.testing.assert_array_equal(experiment(window).loss.values[0][0, 1], [3, 4])


def test_training_goes_round_and_the_plot_goes_back(window):
    choose(named(window, "loss_name"), LOSSES["mse"])
    start = experiment(window)
    field = named(window, "rounds")
    field.setFocus()
    field.selectAll()
    type_text("5")
    press(KEY.Key_Return)
    click(named(window, "train"))
    assert window.session.round == 5
    assert named(window, "round").value() == 5
    plot = named(window, "loss_plot")
    assert plot.isVisible()
    shown = [item for item in plot.getPlotItem().listDataItems() if len(item.yData) > 1]
    np.testing.assert_array_equal(shown[0].yData, [known.loss for known in window.session.rounds])
    QApplication.processEvents()
    view = plot.getPlotItem().vb
    from PyQt5.QtCore import QPointF

    at = plot.mapFromScene(view.mapViewToScene(QPointF(2, float(shown[0].yData[2]))))
    QTest.mouseClick(plot.viewport(), LEFT, NONE, at)
    assert window.session.round == 2
    back = named(window, "round")
    back.setFocus()
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    assert experiment(window) is start
    assert said(window, "training") == "Round 0 is where training began."


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.key for example in EXAMPLES])
def test_the_menu_of_examples_opens_each_at_its_chapter(window, example):
    bar = window.menuBar()
    entry = next(action for action in bar.actions() if action.text().replace("&", "") == "Examples")
    QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(entry).center())
    menu = entry.menu()
    title = next((title for title, group in GALLERY.items() if example in group), None)
    if title:
        pick(menu, title)
        menu = next(action.menu() for action in menu.actions() if action.text() == title)
        until(menu.isVisible)
    pick(menu, example.title)
    assert window.session.frame.chapter.key == example.chapter
    assert window.session.position.step == example.step
    assert experiment(window).image_name == example.make().image_name
    assert titles(window)
    heading = named(window, "heading").text()
    assert window.session.frame.chapter.title in heading
    assert not window.grab().isNull()


def test_a_loss_that_is_no_number_leaves_a_gap_in_the_plot(window):
    image = np.where(np.arange(64).reshape(8, 8, 1) == 9, np.nan, 1.0)
    session = window.session
    click(named(window, "train"))
    session.edit(session.experiment.with_image(image, "gap"), "set a gap")
    click(named(window, "train"))
    assert np.isnan(session.timeline.loss)
    assert not window.grab().isNull()
