"""The bias in the card of a convolution: typed, stepped, one per filter or one per position."""

from kernel_tools import bias_field, do, greyed, show, undo_texts
from layer_tools import click, go_to, named, said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from ui_tools import choose, dialog, field, layer, press, step, type_text

KEY = Qt.Key


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
        step(bias_field(window), times=3)
        assert layer(window).bias.tolist() == [0.3]
        step(bias_field(window), up=False)
        assert undo_texts(window)[-1] == "set b to 0.2"

    def test_of_the_followed_filter(self, window):
        show(window, filters=2)
        window.session.follow(1)
        bias_field(window).setFocus()
        step(bias_field(window))
        assert layer(window).bias.tolist() == [0, 0.1]
        assert undo_texts(window) == ["set b of filter 1 to 0.1"]

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
        step(bias_field(window))
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
        model = named(numbers, "numbers_table").model()
        model.setData(model.index(2, 3), "4")
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
