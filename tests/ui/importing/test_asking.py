"""What may be meant in two ways is asked, with both ways on offer; a pasted place is opened."""

import numpy as np
import pytest
from import_tools import saved, use
from PyQt5.QtCore import QMimeData, Qt, QUrl
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QComboBox, QLabel
from ui_tools import choose, complaint, dialog, drag_and_drop, drop, press

from cnnviz.ui import open_window

RANDOM = np.random.default_rng(6)
UNCLEAR = "1,234\t2,345\n3,456\t4,567"


def paste(window, text):
    QGuiApplication.clipboard().setText(text)
    window.stage.setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return dialog(window, "import")


def offered(preview, name):
    box = preview.findChild(QComboBox, name)
    return [box.itemText(row) for row in range(box.count())]


@pytest.mark.some(2)
@pytest.mark.parametrize(
    ("text", "choices", "image"),
    [
        (UNCLEAR, ["1,234 as 1234", "1,234 as 1.234"], [[1.234, 2.345], [3.456, 4.567]]),
        ("15,234\n2,345", ["commas part cells", "commas part thousands"], [[15234], [2345]]),
        ("1,2\n\n3,4\n", ["channels, 1×2×2", "rows, 2×2"], [[1, 2], [3, 4]]),
        (",a,b\n5,1,2\n7,3,4", ["with the first column", "without the first column"], [[1, 2], [3, 4]]),
    ],
)
def test_both_meanings_are_offered_and_the_second_can_be_chosen(window, text, choices, image):
    before = window.session.experiment
    preview = paste(window, text)
    assert window.session.experiment is before
    assert offered(preview, "import_array") == choices
    assert "Meant" in [label.text() for label in preview.findChildren(QLabel) if not label.isHidden()]
    choose(preview.findChild(QComboBox, "import_array"), choices[1])
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], image)


def test_what_is_asked_can_be_left(window):
    before = window.session.experiment
    paste(window, UNCLEAR).reject()
    assert window.session.experiment is before


def test_axes_that_can_be_read_in_two_ways_are_asked(window, tmp_path):
    array = RANDOM.random((3, 4, 4))
    before = window.session.experiment
    drag_and_drop(window, saved(tmp_path, array))
    assert window.session.experiment is before
    preview = dialog(window, "import")
    orders = preview.findChild(QComboBox, "import_order")
    assert offered(preview, "import_order")[:2] == ["one image, channels last", "one image, channels first"]
    choose(orders, "one image, channels first")
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image, np.moveaxis(array, 0, 2))


def test_axes_of_a_print_are_asked_as_those_of_a_file(window):
    array = RANDOM.random((3, 4, 4))
    preview = paste(window, str(array.tolist()))
    assert offered(preview, "import_order")[:2] == ["one image, channels last", "one image, channels first"]
    preview.reject()


def test_a_tensor_has_its_channels_first_and_asks_nothing(window):
    array = RANDOM.random((3, 4, 4))
    assert paste(window, f"tensor({array.tolist()})") is None
    np.testing.assert_array_equal(window.session.experiment.image, np.moveaxis(array, 0, 2))


def test_of_four_axes_the_image_is_asked(window):
    array = RANDOM.random((2, 3, 5, 6))
    preview = paste(window, f"tensor({array.tolist()})")
    assert offered(preview, "import_order") == ["stack, channels first", "stack, channels last"]
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image, np.moveaxis(array[0], 0, 2))


def test_nothing_is_guessed_at_the_start(qtbot, tmp_path):
    (tmp_path / "marks.txt").write_text(UNCLEAR)
    window = open_window(tmp_path / "marks.txt")
    qtbot.addWidget(window)
    assert window.session.experiment.image_name == "letter E"
    use(dialog(window, "import"))
    assert window.session.experiment.image[..., 0].tolist() == [[1234, 2345], [3456, 4567]]


@pytest.mark.some(2)
@pytest.mark.parametrize("form", ["{}", '"{}"', "file://{}", "file://localhost{}"])
def test_a_pasted_place_is_opened(window, tmp_path, form):
    array = RANDOM.random((4, 5))
    assert paste(window, form.format(saved(tmp_path, array))) is None
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], array)
    assert window.session.undo_stack.undoText() == "open array.npy"


def test_an_address_of_a_file_can_be_opened(window, tmp_path):
    window.open(f"file://{saved(tmp_path, RANDOM.random((4, 5)))}")
    assert window.session.experiment.image_name == "array.npy"


def test_a_dropped_address_in_the_web_says_what_to_do(window):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.png")])
    drop(window.stage.viewport(), data)
    assert complaint(window) == (
        "This is an address in the web: save the picture in the browser, and open the file."
    )
    assert window.session.undo_stack.count() == 0
