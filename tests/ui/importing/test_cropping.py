"""A part of a source is cut out by mouse, by keyboard and by numbers."""

import numpy as np
from events import LEFT, NONE, move
from import_tools import crop_of, number, put, saved, texts, use
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QWidget
from ui_tools import dialog, double_click, press, until

from cnnviz.importing.reduction import Crop
from cnnviz.ui.importing.crop_view import CropView, dragged, grip_at

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
RANDOM = np.random.default_rng(5)


def drag(view, *points, release=True):
    """Drag with the left button over the source."""
    QTest.mousePress(view, LEFT, NONE, QPoint(*points[0]))
    for point in points[1:]:
        move(view, QPointF(*point), LEFT)
    if release:
        QTest.mouseRelease(view, LEFT, NONE, QPoint(*points[-1]))


def test_a_part_is_cut_out_with_the_mouse(window, tmp_path):
    array = RANDOM.normal(size=(40, 40))
    window.open(saved(tmp_path, array))
    preview = dialog(window, "import")
    view = preview.findChild(CropView, "import_crop")
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
    view = preview.findChild(CropView, "import_crop")
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
    view = preview.findChild(CropView, "import_crop")
    for back in (lambda: press(KEY.Key_Home), lambda: double_click(view)):
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


def test_of_a_huge_picture_the_numbers_are_those_of_the_file(window, tmp_path):
    array = np.zeros((1500, 3000), np.uint8)
    array[500:1000, 600:1200] = 255
    np.save(tmp_path / "photo.npy", array)
    window.open(str(tmp_path / "photo.npy"))
    until(lambda: window.findChild(QWidget, "import") is not None)
    preview = dialog(window, "import")
    assert crop_of(preview) == Crop(0, 0, 1500, 3000)
    for name, value in (("height", 500), ("top", 500), ("width", 600), ("left", 600)):
        put(preview, f"crop_{name}", value)
    shown = crop_of(preview)
    assert all(abs(a - b) <= 2 for a, b in zip(vars(shown).values(), (500, 600, 500, 600), strict=True))
    assert any(f"{shown.height}×{shown.width} of 1500×3000" in text for text in texts(preview))
    number(preview, "crop_top").stepBy(1)
    assert crop_of(preview).top in (shown.top + 2, shown.top + 3)
    number(preview, "crop_top").stepBy(-1)
    use(preview)
    image = window.session.experiment.image
    assert image[2:-2, 2:-2].min() == 1
