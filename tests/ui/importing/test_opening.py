"""Images come in by dialog, drop and argument."""

import numpy as np
import pytest
from import_tools import expected, picture
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QLineEdit, QWidget
from ui_tools import complaint, dialog, drag_and_drop, field, layer, press, type_text

from cnnviz.ui import open_window

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
RANDOM = np.random.default_rng(3)


@pytest.fixture
def small(tmp_path):
    return picture(tmp_path / "small.png")


def test_a_small_image_is_used_at_once_as_one_edit(window, small):
    window.open(str(small))
    np.testing.assert_array_equal(window.session.experiment.image, expected(small, 8))
    assert window.session.experiment.image_name == "small.png"
    assert layer(window).channels == 3
    assert window.session.undo_stack.count() == 1
    assert dialog(window, "import") is None


def test_opening_can_be_undone(window, small):
    before = window.session.experiment
    window.open(str(small))
    window.session.undo_stack.undo()
    assert window.session.experiment is before
    window.session.undo_stack.redo()
    assert window.session.experiment.image_name == "small.png"


def test_an_image_named_at_the_start_is_used_and_its_size_can_be_chosen(qtbot, large):
    window = open_window(large)
    qtbot.addWidget(window)
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 28))
    preview = dialog(window, "import")
    preview.reject()
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 28))


def test_a_bad_file_named_at_the_start_leaves_the_example(qtbot, tmp_path):
    window = open_window(tmp_path / "missing.png")
    qtbot.addWidget(window)
    assert window.session.experiment.image_name == "letter E"
    assert "missing.png does not exist" in complaint(window)


def test_the_open_dialog_opens_what_is_chosen(window, small):
    press(KEY.Key_O, CONTROL)
    chooser = dialog(window, "open")
    chooser.findChild(QLineEdit).setText(str(small))
    press(KEY.Key_Return)
    assert window.session.experiment.image_name == "small.png"


def test_the_open_dialog_can_be_left(window):
    before = window.session.experiment
    press(KEY.Key_O, CONTROL)
    window.findChild(QFileDialog, "open").reject()
    assert window.session.experiment is before


def test_the_folder_of_the_last_image_is_where_the_next_is_looked_for(window, small):
    window.open(str(small))
    drag_and_drop(window.stage.viewport(), small)
    press(KEY.Key_O, CONTROL)
    chooser = window.findChild(QFileDialog, "open")
    assert chooser.directory().absolutePath() == str(small.parent)
    chooser.reject()


@pytest.mark.some(3)
@pytest.mark.parametrize(
    "part", ["window", "stage", "setup", "rail", "formula", "map", "transport", "spin box"]
)
def test_a_file_can_be_dropped_anywhere(window, small, part):
    number = field(window, "kernel_size_rows").lineEdit()
    targets = {
        "window": window,
        "stage": window.stage.viewport(),
        "setup": window.setup.panel("layers").viewport(),
        "formula": window.formula.viewport(),
        "map": window.map,
        "transport": window.transport,
        "rail": window.findChild(QWidget, "rail_image"),
        "spin box": number,
    }
    assert drag_and_drop(targets[part], small)
    assert window.session.experiment.image_name == "small.png"


def test_of_several_dropped_files_the_first_is_opened(window, small, large):
    assert drag_and_drop(window, small, large)
    assert window.session.experiment.image_name == "small.png"


def test_a_wide_kernel_is_fitted_to_a_tiny_image(window, tmp_path):
    number = field(window, "kernel_size_rows")
    number.setFocus()
    number.selectAll()
    type_text("11")
    press(KEY.Key_Return)
    Image.fromarray(np.array([[128]], np.uint8)).save(tmp_path / "dot.png")
    window.open(str(tmp_path / "dot.png"))
    assert window.session.experiment.image.shape == (1, 1, 1)
    window.session.undo_stack.undo()
    assert layer(window).window.kernel_size == (11, 3)
