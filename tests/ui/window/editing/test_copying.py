"""What is copied out is a table and a picture, and comes back bit for bit."""

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QAction, QLabel, QMenu
from ui_tools import dialog, field, press, to_convolution, type_text

from cnnviz.gallery.examples import EXAMPLES
from cnnviz.importing.text.opening import table
from cnnviz.run.timeline import Position
from cnnviz.trace.steps import Cell
from cnnviz.ui.window.editing.copying import Copying

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SEVERAL = next(example for example in EXAMPLES if "4 channels, 8 filters" in example.title)


def clipboard():
    return QGuiApplication.clipboard()


def said(window):
    return window.findChild(QLabel, "place").text()


def copy_array(window, label):
    """Choose an array in the menu, as it opens."""
    menu = window.actions_by_id["edit.copy_array"].menu()
    menu.popup(QPoint(0, 0))
    found = {action.text().split("\t")[0]: action for action in menu.actions()}
    found[label].trigger()
    menu.close()
    return found


def test_the_array_in_hand_is_copied_as_a_table_and_a_picture(window):
    to_convolution(window, 5)
    window.stage.setFocus()
    press(KEY.Key_C, CONTROL)
    chapter = window.session.frame.chapter
    np.testing.assert_array_equal(table(clipboard().text()), chapter.arrays["y"][0])
    assert clipboard().image().width() == 8 * 48
    assert said(window) == "Copied Y, 8×8, as a table and a picture"


def test_all_channels_are_copied_whichever_filter_is_followed(window):
    window.session.open_example(SEVERAL)
    window.session.follow(3)
    to_convolution(window)
    window.stage.setFocus()
    press(KEY.Key_C, CONTROL)
    output = next(product for product in window.session.timeline.arrays if product.label == "Y")
    np.testing.assert_array_equal(table(clipboard().text()), output.array[0])


@pytest.mark.parametrize("name", ["draw_pad", "image_clear"])
def test_the_image_is_copied_where_the_keyboard_is_at_it(window, name):
    window.session.seek(Position(3, 0))
    field(window, name).setFocus()
    press(KEY.Key_C, CONTROL)
    np.testing.assert_array_equal(table(clipboard().text()), window.session.experiment.image)
    assert said(window) == "Copied X, 8×8, as a table and a picture"


def test_the_image_is_copied_from_the_large_pad_too(window):
    window.actions_by_id["image.draw"].trigger()
    large = dialog(window, "draw_window")
    large.pad.setFocus()
    press(KEY.Key_C, CONTROL)
    np.testing.assert_array_equal(table(clipboard().text()), window.session.experiment.image)
    large.close()


def test_every_array_of_the_run_can_be_copied(window):
    window.session.open_example(SEVERAL)
    found = copy_array(window, "W")
    assert "X padded,W,b,Y,loss,dY,dW,db" in ",".join(found)
    assert found["W"].text() == "W\t3×3×4×8"
    weight = window.session.experiment.layers[0].weight
    copied = [[line.split("\t") for line in block.splitlines()] for block in clipboard().text().split("\n\n")]
    np.testing.assert_array_equal(np.array(copied, float)[4 * 2 + 1], weight[:, :, 1, 2])
    copy_array(window, "dX")
    assert said(window) == "Copied dX, 8×8×4, as a table and a picture"


def test_the_menu_has_the_arrays_of_the_run_as_it_is_now(window):
    assert "P" in copy_array(window, "X")
    window.session.open_example(SEVERAL)
    assert "P" not in copy_array(window, "X")


def test_what_is_copied_comes_back_bit_for_bit(window):
    image = np.random.default_rng(9).normal(size=(7, 5, 3)) * 1e-3
    image[0, 0, 0], image[6, 4, 2] = np.nan, -np.inf
    window.session.edit(window.session.experiment.with_image(image, "any"), "set")
    field(window, "draw_pad").setFocus()
    press(KEY.Key_C, CONTROL)
    window.session.undo_stack.undo()
    press(KEY.Key_V, CONTROL)
    pasted = window.session.experiment.image
    finite = ~np.isnan(image)
    np.testing.assert_array_equal(pasted.view(np.int64)[finite], image.view(np.int64)[finite])
    assert np.isnan(pasted[0, 0, 0])
    assert window.session.undo_stack.undoText() == "paste table"


def test_in_a_field_the_keys_mean_its_text(window):
    before = window.session.experiment
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    press(KEY.Key_C, CONTROL)
    assert clipboard().text() == "3"
    assert not clipboard().mimeData().hasImage()
    number.selectAll()
    type_text("5")
    number.selectAll()
    press(KEY.Key_V, CONTROL)
    assert number.text() == "3"
    press(KEY.Key_Return)
    assert window.session.experiment.image is before.image


def test_the_picture_has_the_colours_of_the_theme_in_force(window):
    to_convolution(window)
    pictures = []
    for _ in range(2):
        window.actions_by_id["view.theme"].trigger()
        window.actions_by_id["edit.copy"].trigger()
        pictures.append(clipboard().image().copy())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize(
    ("suffix", "begins", "words"),
    [
        (".csv", "0,-0.7,-1,", "Copied Y as CSV"),
        (".md", "**Y**\n\n|  | 0 | 1 |", "Copied Y as Markdown"),
        (".tex", "% Y\n\\begin{tabular}{r|rrrrrrrr}\n", "Copied Y as LaTeX"),
    ],
)
def test_the_menu_of_a_cell_copies_its_array_for_other_programs(window, suffix, begins, words):
    to_convolution(window, 5)
    menu = QMenu(window)
    copying = window.findChild(Copying)
    copying.add_to(menu, Cell("y", (0, 0, 0, 0)))
    window.findChild(QAction, f"cell_copy{suffix}").trigger()
    assert clipboard().text().startswith(begins)
    assert said(window) == words
