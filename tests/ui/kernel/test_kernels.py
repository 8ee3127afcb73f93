"""Presets, operations and the row of filters, as one works with them in the card."""

import numpy as np
import pytest
from kernel_tools import RANDOM, bias_field, do, greyed, kernel, presets, set_kernel, show, table, undo_texts
from layer_tools import named, said
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QApplication
from ui_tools import choices, choose, field, layer, press, step, type_text

from cnnviz.experiment.kernels.presets import preset, shipped

KEY = Qt.Key


@pytest.mark.some(1)
@pytest.mark.parametrize("name", ["Box blur", "Scharr y", "Edge 45°", "One-hot"])
def test_a_preset_is_set_for_the_followed_filter(window, name):
    show(window, filters=3)
    window.session.follow(1)
    choose(presets(window), name)
    np.testing.assert_array_equal(kernel(window, 1), preset(name, (3, 3), 1))
    assert undo_texts(window)[-1] == f"set filter 1 to {name}"
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


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("kernel_negate", "negate filter 0", -RANDOM),
        ("kernel_transpose", "transpose filter 0", RANDOM.swapaxes(0, 1)),
        ("kernel_turn", "turn filter 0 by 180°", RANDOM[::-1, ::-1]),
        ("kernel_normalise", "normalise filter 0", RANDOM / RANDOM.sum()),
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
    step(field(window, "kernel_size_rows"), up=False)
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
    rule = "its kernel of 5 rows is larger than the image, which has 2 and no padding"
    assert said(window, "layer_0") == f"The convolution would not fit: {rule}."


def test_a_refusal_keeps_what_is_followed(window):
    show(window, filters=2)
    window.session.follow(1)
    wide = window.session.experiment.with_image(np.zeros((2, 8, 1)), "wide")
    changed = layer(window).window.changed(kernel_size=(1, 5), padding="valid")
    wide = wide.with_layers([layer(window).with_window(changed)])
    window.session.edit(wide, "wide")
    do(window, "kernel_transpose")
    assert field(window, "follow").currentText() == "1 · Sobel y"


class TestFilters:
    def test_add(self, window):
        do(window, "filter_add")
        assert layer(window).names == ("Sobel x", "Sobel y")
        assert window.session.followed == 1
        assert undo_texts(window) == ["add filter 1"]

    def test_duplicate(self, window):
        show(window, filters=3)
        window.session.follow(1)
        do(window, "filter_duplicate")
        assert layer(window).names == ("Sobel x", "Sobel y", "Sobel y", "Laplacian")
        assert window.session.followed == 2
        assert undo_texts(window) == ["duplicate filter 1"]

    @pytest.mark.some(1)
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
        assert field(window, "follow").currentText() == f"{after} · {layer(window).names[after]}"
        assert undo_texts(window) == [f"delete filter {followed}"]
        window.session.undo_stack.undo()
        assert len(layer(window).names) == 3

    @pytest.mark.some(1)
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
        assert undo_texts(window) == [f"move filter 1 {name}"]

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
