"""Presets, operations, random weights, the row of filters and the bias, as one works with them in the card."""

import numpy as np
import pytest
from kernel_tools import bias_field, do, greyed, kernel, show, table, turn, undo_texts
from layer_tools import add_layer, click, go_to, named, said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from ui_tools import choices, choose, dialog, field, press, type_text

from cnnviz.experiment.initialise import drawn
from cnnviz.experiment.layers import linear
from cnnviz.experiment.presets import preset, shipped
from cnnviz.session.places import own_presets
from cnnviz.trace.steps import Cell
from cnnviz.trace.timeline import Position

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
RANDOM = np.round(np.random.default_rng(0).normal(size=(3, 3, 1)), 2)


@pytest.fixture(autouse=True)
def own():
    """Begin and end without presets of one's own."""
    own = own_presets()
    yield own
    for file in own.folder.glob("*"):
        file.unlink()


def layer(window):
    return window.session.experiment.layers[0]


def set_kernel(window, numbers, filter_=0):
    window.session.edit(
        window.session.experiment.with_layer(0, layer(window).with_kernel(filter_, numbers)), "set"
    )
    window.session.undo_stack.clear()


def presets(window):
    return field(window, "kernel_preset")


def sentence(window):
    return dialog(window, "name_dialog").findChild(QLabel, "name_reason").text()


@pytest.mark.parametrize("name", ["Box blur", "Scharr y", "Edge 45°", "One-hot"])
def test_a_preset_is_set_for_the_followed_filter(window, name):
    show(window, filters=3)
    window.session.follow(1)
    choose(presets(window), name)
    np.testing.assert_array_equal(kernel(window, 1), preset(name, (3, 3), 1))
    assert undo_texts(window)[-1] == f"set filter 2 to {name}"
    assert layer(window).names[0] == "Sobel x"


def test_each_preset_says_what_it_does(window):
    box = presets(window)
    for number, preset_ in enumerate(shipped().values()):
        assert box.itemText(number) == preset_.name
        assert box.itemData(number, Qt.ItemDataRole.ToolTipRole) == preset_.about


def test_a_hand_made_kernel_is_called_so_and_cannot_be_chosen(window):
    set_kernel(window, RANDOM)
    assert presets(window).currentText() == "hand-made"
    free, rest = choices(presets(window))
    assert free == list(shipped())
    assert rest["hand-made"] == "type into the kernel's cells to make one by hand"


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("kernel_negate", "negate filter 1", -RANDOM),
        ("kernel_transpose", "transpose filter 1", RANDOM.swapaxes(0, 1)),
        ("kernel_turn", "turn filter 1 by 180°", RANDOM[::-1, ::-1]),
        ("kernel_normalise", "normalise filter 1", RANDOM / RANDOM.sum()),
    ],
)
def test_a_kernel_is_changed_as_a_whole_and_back_by_undo(window, name, text, result):
    set_kernel(window, RANDOM)
    do(window, name)
    np.testing.assert_allclose(kernel(window), result, rtol=1e-15)
    assert undo_texts(window) == [text]
    window.session.undo_stack.undo()
    np.testing.assert_array_equal(kernel(window), RANDOM)


def test_all_filters_are_changed_at_once(window):
    show(window, filters=3)
    before = layer(window).weight
    do(window, "kernels_negate")
    np.testing.assert_array_equal(layer(window).weight, -before)
    assert undo_texts(window) == ["negate all filters"]


def test_one_filter_has_no_entries_for_all(window):
    greyed(window, "kernel_negate")  # opens the menu
    every = named(window, "layer_0").findChild(QAction, "kernels_negate").associatedWidgets()[0]
    assert not every.menuAction().isVisible()


def test_a_kernel_that_is_not_square_turns_the_layer_s_size(window):
    show(window, filters=2)
    field(window, "kernel_size_rows").setFocus()
    press(KEY.Key_Down)
    do(window, "kernel_transpose")
    assert layer(window).window.kernel_size == (3, 2)
    assert undo_texts(window)[-1] == "transpose all filters"
    assert table(window).model().rowCount() == 3


def test_where_it_does_not_fit_it_is_not_transposed_and_says_why(window):
    show(window, size=8)
    wide = window.session.experiment.with_image(np.zeros((2, 8, 1)), "wide")
    wide = wide.with_layer(
        0, layer(window).with_window(layer(window).window.changed(kernel_size=(1, 5), padding="valid"))
    )
    window.session.edit(wide.with_layers(wide.layers[:1]), "wide")
    QApplication.processEvents()
    do(window, "kernel_transpose")
    assert layer(window).window.kernel_size == (1, 5)
    assert "does not fit" in said(window, "layer_0")


def test_a_refusal_keeps_what_is_followed(window):
    show(window, filters=2)
    window.session.follow(1)
    wide = window.session.experiment.with_image(np.zeros((2, 8, 1)), "wide")
    changed = layer(window).window.changed(kernel_size=(1, 5), padding="valid")
    wide = wide.with_layers([layer(window).with_window(changed)])
    window.session.edit(wide, "wide")
    do(window, "kernel_transpose")
    assert field(window, "follow").currentText() == "2 · Sobel y"


class TestFilters:
    def test_add(self, window):
        do(window, "filter_add")
        assert layer(window).names == ("Sobel x", "Sobel y")
        assert window.session.followed == 1
        assert undo_texts(window) == ["add filter 2"]

    def test_duplicate(self, window):
        show(window, filters=3)
        window.session.follow(1)
        do(window, "filter_duplicate")
        assert layer(window).names == ("Sobel x", "Sobel y", "Sobel y", "Laplacian")
        assert window.session.followed == 2
        assert undo_texts(window) == ["duplicate filter 2"]

    @pytest.mark.parametrize(("followed", "after"), [(0, 0), (1, 1), (2, 1)])
    def test_delete(self, window, followed, after):
        show(window, filters=3)
        window.session.follow(followed)
        do(window, "filter_delete")
        assert len(layer(window).names) == 2
        assert layer(window).names == tuple(
            name for k, name in enumerate(("Sobel x", "Sobel y", "Laplacian")) if k != followed
        )
        assert window.session.followed == after
        assert field(window, "follow").currentText() == f"{after + 1} · {layer(window).names[after]}"
        assert undo_texts(window) == [f"delete filter {followed + 1}"]
        window.session.undo_stack.undo()
        assert len(layer(window).names) == 3

    @pytest.mark.parametrize(
        ("name", "names"),
        [("up", ("Sobel y", "Sobel x", "Laplacian")), ("down", ("Sobel x", "Laplacian", "Sobel y"))],
    )
    def test_move(self, window, name, names):
        show(window, filters=3)
        window.session.follow(1)
        do(window, f"filter_{name}")
        assert layer(window).names == names
        assert layer(window).names[window.session.followed] == "Sobel y"
        assert undo_texts(window) == [f"move filter 2 {name}"]

    def test_what_cannot_be_done_is_greyed_with_the_reason(self, window):
        assert greyed(window, "filter_delete") == "there is at least one filter"
        assert greyed(window, "filter_up") == "it is the first filter"
        assert greyed(window, "filter_down") == "it is the last filter"
        assert greyed(window, "filter_add") is None
        show(window, filters=16)
        for name in ("filter_add", "filter_duplicate"):
            assert greyed(window, name) == "more than 16 filters are not offered"

    def test_the_bias_goes_with_its_filter(self, window):
        show(window, filters=2)
        bias_field(window).setFocus()
        bias_field(window).selectAll()
        type_text("3")
        press(KEY.Key_Return)
        do(window, "filter_down")
        assert layer(window).bias.tolist() == [0, 3]


class TestBias:
    def test_typed(self, window):
        bias_field(window).setFocus()
        bias_field(window).selectAll()
        type_text("-0,125")
        press(KEY.Key_Return)
        assert layer(window).bias.tolist() == [-0.125]
        assert bias_field(window).text() == "−0.125"
        assert undo_texts(window) == ["set b to −0.125"]
        assert QApplication.focusWidget() is window.stage

    def test_stepped_by_tenths(self, window):
        bias_field(window).setFocus()
        for _ in range(3):
            press(KEY.Key_Up)
        assert layer(window).bias.tolist() == [0.3]
        press(KEY.Key_Down)
        assert undo_texts(window)[-1] == "set b to 0.2"

    def test_of_the_followed_filter(self, window):
        show(window, filters=2)
        window.session.follow(1)
        bias_field(window).setFocus()
        press(KEY.Key_Up)
        assert layer(window).bias.tolist() == [0, 0.1]
        assert undo_texts(window) == ["set b of filter 2 to 0.1"]

    def test_keeps_the_digits_that_are_not_shown(self, window):
        window.session.edit(
            window.session.experiment.with_layer(0, layer(window).with_bias(0, 1 / 3)), "third"
        )
        assert bias_field(window).text() == "0.333333"
        bias_field(window).setFocus()
        press(KEY.Key_Return)
        assert layer(window).bias[0] == 1 / 3

    def test_what_is_no_number_is_refused_with_a_sentence(self, window):
        bias_field(window).setFocus()
        bias_field(window).selectAll()
        type_text("x")
        press(KEY.Key_Return)
        assert said(window, "layer_0") == "'x' is not a number."
        assert bias_field(window).text() == "0"
        assert undo_texts(window) == []

    def test_one_per_position_and_back(self, window):
        show(window, filters=2)
        bias_field(window).setFocus()
        press(KEY.Key_Up)
        position = window.session.position
        assert greyed(window, "bias_per_filter") is None
        do(window, "bias_per_position")
        assert layer(window).bias.shape == (8, 8, 2)
        assert (layer(window).bias == [0.1, 0]).all()
        assert window.session.position == position
        assert not bias_field(window).isVisible()
        assert undo_texts(window)[-1] == "set bias to one per position"
        do(window, "bias_per_filter")
        assert layer(window).bias.tolist() == [0.1, 0]
        assert bias_field(window).isVisible()
        assert undo_texts(window)[-1] == "set bias to one per filter"

    def test_the_numbers_of_the_positions_are_typed_in_a_table(self, window):
        show(window, filters=2)
        window.session.follow(1)
        do(window, "bias_per_position")
        click(named(window, "bias_numbers", 0))
        numbers = dialog(window, "numbers")
        numbers.findChild(type(table(window)).__mro__[1], "numbers_table").item(2, 3).setText("4")
        numbers.accept()
        assert layer(window).bias[2, 3].tolist() == [0, 4]
        assert undo_texts(window)[-1] == "set bias of each position"

    def test_another_output_keeps_the_middle(self, window):
        do(window, "bias_per_position")
        go_to(window, "convolve")
        bias = layer(window).bias.copy()
        bias[3, 3] = 5
        window.session.edit(window.session.experiment.with_layer(0, layer(window).with_biases(bias)), "bias")
        choose(field(window, "padding_kind"), "valid")
        assert layer(window).bias.shape == (6, 6, 1)
        assert layer(window).bias[2, 2] == 5


class TestInitialise:
    def open(self, window):
        do(window, "kernel_initialise")
        return dialog(window, "initialise")

    def test_it_is_live_and_one_entry(self, window):
        show(window, filters=2)
        window.session.follow(1)
        opened = self.open(window)
        np.testing.assert_array_equal(kernel(window, 1), drawn("he", 0, (3, 3, 1, 2))[..., 1])
        opened.findChild(type(field(window, "filters")), "initialise_seed").setFocus()
        press(KEY.Key_Up)
        press(KEY.Key_Up)
        np.testing.assert_array_equal(kernel(window, 1), drawn("he", 2, (3, 3, 1, 2))[..., 1])
        assert layer(window).names == ("Sobel x", "")
        assert undo_texts(window) == ["initialise filter 2 (He, seed 2)"]
        opened.accept()
        assert undo_texts(window) == ["initialise filter 2 (He, seed 2)"]
        window.session.undo_stack.undo()
        assert layer(window).names == ("Sobel x", "Sobel y")

    def test_for_all_filters_and_back_to_one(self, window):
        show(window, filters=2)
        opened = self.open(window)
        scope = opened.findChild(type(field(window, "follow")), "initialise_scope")
        choose(scope, "all filters")
        np.testing.assert_array_equal(layer(window).weight, drawn("he", 0, (3, 3, 1, 2)))
        assert undo_texts(window) == ["initialise all filters (He, seed 0)"]
        choose(scope, "filter 1")
        assert layer(window).names == ("", "Sobel y")
        opened.accept()

    @pytest.mark.parametrize(
        ("text", "method"), [("Glorot", "glorot"), ("normal", "normal"), ("uniform", "uniform")]
    )
    def test_each_method(self, window, text, method):
        opened = self.open(window)
        choose(opened.findChild(type(field(window, "follow")), "initialise_method"), text)
        np.testing.assert_array_equal(layer(window).weight, drawn(method, 0, (3, 3, 1, 1)))
        assert undo_texts(window) == [f"initialise filter 1 ({text}, seed 0)"]
        opened.accept()

    def test_giving_up_puts_everything_back_rounds_of_training_too(self, window):
        window.session.train(3)
        before, rounds = window.session.experiment, len(window.session.rounds)
        self.open(window)
        assert window.session.experiment is not before
        press(KEY.Key_Escape)
        assert window.session.experiment is before
        assert len(window.session.rounds) == rounds
        assert undo_texts(window) == ["train 3 rounds"]
        assert not window.session.undo_stack.canRedo()

    def test_the_weights_of_a_linear_layer(self, window):
        add_layer(window, "Linear")
        window.session.undo_stack.clear()
        click(named(window, "initialise_weights", 4))
        opened = dialog(window, "initialise")
        assert not opened.findChild(type(field(window, "follow")), "initialise_scope").isVisible()
        np.testing.assert_array_equal(
            window.session.experiment.layers[4].weight, drawn("glorot", 0, (16, 10))
        )
        assert undo_texts(window) == ["initialise weights (Glorot, seed 0)"]
        opened.reject()
        np.testing.assert_array_equal(window.session.experiment.layers[4].weight, linear(16, 10).weight)
        assert undo_texts(window) == []


class TestOwnPresets:
    def save(self, window, name):
        do(window, "kernel_save")
        dialog(window, "name_dialog").findChild(QLineEdit, "name").setFocus()
        type_text(name)
        press(KEY.Key_Return)
        QApplication.setActiveWindow(dialog(window, "name_dialog") or window)  # as the platform does

    def test_a_kernel_is_saved_under_a_name_and_chosen_again(self, window, own):
        set_kernel(window, RANDOM)
        self.save(window, "my own")
        assert own.read()[0]["my own"].table.tobytes() == RANDOM.tobytes()
        assert layer(window).names == ("my own",)
        assert undo_texts(window) == ["call filter 1 my own"]
        assert presets(window).currentText() == "my own"
        choose(presets(window), "Identity")
        choose(presets(window), "my own")
        np.testing.assert_array_equal(kernel(window), RANDOM)
        assert undo_texts(window)[-1] == "set filter 1 to my own"
        assert layer(window).names == ("my own",)

    def test_they_stand_behind_those_that_come_with_the_program(self, window, own):
        own.save("b", RANDOM)
        own.save("a", RANDOM)
        presets(window).setFocus()
        assert choices(presets(window))[0] == [*shipped(), "a", "b"]

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("", "A preset needs a name."),
            ("SOBEL X", "SOBEL X comes with cnnviz: choose another name."),
            ("mine", "There is a preset mine already: choose another name, or delete that one first."),
        ],
    )
    def test_a_name_that_cannot_be_taken_is_refused_as_it_is_typed(self, window, own, name, reason):
        own.save("mine", RANDOM)
        self.save(window, name)
        opened = dialog(window, "name_dialog")
        assert sentence(window) == reason
        saves = [button for button in opened.findChildren(QPushButton) if button.text() == "Save"]
        assert not saves[0].isEnabled()
        assert list(own.read()[0]) == ["mine"]
        press(KEY.Key_Escape)
        assert undo_texts(window) == []

    def test_channels_are_kept_where_there_are_as_many_and_else_are_the_mean(self, window, own):
        three = np.random.default_rng(1).random((3, 3, 3))
        own.save("three", three)
        show(window, channels=3)
        choose(presets(window), "three")
        np.testing.assert_array_equal(kernel(window), three)
        show(window, channels=1)
        choose(presets(window), "three")
        np.testing.assert_allclose(kernel(window)[..., 0], three.mean(axis=2))

    def test_one_is_deleted_after_a_question_and_filters_stay(self, window, own):
        set_kernel(window, RANDOM)
        self.save(window, "mine")
        for button, left in (("Cancel", ["mine"]), ("Delete", [])):
            greyed(window, "kernel_negate")  # opens the menu
            named(window, "layer_0").findChild(QAction, "mine").trigger()
            box = dialog(window, "delete_preset")
            assert isinstance(box, QMessageBox)
            next(b for b in box.buttons() if b.text().replace("&", "") == button).click()
            assert list(own.read()[0]) == left
        np.testing.assert_array_equal(kernel(window), RANDOM)
        assert presets(window).currentText() == "mine"
        assert "mine" not in choices(presets(window))[0]

    def test_a_damaged_file_is_left_out_with_one_sentence_when_presets_are_looked_at(self, window, own):
        own.save("mine", RANDOM)
        (own.folder / "odd.json").write_text("{")
        presets(window).setFocus()
        assert said(window, "layer_0") == "Odd.json is left out: it is not written in JSON."
        assert choices(presets(window))[0] == [*shipped(), "mine"]

    def test_what_cannot_be_saved_gets_a_sentence(self, window):
        set_kernel(window, np.full((3, 3, 1), np.inf))
        self.save(window, "mine")
        assert said(window, "layer_0") == "The kernel holds numbers that are not finite."
        assert undo_texts(window) == []


class TestStage:
    def turn(self, window, cell, delta=120, modifiers=CONTROL):
        return turn(window.stage.viewport(), window.stage.cell_centre(cell), delta, modifiers)

    def said(self, window):
        return named(window, "place").text()

    @pytest.mark.parametrize(
        ("cell", "text"),
        [(Cell("weight", (0, 1, 0, 0)), "set W[0, 1] to 0.2"), (Cell("bias", (0,)), "set b to 0.2")],
    )
    def test_the_wheel_with_control_changes_a_parameter_as_one_entry(self, window, cell, text):
        for _ in range(2):
            self.turn(window, cell)
        assert undo_texts(window) == [text]
        assert window.session.frame.arrays[cell.array][cell.index] == 0.2
        self.turn(window, cell, 120, CONTROL | SHIFT)
        assert window.session.frame.arrays[cell.array][cell.index] == 1.2
        window.session.undo_stack.undo()
        assert window.session.frame.arrays[cell.array][cell.index] == 0

    def test_elsewhere_it_zooms(self, window):
        before = window.stage.cell_rect(Cell("y", (0, 0, 0, 0))).width()
        for cell in (Cell("y", (0, 0, 0, 0)), Cell("x_pad", (0, 3, 3, 0))):
            self.turn(window, cell)
            after = window.stage.cell_rect(cell).width()
            assert after > before
            before = after
        assert undo_texts(window) == []
        window.stage.zoom(0)

    def test_the_status_line_says_what_can_be_done(self, window):
        window.stage.hover(Cell("weight", (0, 1, 0, 0)))
        assert self.said(window) == "W[0, 1] = 0 · click to type, Ctrl+wheel to change"
        window.stage.hover(Cell("x_pad", (0, 3, 3, 0)))
        assert self.said(window).endswith(" · click to type")

    def test_the_place_in_the_run_stays(self, window):
        window.session.seek(Position(1, 13))
        self.turn(window, Cell("weight", (0, 1, 0, 0)))
        assert window.session.position == Position(1, 13)
