"""Arrays, tables and pictures come in by file, paste and drop; the dialog cuts out, scales and chooses."""

import numpy as np
import pytest
from PyQt5.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt5.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QAction, QApplication, QComboBox, QLabel, QPushButton, QRadioButton
from ui_tools import choices, choose, complaint, dialog, drop, press, type_text

from cnnviz.experiment.making import Crop
from cnnviz.ui import open_window
from cnnviz.ui.crop_view import dragged, grip_at
from cnnviz.ui.fields import NumberField

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RANDOM = np.random.default_rng(5)


@pytest.fixture(autouse=True)
def _clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def saved(folder, array, name="array.npy"):
    np.save(folder / name, array)
    return str(folder / name)


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


def number(preview, name):
    return preview.findChild(NumberField, name)


def put(preview, name, value):
    """Type a number into a field of the dialog."""
    edited = number(preview, name)
    edited.setFocus()
    edited.selectAll()
    type_text(str(value))
    press(KEY.Key_Tab)


def use(preview):
    preview.findChild(QPushButton, "import_use").click()


def radio(preview, words):
    return next(button for button in preview.findChildren(QRadioButton) if words in button.text())


def texts(preview):
    return [label.text() for label in preview.findChildren(QLabel) if not label.isHidden()]


def drag(view, *points, release=True):
    """Drag with the left button over the source."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, button, none, QPoint(*points[0]))
    for point in points[1:]:
        move = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(*point), Qt.MouseButton.NoButton, button, none)
        QApplication.sendEvent(view, move)
    if release:
        QTest.mouseRelease(view, button, none, QPoint(*points[-1]))


def crop_of(preview):
    return Crop(*(number(preview, f"crop_{name}").value() for name in ("top", "left", "height", "width")))


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


def test_a_part_is_cut_out_with_the_mouse(window, tmp_path):
    array = RANDOM.normal(size=(40, 40))
    window.open(saved(tmp_path, array))
    preview = dialog(window, "import")
    view = preview.findChild(QLabel, "import_preview").parent().findChild(type(preview._view), "import_crop")
    cell = (view.width() - 10) // 40
    left = (view.width() - 40 * cell) // 2

    def at(row, column):
        return left + column * cell + cell // 2, 5 + row * cell + cell // 2

    drag(view, at(10, 12), at(20, 15), at(29, 21))
    assert crop_of(preview) == Crop(10, 12, 20, 10)
    drag(view, at(20, 16), at(15, 10))  # the inside moves it
    assert crop_of(preview) == Crop(5, 6, 20, 10)
    drag(view, (left + 16 * cell, at(15, 0)[1]), (left + 30 * cell, at(15, 0)[1]))  # its right edge
    assert crop_of(preview) == Crop(5, 6, 20, 24)
    drag(view, (left + 30 * cell, 5 + 25 * cell), (left + 60 * cell, -100))  # a corner, beyond the source
    assert crop_of(preview) == Crop(5, 6, 1, 34)
    drag(view, at(35, 2), at(32, 0))  # outside another begins
    assert crop_of(preview) == Crop(32, 0, 4, 3)
    use(preview)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], array[32:36, :3])


def test_a_part_is_cut_out_with_the_keyboard(window, tmp_path):
    array = RANDOM.normal(size=(40, 30))
    window.open(saved(tmp_path, array))
    preview = dialog(window, "import")
    view = preview.findChild(type(preview._view), "import_crop")
    view.setFocus()
    for _ in range(12):
        press(KEY.Key_Up, SHIFT)
    for _ in range(5):
        press(KEY.Key_Left, SHIFT)
    press(KEY.Key_Down)
    press(KEY.Key_Right)
    press(KEY.Key_Right)
    assert crop_of(preview) == Crop(1, 2, 28, 25)
    press(KEY.Key_Return)
    np.testing.assert_array_equal(window.session.experiment.image[..., 0], array[1:29, 2:27])


def test_the_whole_is_one_key_or_a_double_click_away(window, tmp_path):
    window.open(saved(tmp_path, np.zeros((40, 30))))
    preview = dialog(window, "import")
    view = preview.findChild(type(preview._view), "import_crop")
    for back in (lambda: press(KEY.Key_Home), lambda: QTest.mouseDClick(view, Qt.MouseButton.LeftButton)):
        put(preview, "crop_width", 7)
        assert crop_of(preview) == Crop(0, 0, 40, 7)
        view.setFocus()
        back()
        assert crop_of(preview) == Crop(0, 0, 40, 30)
    preview.reject()


def test_numbers_of_a_crop_follow_from_each_other_and_say_why(window, tmp_path):
    window.open(saved(tmp_path, np.zeros((40, 30))))
    preview = dialog(window, "import")
    assert number(preview, "crop_top").maximum() == 0
    number(preview, "crop_top").stepBy(1)
    assert "40 rows do not fit further down." in texts(preview)
    put(preview, "crop_height", 10)
    assert number(preview, "crop_top").maximum() == 30
    put(preview, "crop_top", 25)
    number(preview, "crop_height").setValue(15)
    number(preview, "crop_height").stepBy(1)
    assert "From row 25 on there are only 15." in texts(preview)
    assert number(preview, "longer_side").maximum() == 30
    preview.reject()


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
    window.findChild(QAction, "image_reduce").trigger()
    preview = dialog(window, "import")
    assert crop_of(preview) == Crop(6, 0, 20, 50)
    assert radio(preview, "Grey").isChecked()
    assert number(preview, "longer_side").value() == 25
    use(preview)
    assert window.session.experiment.image is before


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


def test_a_frame_is_taken_hold_of_at_its_edges_and_moved_by_its_middle():
    from PyQt5.QtCore import QRectF

    frame = QRectF(50, 60, 100, 80)

    def grip(x, y, movable=True):
        return grip_at(point=QPointF(x, y), frame=frame, movable=movable)

    assert grip(100, 100) == (0, 0)
    assert grip(100, 100, movable=False) is None
    assert grip(51, 100) == (0, -1)
    assert grip(149, 139) == (1, 1)
    assert grip(146, 62) == (-1, 1)
    assert grip(20, 100) is None


def test_an_edge_never_passes_the_other():
    crop = Crop(2, 2, 4, 4)
    for edge in (-1, 1):
        for end in (-50.0, 50.0):
            new = dragged(grip=(edge, edge), crop=crop, start=(0, 0), end=(end, end), shape=(9, 9))
            assert new == new.within((9, 9))
            assert new.height == new.width
