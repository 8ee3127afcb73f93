"""Weights drawn at random, live while the dialog is open, and one entry in the end."""

import numpy as np
import pytest
from kernel_tools import do, kernel, show, undo_texts
from layer_tools import add_layer, click, named
from PyQt5.QtCore import Qt
from ui_tools import choose, dialog, field, layer, press

from cnnviz.experiment.kernels.initialise import drawn
from cnnviz.experiment.layers import linear_layer

KEY = Qt.Key


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
        assert undo_texts(window) == ["initialise filter 1 (He, seed 2)"]
        opened.accept()
        assert undo_texts(window) == ["initialise filter 1 (He, seed 2)"]
        window.session.undo_stack.undo()
        assert layer(window).names == ("Sobel x", "Sobel y")

    def test_for_all_filters_and_back_to_one(self, window):
        show(window, filters=2)
        opened = self.open(window)
        scope = opened.findChild(type(field(window, "follow")), "initialise_scope")
        choose(scope, "all filters")
        np.testing.assert_array_equal(layer(window).weight, drawn("he", 0, (3, 3, 1, 2)))
        assert undo_texts(window) == ["initialise all filters (He, seed 0)"]
        choose(scope, "filter 0")
        assert layer(window).names == ("", "Sobel y")
        opened.accept()

    @pytest.mark.some(2)
    @pytest.mark.parametrize(
        ("text", "method"), [("Glorot", "glorot"), ("normal", "normal"), ("uniform", "uniform")]
    )
    def test_each_method(self, window, text, method):
        opened = self.open(window)
        choose(opened.findChild(type(field(window, "follow")), "initialise_method"), text)
        np.testing.assert_array_equal(layer(window).weight, drawn(method, 0, (3, 3, 1, 1)))
        assert undo_texts(window) == [f"initialise filter 0 ({text}, seed 0)"]
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
        np.testing.assert_array_equal(window.session.experiment.layers[4].weight, linear_layer(16, 10).weight)
        assert undo_texts(window) == []
