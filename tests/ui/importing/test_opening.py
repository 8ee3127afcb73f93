"""Images come in by dialog, drop and argument; bad ones get one sentence and nothing is lost."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QAction, QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton
from ui_tools import complaint, dialog, drag_and_drop, field, layer, press, type_text

from cnnviz.importing.pictures.opening import open_image
from cnnviz.importing.reduction import reduce
from cnnviz.session.settings import LONGER_SIDE, Settings
from cnnviz.ui import open_window

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
RANDOM = np.random.default_rng(3)


def picture(path, width=8, height=6, colour=True):
    shape = (height, width, 3) if colour else (height, width)
    Image.fromarray(RANDOM.integers(0, 256, shape, dtype=np.uint8)).save(path)
    return path


@pytest.fixture
def small(tmp_path):
    return picture(tmp_path / "small.png")


@pytest.fixture
def large(tmp_path):
    return picture(tmp_path / "large.png", 60, 40)


def expected(path, side, colour=True):
    return reduce(open_image(path), side, colour)


def use(window):
    """Press "Use image" in the preview."""
    dialog(window, "import").findChild(QPushButton, "import_use").click()


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


@pytest.mark.parametrize("part", ["window", "stage", "setup", "formula", "pipeline", "transport", "spin box"])
def test_a_file_can_be_dropped_anywhere(window, small, part):
    targets = {
        "window": window,
        "stage": window.stage.viewport(),
        "setup": window.setup.viewport(),
        "formula": window.formula.viewport(),
        "pipeline": window.pipeline.viewport(),
        "transport": window.transport,
        "spin box": field(window, "kernel_size_rows").lineEdit(),
    }
    assert drag_and_drop(targets[part], small)
    assert window.session.experiment.image_name == "small.png"


def test_of_several_dropped_files_the_first_is_opened(window, small, large):
    assert drag_and_drop(window, small, large)
    assert window.session.experiment.image_name == "small.png"


def test_a_large_image_is_previewed_before_it_is_used(window, large):
    before = window.session.experiment
    assert drag_and_drop(window, large)
    assert window.session.experiment is before
    use(window)
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 28))


def test_a_preview_can_be_left_and_nothing_changes(window, large):
    before = window.session.experiment
    drag_and_drop(window, large)
    assert dialog(window, "import") is not None
    press(KEY.Key_Escape)
    assert dialog(window, "import") is None
    assert window.session.experiment is before
    assert window.session.undo_stack.count() == 0


def test_enter_takes_the_number_and_enter_again_the_image(window, large):
    drag_and_drop(window, large)
    number = dialog(window, "import").findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("9")
    press(KEY.Key_Return)
    assert dialog(window, "import") is not None
    press(KEY.Key_Return)
    assert dialog(window, "import") is None
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 9))


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("side", [5, 44])
def test_what_the_preview_shows_is_what_is_used(window, large, side, colour):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text(str(side))
    press(KEY.Key_Tab)
    buttons = preview.findChildren(QRadioButton)
    next(button for button in buttons if ("Colour" in button.text()) == colour).click()
    shown = preview.findChild(QLabel, "import_preview").pixmap().toImage()
    use(window)
    image = window.session.experiment.image
    np.testing.assert_array_equal(image, expected(large, side, colour))
    cell = shown.width() // image.shape[1]
    for row, column in ((0, 0), (1, 2), (image.shape[0] - 1, image.shape[1] - 1)):
        seen = QColor(shown.pixel(column * cell + cell // 2, row * cell + cell // 2)).getRgb()[:3]
        np.testing.assert_allclose(np.array(seen) / 255, np.broadcast_to(image[row, column], 3), atol=0.004)


def test_the_preview_stops_at_the_image_s_own_size_and_says_why(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("61")
    texts = [label.text() for label in preview.findChildren(QLabel)]
    assert any("only 60 cells" in text for text in texts)
    assert number.maximum() == 60
    preview.reject()


def test_enter_in_the_size_takes_it_and_does_not_close_the_preview_unseen(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    number = preview.findChild(type(field(window, "filters")), "longer_side")
    number.setFocus()
    number.selectAll()
    type_text("12")
    press(KEY.Key_Return)
    note = [label.text() for label in preview.findChildren(QLabel) if "cells, from" in label.text()]
    assert preview.isVisible()
    assert note == ["8×12×3 cells, from 40×60 pixels"]
    preview.reject()


def test_a_grey_image_has_no_colour_to_choose(window, tmp_path):
    drag_and_drop(window, picture(tmp_path / "grey.png", 40, 40, colour=False))
    preview = dialog(window, "import")
    colour = next(button for button in preview.findChildren(QRadioButton) if "Colour" in button.text())
    assert not colour.isEnabled()
    assert colour.toolTip()
    use(window)
    assert window.session.experiment.image.shape == (28, 28, 1)


def test_the_chosen_size_is_remembered(window, large):
    drag_and_drop(window, large)
    preview = dialog(window, "import")
    preview.findChild(type(field(window, "filters")), "longer_side").setValue(17)
    use(window)
    assert Settings().get(LONGER_SIDE) == 17


def test_the_size_of_an_opened_image_can_be_chosen_anew(window, large):
    again = window.findChild(QAction, "image_reduce")
    assert not again.isVisible()
    drag_and_drop(window, large)
    use(window)
    assert again.isVisible()
    again.trigger()
    dialog(window, "import").findChild(type(field(window, "filters")), "longer_side").setValue(10)
    use(window)
    np.testing.assert_array_equal(window.session.experiment.image, expected(large, 10))
    window.session.undo_stack.undo()
    window.session.undo_stack.undo()
    assert not again.isVisible()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(path):
    """Write a PNG of 30000 by 30000 pixels that is a few hundred bytes long."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def truncated(path):
    whole = picture(path.with_name("whole.png"), 30, 30).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


BAD = {
    "cut.png": (truncated, "cut short"),
    "text.png": (lambda path: path.write_text("not a picture"), "is not an image"),
    "empty.png": (lambda path: path.touch(), "is empty"),
    "huge.png": (bomb, "30000×30000"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "missing.png": (lambda path: None, "does not exist"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", ["drop", "open"])
def test_a_bad_file_gets_one_sentence_and_nothing_is_lost(window, tmp_path, name, way):
    make, words = BAD[name]
    make(tmp_path / name)
    before, at = window.session.experiment, window.session.position
    if way == "drop":
        drag_and_drop(window.stage.viewport(), tmp_path / name)
    else:
        window.open(str(tmp_path / name))
    sentence = complaint(window)
    assert words in sentence
    assert name in sentence
    assert sentence.count(".") - name.count(".") - sentence.count("e.g.") <= 1
    assert "\n" not in sentence
    assert (window.session.experiment, window.session.position) == (before, at)
    assert window.session.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("alpha.png", (4, 4, 3)),
        ("deep.png", (4, 4, 1)),
        ("palette.png", (4, 4, 3)),
        ("moving.gif", (4, 4, 3)),
        ("dot.png", (1, 1, 1)),
    ],
)
def test_unusual_images_do_the_obvious_thing(window, tmp_path, name, shape):
    rgba = RANDOM.integers(0, 256, (4, 4, 4), dtype=np.uint8)
    images = {
        "alpha.png": Image.fromarray(rgba, "RGBA"),
        "deep.png": Image.fromarray(RANDOM.integers(0, 65536, (4, 4), dtype=np.uint16)),
        "palette.png": Image.fromarray(rgba[..., :3]).quantize(8),
        "moving.gif": Image.fromarray(rgba[..., :3]),
        "dot.png": Image.fromarray(np.array([[128]], np.uint8)),
    }
    more = {"save_all": True, "append_images": [Image.new("RGB", (4, 4))]} if name == "moving.gif" else {}
    images[name].save(tmp_path / name, **more)
    window.open(str(tmp_path / name))
    assert window.session.experiment.image.shape == shape
    window.session.seek(window.session.timeline.last)
    window.grab()


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
