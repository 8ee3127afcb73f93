"""Arrays and pictures come in by file; the dialog chooses, reduces and scales."""

import numpy as np
import pytest
from import_tools import crop_of, number, put, saved, texts, use
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QApplication, QComboBox, QRadioButton
from ui_tools import choices, choose, dialog, press

from cnnviz.importing.reduction import Crop
from cnnviz.ui import open_window

KEY = Qt.Key
RANDOM = np.random.default_rng(5)


def radio(preview, words):
    return next(button for button in preview.findChildren(QRadioButton) if words in button.text())


def test_a_small_array_is_used_at_once_as_it_is(window, tmp_path):
    array = RANDOM.normal(size=(5, 7))
    window.open(saved(tmp_path, array))
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], array)
    assert window.session.experiment.image_name == "array.npy"
    assert window.session.undo_stack.undoText() == "open array.npy"
    assert dialog(window, "import") is None


@pytest.mark.parametrize("name", ["table.csv", "array.npy", "arrays.npz"])
def test_a_file_can_be_named_at_the_start(qtbot, tmp_path, name):
    array = RANDOM.normal(size=(5, 7))
    path = tmp_path / name
    {"csv": np.savetxt, "npy": np.save, "npz": np.savez}[name[-3:]](path, array)
    window = open_window(path)
    qtbot.addWidget(window)
    assert window.session.experiment.image.shape == (5, 7, 1)
    np.testing.assert_allclose(window.session.experiment.image[..., 0], array, rtol=1e-15)


def test_bytes_are_divided_by_255_unless_one_says_no(window, tmp_path):
    path = saved(tmp_path, np.array([[0, 51], [102, 255]], np.uint8))
    window.open(path)
    preview = dialog(window, "import")
    assert radio(preview, "Divide").isChecked()
    assert "Values 0 to 1" in texts(preview)
    use(preview)
    assert window.session.experiment.image[..., 0].tolist() == [[0, 0.2], [0.4, 1]]
    window.setup.open("image")
    window.findChild(QAction, "image_reduce").trigger()
    preview = dialog(window, "import")
    radio(preview, "Keep").click()
    assert "Values 0 to 255" in texts(preview)
    use(preview)
    assert window.session.undo_stack.undoText() == "use array.npy otherwise"
    assert window.session.experiment.image[..., 0].tolist() == [[0, 51], [102, 255]]


def test_values_can_be_stretched_from_0_to_1(window, tmp_path):
    window.open(saved(tmp_path, np.linspace(-3, 5, 1200).reshape(30, 40)))
    preview = dialog(window, "import")
    assert not radio(preview, "Divide").isEnabled()
    assert "whole numbers from 0 to 255" in radio(preview, "Divide").toolTip()
    radio(preview, "Stretch").click()
    assert "Values 0 to 1" in texts(preview)
    use(preview)
    image = window.session.experiment.image
    assert (image.min(), image.max()) == (0, 1)


def test_the_array_of_an_archive_is_chosen_by_keyboard(window, tmp_path):
    path = tmp_path / "several.npz"
    first, second = RANDOM.normal(size=(5, 7)), RANDOM.normal(size=(6, 4))
    np.savez(path, words=np.array(["a"]), first=first, second=second)
    window.open(str(path))
    preview = dialog(window, "import")
    arrays = preview.findChild(QComboBox, "import_array")
    free, greyed = choices(arrays)
    assert free == ["first  5×7", "second  6×4"]
    assert "it holds text" in greyed["words"]
    choose(arrays, "second  6×4")
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], second)
    assert window.session.experiment.image_name == "several.npz, second"
    assert window.session.undo_stack.undoText() == "open several.npz"


def test_an_image_of_a_stack_is_chosen_and_what_was_cut_out_stays(window, tmp_path):
    stack = RANDOM.random((12, 9, 8))
    window.open(saved(tmp_path, stack))
    preview = dialog(window, "import")
    put(preview, "crop_height", 4)
    put(preview, "import_sample", 11)
    assert crop_of(preview) == Crop(0, 0, 4, 8)
    number(preview, "import_sample").stepBy(1)
    assert "There are 12 images, counted from 0." in texts(preview)
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], stack[11, :4])
    assert window.session.experiment.image_name == "array.npy[11]"


def test_the_axes_can_be_read_otherwise(window, tmp_path):
    array = RANDOM.random((9, 8, 7))
    window.open(saved(tmp_path, array))
    preview = dialog(window, "import")
    order = preview.findChild(QComboBox, "import_order")
    assert order.currentText() == "stack of images"
    assert order.toolTip() == "images × rows × columns"
    choose(order, "one image, channels last")
    assert any("the first channel is shown" in text for text in texts(preview))
    assert not number(preview, "import_sample").isVisible()
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image, array)


def test_an_archive_that_is_damaged_further_in_says_so_and_keeps_what_was_chosen(window, tmp_path):
    path = tmp_path / "half.npz"
    np.savez(path, good=np.zeros((4, 4)), bad=np.full((200, 200), 0.3))
    stored = bytearray(path.read_bytes())
    at = stored.rfind(np.float64(0.3).tobytes())
    stored[at] ^= 255
    path.write_bytes(stored)
    window.open(str(path))
    preview = dialog(window, "import")
    choose_box = preview.findChild(QComboBox, "import_array")
    choose_box.setFocus()
    press(KEY.Key_Down)
    assert any("half.npz, bad cannot be read" in text for text in texts(preview))
    assert choose_box.currentText() == "good  4×4"
    use(preview)
    assert window.session.experiment.image_name == "half.npz, good"


def test_size_opens_with_what_was_chosen(window, tmp_path):
    array = RANDOM.random((50, 50, 3))
    window.open(saved(tmp_path, array))
    preview = dialog(window, "import")
    put(preview, "crop_height", 20)
    put(preview, "crop_top", 6)
    put(preview, "longer_side", 25)
    radio(preview, "Grey").click()
    use(preview)
    before = window.session.experiment.image
    assert before.shape == (10, 25, 1)
    window.setup.open("image")
    window.findChild(QAction, "image_reduce").trigger()
    preview = dialog(window, "import")
    assert crop_of(preview) == Crop(6, 0, 20, 50)
    assert radio(preview, "Grey").isChecked()
    assert number(preview, "longer_side").value() == 25
    use(preview)
    assert window.session.experiment.image is before


def test_the_dialog_fits_a_small_screen_with_all_there_is_to_choose(window, tmp_path):
    path = tmp_path / "everything.npz"
    np.savez(path, a_very_long_name_of_an_array_in_a_file=RANDOM.random((3, 4, 400, 3)), b=np.zeros((4, 4)))
    window.open(str(path))
    preview = dialog(window, "import")
    assert preview.width() <= 1024
    assert preview.height() <= 640
    preview.reject()


def test_everything_in_the_dialog_has_a_name_and_is_reached_by_tab(window, tmp_path):
    path = tmp_path / "everything.npz"
    np.savez(path, a=RANDOM.random((3, 4, 400, 3)), b=np.zeros((4, 4)))
    window.open(str(path))
    preview = dialog(window, "import")
    reached = []
    for _ in range(30):
        widget = QApplication.focusWidget()
        if widget in reached:
            break
        reached.append(widget)
        press(KEY.Key_Tab)
    names = [widget.objectName() for widget in reached if widget.objectName()]
    wanted = "import_array import_order import_sample import_crop crop_height crop_top crop_width crop_left"
    assert set(wanted.split()) | {"longer_side", "import_use"} <= set(names)
    assert all(widget.accessibleName() or widget.text() for widget in reached)
    preview.reject()
