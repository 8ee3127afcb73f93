"""Tables, pictures and files come in by paste and drop."""

import numpy as np
import pytest
from import_tools import saved, use
from PyQt5.QtCore import QMimeData, Qt, QUrl
from PyQt5.QtGui import QColor, QGuiApplication, QImage
from PyQt5.QtWidgets import QLabel
from ui_tools import complaint, dialog, drop, press

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
RANDOM = np.random.default_rng(5)


def paste(window, data):
    """Paste text, a picture or anything else, with the keyboard on the stage."""
    clipboard = QGuiApplication.clipboard()
    set_ = {str: clipboard.setText, QImage: clipboard.setImage}.get(type(data), clipboard.setMimeData)
    set_(data)
    window.stage.setFocus()
    press(KEY.Key_V, CONTROL)


def offer(**parts):
    data = QMimeData()
    if "text" in parts:
        data.setText(parts["text"])
    if "image" in parts:
        data.setImageData(parts["image"])
    if "path" in parts:
        data.setUrls([QUrl.fromLocalFile(str(parts["path"]))])
    return data


def painted(width, height, alpha=255):
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 51, 0, alpha))
    return image


@pytest.mark.some(2)
@pytest.mark.parametrize("text", ["1\t2\n3\t-4\n", "1,2\n3,-4", "1 2\n3 −4", "[[1, 2], [3, -4]]"])
def test_a_table_is_pasted(window, text):
    before = window.session.experiment
    paste(window, text)
    assert window.session.experiment.image[..., 0].tolist() == [[1, 2], [3, -4]]
    assert window.session.experiment.image_name == "pasted table"
    assert window.session.undo_stack.undoText() == "paste table"
    window.session.undo_stack.undo()
    assert window.session.experiment is before


def test_a_large_table_is_previewed(window):
    paste(window, "\n".join(["1 2 3 4"] * 60))
    use(dialog(window, "import"))
    assert window.session.experiment.image.shape == (28, 2, 1)
    assert window.session.undo_stack.undoText() == "paste table"


def test_a_picture_is_pasted_laid_on_white(window):
    paste(window, painted(4, 3, alpha=51))
    np.testing.assert_allclose(window.session.experiment.image, np.full((3, 4, 3), [1, 0.84, 0.8]))
    assert window.session.experiment.image_name == "pasted image"
    assert window.session.undo_stack.undoText() == "paste image"


def test_a_large_picture_is_previewed(window):
    before = window.session.experiment
    paste(window, painted(300, 200))
    assert window.session.experiment is before
    use(dialog(window, "import"))
    np.testing.assert_allclose(window.session.experiment.image, np.full((19, 28, 3), [1, 0.2, 0]))


def test_a_picture_that_is_too_large_is_refused_before_it_is_taken_apart(window):
    before = window.session.experiment
    vast = QImage(9000, 9000, QImage.Format.Format_Mono)
    vast.fill(0)
    paste(window, vast)
    assert complaint(window) == (
        "The pasted picture has 9000×9000 pixels: images of up to 50 million are opened."
    )
    assert window.session.experiment is before


def test_of_a_spreadsheet_s_clip_the_numbers_are_taken_of_a_browser_s_the_picture(window):
    paste(window, offer(text="5\t6", image=painted(4, 3)))
    assert window.session.experiment.image[..., 0].tolist() == [[5, 6]]
    paste(window, offer(text="a caption", image=painted(4, 3)))
    assert window.session.experiment.image.shape == (3, 4, 3)


def test_a_copied_file_is_opened(window, tmp_path):
    array = RANDOM.random((4, 5))
    paste(window, offer(path=saved(tmp_path, array), text="ignored"))
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], array)
    assert window.session.undo_stack.undoText() == "open array.npy"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 2\n3 x", "This text is no table of numbers: 'x' in row 2, column 2 is no number."),
        (
            "1 2\n3 4 5",
            "This text is no table of numbers: row 2 has 3 numbers, the rows before it have 2.",
        ),
        ("7", "This is a single number, not a table: to set a cell, click it and type."),
    ],
)
def test_text_that_is_no_table_is_one_sentence_and_nothing_is_lost(window, text, sentence):
    before = window.session.experiment
    paste(window, text)
    assert complaint(window) == sentence
    assert window.session.experiment is before
    assert window.session.undo_stack.count() == 0


def test_nothing_to_paste_is_said_in_the_status_line(window):
    window.stage.setFocus()
    press(KEY.Key_V, CONTROL)
    assert "neither an image nor a table" in window.findChild(QLabel, "place").text()
    assert window.session.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("parts", "shape"), [({"text": "1 2\n3 4"}, (2, 2, 1)), ({"image": painted(4, 3)}, (3, 4, 3))]
)
def test_text_and_pictures_can_be_dropped(window, parts, shape):
    assert drop(window.stage.viewport(), offer(**parts))
    assert window.session.experiment.image.shape == shape


def test_what_can_be_no_image_is_not_taken(window):
    data = QMimeData()
    data.setData("application/x-nothing", b"1")
    assert not drop(window, data)
    assert window.session.undo_stack.count() == 0
