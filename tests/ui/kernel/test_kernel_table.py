"""The followed filter's kernel as a table: keys, wheel, typing, copying, and what a screen reader gets."""

import numpy as np
import pytest
from events import CTRL, NONE, SHIFT, turn
from kernel_tools import cell, go_to_cell, kernel, show, table, undo_texts
from layer_tools import named, said
from PyQt5.QtCore import Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QApplication, QLineEdit
from ui_tools import press, type_text

from cnnviz.canvas.palette import palette
from cnnviz.run.timeline import Position
from cnnviz.ui.appearance import appearance

KEY = Qt.Key
ROLES = Qt.ItemDataRole


def current(window):
    index = table(window).currentIndex()
    return index.row(), index.column()


def typed_into(window):
    """Return the open field of the table, or None."""
    fields = [line for line in table(window).findChildren(QLineEdit) if line.isVisible()]
    return fields[0] if fields else None


def test_arrows_go_about_and_do_not_step(window):
    position = window.session.position
    go_to_cell(window, 0, 0)
    for key, there in (
        (KEY.Key_Right, (0, 1)),
        (KEY.Key_Down, (1, 1)),
        (KEY.Key_Left, (1, 0)),
        (KEY.Key_Up, (0, 0)),
    ):
        press(key)
        assert current(window) == there
    assert window.session.position == position
    assert undo_texts(window) == []


def test_space_still_plays(window):
    go_to_cell(window, 0, 0)
    press(KEY.Key_Space)
    assert window.session.player.playing
    assert typed_into(window) is None
    window.session.player.pause()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_a_digit_begins_typing_and_enter_takes_it(window, key):
    go_to_cell(window, 1, 2)
    type_text("-0,25")
    press(key)
    QApplication.processEvents()
    assert kernel(window)[1, 2, 0] == -0.25
    assert np.count_nonzero(kernel(window)[..., 0] != [[1, 0, -1], [2, 0, -2], [1, 0, -1]]) == 1
    assert undo_texts(window) == ["set W[1, 2] to −0.25"]
    assert window.session.experiment.layers[0].names == ("",)
    assert QApplication.focusWidget() is table(window)
    assert current(window) == (1, 2)
    window.session.undo_stack.undo()
    assert kernel(window)[1, 2, 0] == -2
    assert window.session.experiment.layers[0].names == ("Sobel x",)


def test_tab_takes_a_number_and_goes_on_to_the_next(window):
    go_to_cell(window, 0, 2)
    type_text("5")
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    QApplication.processEvents()
    assert kernel(window)[0, 2, 0] == 5
    assert current(window) == (1, 0)


def test_escape_forgets_what_was_typed_then_leaves_for_the_stage(window):
    go_to_cell(window, 0, 0)
    type_text("7")
    press(KEY.Key_Escape)
    QApplication.processEvents()
    assert QApplication.focusWidget() is table(window)
    assert undo_texts(window) == []
    press(KEY.Key_Escape)
    assert QApplication.focusWidget() is window.stage


def test_enter_opens_a_number_and_leaving_it_as_it_is_changes_nothing(window):
    third = np.full((3, 3, 1), 1 / 3)
    layer = window.session.experiment.layers[0].with_kernel(0, third)
    window.session.edit(window.session.experiment.with_layer(0, layer), "thirds")
    go_to_cell(window, 0, 0)
    press(KEY.Key_Return)
    assert typed_into(window).text() == "0.333333"
    press(KEY.Key_Return)
    QApplication.processEvents()
    assert typed_into(window) is None
    assert kernel(window)[0, 0, 0] == 1 / 3
    assert undo_texts(window) == ["thirds"]


def test_what_is_no_number_is_refused_with_a_sentence_and_stays_to_be_mended(window):
    go_to_cell(window, 0, 0)
    type_text("1x")
    press(KEY.Key_Return)
    QApplication.processEvents()
    assert said(window, "layer_0") == "'1x' is not a number."
    assert typed_into(window).text() == "1x"
    press(KEY.Key_Backspace)
    press(KEY.Key_Return)
    QApplication.processEvents()
    assert undo_texts(window) == []  # it was 1 before
    assert typed_into(window) is None


def test_letters_begin_nothing_and_it_is_said_what_a_cell_takes(window):
    go_to_cell(window, 0, 0)
    press(KEY.Key_Space)
    window.session.player.pause()
    assert said(window, "layer_0") is None
    type_text("abc")
    assert typed_into(window) is None
    assert said(window, "layer_0") == "A cell takes a number like −0.5."
    assert undo_texts(window) == []
    type_text("-3")
    press(KEY.Key_Return)
    QApplication.processEvents()
    assert kernel(window)[0, 0, 0] == -3
    assert said(window, "layer_0") is None


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_makes_zero(window, key):
    go_to_cell(window, 1, 0)
    press(key)
    assert kernel(window)[1, 0, 0] == 0
    assert undo_texts(window) == ["set W[1, 0] to 0"]


@pytest.mark.some(1)
@pytest.mark.parametrize(("modifiers", "step"), [(CTRL, 0.1), (CTRL | SHIFT, 1)])
def test_control_and_arrows_turn_a_number_as_one_entry(window, modifiers, step):
    go_to_cell(window, 0, 0)
    for _ in range(3):
        press(KEY.Key_Up, modifiers)
    assert kernel(window)[0, 0, 0] == round(1 + 3 * step, 10)
    press(KEY.Key_Down, modifiers)
    assert kernel(window)[0, 0, 0] == round(1 + 2 * step, 10)
    assert undo_texts(window) == [f"set W[0, 0] to {1 + 2 * step:g}"]
    window.session.undo_stack.undo()
    assert kernel(window)[0, 0, 0] == 1


def test_each_cell_is_an_entry_of_its_own(window):
    go_to_cell(window, 0, 0)
    press(KEY.Key_Up, CTRL)
    press(KEY.Key_Right)
    press(KEY.Key_Up, CTRL)
    press(KEY.Key_Left)
    press(KEY.Key_Up, CTRL)
    assert undo_texts(window) == ["set W[0, 0] to 1.1", "set W[0, 1] to 0.1", "set W[0, 0] to 1.2"]


def test_turning_back_leaves_no_entry(window):
    go_to_cell(window, 0, 1)
    press(KEY.Key_Up, CTRL)
    press(KEY.Key_Down, CTRL)
    assert undo_texts(window) == []
    assert not np.signbit(kernel(window)[0, 1, 0])


def test_the_wheel_with_control_turns_the_cell_under_the_pointer(window):
    viewport = table(window).viewport()
    for _ in range(2):
        assert turn(viewport, cell(window, 2, 1), modifiers=CTRL)
    assert kernel(window)[2, 1, 0] == 0.2
    turn(viewport, cell(window, 2, 1), -120, CTRL | SHIFT)
    assert kernel(window)[2, 1, 0] == -0.8
    assert undo_texts(window) == ["set W[2, 1] to −0.8"]


def test_a_touch_pad_turns_by_fractions_of_a_notch(window):
    viewport = table(window).viewport()
    for _ in range(7):
        turn(viewport, cell(window, 0, 1), 40, CTRL)
    assert kernel(window)[0, 1, 0] == 0.2


def test_the_wheel_alone_is_left_to_the_panel(window):
    assert not turn(table(window).viewport(), cell(window, 0, 0), -120, NONE)
    assert undo_texts(window) == []


@pytest.mark.some(2)
@pytest.mark.parametrize("size", [(1, 1), (1, 8), (8, 1), (3, 3), (2, 5), (11, 11)])
def test_kernels_of_every_size_fit_the_card(window, size):
    show(window, size=12)
    layer = window.session.experiment.layers[0]
    layer = layer.with_window(layer.window.changed(kernel_size=size))
    window.session.edit(window.session.experiment.with_layer(0, layer), "size")
    QApplication.processEvents()
    view = table(window)
    assert (view.model().rowCount(), view.model().columnCount()) == size
    card = named(window, "layer_0")
    assert view.geometry().right() + view.parentWidget().x() < card.width() - 10
    last = view.visualRect(view.model().index(size[0] - 1, size[1] - 1))
    assert view.viewport().rect().contains(last)
    assert last.height() >= 18
    panel = window.setup.panel("layers")
    assert panel.contents.width() <= panel.viewport().width()


def test_a_smaller_kernel_keeps_the_keyboard_in_it(window):
    go_to_cell(window, 2, 2)
    layer = window.session.experiment.layers[0]
    smaller = layer.with_window(layer.window.changed(kernel_size=(2, 1)))
    window.session.edit(window.session.experiment.with_layer(0, smaller), "size")
    assert current(window) == (1, 0)
    press(KEY.Key_Up, CTRL)
    assert undo_texts(window)[-1].startswith("set W[1, 0] to ")


def test_a_screen_reader_reads_every_cell(window):
    view = table(window)
    assert view.accessibleName() == "Kernel of the followed filter"
    assert "0.1" in view.accessibleDescription()
    model = view.model()
    assert model.index(1, 2).data(ROLES.AccessibleTextRole) == "W[1, 2] = −2"
    assert model.index(1, 2).data(ROLES.DisplayRole) == "−2"
    assert model.index(1, 2).data(ROLES.ToolTipRole).startswith("W[1, 2] = −2\n")
    assert model.data(model.index(9, 9)) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_cells_have_the_stage_s_colours_and_the_keyboard_s_frame(window, theme):
    appearance().set_palette(palette(theme))
    view = go_to_cell(window, 0, 0)
    image = view.grab().toImage()
    frame = view.frameWidth()
    middle = [view.visualRect(view.model().index(row, column)) for row, column in ((0, 1), (1, 0), (1, 2))]
    colours = [image.pixelColor(rect.left() + frame + 5, rect.top() + frame + 5) for rect in middle]
    table_ = palette(theme).maps["signed"]
    for colour, entry in zip(colours, (256, 512, 0), strict=True):
        assert colour.getRgb()[:3] == tuple(table_[entry])
    first = view.visualRect(view.model().index(0, 0))
    at = image.pixelColor(first.left() + frame + 1, first.center().y() + frame)
    assert at == palette(theme).role("accent")
    window.stage.setFocus()
    at = view.grab().toImage().pixelColor(first.left() + frame + 1, first.center().y() + frame)
    assert at != palette(theme).role("accent")


def test_the_place_in_the_run_stays(window):
    window.session.seek(Position(1, 13))
    go_to_cell(window, 0, 0)
    press(KEY.Key_Up, CTRL)
    assert window.session.position == Position(1, 13)
